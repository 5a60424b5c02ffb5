"""Waiting, from whichever event loop, for something to become true on the server's."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
LIMIT = 300.0
"""Seconds that anything may take to happen, however busy the machine is; nothing waits so long
unless it fails."""


class HomeLoop:
    """The event loop that the server lives on; its own thread's, or the test's."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None

    def settle(self, loop: asyncio.AbstractEventLoop) -> None:
        """Names the loop on which everything is to run."""
        self._loop = loop

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Awaits `work` on the server's loop, from any loop."""
        if self._loop is None or self._loop is asyncio.get_running_loop():
            return await work
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))


class Changes:
    """Lets coroutines wait until a condition on changing state holds."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def announce(self) -> None:
        """Says that something changed; called on the server's loop."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def until(self, holds: Callable[[], bool], within: float, what: str) -> None:
        """Waits until `holds()`; raises TimeoutError naming `what` after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                while not holds():
                    await self._changed.wait()
        except TimeoutError:
            raise TimeoutError(f"{what} did not happen within {within} s") from None
