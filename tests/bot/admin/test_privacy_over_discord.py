"""`/privacy` over the wire: what is kept, all of it as a file, and nothing of it any more."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.ledger import Feedback
from tests.bot.admin.office import HOW_MANY, Office
from tests.bot.ledger.samples import NOW, asked


def _keep(office: Office) -> int:
    question = asked("secret-words?", guild_id=office.guild.id, user_id=office.keeper.id)
    number = office.ledger.keep_asked(question)
    office.ledger.keep_feedback(Feedback(number, office.keeper.id, helpful=True, at=NOW))
    return number


@pytest.mark.asyncio
async def test_what_is_kept_is_told_with_how_long(office: Office) -> None:
    """The server's retention there; the usual one in direct messages."""
    office.ledger.change_settings(office.guild.id, lambda now: replace(now, retention_days=7))
    shown = await office.use("privacy kept", office.keeper)
    assert "kept for 7 days here" in shown.text
    assert shown.is_ephemeral
    channel, person = office.server.direct_message(office.keeper)
    alone = await (await office.server.slash(person, channel, "privacy kept")).response()
    assert "kept for 90 days here" in alone.text


@pytest.mark.asyncio
async def test_my_data_is_all_that_is_kept_about_me(office: Office) -> None:
    """As a file of JSON, with ids that no reader rounds; nobody else's is in it."""
    number = _keep(office)
    shown = await office.use("privacy my-data", office.keeper)
    told = json.loads(office.file_of(shown))
    assert [row["question"] for row in told["questions"]] == ["secret-words?"]
    assert told["questions"][0]["user_id"] == str(office.keeper.id)
    assert told["feedback"][0]["asked_id"] == number
    other = await office.use("privacy my-data", office.stage.stranger)
    assert other.text == "I keep nothing about you."


def _bytes(office: Office) -> bytes:
    """All that stands in the files of the ledger."""
    ledger = office.ledger
    return b"".join(path.read_bytes() for path in Path(ledger.place).parent.iterdir())


@pytest.mark.asyncio
async def test_no_byte_of_mine_is_left(office: Office) -> None:
    """Neither what I asked, said and wished for, nor who I am, once I have been told so."""
    mine = [b"regatta", b"too short", office.keeper.id.to_bytes(8, "big")]
    shown = await office.use("ask", office.keeper, question="Who won the regatta?")
    await office.press(shown, "Notify me", office.keeper)
    answer = await office.use("ask", office.keeper, question=HOW_MANY)
    form = await office.server.click(office.keeper, answer, "👎")
    await form.acknowledged()
    await (await office.server.submit(form, {"reason": "It is too short."})).response()
    assert [each for each in mine if each not in _bytes(office)] == []
    sure = await office.use("privacy forget-me", office.keeper)
    assert "gone" in (await office.press(sure, "Forget me", office.keeper)).text
    await office.stage.stop()
    assert [each for each in mine if each in _bytes(office)] == []


@pytest.mark.asyncio
async def test_i_am_forgotten_once_i_am_sure(office: Office) -> None:
    """Only by my own press; pressed twice, nothing is left to forget."""
    number = _keep(office)
    sure = await office.use("privacy forget-me", office.keeper)
    assert "in every server, for good" in sure.text
    assert office.ledger.asked(number) is not None
    sure.visible_to = office.stage.stranger.user
    refused = await office.press(sure, "Forget me", office.stage.stranger)
    assert "somebody else's" in refused.text
    assert office.ledger.asked(number) is not None
    sure.visible_to = office.keeper.user
    done = await office.press(sure, "Forget me", office.keeper)
    assert "records about you are gone" in done.text
    assert office.ledger.about_user(office.keeper.id) == {}
    again = await office.press(sure, "Forget me", office.keeper)
    assert again.text == "I keep nothing about you."
