"""What is older than each server's retention is taken out, at the start and from then on."""

import asyncio
from collections.abc import Awaitable, Callable
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
    """Take out what is too old; how much that was. Where it cannot be done, the next time may."""
    try:
        count = await desk.aside(lambda: desk.ledger.purge(now()))
    except StoreError as error:
        _log.warning("nothing forgotten", why=str(error))
        return 0
    _log.info("forgotten", count=count)
    return count


async def go_on_forgetting(desk: Desk, pause: Pause = asyncio.sleep) -> NoReturn:
    """Take out what has become too old, until cancelled; the first time after a pause."""
    while True:
        await pause(EVERY_SECONDS)
        await forget_old(desk)
