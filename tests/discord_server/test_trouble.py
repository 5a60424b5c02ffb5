"""The loopback Discord in trouble: failures, lost connections, wrong tokens, with a real client."""

import asyncio

import aiohttp
import discord
import pytest

from .example_bot import ExampleBot, running
from .gateway import MESSAGE_CONTENT
from .interactions import CallbackType
from .raw_client import raw_client
from .server import DiscordServer
from .world import Channel, Member


def _furnish(server: DiscordServer) -> tuple[Member, Channel]:
    guild = server.add_guild()
    return guild.add_member(), guild.add_channel()


@pytest.mark.asyncio
async def test_a_wrong_token_is_refused(discord_server: DiscordServer) -> None:
    """Logging in answers 401; a token revoked later closes the gateway with 4004."""
    bot = ExampleBot()
    with pytest.raises(discord.LoginFailure):
        await bot.start("wrong")
    await bot.close()
    async with raw_client(discord_server) as client:
        assert (await client.send("GET", "/users/@me", token="wrong"))[0] == 401
        socket = await client.identify(token="wrong")
        await socket.receive()
        assert socket.close_code == 4004


@pytest.mark.asyncio
async def test_a_revoked_token(discord_server: DiscordServer) -> None:
    """After a change of token, a reconnecting client is refused for good."""
    bot = ExampleBot()
    task = asyncio.create_task(bot.start(discord_server.token))
    await discord_server.connected()
    discord_server.token = "another"
    await discord_server.ask_reconnect()
    with pytest.raises(discord.ConnectionClosed) as caught:
        await task
    assert caught.value.code == 4004
    await bot.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("way", ["drop", "reconnect", "invalid but resumable", "close"])
async def test_sessions_are_resumed(discord_server: DiscordServer, way: str) -> None:
    """A lost session is resumed at the given address, and what was missed is sent again."""
    member, channel = _furnish(discord_server)
    async with running(discord_server) as bot:
        shown = await (await discord_server.slash(member, channel, "words length", word="ab")).response()
        assert shown.text == "2 letters"
        if way == "drop":
            await discord_server.drop_connections()
            missed = await discord_server.slash(member, channel, "words length", word="abc")
        elif way == "reconnect":
            await discord_server.ask_reconnect()
            missed = await discord_server.slash(member, channel, "words length", word="abc")
        elif way == "close":
            await discord_server.close_connections(4000)
            missed = await discord_server.slash(member, channel, "words length", word="abc")
        else:
            await discord_server.invalidate_sessions(resumable=True)
            missed = await discord_server.slash(member, channel, "words length", word="abc")
        assert (await missed.response()).text == "3 letters"
        await discord_server.resumed()
        assert [resume["path"] for resume in discord_server.gateway.resumes] == ["/gateway/resume/"]
        assert len(discord_server.gateway.identifications) == 1
        assert bot.errors == []


@pytest.mark.asyncio
@pytest.mark.parametrize("way", ["refused", "invalid"])
async def test_sessions_begin_anew(discord_server: DiscordServer, way: str) -> None:
    """Where resuming is refused, the client identifies again and works on."""
    member, channel = _furnish(discord_server)
    async with running(discord_server):
        if way == "refused":
            discord_server.refuse_resume()
            await discord_server.drop_connections()
            await discord_server.resumed()
        else:
            await discord_server.invalidate_sessions()
        gateway = discord_server.gateway
        await gateway.changes.until(
            lambda: len(gateway.identifications) == 2 and gateway.is_connected, 5, "a new session"
        )
        again = await discord_server.slash(member, channel, "words length", word="abc")
        assert (await again.response()).text == "3 letters"


