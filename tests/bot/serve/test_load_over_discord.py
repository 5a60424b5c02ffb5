"""Limits, a bounded queue, channels read without a gap, and shards: over the wire."""

import threading
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.ledger import DailyLimits, QaChannel
from bot.settings import WorkSettings
from tests.bot.admin.office import MANAGE_GUILD
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import QUESTION, UNHURRIED, Stage, staged
from tests.discord_server import Guild, Member, Message

CLAIM = "Tidal has 176B parameters."


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage[SmallKnowledge]]:
    """A server with the bot, which reads messages."""
    async with staged(SmallKnowledge(), reads_messages=True) as made:
        yield made


async def _works(stage: Stage[SmallKnowledge], work: WorkSettings) -> None:
    stage.work = work
    await stage.restart()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("limit", "words", "others_may"),
    [
        ("per_user", "faster than I can keep up", True),
        ("per_channel", "in this channel just now", False),
        ("per_server", "in this server just now", False),
    ],
)
async def test_who_asks_too_much_is_told_so_privately(
    stage: Stage[SmallKnowledge], limit: str, words: str, others_may: bool
) -> None:
    """Up to the limit, everything is answered; then a note says when there is room again."""
    await _works(stage, UNHURRIED.model_copy(update={limit: 2}))
    assert [(await stage.ask()).is_ephemeral for _ in range(2)] == [False, False]
    refused = await stage.ask()
    assert refused.is_ephemeral
    assert words in refused.text
    assert "try again in" in refused.text
    other = await stage.server.slash(stage.stranger, stage.channel, "ask", question=QUESTION)
    assert ("176B" in (await other.response()).text) is others_may
    mine = [m for m in stage.channel.messages.values() if m.author is stage.server.bot]
    assert all("try again in" not in m.text for m in mine if not m.is_ephemeral)


@pytest.mark.asyncio
async def test_who_types_too_much_is_told_so_once(stage: Stage[SmallKnowledge]) -> None:
    """In a Q&A channel, where notes are seen by all, one note a minute is enough."""
    _chosen(stage)
    await _works(stage, UNHURRIED.model_copy(update={"per_user": 2}))
    for _ in range(5):
        await stage.say(QUESTION)
    answers = [message.text for message in await stage.answers()]
    assert sum("176B" in text for text in answers) == 2
    assert sum("faster than I can keep up" in text for text in answers) == 1
    assert len(answers) == 3


@pytest.mark.asyncio
async def test_beyond_the_queue_the_bot_is_busy() -> None:
    """What it cannot take is put off privately, and what it has taken is answered."""
    gate = threading.Event()
    async with staged(SmallKnowledge(gate=gate)) as stage:
        await _works(stage, UNHURRIED.model_copy(update={"queue": 2}))
        taken = [await stage.slash("ask", question=QUESTION) for _ in range(2)]
        for one in taken:
            await one.acknowledged()
        busy = await stage.ask()
        gate.set()
        assert "more questions than I can answer" in busy.text
        assert busy.is_ephemeral
        assert ["176B" in (await one.response()).text for one in taken] == [True, True]
        await stage.quiet()
        assert "176B" in (await stage.ask()).text


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (DailyLimits(user=2), "You have asked as much today"),
        (DailyLimits(channel=2), "In this channel, as much was asked today"),
        (DailyLimits(server=2), "In this server, as much was asked today"),
    ],
)
async def test_a_server_sets_how_much_is_asked_in_a_day(
    stage: Stage[SmallKnowledge], limits: DailyLimits, words: str
) -> None:
    """Questions and claims count alike, however they are put; then a private note says when."""
    stage.ledger.change_settings(stage.guild.id, lambda now: replace(now, limits=limits))
    assert "176B" in (await stage.ask()).text
    assert "**Supported**" in (await (await stage.slash("check", claim=CLAIM)).response()).text
    for name, options in (("ask", {"question": QUESTION}), ("check", {"claim": CLAIM})):
        refused = await (await stage.slash(name, **options)).followup()
        assert refused.is_ephemeral
        assert words in refused.text
        assert "Please ask again in" in refused.text
    assert stage.ledger.settings(stage.guild.id).limits == limits


@pytest.mark.asyncio
async def test_a_days_limit_is_told_once_in_a_channel(stage: Stage[SmallKnowledge]) -> None:
    """Who goes on typing in a Q&A channel is not told again and again."""
    _chosen(stage, DailyLimits(user=1))
    for _ in range(4):
        await stage.say(QUESTION)
        await stage.quiet()
    answers = [message.text for message in await stage.answers()]
    assert ["176B" in text for text in answers] == [True, False]
    assert "as much today" in answers[1]


def _chosen(stage: Stage[SmallKnowledge], limits: DailyLimits = DailyLimits()) -> None:  # noqa: B008  # frozen
    """The channel is a Q&A channel."""
    channels = (QaChannel(stage.channel.id),)
    stage.ledger.change_settings(
        stage.guild.id, lambda now: replace(now, channels=channels, limits=limits)
    )


@pytest.mark.asyncio
async def test_a_channel_is_read_from_the_moment_it_is_chosen(
    stage: Stage[SmallKnowledge],
) -> None:
    """What is asked while the bot is away is picked up, unless the channel was none then."""
    mona = stage.guild.add_member(permissions=MANAGE_GUILD)
    await stage.say(QUESTION)
    await _choose(stage, mona, stage.channel.id)
    await _asked_while_away(stage)
    assert len(await _answered(stage)) == 1
    await _choose(stage, mona)
    await _asked_while_away(stage)
    await _choose(stage, mona, stage.channel.id)
    await _asked_while_away(stage)
    assert len(await _answered(stage)) == 2


async def _answered(stage: Stage[SmallKnowledge]) -> list[Message]:
    return [message for message in await stage.answers() if not message.is_ephemeral]


async def _choose(stage: Stage[SmallKnowledge], who: Member, *channels: int) -> None:
    """Somebody who manages the server chooses its Q&A channels."""
    panel = await (await stage.server.slash(who, stage.channel, "settings")).response()
    values = [str(channel) for channel in channels]
    await (await stage.server.select(who, panel, "settings:channels", values)).response()
    await stage.server.until(lambda: _channels(stage) == channels)


def _channels(stage: Stage[SmallKnowledge]) -> tuple[int, ...]:
    return tuple(channel.id for channel in stage.ledger.settings(stage.guild.id).channels)


async def _asked_while_away(stage: Stage[SmallKnowledge]) -> None:
    await stage.stop()
    await stage.server.say_unheard(stage.asker, stage.channel, QUESTION)
    await stage.start()
    assert stage.client is not None
    await stage.client.wait_until_ready()
    await stage.quiet()


@pytest.mark.asyncio
async def test_as_many_shards_run_as_are_recommended() -> None:
    """With two shards, the servers of both are answered."""
    guilds: list[Guild] = []

    def prepare(stage: Stage[SmallKnowledge]) -> None:
        stage.server.gateway.shards = 2
        guilds.extend(stage.server.add_guild() for _ in range(3))

    async with staged(SmallKnowledge(), prepare) as stage:
        await stage.server.connected(times=2)
        assert stage.client is not None
        assert stage.client.shard_count == 2
        for guild in (stage.guild, *guilds):
            used = await stage.server.slash(
                guild.add_member(), guild.add_channel(), "ask", question=QUESTION
            )
            assert "176B" in (await used.response()).text
