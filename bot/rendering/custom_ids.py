"""What a button has to remember, inside its custom_id, so that it works after a restart."""

from typing import assert_never

from bot.rendering.limits import CUSTOM_ID, width
from bot.rendering.replies import Action, Dismiss, Press, ShowInContext
from knowledge.model import Span

SHOW = r"show:(?P<start>[0-9]{1,9}):(?P<end>[0-9]{1,9}):(?P<abstract_id>[^\s:]{1,75})"
"""The custom_id of "Show in context"; an empty span marks nothing."""
DISMISS = r"dismiss:(?P<asker>[0-9]{1,20})"


def custom_id(action: Action) -> str:
    """The custom_id that remembers an action."""
    match action:
        case ShowInContext(abstract_id, span):
            start, end = (span.start, span.end) if span else (0, 0)
            return f"show:{start}:{end}:{abstract_id}"
        case Dismiss(asker):
            return f"dismiss:{asker}"
        case Press():
            return action.custom_id
        case _:
            assert_never(action)


def fits(action: Action) -> bool:
    """Whether Discord takes the custom_id of an action."""
    return width(custom_id(action)) <= CUSTOM_ID


def span_of(start: str, end: str) -> Span | None:
    """The span that a custom_id gives, None where it is empty."""
    span = Span(int(start), int(end))
    return span if span.start < span.end else None