@pytest.mark.asyncio
async def test_intents_are_enforced(discord_server: DiscordServer) -> None:
    """A privileged intent that is not switched on closes with 4014, missing intents with 4013."""
    bot = ExampleBot(intents=discord.Intents(guilds=True, message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(discord_server.token)
    await bot.close()
    (identification,) = discord_server.gateway.identifications
    assert identification["intents"] & MESSAGE_CONTENT
    async with raw_client(discord_server) as client:
        socket = await client.identify(intents=None)
        await socket.receive()
        assert socket.close_code == 4013


@pytest.mark.asyncio
async def test_enabled_intents_are_given() -> None:
    """With the message-content intent switched on, the bot reads what people say."""
    async with DiscordServer(enabled_intents=MESSAGE_CONTENT) as server:
        server.attach()
        member, channel = _furnish(server)
        intents = discord.Intents(guilds=True, guild_messages=True, message_content=True)
        async with running(server, intents=intents) as bot:
            await server.say(member, channel, "not addressed")
            await (await server.slash(member, channel, "words length", word="ab")).response()
            assert [message.content for message in bot.heard][0] == "not addressed"


@pytest.mark.asyncio
async def test_rate_limits_are_waited_out(discord_server: DiscordServer) -> None:
    """A 429 is retried after its time; one without a proxy's header looks like a ban."""
    member, channel = _furnish(discord_server)
    async with running(discord_server) as bot:
        discord_server.fail_next("PATCH .*@original", 429, times=2, retry_after=0.001)
        asked = await discord_server.slash(member, channel, "count", text="x")
        await asked.response()
        assert len(discord_server.requests_to("PATCH .*@original")) == 3
        discord_server.fail_next("callback", 429, behind_proxy=False)
        refused = await discord_server.slash(member, channel, "count", text="x")
        await _failed(bot, 1)
        assert refused.acknowledged_at is None
    assert [type(error) for error in bot.errors] == [discord.HTTPException]


async def _failed(bot: ExampleBot, times: int) -> None:
    """Waits for so many errors in the bot."""
    async with asyncio.timeout(5):
        while len(bot.errors) < times:
            await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_errors_and_cut_connections_arrive(discord_server: DiscordServer) -> None:
    """An ordered status and a cut connection reach the client as such."""
    member, channel = _furnish(discord_server)
    async with running(discord_server) as bot:
        discord_server.fail_next("callback", 403, code=50013)
        await discord_server.slash(member, channel, "count", text="x")
        await _failed(bot, 1)
        discord_server.fail_next("callback", None)
        await discord_server.slash(member, channel, "count", text="x")
        await _failed(bot, 2)
    assert [type(error) for error in bot.errors] == [
        discord.Forbidden,
        aiohttp.ServerDisconnectedError,
    ]


@pytest.mark.asyncio
async def test_requests_can_be_held_and_delayed(discord_server: DiscordServer) -> None:
    """A held request waits until it is released; the rest goes on."""
    member, channel = _furnish(discord_server)
    async with running(discord_server):
        discord_server.delay("callback", 0.001)
        hold = discord_server.hold("PATCH .*@original")
        asked = await discord_server.slash(member, channel, "count", text="x")
        await hold.arrived()
        assert (await asked.acknowledged()).answered_at is None
        with pytest.raises(TimeoutError, match="answer"):
            await asked.response(0.01)
        await hold.release()
        assert (await asked.response()).text.startswith("x")


@pytest.mark.asyncio
async def test_a_late_acknowledgement_is_seen(discord_server: DiscordServer) -> None:
    """A bot that takes more than three seconds gets 10062, and it is a violation."""
    member, channel = _furnish(discord_server)
    async with running(discord_server) as bot:
        await discord_server.slash(member, channel, "slow")
        discord_server.clock.advance(4)
        bot.gate.set()
        await _failed(bot, 1)
    (error,) = bot.errors
    assert isinstance(error, discord.NotFound)
    assert error.code == 10062
    assert len(discord_server.take_violations()) == 1


@pytest.mark.asyncio
async def test_waiting_happens_after_the_acknowledgement(discord_server: DiscordServer) -> None:
    """A deferred reply may take its time."""
    member, channel = _furnish(discord_server)
    async with running(discord_server) as bot:
        asked = await discord_server.slash(member, channel, "later")
        await asked.acknowledged()
        assert asked.callback_type is CallbackType.DEFERRED_MESSAGE
        discord_server.clock.advance(600)
        bot.gate.set()
        assert (await asked.response()).text == "done"
        assert asked.answered_after > 600
        assert asked.acknowledged_after < 3


@pytest.mark.asyncio
async def test_wrong_requests_are_refused(discord_server: DiscordServer) -> None:
    """Content types, broken JSON, unknown endpoints and unknown things get Discord's answers."""
    _, channel = _furnish(discord_server)
    path = f"/channels/{channel.id}/messages"
    async with raw_client(discord_server) as client:
        form = aiohttp.FormData({"strange": "part"}, default_to_multipart=True)
        for options in (
            {"data": "content=x"},
            {"data": "{", "headers": None},
            {"data": form},
        ):
            options.pop("headers", None)
            assert (await client.send("POST", path, **options))[0] == 400
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
            body = {"content": text} | ({} if allowed is None else {"allowed_mentions": allowed})
            _, sent = await client.send("POST", f"/channels/{channel.id}/messages", body)
            assert channel.messages[int(sent["id"])].pings == pings


@pytest.mark.asyncio
async def test_addresses_are_restored() -> None:
    """discord.py points at the server only within the context."""
    before = discord.http.Route.BASE
    async with DiscordServer() as server:
        server.attach()
        server.attach()
        assert discord.http.Route.BASE == server.api_url
    assert before == discord.http.Route.BASE


@pytest.mark.asyncio
async def test_many_at_once_in_a_thread() -> None:
    """A server in its own thread takes many interactions at once, and ends cleanly."""
    async with DiscordServer.in_thread(check_every=10) as server:
        server.attach()
        member, channel = _furnish(server)
        async with running(server):
            asked = await asyncio.gather(
                *(server.slash(member, channel, "count", text=f"q{n}") for n in range(50))
            )
            shown = await asyncio.gather(*(interaction.response() for interaction in asked))
            assert [message.text.split()[0] for message in shown] == [f"q{n}" for n in range(50)]
            hold = server.hold("PATCH .*@original")
            click = await server.click(member, shown[0], "More")
            assert (await click.response()).text.startswith("count 1")
            await hold.release()
        assert server.violations == []
