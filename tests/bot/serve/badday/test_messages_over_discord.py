"""Questions typed into channels while Discord is unwell: answered when it is well again, once."""

import pytest

from bot.ledger import Dispatch
from tests.bot.messages.forum import QUESTION, Forum
from tests.bot.stage import LONG_AGO
from tests.discord_server import Channel, Message

ANSWER = "176B"
POST = "POST /channels/[0-9]+/messages"


async def _answers(forum: Forum, channel: Channel, many: int = 1) -> list[Message]:
    """The answers in a channel, once there are so many, and nobody is busy any more."""
    found: list[Message] = []

    def holds() -> bool:
        said = channel.messages.values()
        found[:] = [m for m in said if m.author is forum.server.bot and ANSWER in m.text]
        return len(found) >= many

    await forum.server.until(holds)
    await forum.stage.quiet()
    holds()
    return found


async def _fails(forum: Forum, many: int, pattern: str = POST) -> None:
    """So many requests have failed."""
    await forum.server.until(lambda: len(forum.server.requests_to(pattern)) >= many)


@pytest.mark.asyncio
@pytest.mark.parametrize("place", ["questions", "mention", "direct"])
async def test_an_outage_longer_than_all_tries_costs_no_answer(forum: Forum, place: str) -> None:
    """In a Q&A channel, for a mention and in direct messages: it is answered afterwards, once."""
    forum.server.fail_next(POST, 503, times=8)
    channel = await _say(forum, place)
    (answer,) = await _answers(forum, channel)
    assert len(forum.server.requests_to(POST)) == 9
    assert answer.bodies[0]["nonce"]
    assert len(forum.stage.ledger.asked_in(channel.id, 9)) == 1
    await forum.stage.stop()
    assert forum.stage.ledger.owed(LONG_AGO) == []


async def _say(forum: Forum, place: str) -> Channel:
    """The asker asks somewhere."""
    if place == "direct":
        channel, person = forum.server.direct_message(forum.stage.asker)
        await forum.server.say(person, channel, QUESTION)
        return channel
    channel = forum.questions if place == "questions" else forum.lounge
    words = QUESTION if place == "questions" else forum.mention(QUESTION)
    await forum.stage.say(words, channel)
    return channel


@pytest.mark.asyncio
@pytest.mark.parametrize("place", ["questions", "mention", "direct"])
async def test_an_outage_that_outlasts_the_process_costs_no_answer(
    forum: Forum, place: str
) -> None:
    """The next process sends the answer when Discord is well, and the one after it sends none."""
    forum.server.fail_next(POST, 503, None)
    channel = await _say(forum, place)
    await _fails(forum, 2)
    await forum.stage.restart()
    forum.server._core.faults.clear()
    await _answers(forum, channel)
    await forum.stage.restart()
    assert forum.stage.client is not None
    await forum.stage.client.wait_until_ready()
    assert len(await _answers(forum, channel)) == 1
    await forum.stage.stop()
    assert forum.stage.ledger.owed(LONG_AGO) == []


@pytest.mark.asyncio
@pytest.mark.parametrize("place", ["questions", "mention"])
@pytest.mark.parametrize("restarts", [False, True])
async def test_an_answer_that_discord_took_without_a_word_is_not_given_twice(
    forum: Forum, place: str, restarts: bool
) -> None:
    """Also after the minutes for which Discord knows its nonce, and after a restart."""
    forum.server.fail_next(POST, None, processed=True)
    forum.server.fail_next("GET /channels/[0-9]+/messages", 503, None)
    channel = await _say(forum, place)
    (answer,) = await _answers(forum, channel)
    await _fails(forum, 1, "GET /channels/[0-9]+/messages")
    answer.bodies[0]["nonce"] = "forgotten"
    if restarts:
        await forum.stage.stop()
    forum.server._core.faults.clear()
    if restarts:
        await forum.stage.start()
        assert forum.stage.client is not None
        await forum.stage.client.wait_until_ready()
    await _settled(forum)
    assert len(await _answers(forum, channel)) == 1


async def _settled(forum: Forum) -> None:
    assert forum.stage.client is not None
    reader = forum.stage.client.inbox
    await forum.server.until(lambda: len(forum.server.requests_to("GET /channels")) >= 2)
    while reader._tasks:
        await forum.stage.quiet()


@pytest.mark.asyncio
async def test_what_discord_will_never_take_is_let_go(forum: Forum) -> None:
    """An answer that is refused is not sent again and again."""
    forum.server.fail_next(POST, 400)
    await forum.stage.say(QUESTION, forum.questions)
    await forum.stage.say(QUESTION, forum.questions)
    assert len(await _answers(forum, forum.questions)) == 1
    assert len(forum.server.requests_to(POST)) == 2


