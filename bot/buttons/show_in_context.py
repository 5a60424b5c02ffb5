"""Show in context: an abstract, with the quoted sentence marked, for the one who presses."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import discord

from bot.buttons.press import Press, base_of, buttons_of, fits, spot_of
from bot.language import say
from bot.protocol import Knowledge
from bot.render.discord_limits import SHOWN_QUOTES
from bot.render.notes import CHANGED_ABSTRACT, GONE_ABSTRACT
from bot.render.paper import in_context
from bot.render.reply import About, Action, Reply
from bot.serve.interaction import BotInteraction
from knowledge.model import Citation, Span

_SHOW = r"show:(?P<start>[0-9]{1,9}):(?P<end>[0-9]{1,9}):(?P<abstract_id>[^\s:]{1,75})"
"""An empty span marks nothing."""
_LATER = 2
"""The rank of the second quote and those after it: first people say whether the answer helped."""


class ShowInContextButton(Press, template=_SHOW):
    """Shows an abstract to the one who presses, with the quoted sentence marked."""

    main = True

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """A button for each quote, as far as one row holds them."""
        different = {(c.abstract.id, c.span): c for c in reversed(about.cited)}
        shown = list(reversed(different.values()))[:SHOWN_QUOTES]
        alone = len(shown) == 1 and about.alone
        fitting = filter(fits, (cls._showing(each, alone=alone) for each in shown))
        for index, action in enumerate(fitting):
            yield replace(action, rank=_LATER) if index else action

    @classmethod
    def _showing(cls, citation: Citation, *, alone: bool) -> Action:
        start, end = (citation.span.start, citation.span.end) if citation.span else (0, 0)
        action = cls.action("show", start, end, citation.abstract.id)
        return replace(action, label=_label(citation, alone=alone))

    async def pressed(self, interaction: BotInteraction) -> None:
        """Serve it as a command is served."""
        desk, remembered = interaction.client.desk, self.remembered
        spot = spot_of(interaction)
        span = _span(remembered)
        await desk.serve(
            interaction,
            lambda _: quote_in_context(base_of(desk, spot), remembered["abstract_id"], span),
            private=True,
        )


def quote_in_context(knowledge: Knowledge, abstract_id: str, span: Span | None) -> Reply:
    """The abstract with the span marked, or a note where the base no longer holds it."""
    abstract = knowledge.abstract(abstract_id)
    if abstract is None:
        return GONE_ABSTRACT
    if span is not None and span.end > len(abstract.text):
        return CHANGED_ABSTRACT
    return in_context(abstract, span)


def shown_by(custom_ids: Iterable[str]) -> list[tuple[str, Span | None]]:
    """The abstracts that such buttons among some show, with their spans."""
    found = (ShowInContextButton.shape.fullmatch(each) for each in custom_ids)
    return [(match["abstract_id"], _span(match)) for match in found if match]


def shown_beside(interaction: discord.Interaction[Any]) -> list[tuple[str, Span | None]]:
    """The abstracts and spans that the buttons beside the one that was pressed show."""
    message = interaction.message
    return shown_by(buttons_of(message)) if message else []


def _span(remembered: re.Match[str]) -> Span | None:
    """The span that a custom_id gives, None where it is empty."""
    span = Span(int(remembered["start"]), int(remembered["end"]))
    return span if span.start < span.end else None


def _label(citation: Citation, *, alone: bool) -> str:
    """What the button says; `alone`: there is one only."""
    if alone:
        return say("Show in context") if citation.span else say("Show abstract")
    if citation.span:
        return say("Show [{number}] in context", number=citation.n)
    return say("Show abstract [{number}]", number=citation.n)
