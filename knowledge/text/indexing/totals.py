"""What was counted of many abstracts: how many hold a term, how often a word is met."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

import numpy as np

from knowledge.text.indexing.pieces import Numbers

NONE: Numbers = np.zeros(0, np.int64)


class TermTotal(NamedTuple):
    """Of a term: its number in `spelt`, how many abstracts hold it, and how it is written there."""

    number: int
    held: int
    capital: int
    lower: int


class Totals(NamedTuple):
    """What was counted of terms, in the order of their spelling, and of words.

    A word may be told of several times, each time with a part of its count.
    """

    terms: Iterator[tuple[str, TermTotal]]
    words: Iterator[tuple[str, int]]


class Count(NamedTuple):
    """Of each term, by number, what `TermTotal` says of it; of each word how often it was met."""

    held: Numbers
    capital: Numbers
    lower: Numbers
    words: Numbers

    def of(self, terms: Numbers, words: Numbers) -> Self:
        """Of these terms and words alone, numbered anew."""
        held, capital, lower, met = self
        return type(self)(held[terms], capital[terms], lower[terms], met[words])

    def without(self, terms: Numbers, words: Numbers) -> Self:
        """Of all others."""
        for each in self[:3]:
            each[terms] = 0
        self.words[words] = 0
        return self

    def totals(self, terms: Sequence[str], words: Sequence[str]) -> Totals:
        """The same, spelt."""
        held, capital, lower, met = self
        counted = np.flatnonzero(held + capital + lower).tolist()
        return Totals(
            (
                (terms[n], TermTotal(n, int(held[n]), int(capital[n]), int(lower[n])))
                for n in sorted(counted, key=terms.__getitem__)
            ),
            ((words[n], int(met[n])) for n in np.flatnonzero(met).tolist()),
        )


def grown(counts: Numbers, size: int) -> Numbers:
    """Counts of so many numbers, those that are new with none."""
    return np.concatenate([counts, np.zeros(size - len(counts), np.int64)])


def added(counts: Numbers, more: Numbers, size: int) -> Numbers:
    """How often each number was met, once `more` are."""
    return grown(counts, size) + np.bincount(more, minlength=size)
