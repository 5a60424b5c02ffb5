"""Words that a collection writes apart and a question as one: `star coder` for `StarCoder`.

Only words that are neighbours somewhere are taken for one: a name that somebody makes up of two
known words stays unknown.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from zlib import crc32

SHORTEST = 3
"""Shorter words are mostly endings and no halves of another."""
LONGEST = 64
"""Nobody runs words together to longer ones; there are too many ways to part those."""


class Neighbours:
    """Which words of a collection are neighbours, at four bytes a pair."""

    def __init__(self) -> None:
        self._added: set[int] = set()
        self._numbers = array("I")

    def add(self, runs: Iterable[Sequence[str]]) -> None:
        """Take in words, folded, that stand next to each other."""
        for run in runs:
            self._added.update(_number(left, right) for left, right in pairwise(run))

    def held(self, left: str, right: str) -> bool:
        """Whether two words, folded, are neighbours in this order."""
        if self._added:
            self._numbers = array("I", sorted(self._added.union(self._numbers)))
            self._added.clear()
        number = _number(left, right)
        place = bisect_left(self._numbers, number)
        return place < len(self._numbers) and self._numbers[place] == number


def apart(word: str, neighbours: Callable[[str, str], bool]) -> str | None:
    """A word, folded, as the two or three words that are written for it; None if none are."""
    found = (
        parts
        for parts in _cuts(word)
        if all(neighbours(left, right) for left, right in pairwise(parts))
    )
    return next((" ".join(parts) for parts in found), None)


def _number(left: str, right: str) -> int:
    return crc32(f"{left} {right}".encode())


def _cuts(word: str) -> Iterator[tuple[str, ...]]:
    """A word in two, then in three; a longer one than `LONGEST` in none."""
    if len(word) > LONGEST:
        return
    last = len(word) - SHORTEST
    for cut in range(SHORTEST, last + 1):
        yield word[:cut], word[cut:]
    for first in range(SHORTEST, last + 1):
        for second in range(first + SHORTEST, last + 1):
            yield word[:first], word[first:second], word[second:]
