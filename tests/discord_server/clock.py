"""The loopback Discord's clock: it stands still unless it is set forward, or measures."""

import time


class Clock:
    """Time as tests want it: no deadline passes because a machine is busy, and none is waited for.

    Args:
        runs: whether it goes on by itself, for measuring.
    """

    def __init__(self, *, runs: bool = False) -> None:
        self._added = 0.0
        self._runs = runs
        self._stands_at = time.perf_counter(), time.time()

    def advance(self, seconds: float) -> None:
        """Sets the clock forward by `seconds`."""
        self._added += seconds

    def now(self) -> float:
        """Returns monotonic seconds."""
        return (time.perf_counter() if self._runs else self._stands_at[0]) + self._added

    def unix(self) -> float:
        """Returns seconds since 1970."""
        return (time.time() if self._runs else self._stands_at[1]) + self._added
