"""What is said when something fails: the one place that words it."""

import secrets

import discord
import structlog
from discord import app_commands

from bot.language import speaking
from bot.presenting import UNDELIVERED, BotInteraction, language_of, show
from bot.rendering.notes import OUTDATED_COMMAND, apology, note
from bot.rendering.replies import Reply
from knowledge.errors import FootnoteError

_GIVEN_UP = frozenset({10008, 10015, 10062})
"""Discord's codes for a message, a reply's place or an interaction that no longer exists."""
_log = structlog.stdlib.get_logger(__name__)


async def tell(interaction: BotInteraction, error: Exception) -> None:
    """Say privately what failed, where there still is somebody to say it to; never raises."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.NotFound) and error.code in _GIVEN_UP:
        _log.warning("too late for Discord", interaction=interaction.id, code=error.code)
        return
    if interaction.type is discord.InteractionType.autocomplete:
        return
    try:
        with speaking(language_of(interaction)):
            await show(interaction, _wording(error))
        await interaction.client.desk.settle(interaction)
    except UNDELIVERED as failure:
        _log.warning("nobody could be told", interaction=interaction.id, why=str(failure))


def _wording(error: Exception) -> Reply:
    match error:
        case FootnoteError():
            return note(str(error))
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return OUTDATED_COMMAND
        case _:
            reference = secrets.token_hex(4)
            _log.error("unexpected failure", reference=reference, exc_info=error)
            return apology(reference)
