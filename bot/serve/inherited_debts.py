"""What a process that died still owed: shown by then, or apologised for now."""

import asyncio
import datetime as dt
from collections.abc import Sequence

import discord
import structlog

from bot.language import speaking
from bot.ledger import Ledger
from bot.ledger.records import Dispatch, Owed
from bot.render.layout import layout
from bot.render.notes import CUT_SHORT
from bot.serve.delivery import UNDELIVERED
from bot.serve.owed_replies import OwedReplies, promised_language
from bot.serve.responses import NOBODY, ORIGINAL

TOKEN_LIVES = dt.timedelta(minutes=15)
"""So long Discord takes the token of an interaction."""
_EVER = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
_AT_ONCE = 5
_PAUSE_SECONDS = 5.0
_UNKNOWN_MESSAGE = 10008
_REFUSALS = (discord.NotFound, discord.Forbidden)
_UNAUTHORISED = 401
_log = structlog.stdlib.get_logger(__name__)


def owed_before(ledger: Ledger) -> list[Owed]:
    """What is owed as this process begins, or takes over.

    Raises:
        StoreError: the ledger cannot be read.
    """
    return ledger.owed(_EVER)


async def pay(client: discord.Client, owed_replies: OwedReplies, owed: Sequence[Owed]) -> None:
    """See to it that everybody who waits for a reply of a process that died is told.

    What Discord cannot take now is tried again, as long as the interaction's token lives.

    Args:
        client: logged in.
        owed_replies: where it is noted what is settled.
        owed: what was owed when this process began.
    """
    turns = asyncio.Semaphore(_AT_ONCE)
    left = list(owed)
    while left:
        done = await asyncio.gather(*(_pay(client, owed_replies, each, turns) for each in left))
        left = [each for each, paid in zip(left, done, strict=True) if not paid]
        if left:
            await asyncio.sleep(_PAUSE_SECONDS)


async def _pay(
    client: discord.Client, owed_replies: OwedReplies, owed: Owed, turns: asyncio.Semaphore
) -> bool:
    """Whether nothing is left to be done for one interaction."""
    async with turns:
        state = Dispatch.APOLOGISED
        if discord.utils.utcnow() - owed.acknowledged_at < TOKEN_LIVES:
            try:
                state = await _told(client, owed)
            except UNDELIVERED as error:
                if not _is_refusal(error):
                    _log.warning("not told yet", interaction=owed.interaction_id, why=str(error))
                    return False
        await owed_replies.settle(owed.interaction_id, state)
        _log.info("settled after a restart", interaction=owed.interaction_id, state=str(state))
        return True


async def _told(client: discord.Client, owed: Owed) -> Dispatch:
    """Look at what is shown, and apologise where it still is "thinking…".

    Raises:
        discord.HTTPException: Discord does not take it.
    """
    webhook = discord.Webhook.partial(client.application_id or 0, owed.token, client=client)
    webhook.type = discord.WebhookType.application
    with speaking(promised_language(owed)):
        sorry = layout(CUT_SHORT)
    try:
        shown = await webhook.fetch_message(ORIGINAL)
    except discord.NotFound as error:
        if error.code != _UNKNOWN_MESSAGE:
            raise
        # It had been taken away to be told to one person alone, who may not have been told yet.
        await webhook.send(view=sorry, ephemeral=True, allowed_mentions=NOBODY)
        return Dispatch.APOLOGISED
    if not shown.flags.loading:
        return Dispatch.ANSWERED
    await webhook.edit_message(ORIGINAL, view=sorry, allowed_mentions=NOBODY)
    return Dispatch.APOLOGISED


def _is_refusal(error: Exception) -> bool:
    """Whether Discord will never take it: the token is over, or was never acknowledged."""
    status = error.status if isinstance(error, discord.HTTPException) else 0
    return isinstance(error, _REFUSALS) or status == _UNAUTHORISED
