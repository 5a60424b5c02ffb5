"""What an evaluation hands back: figures, each beside the baseline's from the same run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np

Unit = Literal["share", "ms", "number"]
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

_T = TypeVar("_T")
ALL, TUNED, REPORTED = "all", "tuned", "reported"
"""The parts of a data set: all of it, what weights were chosen on, and what only tells of them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure on a part of a data set. A share is 0 to 1; None: no baseline can give one.

    `lower`: less is better.
    """

    dataset: str
    part: str
    name: str
    value: float
    baseline: float | None = None
    unit: Unit = "share"
    lower: bool = False

    @property
    def ratio(self) -> float | None:
        """The figure as a multiple of the baseline's; None where there is none, or it is 0."""
        return self.value / self.baseline if self.baseline else None


def mean(values: Iterable[float]) -> float:
    """The mean; 0 for nothing."""
    held = list(values)
    return float(np.mean(held)) if held else 0.0


def speeds(
    dataset: str,
    part: str,
    what: str,
    milliseconds: Sequence[float],
    baseline: Sequence[float] | None = None,
) -> list[Figure]:
    """The median and the 99th percentile of the time that something took."""
    return [
        Figure(
            dataset,
            part,
            f"{what}, {name}",
            float(np.percentile(milliseconds, rank)),
            float(np.percentile(baseline, rank)) if baseline else None,
            "ms",
            lower=True,
        )
        for name, rank in (("median", 50), ("p99", 99))
    ]


def followed(things: Sequence[_T], what: str, progress: Progress | None = None) -> Iterator[_T]:
    """The things one by one, telling of each that is done."""
    for done, thing in enumerate(things, 1):
        yield thing
        if progress is not None:
            progress(what, done, len(things))


def spread(things: Sequence[_T], most: int | None) -> list[_T]:
    """At most so many of the things, evenly spread over them; None: all."""
    if most is None or len(things) <= most:
        return list(things)
    return [things[i * len(things) // most] for i in range(most)]
