"""What the gateway sends may be malformed: it is logged and skipped, and the bot lives."""

from typing import Any

import pytest

from tests.bot.fakes import SmallKnowledge
from tests.bot.messages.forum import QUESTION, Forum
from tests.bot.stage import Stage, staged
from tests.discord_server.acting import interaction_payload
from tests.discord_server.messages import event_payload

EVENTS = (
    "INTERACTION_CREATE",
    "MESSAGE_CREATE",
    "MESSAGE_UPDATE",
    "MESSAGE_DELETE",
    "THREAD_CREATE",
    "THREAD_UPDATE",
    "THREAD_LIST_SYNC",
    "CHANNEL_CREATE",
    "CHANNEL_UPDATE",
    "GUILD_CREATE",
    "GUILD_UPDATE",
    "GUILD_DELETE",
    "GUILD_ROLE_UPDATE",
    "GUILD_MEMBER_UPDATE",
    "USER_UPDATE",
    "NOTHING_KNOWN",
)
ODD: tuple[Any, ...] = (
    {},
    None,
    [],
    "words",
    7,
    {"id": "none"},
    {"id": None, "guild_id": "x", "channel_id": "y"},
    {"id": "5", "type": "5", "channel_id": "6", "author": {}},
    {"guild_id": "1", "threads": [{}], "members": [{}]},
)


@pytest.mark.asyncio
@pytest.mark.parametrize("event", EVENTS)
async def test_a_malformed_event_is_skipped(event: str, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever is missing in it, the next question is answered, over the same connection."""
    async with staged(SmallKnowledge()) as stage:
        for data in ODD:
            await stage.server.send_event(event, data)
        assert "176B" in (await stage.ask()).text
        assert len(stage.server.gateway.identifications) == 1
        if event in {"INTERACTION_CREATE", "MESSAGE_CREATE", "THREAD_CREATE"}:
            assert "malformed event skipped" in caplog.text


async def _without(stage: Stage[SmallKnowledge], *path: str) -> None:
    """A command whose event lacks a field."""
    asked = await stage.slash("ask", question=QUESTION)
    await asked.response()
    payload = interaction_payload(asked, stage.server.bot) | {"id": "77", "token": "other"}
    *outer, last = path
    place = payload
    for name in outer:
        place[name] = dict(place[name])
        place = place[name]
    del place[last]
    await stage.server.send_event("INTERACTION_CREATE", payload)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "path",
    [
        ("member", "roles"),
        ("member", "user"),
        ("member",),
        ("attachment_size_limit",),
        ("app_permissions",),
        ("authorizing_integration_owners",),
        ("channel",),
        ("channel_id",),
        ("data",),
        ("data", "name"),
        ("locale",),
        ("token",),
        ("type",),
        ("id",),
    ],
)
async def test_a_command_that_lacks_a_field_ends_nothing(path: tuple[str, ...]) -> None:
    """It may be served or skipped; the one after it is served."""
    async with staged(SmallKnowledge()) as stage:
        await _without(stage, *path)
        assert "176B" in (await stage.ask()).text
        await stage.quiet()
        stage.server.take_violations()


@pytest.mark.asyncio
async def test_a_message_that_lacks_a_field_ends_nothing(forum: Forum) -> None:
    """Each of its fields may be missing."""
    said = await forum.stage.say(QUESTION, forum.questions)
    payload = event_payload(forum.server._core, said)
    for name in payload:
        odd = {key: value for key, value in payload.items() if key != name}
        await forum.server.send_event("MESSAGE_CREATE", odd)
        await forum.server.send_event("MESSAGE_CREATE", payload | {name: "?"})
    await forum.stage.say(QUESTION, forum.questions)
    await forum.server.until(
        lambda: bool([m for m in forum.questions.messages.values() if m.reference is not said])
    )
    assert len(forum.server.gateway.identifications) == 1
    assert "176B" in (await forum.stage.ask()).text


@pytest.mark.asyncio
async def test_an_interaction_that_is_sent_twice_is_served_once(forum: Forum) -> None:
    """As after a connection that was lost: it is asked, counted and answered once."""
    asked = await forum.stage.slash("ask", question=QUESTION)
    await asked.response()
    sent = interaction_payload(asked, forum.server.bot)
    await forum.server.send_event("INTERACTION_CREATE", sent)
    await forum.stage.quiet()
    assert len(forum.stage.ledger.asked_in(forum.lounge.id, 9)) == 1
