"""What is older than each server's retention is taken out, at the start and from then on.

How long that is, where a server has set nothing: `config/tuned/retention.toml`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import NoReturn

import structlog

from bot.serve.desk import Desk
from bot.service.clock import now
from knowledge.errors import StoreError
from knowledge.settings import tuned

EVERY_SECONDS = tuned().retention.every_hours * 60 * 60.0
Pause = Callable[[float], Awaitable[None]]
_log = structlog.stdlib.get_logger(__name__)


async def forget_old(desk: Desk) -> int:
    """Take out what is too old; how much that was. Where it cannot be done, the next time may.

    One process does it for all.
    """
    return await _forgotten(desk, lambda: desk.ledger.purge(now()))


async def _forgotten(desk: Desk, forget: Callable[[], int]) -> int:
    if not desk.shards.has_duties:
        return 0
    try:
        count = await desk.aside(forget)
    except StoreError as error:
        _log.warning("nothing forgotten", why=str(error))
        return 0
    _log.info("forgotten", count=count)
    return count


async def note_servers(desk: Desk, present: Sequence[int], mine: Callable[[int], bool]) -> None:
    """Note which of the servers that are `mine` the bot is in, and that it has left the others."""
    await _noted(desk, lambda: desk.ledger.attend(present, mine, now()))


async def note_server(desk: Desk, guild_id: int, *, present: bool) -> None:
    """Note that the bot was taken into a server, or out of it."""

    def note() -> None:
        if present:
            desk.ledger.return_to(guild_id)
        else:
            desk.ledger.leave_server(guild_id, now())

    await _noted(desk, note)


async def _noted(desk: Desk, note: Callable[[], None]) -> None:
    if desk.closing:  # the next start notes it
        return
    try:
        await desk.aside(note)
    except StoreError as error:
        _log.warning("servers not noted", why=str(error))


async def go_on_forgetting(desk: Desk, pause: Pause = asyncio.sleep) -> NoReturn:
    """Take out what has become too old, until cancelled; the first time after a pause.

    By then it is known which servers the bot is in: those that it was taken out of go, too.
    """
    while True:
        await pause(EVERY_SECONDS)
        await forget_old(desk)
        await _forgotten(desk, lambda: desk.ledger.forget_departed(now()))
