"""The ledger is slow, or its disk is: questions are answered without it."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from bot.ledger import DailyLimits
from bot.service.patience import LateError, Patience
from knowledge.errors import StoreError
from tests.bot.fakes import SmallKnowledge
from tests.bot.messages.forum import QUESTION, Forum
from tests.bot.stage import Stage, staged
from tests.discord_server.waiting import LIMIT


@contextmanager
def _locked(stage: Stage[SmallKnowledge]) -> Iterator[None]:
    """Another process is writing into the ledger, and goes on doing so."""
    path = stage.ledger.place
    with closing(sqlite3.connect(path, isolation_level=None, timeout=LIMIT)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.asyncio
async def test_a_question_is_answered_without_a_late_ledger(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is not kept then, which the log says; once the ledger is free, others are."""
    async with staged(SmallKnowledge()) as stage:
        stage.ledger.change_settings(stage.guild.id, lambda now: now)
        with _locked(stage):
            shown = await stage.ask()
            assert "176B" in shown.text
            assert "👍" not in [button.get("label") for button in shown.buttons]
            again = await stage.slash("ask", question=QUESTION)
            assert "176B" in (await again.response()).text
        assert "the ledger is late, going on without" in caplog.text
        await stage.quiet()
        await stage.server.until(lambda: True)
        while stage.client and any(each.is_late for each in stage.client.desk._patience):
            await stage.quiet()
        assert "👍" in [button.get("label") for button in (await stage.ask()).buttons]


@pytest.mark.asyncio
async def test_limits_are_let_be_where_nothing_can_be_counted(forum: Forum) -> None:
    """Who may ask so much a day is answered, and so is who types a question into a channel."""
    forum.set(limits=DailyLimits(user=50))
    with _locked(forum.stage):
        assert "176B" in (await forum.stage.ask()).text
        await forum.stage.say(QUESTION, forum.questions)
        await forum.server.until(
            lambda: any("176B" in m.text for m in forum.questions.messages.values())
        )


def test_nobody_waits_for_what_is_late() -> None:
    """The first waits for its time, those after it not at all, until it has come."""
    gate = threading.Event()
    patience = Patience(seconds=0.01)
    with pytest.raises(LateError):
        patience.within(lambda: gate.wait(LIMIT))
    asked: list[int] = []
    with pytest.raises(StoreError):
        patience.within(lambda: asked.append(1))
    assert asked == []
    gate.set()
    ended = time.monotonic() + LIMIT
    while patience.is_late and time.monotonic() < ended:
        time.sleep(0)
    assert patience.within(lambda: 7) == 7
    patience.close()
