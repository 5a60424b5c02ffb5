"""How a server used the bot over some days: figures, from what the ledger keeps. Pure."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bot.ledger import Asked, Feedback, Outcome

TOP = 5
"""So many papers are named."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day (UTC): how many questions were answered, and how many abstained from."""

    date: dt.date
    answered: int = 0
    abstained: int = 0


@dataclass(frozen=True, slots=True)
class Usage:
    """What happened over some days. Shares are 0 to 1, None where there is nothing to share."""

    days: tuple[Day, ...]
    asked: int
    people: int
    answered: int
    helpful: int
    unhelpful: int
    median_ms: float | None
    p95_ms: float | None
    top: tuple[tuple[str, int], ...]
    """The ids of the abstracts that were cited most, and in how many answers."""

    @property
    def answered_share(self) -> float | None:
        """Of all questions."""
        return share(self.answered, self.asked)

    @property
    def helpful_share(self) -> float | None:
        """Of all opinions."""
        return share(self.helpful, self.helpful + self.unhelpful)


def share(part: int, whole: int) -> float | None:
    """A part of a whole, None where there is no whole."""
    return part / whole if whole else None


def percentile(values: Sequence[float], part: float) -> float | None:
    """The value (nearest rank) that `part` of them (0 to 1) do not exceed; None of none."""
    ordered = sorted(values)
    return ordered[max(math.ceil(part * len(ordered)), 1) - 1] if ordered else None


def usage(asked: Sequence[Asked], opinions: Sequence[Feedback], until: dt.date, days: int) -> Usage:
    """The figures of the `days` days up to and with `until`."""
    dates = [until - dt.timedelta(days=ago) for ago in range(days)][::-1]
    counted = Counter((each.at.date(), each.outcome) for each in asked)
    latencies = [each.latency_ms for each in asked]
    cited = Counter(abstract for each in asked for abstract in dict.fromkeys(each.cited))
    return Usage(
        days=tuple(
            Day(date, counted[date, Outcome.ANSWERED], counted[date, Outcome.ABSTAINED])
            for date in dates
        ),
        asked=len(asked),
        people=len({each.user_id for each in asked}),
        answered=sum(each.outcome is Outcome.ANSWERED for each in asked),
        helpful=sum(each.helpful for each in opinions),
        unhelpful=sum(not each.helpful for each in opinions),
        median_ms=median(latencies) if latencies else None,
        p95_ms=percentile(latencies, 0.95),
        top=tuple(sorted(cited.items(), key=lambda pair: (-pair[1], pair[0]))[:TOP]),
    )
