"""A loopback Discord with a server, people in it and the bot connected, for tests over the wire."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any, Generic, TypeVar

import discord

from bot.client import FootnoteClient
from bot.port import Knowledge
from tests.bot.loopback import TOKEN, LoopbackDiscord
from tests.discord_server.interactions import Interaction
from tests.discord_server.world import Member, Message

MANAGE_MESSAGES = discord.Permissions(manage_messages=True).value
QUESTION = "How many parameters has Tidal?"


K = TypeVar("K", bound=Knowledge)


class Stage(Generic[K]):
    """One server with a channel and three people; `client` is the bot that is connected."""

    def __init__(self, server: LoopbackDiscord, knowledge: K) -> None:
        guild = server.world.add_guild("Readers")
        self.server = server
        self.knowledge = knowledge
        self.channel = guild.add_channel()
        self.asker = guild.add_member()
        self.stranger = guild.add_member()
        self.moderator = guild.add_member(permissions=MANAGE_MESSAGES)
        self.client: FootnoteClient | None = None

    async def slash(self, name: str, by: Member | None = None, **options: Any) -> Interaction:
        """Somebody (the asker) uses a slash command."""
        return await self.server.slash(by or self.asker, self.channel, name, **options)

    async def ask(self, question: str = QUESTION, **options: Any) -> Message:
        """The asker asks, and gets this."""
        return await (await self.slash("ask", question=question, **options)).response()

    async def type(self, query: str) -> list[dict[str, Any]]:
        """The asker types a query for a paper, and is offered this."""
        typing = await self.server.type(self.asker, self.channel, "papers", "query", query)
        return await typing.suggested()

    async def press(self, by: Member, message: Message, label: str) -> Interaction:
        """Somebody presses a button."""
        return await self.server.press(by, message, label)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Waits until a request of the bot has made this true."""
        await self.server.until(holds)

    async def restart(self) -> None:
        """The bot goes, and another comes: a new client on the same knowledge."""
        await self.stop()
        await self.start()

    async def start(self) -> None:
        """The bot logs in and connects."""
        self.client = FootnoteClient(self.knowledge, guild_ready_timeout=0.05)
        self._running = asyncio.create_task(self.client.start(TOKEN))
        await self.server.connected()

    async def stop(self) -> None:
        """The bot finishes what it does and disconnects."""
        if self.client is not None:
            await self.client.desk.close(5)
            await self.client.close()
            await self._running
        self.client = None


@contextlib.asynccontextmanager
async def staged(knowledge: K) -> AsyncIterator[Stage[K]]:
    """The stage with the bot on it; in the end, everything that was sent is checked."""
    async with LoopbackDiscord() as server:
        stage = Stage(server, knowledge)
        await stage.start()
        try:
            yield stage
            server.check()
        finally:
            await stage.stop()
