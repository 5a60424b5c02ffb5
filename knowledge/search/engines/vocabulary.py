"""The words of a collection: how often they occur, which are names, and which are neighbours.

Only words that are neighbours somewhere are taken for one that a question runs together (`star
coder` for `StarCoder`): a name that somebody makes up of two known words stays unknown.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from knowledge.search.engines.retriever import Near
from knowledge.search.engines.spelling import SHORTEST, Shape, similar
from knowledge.text.indexing.contents import Contents
from knowledge.text.tokens import stem


class Vocabulary:
    """The words of a collection, folded, with how often they occur and how they are written."""

    def __init__(self, contents: Iterable[Contents]) -> None:
        self._counts: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._lower: Counter[str] = Counter()
        self._neighbours = Neighbours()
        self._by_letter: dict[str, list[str]] = {}
        for each in contents:
            self._counts.update(each.words)
            self._capital.update(each.capital)
            self._lower.update(each.lower)
            self._neighbours.add(each.runs)

    def words(self) -> Iterable[str]:
        """Its words, folded."""
        return self._counts.keys()

    def written(self, term: str) -> tuple[int, int]:
        """How often a term is written as a name, with a capital, and how often in lower case."""
        return self._capital[term], self._lower[term]

    def similar(self, word: str) -> list[str]:
        """What `word` may stand for, best first: the words that it runs together, or misspells."""
        return similar(word, self._alike, self._counts.__getitem__, self._neighbours.held)

    def _alike(self, shape: Shape) -> Iterable[str]:
        """The words of a shape."""
        if not self._by_letter:
            for word in self._counts:
                if len(word) >= SHORTEST:
                    self._by_letter.setdefault(word[0], []).append(word)
        return filter(shape.fits, self._by_letter.get(shape.start[0], ()))


def terms_of(near: Mapping[str, Near]) -> set[str]:
    """The terms of words that are near to others."""
    return {stem(other) for others in near.values() for other, _ in others}


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


def _number(left: str, right: str) -> int:
    return crc32(f"{left} {right}".encode())
