"""The shards that this process runs: the first ones, those it takes over, those it hands over.

Which these are, and after how long one without a process is taken over: `bot/ledger/sharding.py`.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any

import discord
import structlog
import yarl

from bot.ledger.records import Owed
from bot.ledger.sharding import shard_of
from bot.messages.resumption import Take, is_message, resume
from bot.serve.desk import Desk
from bot.serve.inherited_debts import owed_before, pay
from bot.serve.shards import Shards
from knowledge.errors import StoreError

if TYPE_CHECKING:
    from bot.ledger.fleet import Fleet

_HAND_OVER_SECONDS = 10.0
"""So long what runs may take before another process serves the same servers."""
_LAUNCH_SECONDS = 60.0
_AGAIN_SECONDS = 5.0
_log = structlog.stdlib.get_logger(__name__)


class Takeover:
    """Keeps the client on the shards that are this process's, and pays what others left unpaid."""

    def __init__(
        self,
        client: discord.AutoShardedClient,
        desk: Desk,
        take: Take,
        leave: Callable[[Iterable[int]], None],
        take_duties: Callable[[], Awaitable[None]],
    ) -> None:
        """Run nothing yet.

        Args:
            client: not connected.
            desk: where what is owed is seen to.
            take: answers a message, unless its answer stands there.
            leave: told of servers that are another process's from now on.
            take_duties: called when what only one process does has become this one's.
        """
        self._client = client
        self._desk = desk
        self._take = take
        self._leave = leave
        self._take_duties = take_duties
        self._changed = asyncio.Event()
        self._gateway = ""
        self._launched: set[int] = set()
        self._members: frozenset[int] = frozenset()
        self._seen_to: set[int] = set()
        """What is owed and has been seen to, or is being."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def begin(self) -> None:
        """Wait for shards to run, tell the client, and see to what is owed there.

        Raises:
            FleetError: the other processes run otherwise.
            StoreError: they cannot be asked.
        """
        shards = self._desk.shards
        if shards.fleet is not None:
            count, self._gateway, _ = await self._client.http.get_bot_gateway()
            await self._join(count, shards)
            standing = shards.fleet.standing
            self._launched, self._members = set(standing.held), standing.members
            self._client.shard_count, self._client.shard_ids = standing.count, sorted(standing.held)
            _log.info("shards", running=sorted(standing.held), count=standing.count)
        if shards.has_duties:
            await self._take_duties()
        await self._pay()
        if shards.fleet is not None:
            self._start(self._follow(shards))

    async def stop(self) -> None:
        """Follow no more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def leave(self) -> None:
        """Let others have the shards, now that the client is closed."""
        if self._desk.shards.fleet is not None:
            await asyncio.to_thread(self._desk.shards.fleet.leave)

    async def _join(self, count: int, shards: Shards) -> None:
        fleet, loop = shards.fleet, asyncio.get_running_loop()
        if fleet is None:
            return

        def changed() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._changed.set)

        application = self._client.application_id or 0
        await asyncio.to_thread(fleet.join, application, count, changed)
        if not fleet.standing.held:
            _log.info("waiting for shards: others run them", count=fleet.standing.count)
        while not fleet.standing.held:
            await self._changed.wait()
            self._changed.clear()

    async def _follow(self, shards: Shards) -> None:
        await self._client.wait_until_ready()
        while shards.fleet is not None:
            try:
                await self._follow_up(shards.fleet)
            except (discord.DiscordException, OSError) as error:
                _log.warning("shards not followed yet", why=repr(error))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_AGAIN_SECONDS):
                    await self._changed.wait()
            self._changed.clear()

    async def _follow_up(self, fleet: "Fleet") -> None:
        """Do what the standing of this moment asks for."""
        standing = fleet.standing
        for shard in self._launched - standing.held:
            await self._drop(shard)
        for shard in self._launched & standing.leaving:
            await self._drop(shard)
            await self._desk.drained(_HAND_OVER_SECONDS)
            fleet.release(shard)
        for shard in standing.held - standing.leaving - self._launched:
            await self._launch(shard)
        if self._members - standing.members:
            await self._pay()
        self._members = standing.members

    async def _launch(self, shard: int) -> None:
        """Run a shard more, in place of a process that ran it."""
        _log.info("taking a shard over", shard=shard)
        self._launched.add(shard)
        if shard == 0:
            await self._take_duties()
        await self._pay()
        try:
            launching = self._client.launch_shard(yarl.URL(self._gateway), shard)
            await asyncio.wait_for(launching, _LAUNCH_SECONDS)
        except TimeoutError:
            _log.warning("shard not taken over yet", shard=shard)
            self._launched.discard(shard)
        self._client.dispatch("papers_changed", None)  # whoever waits for them there is told

    async def _drop(self, shard: int) -> None:
        """Run a shard no more: it is another process's, or to be."""
        _log.info("handing a shard over", shard=shard)
        self._launched.discard(shard)
        if running := self._client.get_shard(shard):
            await running.disconnect()
        count = self._client.shard_count or 1
        guilds = [each.id for each in self._client.guilds]
        self._leave(each for each in guilds if shard_of(each, count) == shard)

    async def _pay(self) -> None:
        """See to what processes that are no more owed where this one answers now."""
        try:
            owed = await self._desk.work(lambda: owed_before(self._desk.ledger))
        except StoreError as error:
            _log.warning("promises not read yet", why=str(error))
            self._start(self._pay_later())
            return
        orphaned = [each for each in owed if self._is_orphaned(each)]
        self._seen_to |= {each.interaction_id for each in orphaned}
        said = [each for each in orphaned if is_message(each)]
        used = [each for each in orphaned if not is_message(each)]
        self._start(pay(self._client, self._desk.owed_replies, used))
        self._start(resume(self._client, self._desk.owed_replies, said, self._take))

    async def _pay_later(self) -> None:
        await asyncio.sleep(_AGAIN_SECONDS)
        await self._pay()

    def _is_orphaned(self, owed: Owed) -> bool:
        shards = self._desk.shards
        is_ours = shards.owns(owed.guild_id) and owed.interaction_id not in self._seen_to
        return is_ours and not shards.lives(owed.keeper)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
