"""Questions typed into channels, over the wire."""

import pytest

from bot.ledger import QaChannel, Replies
from tests.bot.messages.forum import FOLLOW_UP, QUESTION, UNANSWERED, Forum
from tests.bot.samples import HOSTILE
from tests.bot.stage import LONG_AGO
from tests.discord_server import Member
from tests.discord_server.payloads import role_payload

ANSWER = "176B"


@pytest.mark.asyncio
async def test_a_question_in_a_qa_channel_is_answered_below_it(forum: Forum) -> None:
    """The answer is a reply to the message, cites its source, and pings nobody."""
    asked = await forum.stage.say(QUESTION, forum.questions)
    (answer,) = await forum.stage.answers(forum.questions)
    assert answer.reference is asked
    assert ANSWER in answer.text
    assert "**[1]** Tidal" in answer.text
    assert answer.pings == []
    assert "Show in context" in [button["label"] for button in answer.buttons]


@pytest.mark.asyncio
@pytest.mark.parametrize("said", ["Thanks!", "Tidal is great.", "anyone here?", "🎉"])
async def test_what_asks_nothing_is_left_alone(forum: Forum, said: str) -> None:
    """Also in a Q&A channel, and nothing of it is kept."""
    await forum.stage.say(said, forum.questions)
    assert await forum.texts() == []
    assert forum.stage.ledger.asked_in(forum.questions.id, 9) == []


@pytest.mark.asyncio
async def test_other_channels_are_left_alone(forum: Forum) -> None:
    """Nobody chose them."""
    await forum.stage.say(QUESTION)
    assert await forum.texts(forum.lounge) == []


@pytest.mark.asyncio
async def test_no_bot_is_answered(forum: Forum) -> None:
    """Neither another one, whatever it asks, nor this one."""
    robot = forum.stage.guild.add_member("robot")
    robot.user.bot = True
    itself = Member(forum.server.bot, forum.stage.guild, 0)
    for member in (robot, itself):
        for words in (QUESTION, forum.mention(QUESTION)):
            await forum.server.say(member, forum.questions, words)
    assert [t for t in await forum.texts() if ANSWER in t] == []


@pytest.mark.asyncio
async def test_an_abstention_is_told_or_kept_silent_as_configured(forum: Forum) -> None:
    """A channel that wants no abstentions gets none, but who speaks to the bot does."""
    await forum.stage.say(UNANSWERED, forum.questions)
    (told,) = await forum.texts()
    assert "I found no answer" in told
    forum.silence()
    await forum.stage.say(UNANSWERED, forum.questions)
    await forum.stage.say(QUESTION, forum.questions)
    told, answered = await forum.texts()
    assert ANSWER in answered
    await forum.stage.say(forum.mention(UNANSWERED), forum.questions)
    assert len(await forum.texts()) == 3


@pytest.mark.asyncio
async def test_a_post_of_a_qa_forum_is_answered_in_it(forum: Forum) -> None:
    """With its title as the question, where that is what asks; posts of other forums are not."""
    for title, said in ((QUESTION, "I can't find it."), ("The sea", QUESTION)):
        post = await forum.server.post(forum.stage.asker, forum.posts, title, said)
        (answer,) = await forum.texts(post.channel)
        assert ANSWER in answer
    assert forum.contexts[-1] == ("The sea",)
    forum.set(channels=(QaChannel(forum.questions.id),))
    post = await forum.server.post(forum.stage.asker, forum.posts, "Tidal", QUESTION)
    assert await forum.texts(post.channel) == []


@pytest.mark.asyncio
async def test_later_questions_of_a_post_have_its_context(forum: Forum) -> None:
    """Whoever asks on there."""
    post = await forum.server.post(forum.stage.asker, forum.posts, QUESTION, "")
    await forum.texts(post.channel)
    await forum.server.say(forum.stage.stranger, post.channel, "What about its layers in Tidal?")
    assert len(await forum.texts(post.channel)) == 2
    assert forum.contexts[-1] == (QUESTION,)


