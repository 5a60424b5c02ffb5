"""A loopback Discord with a server, people in it and the bot connected, for tests over the wire."""

import asyncio
import contextlib
import datetime as dt
import tempfile
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

import discord

from bot.client import FootnoteClient
from bot.ledger import Ledger
from bot.ledger.sharding import Plan
from bot.protocol import Knowledge
from bot.serve.shards import Shards
from bot.settings import WorkSettings
from tests.discord_server import Channel, DiscordServer, Interaction, Message
from tests.discord_server.gateway import MESSAGE_CONTENT

MANAGE_MESSAGES = discord.Permissions(manage_messages=True).value
QUESTION = "How many parameters has Tidal?"

LONG_AGO = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
UNHURRIED = WorkSettings(per_user=0, per_channel=0, per_server=0)
"""Without limits: tests ask faster than people."""

K = TypeVar("K", bound=Knowledge)


class PromptClient(FootnoteClient):
    """The bot, without its five seconds before it identifies anew, and those between its tries."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.inbox._pauses = (0.01, 0.05)

    async def before_identify_hook(self, _shard_id: int | None, *, initial: bool = False) -> None:
        """Come back at once."""


class Stage(Generic[K]):
    """One server with a channel and three people; `client` is the bot that is connected."""

    def __init__(self, server: DiscordServer, knowledge: K, ledger: Ledger) -> None:
        guild = server.add_guild("Readers")
        self.server = server
        self.guild = guild
        self.knowledge = knowledge
        self.ledger = ledger
        self.reads_messages = False
        self.channel = guild.add_channel()
        self.asker = guild.add_member()
        self.stranger = guild.add_member()
        self.moderator = guild.add_member(permissions=MANAGE_MESSAGES)
        self.client: FootnoteClient | None = None
        self.work = UNHURRIED
        self.may_ping: set[int] = set()

    async def slash(self, name: str, **options: Any) -> Interaction:
        """The asker uses a slash command."""
        return await self.server.slash(self.asker, self.channel, name, **options)

    async def ask(self, question: str = QUESTION, **options: Any) -> Message:
        """The asker asks, and gets this."""
        return await (await self.slash("ask", question=question, **options)).response()

    async def say(self, content: str, channel: Channel | None = None, **how: Any) -> Message:
        """The asker types a message, in a channel or in the usual one."""
        return await self.server.say(self.asker, channel or self.channel, content, **how)

    async def quiet(self) -> None:
        """Wait until everything that was said so far is answered, or left alone, and noted."""
        await self.server.gateway.settle()
        for _ in range(10):  # what was heard begins to be worked on
            await asyncio.sleep(0)
        if self.client is not None:
            await asyncio.gather(*self.client.desk._serving, return_exceptions=True)
            await self.client.desk.owed_replies.written()

    async def answers(self, channel: Channel | None = None) -> list[Message]:
        """What the bot has said in a channel, once it is quiet."""
        await self.quiet()
        said = (channel or self.channel).messages.values()
        return [m for m in said if m.author is self.server.bot and not m.deleted]

    async def typing(self, query: str, command: str = "papers") -> Interaction:
        """The asker types a query for a paper."""
        return await self.server.typing(self.asker, self.channel, command, "query", query)

    async def offered(self, query: str) -> list[dict[str, Any]]:
        """What the asker is offered while typing a query for a paper."""
        return await (await self.typing(query)).suggested()

    async def restart(self) -> None:
        """The bot goes, and another comes: a new client on the same knowledge."""
        await self.stop()
        await self.start()

    async def start(self) -> None:
        """The bot logs in and connects."""
        self.client = PromptClient(
            self.knowledge,
            self.ledger,
            work=self.work.model_copy(update={"read_messages": self.reads_messages}),
            shards=Shards(self.ledger.fleet(Plan())),
            guild_ready_timeout=0.05,
        )
        self._running = asyncio.create_task(self.client.start(self.server.token))
        connected = asyncio.create_task(self.server.connected())
        await asyncio.wait({self._running, connected}, return_when=asyncio.FIRST_COMPLETED)
        if not connected.done():
            connected.cancel()
            self._running.result()  # why it has not come
        await connected

    async def stop(self) -> None:
        """The bot finishes what it does and disconnects."""
        if self.client is not None:
            await self.client.finish(5)
            await self.client.close()
            await self._running
        self.client = None


def message_bodies(server: DiscordServer) -> Iterator[dict[str, Any]]:
    """Every message that the bot has sent, or made by editing."""
    for request in server.requests:
        body = request.body if isinstance(request.body, dict) else {}
        message = body.get("data") or body
        if "components" in message and "title" not in message:  # a form has a title
            yield message


def check(server: DiscordServer, may_ping: Collection[int] = ()) -> None:
    """Discord found nothing wrong with what the bot sent; no message could ping but whom it may."""
    assert server.violations == [], server.violations
    for message in message_bodies(server):
        allowed = message["allowed_mentions"]
        assert allowed["parse"] == []
        assert not allowed.get("replied_user")
        pinged = {int(one) for kind in ("users", "roles") for one in allowed.get(kind, [])}
        assert pinged <= set(may_ping)


@contextlib.asynccontextmanager
async def temporary_ledger(url: str | None = None) -> AsyncIterator[Ledger]:
    """A ledger in a file of its own, gone in the end; or in a database."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(url or Path(folder) / "ledger.db")
        try:
            yield ledger
        finally:
            ledger.close()


@contextlib.asynccontextmanager
async def staged(
    knowledge: K,
    prepare: Callable[[Stage[K]], None] | None = None,
    *,
    reads_messages: bool = False,
    url: str | None = None,
) -> AsyncIterator[Stage[K]]:
    """The stage with the bot on it; in the end, everything that was sent is checked.

    Args:
        knowledge: what is asked.
        prepare: called before the bot comes, to add what it sees from the beginning.
        reads_messages: whether it reads all messages.
        url: of the database with the ledger; None: it is in a file.
    """
    intents = MESSAGE_CONTENT if reads_messages else 0
    async with DiscordServer(enabled_intents=intents) as server, temporary_ledger(url) as ledger:
        server.attach()
        stage = Stage(server, knowledge, ledger)
        stage.reads_messages = reads_messages
        if prepare:
            prepare(stage)
        try:
            await stage.start()
            yield stage
            check(server, stage.may_ping)
        finally:
            await stage.stop()
