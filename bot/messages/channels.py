"""The Q&A channels of the servers that the bot is in: followed from where they were read."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence

import discord
import structlog

from bot.ledger import ServerSettings
from bot.messages.backlog import last_messages, marks_of
from bot.messages.inbox import Inbox
from bot.serve.desk import Desk
from knowledge.errors import StoreError

_AGAIN_SECONDS = 5.0
_log = structlog.stdlib.get_logger(__name__)


class Channels:
    """Has the inbox follow the channels that servers have chosen, and no others."""

    def __init__(self, client: discord.Client, desk: Desk, inbox: Inbox[discord.Message]) -> None:
        self._client = client
        self._desk = desk
        self._inbox = inbox

    async def follow(
        self, servers: Sequence[discord.Guild], before: Mapping[int, int] | None = None
    ) -> None:
        """Follow the channels of servers from where they were read, and pick up what is there.

        A channel of which nothing was read yet begins with the last message that stands there, or
        with the one that is given for it. Where the ledger cannot say, it is asked again.
        """
        if self._desk.closing:
            return
        ids, last = [guild.id for guild in servers], last_messages(servers) | dict(before or {})
        try:
            marks = await self._desk.work(lambda: marks_of(self._desk.ledger, ids, last))
        except StoreError as error:
            _log.warning("channels not followed yet", why=str(error))
            await asyncio.sleep(_AGAIN_SECONDS)
            await self.follow(servers, last)
            return
        self._inbox.follow(marks)
        await self._inbox.catch_up()

    async def choose(self, settings: ServerSettings, mark: int | None) -> None:
        """Follow the channels that were chosen, from now on, and no others of that server.

        Args:
            settings: what was set.
            mark: the number of what changed it: all that is said later has a higher one. None:
                another process was told, which has noted it.
        """
        guild = self._client.get_guild(settings.guild_id)
        chosen = {channel.id for channel in settings.channels}
        held = {channel.id for channel in guild.channels} if guild else set()
        self._leave(held - chosen)
        if mark is not None:
            for channel_id in chosen - self._inbox.followed:
                await self._desk.owed_replies.see(channel_id, mark)
        await self.follow([guild] if guild else [])

    def leave(self, guild_ids: Iterable[int]) -> None:
        """Follow no channel of these servers any more."""
        left = [guild for each in guild_ids if (guild := self._client.get_guild(each))]
        self._leave({channel.id for guild in left for channel in guild.channels})

    def hear(self, guild_id: int) -> None:
        """Another process has changed a server's settings. Called in a thread."""
        loop = self._client.loop
        if self._desk.shards.owns(guild_id) and not loop.is_closed():
            asyncio.run_coroutine_threadsafe(self._read_again(guild_id), loop)

    async def _read_again(self, guild_id: int) -> None:
        settings = await self._desk.work(lambda: self._desk.server(guild_id).settings)
        if settings is not None:
            await self.choose(settings, None)

    def _leave(self, channel_ids: set[int]) -> None:
        self._desk.qa_channels -= channel_ids
        self._inbox.leave(channel_ids)
