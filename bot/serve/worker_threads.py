"""Threads beside the event loop: some for questions, others for what may take minutes."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

_T = TypeVar("_T")
_ASIDE = 2
"""Uploads and fetches that are worked on at a time."""


class Threads:
    """Two pools, so that no upload and no slow service stands before a question."""

    def __init__(self, count: int) -> None:
        """Start none yet.

        Args:
            count: how many questions are worked on at a time.
        """
        self._desk = ThreadPoolExecutor(count, thread_name_prefix="desk")
        self._aside = ThreadPoolExecutor(_ASIDE, thread_name_prefix="aside")
        self._work: set[Future[Any]] = set()

    async def work(self, make: Callable[[], _T]) -> _T:
        """What a thread makes; it speaks the language that is spoken here.

        Raises:
            Exception: what `make` raises.
        """
        return await self._run(self._desk, make)

    async def aside(self, make: Callable[[], _T]) -> _T:
        """The same for what may take minutes.

        Raises:
            Exception: what `make` raises.
        """
        return await self._run(self._aside, make)

    @property
    def busy(self) -> bool:
        """Whether a thread works, or something waits for one."""
        return bool(self._work)

    def close(self) -> None:
        """Begin nothing more; what runs goes on."""
        for pool in (self._desk, self._aside):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, pool: ThreadPoolExecutor, make: Callable[[], _T]) -> _T:
        work = pool.submit(copy_context().run, make)
        self._work.add(work)
        work.add_done_callback(self._work.discard)
        return await asyncio.wrap_future(work)
