"""Dismiss: a reply taken away, by the one who asked or a moderator."""

import contextlib
from collections.abc import Iterator

import discord

from bot.buttons.press import ASKER, Press, spot_of
from bot.language import mark
from bot.render.notes import NOT_YOURS
from bot.render.reply import About, Action, Kind
from bot.serve.delivery import persistently
from bot.serve.interaction import BotInteraction
from bot.serve.responses import show, take

_DISMISSED = frozenset({Kind.ANSWER, Kind.ABSTENTION, Kind.VERDICTS, Kind.PAPER})


class DismissButton(Press, template=f"dismiss:{ASKER}"):
    """Takes the reply away."""

    label = mark("Dismiss")
    rank = 9

    @classmethod
    def offered(cls, about: About) -> Iterator[Action]:
        """Below whatever was asked for."""
        if about.kind in _DISMISSED:
            yield cls.action("dismiss", about.asker)

    async def pressed(self, interaction: BotInteraction) -> None:
        """Delete the reply, or say who may."""
        if not may_dismiss(interaction, int(self.remembered["asker"])):
            await show(interaction, NOT_YOURS)
            return
        await take(interaction)
        with contextlib.suppress(discord.NotFound):  # dismissed twice
            await persistently(interaction.delete_original_response)


def may_dismiss(interaction: BotInteraction, asker: int) -> bool:
    """Whether the one who pressed asked the question, or may manage messages in this server.

    Where Discord says whose command a reply answers, that counts, and not what its button says.
    """
    spot, message = spot_of(interaction), interaction.message
    command = message.interaction_metadata if message else None
    is_asker = spot.user_id == (command.user.id if command else asker)
    return is_asker or spot.moderates
