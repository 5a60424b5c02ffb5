"""The loopback Discord's clock: the real one, which a test may set forward."""

import time


class Clock:
    """Real time plus what was added, so that no test waits for a deadline to pass."""

    def __init__(self) -> None:
        self._added = 0.0

    def advance(self, seconds: float) -> None:
        """Sets the clock forward by `seconds`."""
        self._added += seconds

    def now(self) -> float:
        """Returns monotonic seconds."""
        return time.perf_counter() + self._added

    def unix(self) -> float:
        """Returns seconds since 1970."""
        return time.time() + self._added
