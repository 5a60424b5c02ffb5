"""What is sent to Discord on a bad day: which trouble passes, and what is sent once more for it."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterable, Iterator
from typing import TypeVar

import aiohttp
import discord
import structlog

from knowledge.settings import tuned

_T = TypeVar("_T")
UNDELIVERED = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What a reply that does not reach Discord raises."""
PAUSES = tuned().sending.pauses
LONGEST_PAUSE = tuned().sending.longest_pause
_ACKNOWLEDGE_SECONDS = 5.0
"""Discord waits three; later it knows the interaction no more."""
_REPLY_SECONDS = 14 * 60.0
"""Discord takes the reply to an interaction for a quarter of an hour."""
_LATE_SECONDS = tuned().sending.late_seconds
_ACKNOWLEDGED_ALREADY = 40060
_GONE = frozenset({10003, 10008})
"""Discord's codes for a channel and a message that no longer exist."""
_INVALID, _REFERENCE = 50035, "message_reference"
_SERVER_TROUBLE, _TOO_MANY = 500, 429
_log = structlog.stdlib.get_logger(__name__)


def passes(error: BaseException) -> bool:
    """Whether Discord may take later what it does not take now: it, or the way to it, is out."""
    if isinstance(error, discord.RateLimited | aiohttp.ClientError | OSError):
        return True
    status = error.status if isinstance(error, discord.HTTPException) else 0
    return status >= _SERVER_TROUBLE or status == _TOO_MANY


def is_gone(error: discord.HTTPException) -> bool:
    """Whether the message that was to be answered, or its channel, was deleted meanwhile."""
    return error.code in _GONE or (error.code == _INVALID and _REFERENCE in error.text)


def going_on(pauses: Iterable[float]) -> Iterator[float]:
    """Pauses without end: the last one again and again."""
    last = 0.0
    for last in pauses:
        yield last
    yield from itertools.repeat(last)


async def acknowledging(send: Callable[[], Awaitable[_T]]) -> _T | None:
    """Send the first answer to an interaction; None where Discord has it, though it never said so.

    Where the answer to an acknowledgement was lost, Discord says of the next one that there was one
    already: then it has been taken, and the reply may follow.

    Raises:
        discord.HTTPException: Discord does not take it.
        TimeoutError: nothing came through while Discord waited.
    """
    try:
        return await until_taken(send, _ACKNOWLEDGE_SECONDS)
    except discord.HTTPException as error:
        if error.code == _ACKNOWLEDGED_ALREADY:
            return None
        raise


async def persistently(
    send: Callable[[], Awaitable[_T]], when_late: Callable[[], Awaitable[None]] | None = None
) -> _T:
    """Send what may be sent twice, such as an edit, until Discord takes it or the token is over.

    Args:
        send: sends it, anew each time.
        when_late: called each time that nothing has come of it for half a minute.

    Raises:
        discord.HTTPException: Discord does not take it.
        TimeoutError: it was in trouble for too long.
    """

    async def in_time() -> _T:
        try:
            return await asyncio.wait_for(send(), _LATE_SECONDS)
        except TimeoutError:
            if when_late is not None:
                await when_late()
            raise

    return await until_taken(in_time, _REPLY_SECONDS)


async def until_taken(
    send: Callable[[], Awaitable[_T]],
    seconds: float | None = None,
    pauses: Iterable[float] = PAUSES,
) -> _T:
    """What comes of asking Discord for something, again after trouble that passes.

    Args:
        send: asks for it, anew each time.
        seconds: how long it is tried; None: until it is taken.
        pauses: seconds before each further try; the last of them again and again.

    Raises:
        discord.HTTPException: Discord does not take it.
        TimeoutError: it was in trouble for too long.
    """
    async with asyncio.timeout(seconds):
        for pause in going_on(pauses):
            try:
                return await send()
            except UNDELIVERED as error:
                if not passes(error):
                    raise
                _log.warning("not taken by Discord yet", why=str(error) or type(error).__name__)
                wait = wait_after(error, pause)
            await asyncio.sleep(wait)
    raise AssertionError("the pauses do not end")


def wait_after(error: BaseException, pause: float) -> float:
    """Seconds before the next try: a pause, or as long as Discord asks for."""
    return max(pause, error.retry_after) if isinstance(error, discord.RateLimited) else pause
