"""The loopback Discord with a client without a library: what discord.py would not send."""

from typing import Any

import aiohttp
import discord
import pytest

from .invoking import ImpossibleError
from .raw_client import raw_client
from .server import DiscordServer
from .world import Channel, Member


def _furnish(server: DiscordServer) -> tuple[Member, Channel]:
    guild = server.add_guild()
    return guild.add_member(), guild.add_channel()


@pytest.mark.asyncio
async def test_wrong_requests_are_refused(discord_server: DiscordServer) -> None:
    """Content types, broken JSON, unknown endpoints and unknown things get Discord's answers."""
    _, channel = _furnish(discord_server)
    path = f"/channels/{channel.id}/messages"
    async with raw_client(discord_server) as client:
        form = aiohttp.FormData({"strange": "part"}, default_to_multipart=True)
        for body in ("content=x", form):
            assert (await client.send("POST", path, data=body))[0] == 400
        assert (await client.send("POST", path, data="{", kind="application/json"))[0] == 400
        assert (await client.send("GET", "/voice/regions"))[0] == 404
        assert len(discord_server.take_violations()) == 4
        assert (await client.send("GET", "/channels/5"))[1]["code"] == 10003
        assert (await client.send("GET", f"/channels/{channel.id}"))[1]["name"] == "questions"
        assert (await client.send("GET", f"{path}/5"))[1]["code"] == 10008
        assert (await client.send("GET", "/gateway"))[1]["url"] == discord_server.gateway_url
        assert (await client.send("GET", "/gateway/bot"))[1]["shards"] == 1
        assert (await client.send("POST", f"/channels/{channel.id}/typing"))[0] == 204
        assert (await client.send("POST", "/users/@me/channels", {"recipient_id": "5"}))[0] == 400
        assert len(discord_server.take_violations()) == 1


@pytest.mark.asyncio
async def test_permissions_and_authorship(discord_server: DiscordServer) -> None:
    """The bot edits only what it wrote, and deletes others' messages only where it may."""
    member, channel = _furnish(discord_server)
    async with raw_client(discord_server) as client:
        await client.identify()
        said = await discord_server.say(member, channel, "mine")
        path = f"/channels/{channel.id}/messages/{said.id}"
        assert (await client.send("PATCH", path, {"content": "yours"}))[1]["code"] == 50005
        assert (await client.send("DELETE", path))[1]["code"] == 50013
        assert channel.guild is not None
        channel.guild.bot_permissions |= discord.Permissions(manage_messages=True).value
        assert (await client.send("DELETE", path))[0] == 204
        assert said.deleted
    assert len(discord_server.take_violations()) == 1


@pytest.mark.asyncio
async def test_gateway_manners(discord_server: DiscordServer) -> None:
    """Heartbeats are acknowledged, pings answered, presences noted, unknown operations refused."""
    async with raw_client(discord_server) as client:
        socket = await client.identify(shard=[0, 1])
        assert (await socket.receive_json())["d"]["shard"] == [0, 1]
        await socket.send_json({"op": 1, "d": None})
        assert (await socket.receive_json())["op"] == 11
        await socket.ping()
        await socket.send_json({"op": 3, "d": {"status": "idle"}})
        await socket.send_json({"op": 99})
        await socket.receive()
        assert socket.close_code == 4001
    assert discord_server.gateway.presences == [{"op": 3, "d": {"status": "idle"}}]
    async with raw_client(discord_server) as client:
        socket = await client.connect()
        await socket.send_json({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}})
        await socket.receive()
        assert socket.close_code == 4004


@pytest.mark.asyncio
async def test_pings_are_counted() -> None:
    """A message says which of its mentions its allowed_mentions let through."""
    async with DiscordServer() as server, raw_client(server) as client:
        _, channel = _furnish(server)
        text = "@everyone <@5> <@6> <@&7>"
        for allowed, pings in (
            (None, text.split()),
            ({"parse": []}, []),
            ({"parse": ["everyone"], "users": ["6"]}, ["@everyone", "<@6>"]),
            ({"parse": ["roles"]}, ["<@&7>"]),
        ):
            body: dict[str, object] = {"content": text} | (
                {} if allowed is None else {"allowed_mentions": allowed}
            )
            _, sent = await client.send("POST", f"/channels/{channel.id}/messages", body)
            assert channel.messages[int(sent["id"])].pings == pings


