"""The buttons with which one reads on below a reply, or takes it away."""

import contextlib

import discord

from bot.buttons.press import Press, asked_here, base_of, shown_beside, spot_of
from bot.ledger.port import Ledger
from bot.protocol import Knowledge
from bot.render.bibtex import bibtex
from bot.render.custom_ids import CITE, DISMISS, SHOW, VERIFY, span_of
from bot.render.notes import CHANGED_ABSTRACT, FORGOTTEN, GONE_ABSTRACT, NOT_YOURS
from bot.render.paper import in_context
from bot.render.replies import Reply
from bot.render.verified import verified
from bot.serve.delivery import persistently
from bot.serve.interaction import BotInteraction
from bot.serve.responses import show, take
from bot.service.verification import verify
from knowledge.model import Span


class ShowInContextButton(Press, template=SHOW):
    """Shows an abstract to the one who presses, with the quoted sentence marked."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Serve it as a command is served."""
        desk, remembered = interaction.client.desk, self.remembered
        spot = spot_of(interaction)
        span = span_of(remembered["start"], remembered["end"])
        await desk.serve(
            interaction,
            lambda: quote_in_context(base_of(desk, spot), remembered["abstract_id"], span),
            private=True,
        )


class VerifyButton(Press, template=VERIFY):
    """Looks again at what an answer quotes, and asks its question again."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Serve it as a command is served."""
        desk, spot = interaction.client.desk, spot_of(interaction)
        quoted, asked_id = shown_beside(interaction), int(self.remembered["asked_id"])

        def look() -> Reply:
            asked = asked_here(desk.ledger, asked_id, spot)
            if asked is None:
                return FORGOTTEN
            return verified(verify(desk.knowledge_of(asked.guild_id), asked, quoted))

        await desk.serve(interaction, look, private=True)


class CiteButton(Press, template=CITE):
    """Gives the papers of a reply as BibTeX."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Serve it as a command is served."""
        desk, spot = interaction.client.desk, spot_of(interaction)
        asked_id, named = int(self.remembered["asked_id"]), self.remembered["abstract_id"]
        beside = [abstract_id for abstract_id, _ in shown_beside(interaction)]

        def cite() -> Reply:
            cited = _cited(desk.ledger, asked_id)
            wanted = dict.fromkeys(cited or ([named] if named else beside))
            base = base_of(desk, spot)
            return bibtex([a for a in map(base.abstract, wanted) if a])

        def _cited(ledger: Ledger, number: int) -> tuple[str, ...]:
            asked = asked_here(ledger, number, spot) if number else None
            return asked.cited if asked else ()

        await desk.serve(interaction, cite, private=True)


class DismissButton(Press, template=DISMISS):
    """Takes the reply away."""

    async def pressed(self, interaction: BotInteraction) -> None:
        """Delete the reply, or say who may."""
        if not may_dismiss(interaction, int(self.remembered["asker"])):
            await show(interaction, NOT_YOURS)
            return
        await take(interaction)
        with contextlib.suppress(discord.NotFound):  # dismissed twice
            await persistently(interaction.delete_original_response)


def quote_in_context(knowledge: Knowledge, abstract_id: str, span: Span | None) -> Reply:
    """The abstract with the span marked, or a note where the base no longer holds it."""
    abstract = knowledge.abstract(abstract_id)
    if abstract is None:
        return GONE_ABSTRACT
    if span is not None and span.end > len(abstract.text):
        return CHANGED_ABSTRACT
    return in_context(abstract, span)


def may_dismiss(interaction: BotInteraction, asker: int) -> bool:
    """Whether the one who pressed asked the question, or may manage messages in this server.

    Where Discord says whose command a reply answers, that counts, and not what its button says.
    """
    spot, message = spot_of(interaction), interaction.message
    command = message.interaction_metadata if message else None
    is_asker = spot.user_id == (command.user.id if command else asker)
    return is_asker or spot.moderates
