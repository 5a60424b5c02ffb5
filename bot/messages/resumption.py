"""Messages that a process could not answer before it ended: found again by the next one."""

import asyncio
import contextlib
import datetime as dt
from collections.abc import Callable, Sequence

import discord
import structlog

from bot.ledger.records import Dispatch, Owed
from bot.serve.delivery import PAUSES, UNDELIVERED, going_on, passes
from bot.serve.owed_replies import OwedReplies
from knowledge.settings import tuned

LATEST = dt.timedelta(hours=tuned().work.latest_hours)
_LOOKED_AT = 200
"""Messages after a question among which its answer is looked for."""
Take = Callable[[discord.Message], None]
_log = structlog.stdlib.get_logger(__name__)


def promise_to(message: discord.Message) -> Owed:
    """What somebody is owed whose message could not be answered yet. It has no token: see below."""
    return Owed(
        interaction_id=message.id,
        token="",
        what="{}",
        acknowledged_at=discord.utils.utcnow(),
        private=False,
        user_id=message.author.id,
        guild_id=message.guild.id if message.guild else None,
        channel_id=message.channel.id,
    )


def is_message(owed: Owed) -> bool:
    """Whether a message is owed an answer, and not an interaction, which has a token."""
    return not owed.token


async def resume(
    client: discord.Client, owed_replies: OwedReplies, owed: Sequence[Owed], take: Take
) -> None:
    """Have the messages answered that are owed an answer, as soon as Discord gives them.

    Args:
        client: logging in.
        owed_replies: where it is noted what is settled.
        owed: what messages were owed when this process began.
        take: answers a message, unless its answer stands there.
    """
    if owed:
        await client.wait_until_ready()
        await asyncio.gather(*(_resume(client, owed_replies, each, take) for each in owed))


async def _resume(
    client: discord.Client, owed_replies: OwedReplies, owed: Owed, take: Take
) -> None:
    for pause in going_on(PAUSES):
        if discord.utils.utcnow() - owed.acknowledged_at > LATEST:
            break
        try:
            take(await _message(client, owed))
        except UNDELIVERED as error:
            _log.warning("message not found yet", message=owed.interaction_id, why=str(error))
            if not passes(error):
                break
        else:
            return
        await asyncio.sleep(pause)
    owed_replies.settle_soon(owed.interaction_id, Dispatch.APOLOGISED)


async def _message(client: discord.Client, owed: Owed) -> discord.Message:
    """The message, as Discord has it.

    Raises:
        discord.HTTPException: Discord does not give it, or it is gone.
    """
    channel = client.get_channel(owed.channel_id) or await client.fetch_channel(owed.channel_id)
    if not isinstance(channel, discord.abc.Messageable):
        raise discord.InvalidData("There are no messages in this channel.")
    return await channel.fetch_message(owed.interaction_id)


async def is_answered(client: discord.Client, message: discord.Message) -> bool:
    """Whether a reply of the bot's own to a message stands below it, or in a thread on it.

    Where the bot may not read what stands there, it cannot tell: then Discord, which knows the
    number that an answer was sent with for some minutes, makes it stand once.

    Raises:
        discord.HTTPException: Discord is in trouble.
    """
    thread = message.guild.get_thread(message.id) if message.guild else None
    with contextlib.suppress(discord.Forbidden, discord.NotFound):
        for place in (message.channel, *([thread] if thread else [])):
            async for said in place.history(limit=_LOOKED_AT, after=message, oldest_first=True):
                if client.user is None or said.author.id != client.user.id:
                    continue
                answered = said.reference.message_id if said.reference else None
                if answered == message.id or place is thread:
                    return True
    return False