@pytest.mark.asyncio
async def test_commands_are_offered_to_whom_they_are_for(discord_server: DiscordServer) -> None:
    """Commands for moderators, or for servers only, are not offered to others or elsewhere."""
    member, channel = _furnish(discord_server)
    async with raw_client(discord_server) as client:
        await client.identify()
        manage = discord.Permissions(manage_messages=True).value
        common = {"description": "Clears."}
        await client.register(
            common | {"name": "clear", "default_member_permissions": manage},
            common | {"name": "here", "contexts": [0]},
        )
        with pytest.raises(ImpossibleError, match="needs permissions"):
            await discord_server.slash(member, channel, "clear")
        assert channel.guild is not None
        boss = channel.guild.add_member(permissions=discord.Permissions(administrator=True).value)
        assert (await discord_server.slash(boss, channel, "clear")).data["name"] == "clear"
        private, person = discord_server.direct_message(boss)
        with pytest.raises(ImpossibleError, match="direct messages"):
            await discord_server.slash(person, private, "here")


@pytest.mark.asyncio
async def test_options_and_people(discord_server: DiscordServer) -> None:
    """Choices bind, channels and members are resolved, also from a person's menu."""
    member, channel = _furnish(discord_server)
    async with raw_client(discord_server) as client:
        await client.identify()
        where: dict[str, Any] = {"type": 7, "name": "where", "description": "x"}
        what = {"type": 3, "name": "what", "description": "x"}
        what["choices"] = [{"name": "One", "value": "one"}]
        find = {"name": "find", "description": "Finds.", "options": [where, what]}
        await client.register(find, {"name": "Who", "type": 2})
        with pytest.raises(ImpossibleError, match="none of its choices"):
            await discord_server.slash(member, channel, "find", what="two")
        found = await discord_server.slash(member, channel, "find", where=channel, what="one")
        assert list(found.data["resolved"]["channels"]) == [str(channel.id)]
        chosen = await discord_server.menu(member, channel, "Who", member)
        assert list(chosen.data["resolved"]["members"]) == [str(member.id)]
        assert discord_server.interactions == [found, chosen]


@pytest.mark.asyncio
async def test_threads_and_reactions(discord_server: DiscordServer) -> None:
    """A message takes one thread, a channel many; a reaction can be taken back."""
    _, channel = _furnish(discord_server)
    assert channel.guild is not None
    channel.guild.bot_permissions = discord.Permissions.all().value
    async with raw_client(discord_server) as client:
        base = f"/channels/{channel.id}"
        _, sent = await client.send("POST", f"{base}/messages", {"content": "x"})
        message = f"{base}/messages/{sent['id']}"
        name = {"name": "About x"}
        assert (await client.send("POST", f"{message}/threads", name))[1]["id"] == sent["id"]
        assert (await client.send("POST", f"{message}/threads", name))[1]["code"] == 160004
        status, thread = await client.send("POST", f"{base}/threads", name | {"type": 11})
        assert (status, thread["parent_id"]) == (201, str(channel.id))
        for method in ("PUT", "DELETE"):
            assert (await client.send(method, f"{message}/reactions/👍/@me"))[0] == 204
        assert channel.messages[int(sent["id"])].reactions == {"👍": set()}
        user = {"recipient_id": discord_server.bot.id}
        assert (await client.send("POST", "/users/@me/channels", user))[1]["type"] == 1


@pytest.mark.asyncio
async def test_forms_are_filled_in(discord_server: DiscordServer) -> None:
    """Old-style rows, labelled fields, texts and menus of a form come back filled in."""
    member, channel = _furnish(discord_server)
    field = {"type": 4, "custom_id": "a", "style": 1, "label": "A", "required": False}
    menu = {"type": 3, "custom_id": "b", "options": [{"label": "One", "value": "one"}]}
    parts = [
        {"type": 1, "components": [field]},
        {"type": 10, "content": "words"},
        {"type": 18, "label": "B", "component": menu},
    ]
    async with raw_client(discord_server) as client:
        await client.identify()
        await client.register({"name": "form", "description": "A form."})
        opened = await discord_server.slash(member, channel, "form")
        form = {"title": "A form", "custom_id": "form", "components": parts}
        assert (await client.acknowledge(opened, 9, form))[0] == 204
        sent = await discord_server.submit(opened, {"b": ["one"]})
    row, words, label = sent.data["components"]
    assert row["components"][0]["value"] == ""
    assert words["content"] == "words"
    assert label["component"]["values"] == ["one"]
