"""Processes on one ledger know each other by locks on a real server."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from bot.ledger import Ledger
from bot.ledger import fleet as fleets
from bot.ledger.fleet import Fleet, FleetError
from bot.ledger.ledger_server import direct
from bot.ledger.sharding import Plan
from knowledge.errors import StoreError
from tests.discord_server.waiting import LIMIT
from tests.knowledge.postgres_server import Server

_BOT = 4711
_TICK = 0.02


class Watched(Fleet):
    """A fleet that can be waited for, and hands over at once."""

    def hand_over(self) -> None:
        """Let others have what they should."""
        for shard in self.standing.leaving:
            self.release(shard)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for what its next looks bring."""
        pause = threading.Event()
        for _ in range(int(LIMIT / _TICK)):
            if holds():
                return
            pause.wait(_TICK)
        raise AssertionError(self.standing)


class Looking(Watched):
    """Counts how often it looked at the others since they were last as they are."""

    looks = 0

    def __init__(self, url: str, plan: Plan) -> None:
        super().__init__(url, plan, _TICK)

    def _tick(self, connection: psycopg.Connection) -> None:
        before = self.standing.members
        super()._tick(connection)
        self.looks = self.looks + 1 if self.standing.members == before else 0


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards are anybody's after a moment."""
    monkeypatch.setattr(fleets, "ORPHANED_SECONDS", 0.3)


@pytest.fixture
def running() -> Iterator[list[Fleet]]:
    """Those that are to be ended."""
    made: list[Fleet] = []
    yield made
    for each in made:
        each.leave()


@pytest.fixture
def start(schema: str, running: list[Fleet]) -> Callable[..., Watched]:
    """Starts a process with a plan, on one ledger."""

    def started(plan: str = "auto", recommended: int = 4, bot: int = _BOT) -> Watched:
        fleet = Watched(schema, Plan.of(plan), _TICK)
        fleet.join(bot, recommended, fleet.hand_over)
        running.append(fleet)
        return fleet

    return started


def test_one_alone_runs_all(start: Callable[..., Watched]) -> None:
    """As many as Discord recommends."""
    one = start(recommended=3)
    one.until(lambda: one.standing.held == {0, 1, 2})
    assert one.standing.members == {one.number}


def test_who_dies_is_replaced_and_who_comes_back_has_its_own(
    start: Callable[..., Watched],
) -> None:
    """What it ran is free at once, and handed back to a process that was told to run it."""
    one, two = start("0,1/4"), start("2-3/4")
    one.until(lambda: one.standing.held == {0, 1} and two.standing.held == {2, 3})
    one.until(lambda: one.standing.members == {one.number, two.number})
    one.leave()
    two.until(lambda: two.standing.held == {0, 1, 2, 3})
    assert two.standing.members == {two.number}
    again = start("0,1/4")
    again.until(lambda: again.standing.held == {0, 1} and two.standing.held == {2, 3})


def test_others_count_is_kept_to(start: Callable[..., Watched]) -> None:
    """Who is told of none takes that of those who run; who is told of another one is refused."""
    one = start("0/2")
    other = start("auto", recommended=16)
    assert other.standing.count == 2
    with pytest.raises(FleetError, match="already share out 2 shards"):
        start("0,1/4")
    with pytest.raises(FleetError, match="Another bot"):
        start(bot=_BOT + 1)
    one.until(lambda: other.standing.held == {1})


def test_other_ledgers_are_nobodys_business(
    start: Callable[..., Watched], postgresql: str, running: list[Fleet]
) -> None:
    """Two ledgers in one database have two fleets: each is told of its own members."""
    one = start(recommended=1)
    elsewhere = Watched(postgresql, Plan(), _TICK)
    running.append(elsewhere)
    elsewhere.join(_BOT + 1, 1, lambda: None)
    elsewhere.until(lambda: elsewhere.standing.held == {0})
    assert elsewhere.standing.members == {elsewhere.number}
    assert one.standing.members == {one.number}


def _sessions(server: Server) -> int:
    """How many processes hold anything."""
    seen = "SELECT count(DISTINCT pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    with psycopg.connect(direct(server.url)) as connection:
        (count,) = connection.execute(seen).fetchone() or (0,)
    return int(count)


def test_a_server_that_is_killed_changes_nothing(
    mortal: Server, running: list[Fleet], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both go on with what they ran, and who comes while they are away is no third of its own."""
    one, two, late = (Watched(mortal.url, Plan.of(p), _TICK) for p in ("0/2", "1/2", "auto"))
    running += [one, two, late]
    for each in (one, two):
        each.join(_BOT, 1, each.hand_over)
    one.until(lambda: one.standing.held == {0} and two.standing.held == {1})
    monkeypatch.setattr(fleets, "ORPHANED_SECONDS", 2 * LIMIT)  # no machine is too slow for that
    mortal.kill()
    mortal.start()
    with ThreadPoolExecutor(1) as pool:
        joining = pool.submit(late.join, _BOT, 1, late.hand_over)
        one.until(lambda: _sessions(mortal) == 2)
        assert not late.standing.members
        late._wake.set()
        joining.result()
    late.until(lambda: len(late.standing.members) == 3)
    assert late.standing.count == 2
    assert not late.standing.held
    assert one.standing.held == {0}
    assert two.standing.held == {1}


def test_who_is_back_first_leaves_others_what_they_ran(
    mortal: Server, running: list[Fleet], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where it was told to run the same: who ran it still does, and only has no lock."""
    slow, spare = Watched(mortal.url, Plan.of("0/1"), LIMIT), Looking(mortal.url, Plan.of("0/1"))
    running += [slow, spare]
    for each in (slow, spare):
        each.join(_BOT, 1, each.hand_over)
    assert slow.standing.held == {0}
    assert not spare.standing.held
    monkeypatch.setattr(fleets, "ORPHANED_SECONDS", 2 * LIMIT)
    mortal.kill()
    mortal.start()
    spare.until(lambda: spare.standing.members == {spare.number} and spare.looks > 1)
    assert not spare.standing.held

    def is_back() -> bool:
        slow._wake.set()
        return len(spare.standing.members) == 2

    spare.until(is_back)
    assert slow.standing.held == {0}
    assert not spare.standing.held


def test_threads_end_with_a_fleet(mortal: Server) -> None:
    """While the server is away too."""
    one = Fleet(mortal.url, Plan(), _TICK)
    one.join(_BOT, 1, lambda: None)
    mortal.kill()
    one.leave()
    assert one._thread is not None
    assert not one._thread.is_alive()


def test_a_server_that_is_away_is_told_in_one_line() -> None:
    """Without the password."""
    with pytest.raises(StoreError) as error:
        Fleet("postgresql://footnote:secret@127.0.0.1:1/base", Plan()).join(1, 1, lambda: None)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_a_file_has_no_fleet(tmp_path: Path) -> None:
    """One process alone has it."""
    ledger = Ledger(tmp_path / "ledger.db")
    assert ledger.fleet(Plan()) is None
    ledger.close()
