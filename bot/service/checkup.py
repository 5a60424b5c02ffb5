"""How a server's bot is doing: its system, its answers, and what people get out of it. Pure.

The three parts are those in which deployed models are watched: whether the system works, whether
the model still does what it did, and whether it helps anybody.
"""

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.ledger import Asked, Feedback, GoldenRun, Outcome, Served
from bot.service.unmet import Gap
from bot.service.usage import percentile, share
from knowledge.model import Readings
from knowledge.settings import tuned

RECENT = dt.timedelta(days=tuned().health.recent_days)
BEFORE = dt.timedelta(days=tuned().health.before_days)
ACKNOWLEDGE_MS = tuned().health.acknowledged_ms
FAILURES = tuned().health.failures
FALLBACKS = tuned().health.fallbacks
SURE = tuned().health.standard_errors
LEAST = tuned().health.fewest
HELPFUL = tuned().health.helpful
REPEATED = tuned().health.repeated


class State(StrEnum):
    """What to make of a figure."""

    GOOD = "good"
    LOOK = "look"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Drift:
    """A share lately (0 to 1) and before; None where too little was asked to tell."""

    lately: float | None
    before: float | None
    state: State


@dataclass(frozen=True, slots=True)
class Checkup:
    """The figures, each None where nothing is known.

    Attributes:
        acknowledged_ms: the 95th percentile of the time to the acknowledgement, in milliseconds.
        served: how many interactions were served.
        failed: how many of them failed.
        knowledge_age: since the papers were last changed.
        abstained: the share of questions that were abstained from.
        unknown_words: the share of questions with words that nothing covers.
        golden: the last run of the golden questions.
        golden_before: the run before it.
        helpful: the share of opinions that were good.
        repeated: how many gaps more than one person met.
        closed: the channels in which Discord does not let the bot answer.
        readings: what was put to an endpoint since the start; None where there is none.
    """

    acknowledged_ms: float | None
    served: int
    failed: int
    knowledge_age: dt.timedelta | None
    abstained: Drift
    unknown_words: Drift
    golden: GoldenRun | None
    golden_before: GoldenRun | None
    helpful: float | None
    repeated: int
    closed: tuple[int, ...] = ()
    readings: Readings | None = None

    @property
    def acknowledging(self) -> State:
        """Whether interactions are acknowledged in time."""
        if self.acknowledged_ms is None:
            return State.UNKNOWN
        return State.GOOD if self.acknowledged_ms < ACKNOWLEDGE_MS else State.LOOK

    @property
    def failing(self) -> State:
        """Whether few enough fail."""
        failed = share(self.failed, self.served)
        if failed is None:
            return State.UNKNOWN
        return State.GOOD if failed <= FAILURES else State.LOOK

    @property
    def reading(self) -> State:
        """Whether the endpoint reads nearly all that is put to it."""
        fallbacks = share(self.readings.fallbacks, self.readings.calls) if self.readings else None
        if fallbacks is None:
            return State.UNKNOWN
        return State.GOOD if fallbacks <= FALLBACKS else State.LOOK

    @property
    def golden_state(self) -> State:
        """Whether the golden questions are all answered from the expected papers."""
        if self.golden is None or not self.golden.total:
            return State.UNKNOWN
        return State.GOOD if self.golden.passed == self.golden.total else State.LOOK

    @property
    def helping(self) -> State:
        """Whether most opinions are good."""
        if self.helpful is None:
            return State.UNKNOWN
        return State.GOOD if self.helpful >= HELPFUL else State.LOOK

    @property
    def repeating(self) -> State:
        """Whether people miss the same things again and again."""
        return State.LOOK if self.repeated else State.GOOD


@dataclass(frozen=True, slots=True)
class Kept:
    """What a checkup is made from: what the ledger keeps of `BEFORE` and `RECENT`."""

    asked: Sequence[Asked]
    opinions: Sequence[Feedback]
    served: Sequence[Served]
    gaps: Sequence[Gap]
    golden_runs: Sequence[GoldenRun]
    changed_at: dt.datetime | None
    closed: tuple[int, ...] = ()
    readings: Readings | None = None


def checkup(kept: Kept, now: dt.datetime) -> Checkup:
    """The figures as of now; what works is told of the recent days, what drifts of all."""
    lately = [each for each in kept.served if each.at >= now - RECENT]
    times = [each.acknowledged_ms for each in lately if each.acknowledged_ms is not None]
    runs = [*kept.golden_runs[:2], None, None]
    return Checkup(
        acknowledged_ms=percentile(times, 0.95),
        served=len(lately),
        failed=sum(each.failed for each in lately),
        knowledge_age=now - kept.changed_at if kept.changed_at else None,
        abstained=drift(kept.asked, _was_abstained, now),
        unknown_words=drift(kept.asked, _had_unknown_words, now),
        golden=runs[0],
        golden_before=runs[1],
        helpful=share(sum(each.helpful for each in kept.opinions), len(kept.opinions)),
        repeated=sum(gap.people >= REPEATED for gap in kept.gaps),
        closed=kept.closed,
        readings=kept.readings,
    )


def drift(asked: Sequence[Asked], which: Callable[[Asked], bool], now: dt.datetime) -> Drift:
    """Whether the share of some questions is another lately than before, beyond chance.

    By the two-proportion z-test with a pooled variance.
    """
    lately = [which(each) for each in asked if each.at >= now - RECENT]
    before = [which(each) for each in asked if each.at < now - RECENT]
    shares = share(sum(lately), len(lately)), share(sum(before), len(before))
    if min(len(lately), len(before)) < LEAST:
        return Drift(*shares, State.UNKNOWN)
    pooled = (sum(lately) + sum(before)) / (len(lately) + len(before))
    spread = math.sqrt(pooled * (1 - pooled) * (1 / len(lately) + 1 / len(before)))
    apart = abs(sum(lately) / len(lately) - sum(before) / len(before))
    return Drift(*shares, State.LOOK if apart > SURE * spread else State.GOOD)


def _was_abstained(asked: Asked) -> bool:
    return asked.outcome is Outcome.ABSTAINED


def _had_unknown_words(asked: Asked) -> bool:
    return bool(asked.uncovered)