@pytest.mark.asyncio
async def test_a_mention_is_answered_everywhere(forum: Forum) -> None:
    """In a channel that nobody chose, in any words."""
    await forum.stage.say(forum.mention("tidal parameters"))
    (answer,) = await forum.texts(forum.lounge)
    assert ANSWER in answer


@pytest.mark.asyncio
async def test_a_mention_of_the_bots_own_role_is_one_of_the_bot(forum: Forum) -> None:
    """Discord makes one for it, of the same name, and offers both; another role is other people."""
    own, other = forum.stage.guild.add_role("Footnote"), forum.role
    made = role_payload(own, "Footnote") | {"tags": {"bot_id": str(forum.server.bot.id)}}
    guild_id = str(forum.stage.guild.id)
    await forum.server.send_event("GUILD_ROLE_CREATE", {"guild_id": guild_id, "role": made})
    for channel in (forum.lounge, forum.questions):
        await forum.stage.say(f"<@&{other}> {QUESTION}", channel)
        await forum.stage.say(f"<@&{own}> {QUESTION}", channel)
        (answer,) = await forum.texts(channel)
        assert ANSWER in answer


@pytest.mark.asyncio
async def test_a_mention_below_a_question_answers_that(forum: Forum) -> None:
    """Somebody else's question, which is named by replying to it."""
    asked = await forum.server.say(forum.stage.stranger, forum.lounge, QUESTION)
    await forum.stage.say(forum.mention(), reply_to=asked)
    (answer,) = await forum.texts(forum.lounge)
    assert ANSWER in answer


@pytest.mark.asyncio
async def test_a_reply_to_an_answer_goes_on_with_it(forum: Forum) -> None:
    """Without a mention and in few words, with the questions before it as context."""
    await forum.stage.say(forum.mention(QUESTION))
    (answer,) = await forum.stage.answers(forum.lounge)
    await forum.stage.say(FOLLOW_UP, reply_to=answer)
    latest = (await forum.stage.answers(forum.lounge))[-1]
    await forum.stage.say("why?", reply_to=latest, pings=False)
    assert len(await forum.texts(forum.lounge)) == 3
    assert forum.contexts == [(), (QUESTION,), (QUESTION, FOLLOW_UP)]
    await forum.stage.say("thank you!", reply_to=answer)
    assert len(await forum.texts(forum.lounge)) == 3


@pytest.mark.asyncio
async def test_a_reply_to_a_command_goes_on_with_it(forum: Forum) -> None:
    """What `/ask` has answered is an answer like any other, also after a restart."""
    answer = await forum.stage.ask()
    await forum.stage.restart()
    await forum.stage.say(FOLLOW_UP, reply_to=answer)
    assert len(await forum.texts(forum.lounge)) == 2
    assert forum.contexts[-1] == (QUESTION,)


@pytest.mark.asyncio
async def test_people_among_themselves_are_left_alone(forum: Forum) -> None:
    """A reply to somebody else, or a question that mentions somebody."""
    said = await forum.server.say(forum.stage.stranger, forum.questions, "Tidal is large.")
    await forum.stage.say(QUESTION, forum.questions, reply_to=said)
    await forum.stage.say(f"{forum.stage.stranger.mention} {QUESTION}", forum.questions)
    await forum.stage.say(f"@everyone {QUESTION}", forum.questions)
    assert await forum.texts() == []


@pytest.mark.asyncio
async def test_each_conversation_gets_its_thread_where_that_is_configured(forum: Forum) -> None:
    """The thread has the question's name; in it no mention is needed, and the context carries."""
    forum.set(replies=Replies.THREAD)
    words = forum.mention(f"Hi everyone! The sea is great.\n{QUESTION}")
    asked = await forum.stage.say(words, forum.questions)
    assert await forum.texts() == []
    thread = next(c for c in forum.server._core.world.channels.values() if c.id == asked.id)
    assert thread.name == QUESTION
    assert ANSWER in (await forum.texts(thread))[0]
    await forum.stage.restart()
    await forum.stage.say(FOLLOW_UP, thread)
    await forum.stage.say("thanks, great!", thread)
    assert len(await forum.texts(thread)) == 2
    assert forum.contexts[-1] == (QUESTION,)


