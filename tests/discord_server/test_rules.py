"""What Discord refuses is refused, and listed as a violation."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from .bodies import BAD_MESSAGES, GOOD_MESSAGES, V2, text, v2
from .command_bodies import BAD_ANSWERS, BAD_COMMANDS, command, option
from .interactions import Interaction
from .raw_client import RawClient, raw_client
from .server import DiscordServer
from .world import Channel, Guild

Json = dict[str, Any]


@pytest_asyncio.fixture
async def client(discord_server: DiscordServer) -> AsyncIterator[RawClient]:
    """A raw client of a Discord with a guild."""
    discord_server.add_guild().add_channel()
    async with raw_client(discord_server) as made:
        yield made


def _channel(server: DiscordServer) -> Channel:
    (guild,) = server.gateway._world.guilds.values()
    return next(iter(guild.channels.values()))


@pytest.mark.asyncio
@pytest.mark.parametrize("body", BAD_MESSAGES.values(), ids=BAD_MESSAGES)
async def test_bad_messages_are_refused(client: RawClient, body: Json) -> None:
    """Each answers 400 with code 50035 and is listed."""
    channel = _channel(client.server)
    status, answer = await client.send("POST", f"/channels/{channel.id}/messages", body)
    assert (status, answer["code"]) == (400, 50035)
    assert answer["errors"]
    assert client.server.take_violations()
    assert not channel.messages


@pytest.mark.asyncio
@pytest.mark.parametrize("body", GOOD_MESSAGES.values(), ids=GOOD_MESSAGES)
async def test_messages_at_the_limits_are_taken(client: RawClient, body: Json) -> None:
    """What just fits is taken."""
    status, _ = await client.send("POST", f"/channels/{_channel(client.server).id}/messages", body)
    assert (status, client.server.violations) == (200, [])


@pytest.mark.asyncio
@pytest.mark.parametrize("body", [{}, {"content": " \n"}, {"embeds": []}, {"flags": V2}])
async def test_empty_messages_are_refused(client: RawClient, body: Json) -> None:
    """A message that would show nothing answers 50006."""
    path = f"/channels/{_channel(client.server).id}/messages"
    status, answer = await client.send("POST", path, body)
    assert (status, answer["code"]) == (400, 50006)
    assert len(client.server.take_violations()) == 1


@pytest.mark.asyncio
async def test_edits_are_checked_against_the_message(client: RawClient) -> None:
    """V2 stays, needs what was there removed, and an edit cannot empty a message."""
    path = f"/channels/{_channel(client.server).id}/messages"
    _, message = await client.send("POST", path, {"content": "x"})
    first: list[tuple[Json, int]] = [
        ({"content": ""}, 50006),
        (v2(text()), 50035),
        ({"components": [text()]}, 50035),
    ]
    for body, code in first:
        assert (await client.send("PATCH", f"{path}/{message['id']}", body))[1]["code"] == code
    status, edited = await client.send(
        "PATCH", f"{path}/{message['id']}", v2(text("new"), content=None)
    )
    assert (status, edited["content"], edited["flags"]) == (200, "", V2)
    later: list[tuple[Json, int]] = [
        ({"flags": 0}, 50035),
        ({"content": "x"}, 50035),
        ({"components": []}, 50006),
    ]
    for body, code in later:
        assert (await client.send("PATCH", f"{path}/{message['id']}", body))[1]["code"] == code
    assert (await client.send("PATCH", f"{path}/{message['id']}", {"components": [text("a")]}))[
        0
    ] == 200
    assert len(client.server.take_violations()) == 6


@pytest.mark.asyncio
@pytest.mark.parametrize("commands", BAD_COMMANDS.values(), ids=BAD_COMMANDS)
async def test_bad_commands_are_refused(client: RawClient, commands: list[Json]) -> None:
    """Each answers 400 with code 50035, is listed, and registers nothing."""
    status, answer = await client.register(*commands)
    assert (status, answer["code"]) == (400, 50035)
    assert client.server.take_violations()
    assert client.server.commands.listed() == []


@pytest.mark.asyncio
async def test_names_in_other_scripts_are_taken(client: RawClient) -> None:
    """Lower-case letters and digits of any script, dashes, underscores and apostrophes may name."""
    names = ("frage", "питання", "質問", "सवाल", "คำถาม", "ask-2_me", "d'accord")
    status, _ = await client.register(*[command(name=name) for name in names])
    assert status == 200


@pytest.mark.asyncio
async def test_single_commands(client: RawClient) -> None:
    """One command can be added, replaced, fetched, edited and deleted; defaults are left out."""
    base = f"/applications/{client.server.bot.id}/commands"
    sent = command(options=[option(required=False, choices=[], min_length=0)])
    status, added = await client.send("POST", base, sent)
    assert (status, added["options"]) == (201, [option(min_length=0)])
    assert (await client.send("POST", base, command(description="New.")))[0] == 200
    path = f"{base}/{added['id']}"
    assert (await client.send("GET", path))[1]["description"] == "New."
    assert (await client.send("PATCH", path, {"description": ""}))[0] == 400
    assert (await client.send("PATCH", path, {"name": "Bad Name"}))[0] == 400
    assert (await client.send("POST", base, command(name="Bad")))[0] == 400
    assert (await client.send("DELETE", path))[0] == 204
    assert (await client.send("GET", path))[1]["code"] == 10063
    assert (await client.send("GET", "/applications/5/commands"))[1]["code"] == 20012
    other = f"/applications/{client.server.bot.id}/guilds/5/commands"
    assert (await client.send("GET", other))[1]["code"] == 50001
    assert len(client.server.take_violations()) == 3


async def _started(client: RawClient, kind: str = "slash") -> Interaction:
    await client.register(command(options=[option(autocomplete=True)]))
    await client.identify()
    server = client.server
    guild: Guild | None = _channel(server).guild
    assert guild is not None
    member, channel = guild.add_member(), _channel(server)
    if kind == "slash":
        return await server.slash(member, channel, "ask")
    return await server.typing(member, channel, "ask", "question", "x")


@pytest.mark.asyncio
@pytest.mark.parametrize(("kind", "callback", "data"), BAD_ANSWERS.values(), ids=BAD_ANSWERS)
async def test_bad_answers_are_refused(
    client: RawClient, kind: str, callback: int, data: Any
) -> None:
    """Each answers 400 with code 50035, is listed, and leaves the interaction unanswered."""
    interaction = await _started(client, kind)
    status, answer = await client.acknowledge(interaction, callback, data)
    assert (status, answer["code"]) == (400, 50035)
    assert client.server.take_violations()
    assert interaction.acknowledged_at is None


@pytest.mark.asyncio
async def test_only_one_acknowledgement(client: RawClient) -> None:
    """The second answers 40060."""
    interaction = await _started(client)
    assert (await client.acknowledge(interaction, 5))[0] == 204
    status, answer = await client.acknowledge(interaction, 4, {"content": "x"})
    assert (status, answer["code"]) == (400, 40060)
    assert len(client.server.take_violations()) == 1


@pytest.mark.asyncio
async def test_three_seconds(client: RawClient) -> None:
    """After three seconds the interaction is unknown; so is one that never was."""
    interaction = await _started(client)
    client.server.clock.advance(3.1)
    status, answer = await client.acknowledge(interaction, 5)
    assert (status, answer["code"]) == (404, 10062)
    assert len(client.server.take_violations()) == 1
    interaction.token = "another"
    assert (await client.acknowledge(interaction, 5))[1]["code"] == 10062


@pytest.mark.asyncio
async def test_fifteen_minutes(client: RawClient) -> None:
    """A token works once acknowledged, and for fifteen minutes."""
    interaction = await _started(client)
    original = f"/webhooks/{client.server.bot.id}/{interaction.token}/messages/@original"
    assert (await client.send("PATCH", original, {"content": "x"}))[1]["code"] == 10015
    assert len(client.server.take_violations()) == 1
    await client.acknowledge(interaction, 5)
    client.server.clock.advance(14 * 60)
    assert (await client.send("PATCH", original, {"content": "x"}))[0] == 200
    client.server.clock.advance(61)
    status, answer = await client.send("PATCH", original, {"content": "y"})
    assert (status, answer["code"]) == (401, 50027)
    strange = f"/webhooks/{client.server.bot.id}/strange/messages/@original"
    assert (await client.send("GET", strange))[1]["code"] == 10015


@pytest.mark.asyncio
async def test_the_first_follow_up_of_a_deferral_is_the_reply(client: RawClient) -> None:
    """It edits the reply, and cannot change who sees it."""
    interaction = await _started(client)
    await client.acknowledge(interaction, 5)
    webhook = f"/webhooks/{client.server.bot.id}/{interaction.token}"
    await client.send("POST", webhook, {"content": "a", "flags": 64})
    _, second = await client.send("POST", webhook, {"content": "b", "flags": 64})
    assert interaction.original is not None
    assert (interaction.original.text, interaction.original.is_ephemeral) == ("a", False)
    assert [message.is_ephemeral for message in interaction.followups] == [True]
    message = f"{webhook}/messages/{second['id']}"
    assert (await client.send("GET", message))[1]["content"] == "b"
    assert (await client.send("DELETE", message))[0] == 204
    assert (await client.send("GET", message))[1]["code"] == 10008
    assert (await client.send("GET", f"{webhook}/messages/5"))[1]["code"] == 10008
    channel = _channel(client.server)
    assert (await client.send("GET", f"/channels/{channel.id}/messages/{second['id']}"))[0] == 404
    assert len((await client.send("GET", f"/channels/{channel.id}/messages"))[1]) == 1
