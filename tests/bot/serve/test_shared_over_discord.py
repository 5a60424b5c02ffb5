"""A bot whose ledger is in a database that others use, and that may be away."""

from dataclasses import replace

import pytest

from bot.ledger import Ledger, QaChannel, fleet
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import QUESTION, UNHURRIED, Stage, staged
from tests.discord_server import Channel
from tests.knowledge.postgres_server import Server


def _choose(ledger: Ledger, stage: Stage[SmallKnowledge], channel: Channel) -> None:
    """As the panel of settings does it."""
    ledger.see(channel.id, channel.id)
    chosen = (QaChannel(channel.id),)
    ledger.change_settings(stage.guild.id, lambda now: replace(now, channels=chosen))


@pytest.mark.asyncio
async def test_a_channel_that_another_process_was_told_of_is_read(schema: str) -> None:
    """Its questions are answered from then on, without a restart."""
    async with staged(SmallKnowledge(), reads_messages=True, url=schema) as stage:
        other = Ledger(schema)
        _choose(other, stage, stage.channel)
        client = stage.client
        assert client is not None
        while stage.channel.id not in client.inbox.followed:
            await stage.quiet()
        await stage.say(QUESTION)
        (answer,) = await stage.answers()
        assert "176B" in answer.text
        other.close()


@pytest.mark.asyncio
async def test_what_somebody_asks_elsewhere_counts_here(schema: str) -> None:
    """Whoever answered it: who has asked as much as one may in a minute waits."""

    def limit(stage: Stage[SmallKnowledge]) -> None:
        stage.work = UNHURRIED.model_copy(update={"per_user": 3})

    async with staged(SmallKnowledge(), limit, url=schema) as stage:
        assert "176B" in (await stage.ask()).text
        other = Ledger(schema)
        assert [other.pace(stage.asker.id, 3) for _ in range(2)] == [0.0, 0.0]
        other.close()
        refused = await stage.ask()
        assert "176B" not in refused.text
        assert refused.is_ephemeral
        waiting = await stage.server.slash(stage.stranger, stage.channel, "ask", question=QUESTION)
        assert "176B" in (await waiting.response()).text


@pytest.mark.asyncio
async def test_a_killed_database_costs_no_answer(
    mortal: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meanwhile all is answered as it was last set; afterwards, all is kept again."""
    monkeypatch.setattr(fleet, "ORPHANED_SECONDS", 0.0)  # there are no others to wait for
    async with staged(SmallKnowledge(), reads_messages=True, url=mortal.url) as stage:
        _choose(stage.ledger, stage, stage.channel)
        client = stage.client
        assert client is not None
        while stage.channel.id not in client.inbox.followed:
            await stage.quiet()
        mortal.kill()
        shown = await stage.ask()
        assert "176B" in shown.text
        asked = await stage.say(QUESTION)
        mortal.start()
        await stage.server.until(lambda: _answered(stage, asked.id))
        later = await stage.say(QUESTION)
        await stage.server.until(lambda: _answered(stage, later.id))
        await stage.quiet()
        assert stage.ledger.last_seen()[stage.channel.id] >= later.id


def _answered(stage: Stage[SmallKnowledge], message_id: int) -> bool:
    said = stage.channel.messages.values()
    mine = [m.reference.id for m in said if m.author is stage.server.bot and m.reference]
    return mine.count(message_id) == 1