@pytest.mark.asyncio
async def test_a_pause_of_minutes_holds_up_one_channel(forum: Forum) -> None:
    """Elsewhere answers go on, whoever waits is told directly, and the answer is kept."""
    slowed = f"POST /channels/{forum.questions.id}/messages"
    forum.server.fail_next(slowed, 429, times=10, retry_after=300.0)
    for _ in range(10):  # more than are worked on at a time
        await forum.stage.say(QUESTION, forum.questions)
    await _fails(forum, 10, slowed)
    await forum.stage.say(forum.mention(QUESTION), forum.lounge)
    assert len(await _answers(forum, forum.lounge)) == 1
    direct, _ = forum.server.direct_message(forum.stage.asker)
    await forum.server.until(lambda: bool(direct.messages))
    told = next(iter(direct.messages.values()))
    assert f"<#{forum.questions.id}> again in 5 minutes" in told.text
    await forum.stage.stop()
    owed = forum.stage.ledger.owed(LONG_AGO)
    assert len(owed) == 10
    assert {each.state for each in owed} == {Dispatch.OWED}


@pytest.mark.asyncio
@pytest.mark.parametrize("code", [50013, 50001])
async def test_where_the_bot_may_not_answer_the_asker_is_told_directly(
    forum: Forum, code: int
) -> None:
    """And who manages the server finds it in /health, until answers are taken there again."""
    forum.server.fail_next(POST, 403, code=code)
    await forum.stage.say(QUESTION, forum.questions)
    direct, _ = forum.server.direct_message(forum.stage.asker)
    await forum.server.until(lambda: bool(direct.messages))
    told = next(iter(direct.messages.values()))
    assert f"I may not answer in <#{forum.questions.id}>" in told.text
    assert "`/ask`" in told.text
    assert f"I may not answer in <#{forum.questions.id}>" in await _health(forum)
    await forum.stage.say(QUESTION, forum.questions)
    await _answers(forum, forum.questions)
    assert "I may not answer" not in await _health(forum)


async def _health(forum: Forum) -> str:
    manager = forum.stage.guild.add_member(permissions=1 << 5)
    asked = await forum.server.slash(manager, forum.lounge, "health")
    return (await asked.response()).text


@pytest.mark.asyncio
@pytest.mark.parametrize(("status", "code"), [(403, 50001), (404, 10003)])
async def test_a_post_that_cannot_be_read_holds_up_no_other(
    forum: Forum, status: int, code: int
) -> None:
    """What was asked in the others of that forum while the bot was away is answered."""
    closed = await forum.server.post(forum.stage.asker, forum.posts, "Tides", "Hello.")
    asked = await forum.server.post(forum.stage.asker, forum.posts, "Waves", "Hello.")
    await forum.stage.quiet()
    await forum.stage.stop()
    for post in (closed, asked):
        await forum.server.say_unheard(forum.stage.asker, post.channel, QUESTION)
    history = f"GET /channels/{closed.channel.id}/messages"
    forum.server.fail_next(history, status, None, code=code)
    await forum.stage.start()
    assert len(await _answers(forum, asked.channel)) == 1


@pytest.mark.asyncio
async def test_a_clock_that_is_ahead_silences_no_channel(forum: Forum) -> None:
    """Up to where a channel was read is told by Discord's numbers, and by no clock of ours."""
    forum.server.clock.advance(-3600)  # ours is an hour ahead of Discord's
    later = forum.stage.guild.add_channel("later")
    forum.set(channels=(*forum.stage.ledger.settings(forum.stage.guild.id).channels,))
    await forum.stage.restart()
    await forum.stage.say(QUESTION, forum.questions)
    assert len(await _answers(forum, forum.questions)) == 1
    manager = forum.stage.guild.add_member(permissions=1 << 5)
    panel = await (await forum.server.slash(manager, forum.lounge, "settings")).response()
    chosen = [str(later.id)]
    await (await forum.server.select(manager, panel, "settings:channels", chosen)).response()
    await forum.stage.quiet()
    await forum.stage.say(QUESTION, later)
    assert len(await _answers(forum, later)) == 1
    await forum.stage.stop()
    await forum.server.say_unheard(forum.stage.asker, later, QUESTION)
    await forum.stage.start()
    assert len(await _answers(forum, later, 2)) == 2


@pytest.mark.asyncio
async def test_proxies_and_forwarded_messages(forum: Forum) -> None:
    """What a webhook posts is left alone, and what is forwarded too, but not in direct messages."""
    proxied = await forum.server.proxy(forum.questions, "Somebody", QUESTION)
    await forum.server.forward(forum.stage.asker, forum.questions, proxied)
    assert await forum.stage.answers(forum.questions) == []
    direct, person = forum.server.direct_message(forum.stage.asker)
    forwarded = await forum.server.forward(person, direct, proxied)
    assert len(await _answers(forum, direct)) == 1
    for message in (proxied, forwarded):
        by, where = (forum.stage.asker, "Answer this") if message is proxied else (person, "")
        used = await forum.server.menu(by, message.channel, where or "Answer this", message)
        assert ANSWER in (await used.response()).text
