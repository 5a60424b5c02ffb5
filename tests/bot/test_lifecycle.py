"""Deadlines, load, lost connections, and stopping."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.serve.desk import Desk
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import QUESTION, Stage, staged
from tests.discord_server import CallbackType
from tests.discord_server.waiting import LIMIT

Held = tuple[Stage[SmallKnowledge], threading.Event]


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage[SmallKnowledge]]:
    """A server with the bot."""
    async with staged(SmallKnowledge()) as made:
        yield made


@pytest_asyncio.fixture
async def slow() -> AsyncIterator[Held]:
    """A server with the bot on an engine that waits for the event."""
    gate = threading.Event()
    async with staged(SmallKnowledge(gate=gate)) as made:
        try:
            yield made, gate
        finally:
            gate.set()


def _desk(stage: Stage[SmallKnowledge]) -> Desk:
    assert stage.client is not None
    return stage.client.desk


@pytest.mark.asyncio
async def test_a_slow_engine_costs_no_acknowledgement(
    slow: Held,
) -> None:
    """More questions than threads are acknowledged while the engine hangs, answered after."""
    stage, gate = slow
    asked = [await stage.slash("ask", question=QUESTION) for _ in range(20)]
    for one in asked:
        await one.acknowledged()
        assert one.acknowledged_after < 3
    stage.server.clock.advance(60)
    assert all(one.answered_at is None for one in asked)
    gate.set()
    for one in asked:
        assert "176B" in (await one.response()).text


@pytest.mark.asyncio
async def test_a_slow_engine_suggests_nothing_in_time(
    slow: Held,
) -> None:
    """Suggestions that would come too late are left out, before Discord gives up."""
    stage, _ = slow
    typing = await stage.typing("tidal")
    assert await typing.suggested() == []
    assert typing.acknowledged_after < 3


@pytest.mark.asyncio
async def test_an_acknowledgement_that_comes_too_late_is_let_go(
    stage: Stage[SmallKnowledge], caplog: pytest.LogCaptureFixture
) -> None:
    """Where Discord has given up, the bot says so in its log and answers the next question."""
    hold = stage.server.hold("/callback")
    await stage.slash("ask", question=QUESTION)
    await hold.arrived()
    stage.server.clock.advance(10)
    await hold.release()
    await stage.server.until(lambda: len(stage.server.take_violations()) == 1)
    assert "176B" in (await stage.ask()).text
    assert "too late for Discord" in caplog.text
    assert "unexpected failure" not in caplog.text


@pytest.mark.asyncio
async def test_two_hundred_at_once_are_all_answered(stage: Stage[SmallKnowledge]) -> None:
    """200 questions at the same moment, and as many as soon as those are answered.

    Twice as many would not fit into the queue: a place is free once its reply is shown, whatever
    is still to be noted of it.
    """
    assert 200 < stage.work.queue < 400
    for _ in range(2):
        asked = [await stage.slash("ask", question=QUESTION) for _ in range(200)]
        for one in asked:
            assert "176B" in (await one.response()).text
        assert {one.callback_type for one in asked} == {CallbackType.DEFERRED_MESSAGE}


@pytest.mark.asyncio
async def test_the_bot_comes_back_after_a_lost_connection(stage: Stage[SmallKnowledge]) -> None:
    """Asked to reconnect, the bot resumes and answers, without registering commands again."""
    await stage.server.ask_reconnect()
    await stage.server.resumed()
    assert "176B" in (await stage.ask()).text
    assert stage.server.commands.writes == 1


@pytest.mark.asyncio
async def test_the_bot_comes_back_after_a_refused_resume(stage: Stage[SmallKnowledge]) -> None:
    """Where Discord refuses the resume, the bot identifies anew and answers."""
    stage.server.refuse_resume()
    await stage.server.ask_reconnect()
    gateway = stage.server.gateway
    await gateway.changes.until(lambda: len(gateway.identifications) == 2, LIMIT, "a fresh login")
    assert "176B" in (await stage.ask()).text
    assert stage.server.commands.writes == 1


@pytest.mark.asyncio
async def test_a_failing_discord_is_asked_again(stage: Stage[SmallKnowledge]) -> None:
    """An edit that Discord fails once is sent again by the client."""
    stage.server.fail_next("PATCH /webhooks", 500)
    assert "176B" in (await stage.ask()).text


@pytest.mark.asyncio
async def test_refused_registration_leaves_the_bot_answering(
    stage: Stage[SmallKnowledge], caplog: pytest.LogCaptureFixture
) -> None:
    """Where Discord does not list the commands, the bot logs it and serves those it had."""
    stage.server.fail_next("GET /applications/.*/commands", 403)
    await stage.restart()
    assert "176B" in (await stage.ask()).text
    assert "commands not registered" in caplog.text


@pytest.mark.asyncio
async def test_stopping_finishes_what_runs_and_takes_no_more(
    slow: Held,
) -> None:
    """While stopping, the running answer is finished, a new question is put off kindly."""
    stage, gate = slow
    running = await stage.slash("ask", question=QUESTION)
    await running.acknowledged()
    closing = asyncio.create_task(_desk(stage).close(5))
    await asyncio.sleep(0)
    late = await (await stage.slash("ask", question=QUESTION)).response()
    assert "I am being restarted" in late.text
    assert late.is_ephemeral
    assert await stage.offered("tidal") == []
    gate.set()
    assert "176B" in (await running.response()).text
    assert await closing


@pytest.mark.asyncio
async def test_stopping_does_not_wait_for_ever(
    slow: Held,
) -> None:
    """An answer that hangs beyond the grace is given up, and the asker is told."""
    stage, _ = slow
    running = await stage.slash("ask", question=QUESTION)
    await running.acknowledged()
    assert not await _desk(stage).close(0.01)
    assert "restarted before I could finish" in (await running.followup()).text


@pytest.mark.asyncio
async def test_stopping_with_nothing_to_do_is_immediate(stage: Stage[SmallKnowledge]) -> None:
    """Without anything running, everything is finished at once."""
    assert await _desk(stage).close(5)
