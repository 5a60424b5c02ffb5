"""What is done once counts as done when it was: a press that failed may be pressed again."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from tests.bot.buttons.pressing import (
    REGATTA,
    learn,
    looked,
    said,
    told_directly,
    wished,
)
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import Stage, staged
from tests.discord_server import Message

Place = Stage[SmallKnowledge]
FOLLOW_UP = "POST /webhooks/[0-9]+/[^/]+$"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Place]:
    """A server with the bot, and a role for those who help."""

    def prepare(made: Place) -> None:
        made.may_ping.add(made.guild.add_role("helpers"))

    async with staged(SmallKnowledge(), prepare) as made:
        (role,) = made.may_ping
        made.ledger.change_settings(made.guild.id, lambda now: replace(now, helper_role=role))
        yield made


def _calls(stage: Place) -> list[Message]:
    return [message for message in said(stage) if message.pings]


@pytest.mark.asyncio
@pytest.mark.parametrize("status", [400, 403])
async def test_a_call_for_help_that_failed_is_made_again(stage: Place, status: int) -> None:
    """Whoever pressed is told that it failed; the next press calls, and the one after it not."""
    shown = await stage.ask(REGATTA)
    stage.server.fail_next(FOLLOW_UP, status)
    failed = await stage.server.click(stage.asker, shown, "Ask a human")
    assert "went wrong" in (await failed.followup()).text
    assert _calls(stage) == []
    again = await stage.server.click(stage.asker, shown, "Ask a human")
    assert (await again.followup(1)).pings
    assert "I have asked the helpers" in (await again.followup(2)).text
    third = await stage.server.click(stage.asker, shown, "Ask a human")
    assert "asked about this already" in (await third.followup()).text
    assert len(_calls(stage)) == 1


@pytest.mark.asyncio
async def test_helpers_are_called_once_by_two_presses(stage: Place) -> None:
    """The second waits for the first, and finds it done."""
    shown = await stage.ask(REGATTA)
    hold = stage.server.hold(FOLLOW_UP)
    presses = [await stage.server.click(stage.asker, shown, "Ask a human") for _ in range(2)]
    await hold.arrived()
    await hold.release()
    for press in presses:
        await press.followup()
    await stage.quiet()
    await stage.server.until(lambda: sum(len(press.followups) for press in presses) == 3)
    assert len(_calls(stage)) == 1


@pytest.mark.asyncio
async def test_an_answer_that_was_not_shared_can_be(stage: Place) -> None:
    """The button stays until the answer stands there for all, and then goes."""
    shown = await stage.ask(private=True)
    stage.server.fail_next(FOLLOW_UP, 400)
    failed = await stage.server.click(stage.asker, shown, "Share")
    assert "went wrong" in (await failed.followup()).text
    assert said(stage) == []
    assert "Share" in shown.offers
    await stage.server.click(stage.asker, shown, "Share")
    await stage.server.until(lambda: bool(said(stage)))
    await stage.quiet()
    assert len(said(stage)) == 1
    await stage.server.until(lambda: "Share" not in shown.offers)


@pytest.mark.asyncio
@pytest.mark.parametrize("pattern", ["users/@me/channels", "POST /channels/[0-9]+/messages"])
async def test_who_wished_to_know_is_told_when_discord_is_well(stage: Place, pattern: str) -> None:
    """A wish is granted once its answer was sent, and waits until then; also after a restart."""
    await wished(stage)
    learn(stage)
    stage.server.fail_next(pattern, 503, None)
    await stage.restart()
    await looked(stage)
    assert len(stage.ledger.wishes(stage.guild.id)) == 1
    stage.server._core.faults.clear()
    await stage.restart()
    (told,) = await told_directly(stage)
    await looked(stage)
    assert "Regatta Winners" in told.text
    assert stage.ledger.wishes(stage.guild.id) == []
    assert len(await told_directly(stage)) == 1
