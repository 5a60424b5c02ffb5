"""How long the last commands took."""

import math
import statistics
from collections import deque

from bot.render.about import Latency

_KEPT = 500


class LatencyRing:
    """The last 500 durations, in milliseconds."""

    def __init__(self) -> None:
        self._durations: deque[float] = deque(maxlen=_KEPT)

    def add(self, milliseconds: float) -> None:
        """Take note of one."""
        self._durations.append(milliseconds)

    def measured(self) -> Latency | None:
        """Their number, median and 95th percentile (nearest rank); None before the first."""
        ordered = sorted(self._durations)
        if not ordered:
            return None
        rank = math.ceil(0.95 * len(ordered))
        return Latency(len(ordered), statistics.median(ordered), ordered[rank - 1])
