"""Services that do not answer, and files that are long in coming, hold up nobody else."""

import asyncio
import threading
from collections.abc import Iterable, Iterator

import pytest

from bot.service.submissions import fetched
from knowledge.errors import InputError
from knowledge.model import Record, Rejection
from tests.bot.admin.office import HOW_MANY, Office
from tests.discord_server.waiting import LIMIT


class Hanging:
    """A service that answers once it is let."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.asked = threading.Semaphore(0)

    def __call__(self, named: Iterable[str]) -> Iterator[Record | Rejection]:
        """Nothing, in the end."""
        self.asked.release()
        self.gate.wait(LIMIT)
        yield from (Rejection(name, 1, "It is gone.") for name in named)


@pytest.mark.asyncio
async def test_additions_that_hang_hold_up_no_question(office: Office) -> None:
    """More of them than questions are worked on at a time; each is done in the end."""
    assert office.stage.client is not None
    hanging = Hanging()
    office.stage.client.desk.library.fetch = hanging
    adding = [
        await office.server.slash(
            office.manager, office.stage.channel, "knowledge add", identifiers="2211.05100"
        )
        for _ in range(6)
    ]
    try:
        assert await asyncio.to_thread(hanging.asked.acquire, timeout=LIMIT)
        assert "176B" in (await office.use("ask", question=HOW_MANY)).text
        assert "could not" not in (await office.use("knowledge history")).text
    finally:
        hanging.gate.set()
    for one in adding:
        shown = await one.response()
        await office.server.until(lambda shown=shown: "Nothing was added" in shown.text)  # type: ignore[misc]


def test_fetching_ends_in_time() -> None:
    """Whoever fetches is told to try again, and what comes later is let be."""
    hanging = Hanging()
    with pytest.raises(InputError, match="take too long"):
        fetched(["2211.05100"], hanging, lambda _: None, seconds=0.01)
    hanging.gate.set()
    told: list[int] = []
    assert len(fetched(["one", "two"], hanging, told.append)) == 2
    assert told == [1, 2]


def test_what_fetching_raises_is_raised() -> None:
    """Nothing is swallowed by the thread that fetches."""

    def failing(named: Iterable[str]) -> Iterator[Record | Rejection]:
        yield from ()
        raise InputError(f"{named} are none.")

    with pytest.raises(InputError, match="are none"):
        fetched(["one"], failing, lambda _: None)
