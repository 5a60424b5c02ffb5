"""What a button has to remember, inside its custom_id, so that it works after a restart."""

import re
from collections.abc import Iterable
from typing import assert_never

from bot.render.discord_limits import CUSTOM_ID, width
from bot.render.replies import (
    Action,
    AskHuman,
    Cite,
    Dismiss,
    Notify,
    Press,
    Rate,
    Share,
    ShowInContext,
    Verify,
)
from knowledge.model import Span

_ASKED = "(?P<asked_id>[0-9]{1,15})"
_ASKER = "(?P<asker>[0-9]{1,20})"
SHOW = r"show:(?P<start>[0-9]{1,9}):(?P<end>[0-9]{1,9}):(?P<abstract_id>[^\s:]{1,75})"
"""The custom_id of "Show in context"; an empty span marks nothing."""
VERIFY = f"verify:{_ASKED}"
CITE = rf"bibtex:{_ASKED}:(?P<abstract_id>[^\s:]{{0,75}})"
RATE = f"rate:(?P<helpful>up|down):{_ASKED}"
WHY = f"why:{_ASKED}"
"""The custom_id of the form in which somebody says why an answer did not help."""
HUMAN = f"human:{_ASKED}"
NOTIFY = f"notify:{_ASKED}"
SHARE = f"share:{_ASKER}"
DISMISS = f"dismiss:{_ASKER}"
MORE = "more"
"""The custom_id of the menu with what has no button; its options have the custom_ids of buttons."""


def custom_id(action: Action) -> str:
    """The custom_id that remembers an action."""
    remembered: tuple[object, ...]
    match action:
        case ShowInContext(abstract_id, span):
            start, end = (span.start, span.end) if span else (0, 0)
            remembered = "show", start, end, abstract_id
        case Verify(asked_id):
            remembered = "verify", asked_id
        case Cite(asked_id, abstract_id):
            remembered = "bibtex", asked_id, abstract_id
        case Rate(asked_id, helpful):
            remembered = "rate", "up" if helpful else "down", asked_id
        case AskHuman(asked_id):
            remembered = "human", asked_id
        case Notify(asked_id):
            remembered = "notify", asked_id
        case Share(asker):
            remembered = "share", asker
        case Dismiss(asker):
            remembered = "dismiss", asker
        case Press():
            return action.custom_id
        case _:
            assert_never(action)
    return ":".join(map(str, remembered))


def why_id(asked_id: int) -> str:
    """The custom_id of the form in which somebody says why an answer did not help."""
    return f"why:{asked_id}"


def fits(action: Action) -> bool:
    """Whether Discord takes the custom_id of an action."""
    return width(custom_id(action)) <= CUSTOM_ID


def span_of(start: str, end: str) -> Span | None:
    """The span that a custom_id gives, None where it is empty."""
    span = Span(int(start), int(end))
    return span if span.start < span.end else None


def asked_among(custom_ids: Iterable[str]) -> int:
    """The number of the question that a reply with these buttons answers; 0: of none."""
    patterns = (RATE, VERIFY, NOTIFY, HUMAN)
    found = (re.fullmatch(pattern, each) for each in custom_ids for pattern in patterns)
    return next((int(match["asked_id"]) for match in found if match), 0)


def shown(custom_ids: Iterable[str]) -> list[tuple[str, Span | None]]:
    """The abstracts that the "Show in context" among some buttons show, with their spans."""
    found = (re.fullmatch(SHOW, each) for each in custom_ids)
    return [(m["abstract_id"], span_of(m["start"], m["end"])) for m in found if m]
