"""Who wished to be notified is told of an answer: once, where they may know, whatever happens."""

import pytest

from tests.bot.buttons.pressing import (
    REGATTA,
    Place,
    learn,
    looked,
    press,
    put,
    said,
    told_directly,
    wished,
)


@pytest.mark.asyncio
async def test_who_wished_to_know_is_told_once(stage: Place) -> None:
    """As soon as a paper comes in that answers it: the answer, with its buttons, directly."""
    assert "I will tell you" in (await wished(stage)).text
    assert "on the list" in (await wished(stage)).text
    assert stage.client is not None
    learn(stage)
    stage.client.dispatch("papers_changed", stage.guild.id)
    await told_directly(stage)
    await looked(stage)
    (told,) = await told_directly(stage)
    assert "You wanted to be told." in told.text
    assert REGATTA in told.text
    assert "Regatta Winners" in told.text
    _, person = stage.server.direct_message(stage.asker)
    checked = await (await stage.server.click(person, told, "Verify")).response()
    assert "The quote stands" in checked.text
    assert stage.ledger.wishes(stage.guild.id) == []


@pytest.mark.asyncio
async def test_a_paper_that_came_while_the_bot_was_away_is_told_of(stage: Place) -> None:
    """Wishes are looked at after each start; what still has no answer waits on."""
    await wished(stage)
    await stage.restart()
    assert len(stage.ledger.wishes(stage.guild.id)) == 1
    learn(stage)
    await stage.restart()
    (told,) = await told_directly(stage)
    assert "Regatta Winners" in told.text


@pytest.mark.asyncio
async def test_who_takes_no_direct_messages_is_mentioned(stage: Place) -> None:
    """In the channel, alone, and without the question, which was maybe a private one."""
    stage.may_ping.add(stage.asker.id)
    await wished(stage, private=True)
    stage.server.fail_next("POST /users/@me/channels", 403, code=50007)
    learn(stage)
    await stage.restart()
    await stage.server.until(lambda: bool(said(stage)))
    (told,) = said(stage)
    assert told.pings == [f"<@{stage.asker.id}>"]
    assert "egatta" not in told.text


@pytest.mark.asyncio
async def test_trouble_with_discord_delays_what_is_told(stage: Place) -> None:
    """A wish is kept until it could be granted."""
    await wished(stage)
    stage.server.fail_next("POST /users/@me/channels", 400)
    learn(stage)
    await stage.restart()
    await looked(stage)
    await looked(stage)
    assert len(stage.server.requests_to("users/@me/channels")) == 2
    assert len(await told_directly(stage)) == 1


@pytest.mark.asyncio
async def test_who_has_left_or_may_not_ask_is_told_nothing(stage: Place) -> None:
    """A server's papers are for its members, and for those who may ask there."""
    role = stage.guild.add_role("members")
    await wished(stage)
    learn(stage)
    put(stage, asker_role=role)
    await stage.restart()
    await looked(stage)
    assert len(stage.ledger.wishes(stage.guild.id)) == 1
    del stage.guild.members[stage.asker.id]
    await stage.restart()
    await looked(stage)
    assert not stage.ledger.wishes(stage.guild.id)
    assert not stage.server.requests_to("users/@me/channels")


@pytest.mark.asyncio
async def test_wishes_of_direct_messages_are_granted(stage: Place) -> None:
    """Outside servers there is nobody to leave."""
    direct, person = stage.server.direct_message(stage.asker)
    asked = await stage.server.slash(person, direct, "ask", question=REGATTA)
    await (await stage.server.click(person, await asked.response(), "Notify me")).response()
    learn(stage)
    await stage.restart()
    await stage.server.until(lambda: any("Regatta W" in m.text for m in direct.messages.values()))
    await stage.quiet()
    assert stage.ledger.wishes(None) == []


@pytest.mark.asyncio
@pytest.mark.parametrize(("status", "again"), [(403, False), (429, True)])
async def test_what_is_in_the_way_of_one_wish_is_in_no_others(
    stage: Place, status: int, again: bool
) -> None:
    """Others are told; it is tried again soon where that may help, else with the next papers."""
    await wished(stage)
    abstained = await stage.server.slash(stage.stranger, stage.channel, "ask", question=REGATTA)
    await press(stage, await abstained.response(), "Notify me", by=stage.stranger)
    stage.server.fail_next(f"GET .*/members/{stage.asker.id}", status, None, 300.0, code=50001)
    learn(stage)
    assert stage.client is not None
    await stage.client.wait_until_ready()
    version = await stage.client.granting.look()
    assert (version is None) is again
    (left,) = stage.ledger.wishes(stage.guild.id)
    assert left.user_id == stage.asker.id
