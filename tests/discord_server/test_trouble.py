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


async def _lose(server: DiscordServer, way: str) -> None:
    if way == "drop":
        await server.drop_connections()
    elif way == "reconnect":
        await server.ask_reconnect()
    elif way == "close":
        await server.close_connections(4000)
    else:
        await server.invalidate_sessions(resumable=True)


@pytest.mark.asyncio
@pytest.mark.parametrize("way", ["drop", "reconnect", "invalid but resumable", "close"])
async def test_sessions_are_resumed(discord_server: DiscordServer, way: str) -> None:
    """A lost session is resumed at the given address, and what was missed is sent again."""
    member, channel = _furnish(discord_server)
    async with running(discord_server) as bot:
        shown = await (
            await discord_server.slash(member, channel, "words length", word="ab")
        ).response()
        assert shown.text == "2 letters"
        await _lose(discord_server, way)
        missed = await discord_server.slash(member, channel, "words length", word="abc")
        assert (await missed.response()).text == "3 letters"
        await discord_server.resumed()
        assert [resume["path"] for resume in discord_server.gateway.resumes] == ["/gateway/resume/"]
        assert len(discord_server.gateway.identifications) == 1
        assert bot.failures.empty()


@pytest.mark.asyncio
@pytest.mark.parametrize("way", ["refused", "invalid"])
async def test_sessions_begin_anew(discord_server: DiscordServer, way: str) -> None:
    """Where resuming is refused, the client identifies again and works on."""
    member, channel = _furnish(discord_server)
    async with running(discord_server):
        if way == "refused":
            discord_server.refuse_resume()
            await discord_server.drop_connections()
        else:
            await discord_server.invalidate_sessions()
        await discord_server.connected(times=2)
        again = await discord_server.slash(member, channel, "words length", word="abc")
        assert (await again.response()).text == "3 letters"


class _PromptShards(discord.AutoShardedClient):
    """A client that does not pause for five seconds between its shards."""

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Identify at once."""


@pytest.mark.asyncio
async def test_each_shard_gets_its_guilds(discord_server: DiscordServer) -> None:
    """Where several shards are recommended, every guild's events go to one of them alone."""
    discord_server.gateway.shards = 2
    guilds = [discord_server.add_guild() for _ in range(2)]
    while len({guild.id >> 22 & 1 for guild in guilds}) < 2:
        guilds.append(discord_server.add_guild())
        discord_server.clock.advance(0.001)
    bot = _PromptShards(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
    running = asyncio.create_task(bot.start(discord_server.token))
    await discord_server.connected(times=2)
    await bot.wait_until_ready()
    assert {guild.shard_id for guild in bot.guilds} == {0, 1}
    assert sorted(guild.id for guild in bot.guilds) == sorted(guild.id for guild in guilds)
    await bot.close()
    await running


@pytest.mark.asyncio
async def test_the_same_nonce_makes_one_message(discord_server: DiscordServer) -> None:
    """A message that the bot sends again with its nonce is the message that stands there."""
    _, channel = _furnish(discord_server)
    async with running(discord_server) as bot:
        place = bot.get_partial_messageable(channel.id)
        first, again = [await place.send("Hello.", nonce=7) for _ in range(2)]
        other = await place.send("Hello.", nonce=8)
    assert first.id == again.id != other.id


@pytest.mark.asyncio
async def test_history_is_read_from_a_message_on(discord_server: DiscordServer) -> None:
    """Pages of messages after a given one come oldest first, none twice."""
    member, channel = _furnish(discord_server)
    async with running(discord_server) as bot:
        said = [await discord_server.say(member, channel, f"{n}") for n in range(205)]
        after = discord.Object(said[1].id)
        place = bot.get_partial_messageable(channel.id)
        read = [m.id async for m in place.history(limit=None, after=after, oldest_first=True)]
    assert read == [message.id for message in said[2:]]


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
            assert bot.heard[0].content == "not addressed"


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
        assert type(await bot.failure()) is discord.HTTPException
        assert refused.acknowledged_at is None


@pytest.mark.asyncio
async def test_errors_and_cut_connections_arrive(discord_server: DiscordServer) -> None:
    """An ordered status and a cut connection reach the client as such."""
    member, channel = _furnish(discord_server)
    async with running(discord_server) as bot:
        discord_server.fail_next("callback", 403, code=50013)
        await discord_server.slash(member, channel, "count", text="x")
        assert isinstance(await bot.failure(), discord.Forbidden)
        discord_server.fail_next("callback", None)
        await discord_server.slash(member, channel, "count", text="x")
        assert isinstance(await bot.failure(), aiohttp.ServerDisconnectedError)


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
        error = await bot.failure()
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
        assert asked.answered_after > 599  # the clock is a float
        assert asked.acknowledged_after < 3


@pytest.mark.asyncio
async def test_addresses_are_restored() -> None:
    """discord.py points at the server only within the context."""
    before = discord.http.Route.BASE
    async with DiscordServer() as server:
        server.attach()
        server.attach()
        assert server.api_url == discord.http.Route.BASE
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
