"""Where interactions are served: acknowledged first, worked on beside the loop, none forgotten."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import structlog

from bot.latency import LatencyRing
from bot.ledger.port import Ledger
from bot.library import SeenBy, library_of
from bot.port import Knowledge
from bot.presenting import UNDELIVERED, BotInteraction, acknowledge, show
from bot.rendering.notes import CUT_SHORT, STOPPING
from bot.rendering.replies import Reply
from knowledge.errors import FootnoteError

_T = TypeVar("_T")
_APOLOGY_SECONDS = 1.0
_SOON_SECONDS = 2.0
_log = structlog.stdlib.get_logger(__name__)


class Desk:
    """Serves interactions with the knowledge base and the ledger, `threads` at a time.

    Everything but the two runs on the event loop's thread.
    """

    def __init__(self, knowledge: Knowledge, ledger: Ledger, threads: int) -> None:
        self.knowledge = knowledge
        self.library = library_of(knowledge)
        self.ledger = ledger
        self.latency = LatencyRing()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="desk")
        self._work: set[Future[Any]] = set()
        self._serving: set[asyncio.Task[None]] = set()
        self._closing = False

    async def serve(
        self, interaction: BotInteraction, make: Callable[[], Reply], *, private: bool = False
    ) -> None:
        """Acknowledge, let a thread `make` the reply, show it.

        Args:
            interaction: Not acknowledged yet.
            make: Called in a thread.
            private: Whether only the one who asked sees it.

        Raises:
            discord.HTTPException: Discord did not take the acknowledgement or the reply.
            Exception: What `make` raises.
        """
        if self._closing:
            await show(interaction, STOPPING)
            return
        await self.see_through(self._serve(interaction, make, private=private))

    async def see_through(self, serving: Coroutine[Any, Any, None]) -> None:
        """Await what a stop is to wait for, or to cancel in the end; nothing while stopping."""
        if self._closing:
            serving.close()
            return
        task = asyncio.create_task(serving)
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        await task

    async def work(self, make: Callable[[], _T]) -> _T:
        """What a thread makes, however long it takes; for what is seen through.

        Raises:
            Exception: what `make` raises.
        """
        work = self._pool.submit(make)
        self._work.add(work)
        work.add_done_callback(self._work.discard)
        return await asyncio.wrap_future(work)

    def knowledge_of(self, guild_id: int | None) -> Knowledge:
        """What is asked in a server, at its strictness; outside servers (None) the shared base."""
        return SeenBy(self.library, self.ledger, guild_id)

    async def soon(self, make: Callable[[], _T], otherwise: _T) -> _T:
        """What a thread makes; `otherwise` when it is late, when stopping, when the core fails."""
        if self._closing:
            return otherwise
        try:
            return await asyncio.wait_for(self.work(make), _SOON_SECONDS)
        except (TimeoutError, FootnoteError) as error:
            _log.warning("nothing to offer", why=repr(error))
            return otherwise

    async def close(self, grace_seconds: float) -> bool:
        """Take no more, and let what runs finish; who waits in vain gets an apology.

        Args:
            grace_seconds: How long to wait for what runs. It takes a second more at most.

        Returns:
            Whether everything is done: False where a thread still works.
        """
        self._closing = True
        if self._serving:
            await asyncio.wait(self._serving, timeout=grace_seconds)
        for task in self._serving:
            task.cancel()
        if self._serving:
            await asyncio.wait(self._serving, timeout=_APOLOGY_SECONDS)
        self._pool.shutdown(wait=False, cancel_futures=True)
        return not self._work

    async def _serve(
        self, interaction: BotInteraction, make: Callable[[], Reply], *, private: bool
    ) -> None:
        began = time.perf_counter()
        try:
            await acknowledge(interaction, private=private)
            await show(interaction, await self.work(make))
        except asyncio.CancelledError:
            with contextlib.suppress(*UNDELIVERED):
                await show(interaction, CUT_SHORT)
            raise
        milliseconds = (time.perf_counter() - began) * 1000
        self.latency.add(milliseconds)
        _log.info("served", interaction=interaction.id, ms=round(milliseconds, 1))