@pytest.mark.asyncio
async def test_a_thread_that_cannot_be_opened_is_done_without(forum: Forum) -> None:
    """Then the answer stands below the question."""
    forum.set(replies=Replies.THREAD)
    forum.server.fail_next("POST .*/threads", 403)
    await forum.stage.say(QUESTION, forum.questions)
    (answer,) = await forum.texts()
    assert ANSWER in answer


@pytest.mark.asyncio
@pytest.mark.parametrize("replies", [Replies.INLINE, Replies.THREAD])
async def test_a_question_that_was_taken_back_gets_no_answer(
    forum: Forum, replies: Replies, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody waits for one, so nothing is posted, and nothing has failed."""
    forum.set(replies=replies)
    sending = forum.server.hold("POST .*/(messages|threads)$")
    asked = await forum.stage.say(QUESTION, forum.questions)
    await sending.arrived()
    await forum.server.take_back(asked)
    await sending.release()
    assert await forum.texts() == []
    assert forum.stage.ledger.served_since(forum.stage.guild.id, LONG_AGO) == []
    assert "unexpected" not in caplog.text
    await forum.stage.stop()
    assert forum.stage.ledger.owed(LONG_AGO) == []


@pytest.mark.asyncio
async def test_answers_come_privately_where_that_is_configured(forum: Forum) -> None:
    """As a direct message, in which one can ask on."""
    forum.set(replies=Replies.PRIVATE)
    await forum.stage.say(QUESTION, forum.questions)
    direct, person = forum.server.direct_message(forum.stage.asker)
    assert await forum.texts() == []
    (answer,) = await forum.stage.answers(direct)
    assert ANSWER in answer.text
    checked = await (await forum.server.click(person, answer, "Verify")).response()
    assert "The quote stands" in checked.text
    await forum.server.say(person, direct, FOLLOW_UP, reply_to=answer)
    assert len(await forum.texts(direct)) == 3
    assert forum.contexts[-1] == (QUESTION,)


@pytest.mark.asyncio
async def test_who_takes_no_direct_messages_is_told_below_the_question(forum: Forum) -> None:
    """Where answers come privately: without the answer, which is not for everyone."""
    forum.set(replies=Replies.PRIVATE)
    direct, _ = forum.server.direct_message(forum.stage.asker)
    forum.server.fail_next(f"POST /channels/{direct.id}/messages", 403, None, code=50007)
    asked = await forum.stage.say(QUESTION, forum.questions)
    (told,) = await forum.stage.answers(forum.questions)
    assert told.reference is asked
    assert "I cannot write to you directly" in told.text
    assert ANSWER not in told.text


@pytest.mark.asyncio
async def test_direct_messages_are_a_conversation(forum: Forum) -> None:
    """No mention, no reply: every question there is one to the bot, after those before it."""
    direct, person = forum.server.direct_message(forum.stage.asker)
    await forum.server.say(person, direct, QUESTION)
    await forum.texts(direct)
    await forum.server.say(person, direct, FOLLOW_UP)
    assert len(await forum.texts(direct)) == 2
    assert forum.contexts[-1] == (QUESTION,)
    await forum.server.say(person, direct, "ok")
    assert len(await forum.texts(direct)) == 2


@pytest.mark.asyncio
async def test_only_those_who_may_ask_are_answered(forum: Forum) -> None:
    """The others are left alone: what they type is said to the channel."""
    forum.set(asker_role=forum.role)
    await forum.stage.say(QUESTION, forum.questions)
    assert await forum.texts() == []
    forum.stage.asker.roles.append(forum.role)
    await forum.stage.say(QUESTION, forum.questions)
    assert len(await forum.texts()) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_question_pings_nobody(forum: Forum, text: str) -> None:
    """Whatever is typed to the bot in a channel that has threads, Discord takes the answer."""
    forum.set(replies=Replies.THREAD)
    said = text.encode("utf-8", "replace").decode().replace("@everyone", "@ everyone")
    asked = await forum.stage.say(forum.mention(f"How big is Tidal {said}"), forum.questions)
    thread = forum.server._core.world.channels.get(asked.id)
    answers = await forum.stage.answers(thread or forum.questions)
    assert all(answer.pings == [] for answer in answers)
