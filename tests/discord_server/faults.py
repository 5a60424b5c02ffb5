"""Ordered trouble: the next answers to fail, to be late, or to be held back until released."""

import asyncio
import re
from dataclasses import dataclass, field

from .waiting import LIMIT, HomeLoop


@dataclass(eq=False)
class Fault:
    """What happens to requests whose "METHOD /path" the pattern finds.

    A `status` of None cuts the connection instead of answering. `times` None means: from now on.
    With `processed` the request is carried out first, and only its answer is lost.
    """

    pattern: re.Pattern[str]
    status: int | None = 500
    times: int | None = 1
    retry_after: float = 0.0
    code: int = 0
    is_global: bool = False
    behind_proxy: bool = True
    processed: bool = False


@dataclass(eq=False)
class Hold:
    """Requests that wait until `release()`; `waiting` counts those that have arrived."""

    pattern: re.Pattern[str]
    home: HomeLoop
    waiting: int = 0
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def pass_through(self) -> None:
        """Makes one request wait; called by the server."""
        self.waiting += 1
        self._arrived.set()
        await self._open.wait()

    async def arrived(self, within: float = LIMIT) -> None:
        """Waits until a first request is being held."""
        await self.home.run(asyncio.wait_for(self._arrived.wait(), within))

    async def release(self) -> None:
        """Lets all held requests, and all later ones, go on."""

        async def unlock() -> None:
            self._open.set()

        await self.home.run(unlock())


class Faults:
    """The trouble that tests have ordered."""

    def __init__(self, home: HomeLoop) -> None:
        self._home = home
        self._failures: list[Fault] = []
        self._delays: list[tuple[re.Pattern[str], float]] = []
        self._holds: list[Hold] = []

    def fail(self, fault: Fault) -> None:
        """Adds a failure."""
        self._failures.append(fault)

    def delay(self, pattern: str, seconds: float) -> None:
        """Delays matching requests by real `seconds` before they are processed."""
        self._delays.append((re.compile(pattern), seconds))

    def hold(self, pattern: str) -> Hold:
        """Holds matching requests back before they are processed."""
        hold = Hold(re.compile(pattern), self._home)
        self._holds.append(hold)
        return hold

    def clear(self) -> None:
        """Ends all ordered trouble; what is held goes on."""
        for hold in self._holds:
            hold._open.set()
        self._failures.clear()
        self._delays.clear()
        self._holds.clear()

    async def wait(self, line: str) -> None:
        """Spends the time that was ordered for this request."""
        for pattern, seconds in self._delays:
            if pattern.search(line):
                await asyncio.sleep(seconds)
        for hold in list(self._holds):
            if hold.pattern.search(line):
                await hold.pass_through()

    def take(self, line: str) -> Fault | None:
        """Returns the failure for this request, used up by it, or None."""
        for fault in self._failures:
            if fault.pattern.search(line):
                if fault.times is not None:
                    fault.times -= 1
                if fault.times == 0:
                    self._failures.remove(fault)
                return fault
        return None
