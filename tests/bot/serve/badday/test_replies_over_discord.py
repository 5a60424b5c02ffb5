"""Discord fails before or after it has taken what answers a command: the answer is shown, once."""

import pytest

from tests.bot.fakes import SmallKnowledge
from tests.bot.messages.forum import QUESTION, Forum
from tests.bot.stage import LONG_AGO, staged
from tests.discord_server import Interaction

ANSWER = "176B"
TROUBLE = [(None, True), (None, False), (502, True), (502, False)]
"""The connection cut, or a bad gateway; after the request was processed, or before."""


async def _asked(forum: Forum, **options: object) -> Interaction:
    return await forum.stage.slash("ask", question=QUESTION, **options)


async def _settled(forum: Forum) -> None:
    """Nothing is owed any more, and nothing went wrong that people could see."""
    await forum.stage.quiet()
    await forum.stage.stop()
    assert forum.stage.ledger.owed(LONG_AGO) == []


@pytest.mark.asyncio
@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(("status", "processed"), TROUBLE)
async def test_an_acknowledgement_whose_answer_is_lost_is_one(
    forum: Forum, status: int | None, processed: bool, private: bool
) -> None:
    """Whether Discord has taken it or not, the question is answered where it was asked."""
    forum.server.fail_next("/callback", status, processed=processed)
    asked = await _asked(forum, private=private)
    shown = await asked.response()
    assert ANSWER in shown.text
    assert shown.is_ephemeral is private
    assert asked.followups == []
    await _settled(forum)


@pytest.mark.asyncio
@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(("status", "processed"), TROUBLE)
async def test_an_edit_whose_answer_is_lost_is_made_again(
    forum: Forum, status: int | None, processed: bool, private: bool
) -> None:
    """A good answer is never deleted, nor written over with an apology."""
    forum.server.fail_next("PATCH .*@original", status, processed=processed)
    asked = await _asked(forum, private=private)
    shown = await asked.response()
    await _settled(forum)
    assert ANSWER in shown.text
    assert not shown.deleted
    assert asked.followups == []


@pytest.mark.asyncio
@pytest.mark.parametrize(("status", "processed"), TROUBLE)
async def test_a_note_whose_answer_is_lost_is_shown(
    forum: Forum, status: int | None, processed: bool
) -> None:
    """What is said at once, such as who may dismiss a reply."""
    shown = await (await _asked(forum)).response()
    forum.server.fail_next("/callback", status, processed=processed)
    told = await forum.server.click(forum.stage.stranger, shown, "Dismiss")
    assert "Only the one who asked" in (await told.response()).text


@pytest.mark.asyncio
@pytest.mark.parametrize(("status", "processed"), TROUBLE)
async def test_presses_are_taken_whose_answer_is_lost(
    forum: Forum, status: int | None, processed: bool
) -> None:
    """The one who asked dismisses a reply, whatever is lost on the way."""
    for pattern in ("/callback", "DELETE /webhooks"):
        shown = await (await _asked(forum)).response()
        forum.server.fail_next(pattern, status, processed=processed)
        await forum.server.click(forum.stage.asker, shown, "Dismiss")
        await forum.server.until(lambda shown=shown: shown.deleted)  # type: ignore[misc]
        await forum.stage.quiet()


@pytest.mark.asyncio
async def test_a_stop_takes_no_answer_away() -> None:
    """The answer stands, though Discord never said so: then nobody is told that there is none."""
    async with staged(SmallKnowledge()) as stage:
        stage.server.fail_next("PATCH .*@original", None, None, processed=True)
        asked = await stage.slash("ask", question=QUESTION)
        shown = await asked.response()
        assert stage.client is not None
        await stage.client.desk.close(0)
        assert ANSWER in shown.text
        assert not shown.deleted
        assert asked.followups == []


@pytest.mark.asyncio
async def test_a_reply_that_discord_refuses_is_told() -> None:
    """What will never be taken is not sent again and again."""
    async with staged(SmallKnowledge()) as stage:
        stage.server.fail_next("PATCH .*@original", 400)
        told = await (await stage.slash("ask", question=QUESTION)).followup()
        assert "something went wrong" in told.text
        assert len(stage.server.requests_to("PATCH .*@original")) == 1


@pytest.mark.asyncio
@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize(("status", "code"), [(403, 50083), (404, 10003), (401, 50027)])
async def test_who_waits_where_no_reply_is_taken_any_more_is_told_directly(
    forum: Forum, status: int, code: int, private: bool
) -> None:
    """The thread was locked, the channel deleted or the token ran out since the acknowledgement."""
    forum.server.fail_next("/webhooks/", status, None, code=code)
    await _asked(forum, private=private)
    direct, _ = forum.server.direct_message(forum.stage.asker)
    await forum.server.until(lambda: bool(direct.messages))
    (told,) = direct.messages.values()
    assert "I have no way left to reply where you asked" in told.text
    await _settled(forum)


@pytest.mark.asyncio
async def test_who_uses_a_command_in_a_locked_thread_is_told_directly(forum: Forum) -> None:
    """There, Discord takes not even the acknowledgement."""
    forum.server.fail_next("/callback", 403, None, code=50083)
    await _asked(forum)
    direct, _ = forum.server.direct_message(forum.stage.asker)
    await forum.server.until(lambda: bool(direct.messages))
    await _settled(forum)
    assert len(direct.messages) == 1
