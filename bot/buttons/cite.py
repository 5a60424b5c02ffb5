"""BibTeX: the papers of a reply, to copy."""

from collections.abc import Iterator
from dataclasses import replace

from bot.buttons.press import ASKED, Press, asked_here, base_of, fits, spot_of
from bot.buttons.show_in_context import ShowInContextButton, shown_beside
from bot.ledger import Ledger
from bot.render.bibtex import bibtex
from bot.render.reply import About, Action, Kind, Reply
from bot.serve.interaction import BotInteraction
from bot.service.library import Server


class CiteButton(Press, template=rf"bibtex:{ASKED}:(?P<abstract_id>[^\s:]{{0,75}})"):
    """Gives the papers of a reply as BibTeX.

    They are those that the answer cites, else the one that it names, else those that the buttons
    beside it show.
    """

    rank = 4

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Below an answer that is kept, what quotes something, and a paper."""
        kept = about.kind is Kind.ANSWER and about.asked_id
        quotes = about.kind is Kind.VERDICTS and any(ShowInContextButton.offered(about))
        if kept or quotes or about.kind is Kind.PAPER:
            action = cls.action("bibtex", about.asked_id, about.abstract_id)
            yield from filter(fits, [replace(action, label="BibTeX")])

    async def pressed(self, interaction: BotInteraction) -> None:
        """Serve it as a command is served."""
        desk, spot = interaction.client.desk, spot_of(interaction)
        asked_id, named = int(self.remembered["asked_id"]), self.remembered["abstract_id"]
        beside = [abstract_id for abstract_id, _ in shown_beside(interaction)]

        def cite(_: Server) -> Reply:
            cited = _cited(desk.ledger, asked_id)
            wanted = dict.fromkeys(cited or ([named] if named else beside))
            base = base_of(desk, spot)
            return bibtex([a for a in map(base.abstract, wanted) if a])

        def _cited(ledger: Ledger, number: int) -> tuple[str, ...]:
            asked = asked_here(ledger, number, spot) if number else None
            return asked.cited if asked else ()

        await desk.serve(interaction, cite, private=True)
