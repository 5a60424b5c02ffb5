"""What is said when something fails: the one place that words it."""

import contextlib
import re
import secrets

import discord
import structlog
from discord import app_commands

from bot.language import speaking
from bot.render.notes import NO_PLACE, OUTDATED_COMMAND, apology, note, out_of_order
from bot.render.reply import Reply
from bot.serve.delivery import UNDELIVERED
from bot.serve.interaction import BotInteraction
from bot.serve.responses import apologise, language_of, tell_directly
from knowledge.errors import FootnoteError, StoreError
from knowledge.reasons import Reason

_GIVEN_UP = frozenset({10008, 10015, 10062})
"""Discord's codes for a message, a reply's place or an interaction that no longer exists."""
_REFUSED = frozenset({401, 403, 404})
"""What Discord answers where a reply's place is closed, gone or no longer the bot's."""
_PATH = re.compile(r"(?<![^\s“\"'(])/(?:[^\s/]+/)+([^\s/]+)")
"""An absolute path, and its last part; no command has a slash inside."""
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
    said: bool | None
    try:
        with speaking(language_of(interaction)):
            said = await apologise(interaction, _wording(error))
    except UNDELIVERED as failure:
        said = await _told_directly(interaction, failure)
    if said is not None:
        interaction.client.desk.settle(interaction, apologised=said)


async def _told_directly(interaction: BotInteraction, failure: Exception) -> bool | None:
    """Tell who waits for a reply that has no place any more; None where they are not told.

    A thread may have been locked, a channel deleted, the quarter of an hour be over.
    """
    if isinstance(failure, discord.HTTPException) and failure.status in _REFUSED:
        with contextlib.suppress(*UNDELIVERED):
            await tell_directly(interaction, NO_PLACE)
            return True
    _log.warning("nobody could be told", interaction=interaction.id, why=str(failure))
    return None


def _wording(error: Exception) -> Reply:
    match error:
        case StoreError():
            reference = secrets.token_hex(4)
            _log.error("the database cannot be used", reference=reference, why=str(error))
            return out_of_order(reference)
        case FootnoteError():
            return note(placeless(error.reason))
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return OUTDATED_COMMAND
        case _:
            reference = secrets.token_hex(4)
            _log.error("unexpected failure", reference=reference, exc_info=error)
            return apology(reference)


def placeless(reason: Reason | str) -> Reason | str:
    """A reason in which files are called by their names, wherever they are on this machine."""
    return _PATH.sub(r"\1", reason) if isinstance(reason, str) else reason
