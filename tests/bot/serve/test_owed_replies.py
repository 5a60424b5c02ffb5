"""What is owed, written before it is acknowledged."""

import asyncio
import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from bot.ledger import Dispatch, Ledger, Owed, Served
from bot.serve.owed_replies import OwedReplies
from knowledge.errors import StoreError
from tests.discord_server.waiting import LIMIT

NOW = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


class CountingLedger(Ledger):
    """A ledger that counts transactions; the first waits for `gate`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.gate = threading.Event()
        self.transactions = 0

    def dispatch(
        self,
        owed: Sequence[Owed],
        settled: Mapping[int, Dispatch],
        seen: Mapping[int, int],
        served: Sequence[Served] = (),
    ) -> None:
        """Count it."""
        self.gate.wait(LIMIT)
        self.transactions += 1
        super().dispatch(owed, settled, seen, served)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[CountingLedger]:
    """A ledger in a file."""
    made = CountingLedger(tmp_path / "ledger.db")
    yield made
    made.close()


def owed(number: int) -> Owed:
    """What one interaction is owed."""
    return Owed(
        number, f"token{number}", "{}", NOW, private=False, user_id=1, guild_id=2, channel_id=3
    )


@pytest.mark.asyncio
async def test_many_promises_cost_few_transactions(ledger: CountingLedger) -> None:
    """What comes while the disk is busy is written together, and each waits until it is written."""
    owed_replies = OwedReplies(ledger)
    promises = [asyncio.create_task(owed_replies.owe(owed(number))) for number in range(200)]
    done, _ = await asyncio.wait(promises, timeout=0.01)
    assert not done
    ledger.gate.set()
    await asyncio.gather(*promises)
    await owed_replies.close()
    assert ledger.transactions <= 2
    assert len(ledger.owed(NOW)) == 200


@pytest.mark.asyncio
async def test_what_is_settled_is_owed_no_more(ledger: CountingLedger) -> None:
    """Settling takes a promise out, and says so once; promising twice is promising once."""
    ledger.gate.set()
    owed_replies = OwedReplies(ledger)
    await owed_replies.owe(owed(1))
    await owed_replies.owe(owed(1))
    await asyncio.gather(owed_replies.owe(owed(2)), owed_replies.settle(1, Dispatch.ANSWERED))
    await owed_replies.close()
    assert [each.interaction_id for each in ledger.owed(NOW)] == [2]


@pytest.mark.asyncio
async def test_a_channel_is_never_read_backwards(ledger: CountingLedger) -> None:
    """Of several marks the furthest is kept, in one transaction and in several."""
    ledger.gate.set()
    owed_replies = OwedReplies(ledger)
    await asyncio.gather(owed_replies.see(7, 30), owed_replies.see(7, 20))
    await owed_replies.see(7, 10)
    await owed_replies.close()
    assert ledger.last_seen() == {7: 30}


class FailingLedger(Ledger):
    """A ledger that cannot be written so many times; `written` is set where it could be."""

    failures = 2

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.written = threading.Event()

    def dispatch(
        self,
        owed: Sequence[Owed],
        settled: Mapping[int, Dispatch],
        seen: Mapping[int, int],
        served: Sequence[Served] = (),
    ) -> None:
        """Fail, until it is well again."""
        if self.failures:
            self.failures -= 1
            raise StoreError("The server is gone.")
        super().dispatch(owed, settled, seen, served)
        self.written.set()


@pytest.mark.asyncio
async def test_what_could_not_be_written_is_written_later(tmp_path: Path) -> None:
    """Nobody waits for that; in the end, all of it stands there as if nothing had been."""
    ledger = FailingLedger(tmp_path / "ledger.db")
    owed_replies = OwedReplies(ledger)
    await owed_replies.owe(owed(1))
    await owed_replies.settle(1, Dispatch.ANSWERED)
    assert ledger.owed(NOW) == []
    owed_replies.owe_soon(owed(2))
    owed_replies.note(Served("ask", 2, NOW, 1.0, 2.0))
    await owed_replies.see(7, 30)
    await owed_replies.close()
    assert [each.interaction_id for each in ledger.owed(NOW)] == [2]
    assert not ledger.settle(1, Dispatch.APOLOGISED)
    assert ledger.last_seen() == {7: 30}
    assert len(ledger.served_since(2, NOW)) == 1
    ledger.close()


@pytest.mark.asyncio
async def test_what_could_not_be_written_is_tried_again_by_itself(tmp_path: Path) -> None:
    """Though nothing else comes that is to be written."""
    ledger = FailingLedger(tmp_path / "ledger.db")
    owed_replies = OwedReplies(ledger)
    await owed_replies.owe(owed(1))
    assert await asyncio.to_thread(ledger.written.wait, LIMIT)
    assert [each.interaction_id for each in ledger.owed(NOW)] == [1]
    await owed_replies.close()
    ledger.close()


@pytest.mark.asyncio
async def test_a_ledger_that_fails_stops_nobody(
    ledger: CountingLedger, caplog: pytest.LogCaptureFixture
) -> None:
    """Where nothing can be written, whoever waits goes on, and the log says why."""
    ledger.gate.set()
    ledger.close()
    owed_replies = OwedReplies(ledger)
    await owed_replies.owe(owed(1))
    await owed_replies.close()
    assert "promises not kept in the ledger yet" in caplog.text
    with pytest.raises(StoreError):
        ledger.owed(NOW)
