"""Golden questions are asked again once the shared papers have changed, whoever changed them."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import NoReturn

import structlog

from bot.serve.desk import Desk
from bot.service.additions import Additions
from knowledge.errors import FootnoteError

EVERY_SECONDS = 60.0
"""So often it is looked whether they have; another process may change them."""
Pause = Callable[[float], Awaitable[None]]
Guilds = Callable[[], Iterable[int]]
_log = structlog.stdlib.get_logger(__name__)


def rerun(desk: Desk, additions: Additions, guild_ids: Iterable[int]) -> list[int]:
    """Ask the golden questions of those servers that now see other papers than at their last run.

    Returns:
        The servers whose questions were asked.
    """
    outdated = [each for each in guild_ids if _is_outdated(desk, each)]
    for guild_id in outdated:
        additions.run_goldens(guild_id)
    return outdated


async def go_on_rerunning(
    desk: Desk, additions: Additions, guild_ids: Guilds, pause: Pause = asyncio.sleep
) -> NoReturn:
    """Do so again and again, until cancelled; the first time after a pause."""
    before = None
    while True:
        await pause(EVERY_SECONDS)
        try:
            version = (await desk.aside(desk.server(None).knowledge.statistics)).knowledge_version
            now = version, desk.shards.running
            if now != before:
                asked = await desk.aside(lambda: rerun(desk, additions, list(guild_ids())))
                _log.info("golden questions asked", servers=len(asked))
            before = now
        except FootnoteError as error:
            _log.warning("golden questions not asked", why=str(error))


def _is_outdated(desk: Desk, guild_id: int) -> bool:
    if not desk.ledger.goldens(guild_id):
        return False
    runs = desk.ledger.golden_runs(guild_id, 1)
    version = desk.server(guild_id).knowledge.statistics().knowledge_version
    return not runs or runs[0].knowledge_version != version
