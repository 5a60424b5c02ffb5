"""Questions are kept as long as the retention says, and no longer."""

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ledger import Ledger
from bot.serve.desk import Desk
from bot.serve.retention import EVERY_SECONDS, forget_old, go_on_forgetting, note_server
from bot.service.clock import now
from tests.bot.admin.office import Office
from tests.bot.fakes import SmallKnowledge
from tests.bot.ledger.samples import GUILD, asked
from tests.discord_server.waiting import LIMIT

DAY = dt.timedelta(days=1)


@pytest.mark.asyncio
async def test_a_start_takes_out_what_is_too_old(office: Office) -> None:
    """Once the bot is connected again, only what the server's retention keeps is left."""
    guild = office.guild.id
    office.ledger.change_settings(guild, lambda now: replace(now, retention_days=7))
    old = office.ledger.keep_asked(asked(guild_id=guild, at=now() - 8 * DAY))
    young = office.ledger.keep_asked(asked(guild_id=guild, at=now() - 6 * DAY))
    await office.stage.restart()
    assert office.ledger.asked(old) is None
    assert office.ledger.asked(young) is not None


@pytest.mark.asyncio
async def test_it_goes_on_while_the_bot_runs(ledger: Ledger) -> None:
    """After each pause, what has become too old by then goes."""
    desk, pauses = Desk(SmallKnowledge(), ledger), list[float]()
    number = ledger.keep_asked(asked(at=now() - 999 * DAY))
    over = asyncio.Event()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            over.set()
            await asyncio.Event().wait()

    going_on = asyncio.create_task(go_on_forgetting(desk, pause))
    await over.wait()
    going_on.cancel()
    assert pauses == [EVERY_SECONDS] * 3
    assert ledger.asked(number) is None
    await desk.close(1)


@pytest.mark.asyncio
@pytest.mark.parametrize("is_seen", [True, False])
async def test_a_server_that_took_the_bot_out_is_forgotten(office: Office, is_seen: bool) -> None:
    """After its retention, whether the bot was there to see it or not; all others stay."""
    guild, other = office.guild, office.other_guild
    for each in (guild, other):
        office.ledger.change_settings(each.id, lambda now: replace(now, language="de"))
    if is_seen:
        gone = {"id": str(guild.id)}
        await office.stage.server.send_event("GUILD_DELETE", gone)
    else:
        guild.installed = False
        await office.stage.restart()
    async with asyncio.timeout(LIMIT):
        while office.ledger.forget_departed(now() + 91 * DAY) == 0:
            await office.stage.quiet()
    assert office.ledger.settings(guild.id).language is None
    assert office.ledger.settings(other.id).language == "de"


@pytest.mark.asyncio
async def test_a_ledger_that_cannot_be_used_stops_nothing(ledger: Ledger, tmp_path: Path) -> None:
    """It is tried again later: nothing is raised, and nothing is gone."""
    closed = Ledger(tmp_path / "other.db")
    closed.close()
    desks: dict[str, Callable[[], Desk]] = {
        "closed": lambda: Desk(SmallKnowledge(), closed),
        "open": lambda: Desk(SmallKnowledge(), ledger),
    }
    ledger.keep_asked(asked(guild_id=GUILD, at=now() - 999 * DAY))
    counts = {}
    for name, made in desks.items():
        desk = made()
        counts[name] = await forget_old(desk)
        await desk.close(1)
    assert counts == {"closed": 0, "open": 1}


@pytest.mark.asyncio
async def test_a_server_that_comes_while_stopping_is_noted_by_the_next_start(
    ledger: Ledger,
) -> None:
    """Nothing is begun any more, and nothing fails."""
    desk = Desk(SmallKnowledge(), ledger)
    assert await desk.close(0)
    await note_server(desk, GUILD, present=True)
