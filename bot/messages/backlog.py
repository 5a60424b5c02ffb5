"""What stands in Discord's channels after the last message that was read."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import discord

from bot.ledger import Ledger
from bot.messages.progress import Missed
from bot.serve.occasions import counted_in
from knowledge.settings import tuned

_LATEST = dt.timedelta(hours=tuned().work.latest_hours)
Place = discord.TextChannel | discord.ForumChannel | discord.Thread


def marks_of(ledger: Ledger, servers: Sequence[int], last: Mapping[int, int]) -> dict[int, int]:
    """Up to where the Q&A channels of servers were read. Called in a thread.

    Args:
        ledger: says what each server has set, and what was read.
        servers: their ids.
        last: the last message of each channel: nothing was read beyond it, whatever a clock that
            was ahead has made of it, and where nothing was read yet reading begins there.
    """
    read = ledger.last_seen()
    channels = [channel.id for server in servers for channel in ledger.settings(server).channels]
    ends = {number: last.get(number, read.get(number, number)) for number in channels}
    return {number: min(read.get(number, end), end) for number, end in ends.items()}


def last_messages(servers: Iterable[discord.Guild]) -> dict[int, int]:
    """The last message of each channel, its threads' among them, as Discord numbers them.

    The clock of this machine is asked nothing: where it is ahead, questions would seem read.
    """
    last: dict[int, int] = {}
    for server in servers:
        places: Sequence[Place] = [*server.text_channels, *server.forums, *server.threads]
        for place in places:
            if place.last_message_id is not None:
                counted = counted_in(place) or place.id
                last[counted] = max(last.get(counted, 0), place.last_message_id)
    return last


async def since(client: discord.Client, channel_id: int, mark: int) -> Missed[discord.Message]:
    """What was said in a channel and its threads after a message, a day back at most.

    A thread that is gone, or closed to the bot, says nothing.

    Args:
        client: the bot.
        channel_id: a text channel, or a forum with its posts.
        mark: the id of a message, or any number such as ids are.

    Raises:
        discord.HTTPException: Discord does not tell.
    """
    earliest = discord.utils.time_snowflake(discord.utils.utcnow() - _LATEST)
    after = discord.Object(max(mark, earliest))
    said: list[discord.Message] = []
    for place in _places(client, channel_id, after.id):
        refused = (discord.Forbidden, discord.NotFound) if place.id != channel_id else ()
        with contextlib.suppress(*refused):
            said += [m async for m in place.history(limit=None, after=after, oldest_first=True)]
    said.sort(key=lambda message: message.id)
    own = [m for m in said if client.user is not None and m.author.id == client.user.id]
    return Missed(said, frozenset(number for m in own for number in _answers(m)))


def _places(
    client: discord.Client, channel_id: int, after: int
) -> Iterator[discord.TextChannel | discord.Thread]:
    """Where something may have been said since then; nowhere in a channel that is gone."""
    channel = client.get_channel(channel_id)
    if isinstance(channel, discord.TextChannel):
        yield channel
    if isinstance(channel, discord.TextChannel | discord.ForumChannel):
        yield from (each for each in channel.threads if (each.last_message_id or after) >= after)


def _answers(own: discord.Message) -> Iterator[int]:
    """The messages that one of the bot's own answers: it replies to it, or stands in its thread."""
    if own.reference is not None and own.reference.message_id is not None:
        yield own.reference.message_id
    if isinstance(own.channel, discord.Thread):
        yield own.channel.id
