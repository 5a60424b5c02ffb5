"""What many abstracts add to an index, worked out together: `contents_of` each, piece by piece."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Abstract
from knowledge.text.indexing import pieces as seen
from knowledge.text.indexing.contents import TITLE_WEIGHT
from knowledge.text.indexing.pieces import BETWEEN, Numbers, Pieces, Rows, pieces
from knowledge.text.indexing.totals import NONE, Count, Totals, added, grown
from knowledge.text.tokens import joined_term, written

_TITLE, _TEXT, _KINDS = 0, 2, 4
"""Title, names and text of an abstract stand in a row, and what is between it and the next."""
_APART = "."
"""Stands between words that are no neighbours; no word is a full stop."""
_MOST = 2_600_000
"""Characters of pieces that are remembered, with all that is known of them: 50 MB."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Of each abstract: its terms and how often each counts, one abstract after the other.

    `entries` says how many different terms each has, `lengths` how many with repetitions. `terms`
    are numbered in `spelt`. `texts` are the terms, and `runs` the words that are neighbours, as the
    index is given them.
    """

    terms: Numbers
    counts: Numbers
    entries: Numbers
    lengths: Numbers
    texts: list[str]
    runs: list[str]


@dataclass(frozen=True, slots=True)
class _Stream:
    """The pieces of all texts in a row, of which abstract each is, and which are of titles."""

    pieces: Numbers
    owners: Numbers
    in_title: NDArray[np.bool_]
    in_text: NDArray[np.bool_]


class _Joined(NamedTuple):
    """A term of two words, and whose it is."""

    owner: int
    in_title: bool
    term: str


class Gatherer:
    """Gathers batch after batch, and keeps the totals until they are asked for.

    Args:
        most: so many characters of pieces are remembered before it is full.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._pieces = Pieces()
        self._met = self._in_text = self._as_names = NONE  # how often pieces were
        self._count = Count(NONE, NONE, NONE, NONE)

    @property
    def spelt(self) -> Sequence[str]:
        """The terms, by number, for as long as `is_full` has not led to `forget`."""
        return self._pieces.known_terms.texts

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it should be forgotten."""
        return self._pieces.size > self._most

    def forget(self) -> tuple[Totals, Numbers]:
        """Forget what is met seldom, so that there is room.

        Returns:
            What was counted of the terms and words that are forgotten; and the former numbers of
            the terms that are still known, which are numbered anew.
        """
        often, counted = self._met, self._counted()
        texts = self.spelt, self._pieces.spelt_words
        terms, words = self._pieces.keep(often, self._most // 2)
        self._count = counted.of(terms, words)
        return counted.without(terms, words).totals(*texts), terms

    def gather(self, abstracts: Sequence[Abstract]) -> Gathered:
        """What abstracts add to an index; it is counted in the totals."""
        met, stream, spelt = self._read(abstracts)
        signs = self._pieces.signs[stream.pieces]
        joined = self._joined(met, stream, signs)
        for owner, in_title, term in joined:
            spelt[owner] += f" {term}" * (TITLE_WEIGHT if in_title else 1)
        self._meet(stream, signs)
        terms, counts, entries, lengths = self._terms(stream, joined, len(abstracts))
        held = added(self._count.held, terms, len(self.spelt))
        self._count = self._count._replace(held=held)
        runs = self._runs(stream, signs, len(abstracts))
        return Gathered(terms, counts, entries, lengths, spelt, runs)

    def totals(self) -> Totals:
        """What was counted and not told yet."""
        counted, self._count = self._counted(), Count(NONE, NONE, NONE, NONE)
        return counted.totals(self.spelt, self._pieces.spelt_words)

    def _counted(self) -> Count:
        """All that was counted, by term and by word; pieces are counted from nothing again."""
        terms, words = len(self.spelt), len(self._pieces.spelt_words)
        cases = _weighed(self._pieces.cases, self._in_text, terms * seen.KINDS)
        names = _weighed(self._pieces.cases, self._as_names, terms * seen.KINDS)
        capital = cases[seen.CAPITAL :: seen.KINDS] + names[seen.NAMED :: seen.KINDS]
        lower = cases[seen.LOWER :: seen.KINDS]
        met = _weighed(self._pieces.words, self._met, words)
        self._met = self._in_text = self._as_names = NONE
        before = self._count
        return Count(
            grown(before.held, terms),
            grown(before.capital, terms) + capital,
            grown(before.lower, terms) + lower,
            grown(before.words, words) + met,
        )

    def _read(self, abstracts: Sequence[Abstract]) -> tuple[list[str], _Stream, list[str]]:
        met: list[str] = []
        lengths: list[int] = []
        for abstract in abstracts:
            begin = len(met)
            met += pieces(abstract.title or "")
            names = len(met)
            met.append(BETWEEN)
            for name in abstract.bibliography.authors:
                met += pieces(name)
                met.append(BETWEEN)
            text = len(met)
            met += pieces(abstract.text)
            lengths += names - begin, text - names, len(met) - text, 1
            met.append(BETWEEN)
        row = list(map(self._pieces.__getitem__, met))
        self._pieces.learn()
        spelt = self._spelt(row, lengths)
        kinds = np.repeat(np.tile(np.arange(_KINDS), len(abstracts)), lengths)
        owners = np.repeat(np.arange(len(abstracts)).repeat(_KINDS), lengths)
        numbers = np.array(row, np.int64)
        return met, _Stream(numbers, owners, kinds == _TITLE, kinds == _TEXT), spelt

    def _spelt(self, row: list[int], lengths: Sequence[int]) -> list[str]:
        """The terms of each abstract as one text."""
        spelling, made, begin = self._pieces.spelt.__getitem__, [], 0
        for title, names, text, between in zip(*[iter(lengths)] * _KINDS, strict=True):
            end = begin + title + names + text
            heading = row[begin : begin + title]
            made.append(" ".join(map(spelling, [*heading * (TITLE_WEIGHT - 1), *row[begin:end]])))
            begin = end + between
        return made

    def _joined(
        self, met: Sequence[str], stream: _Stream, signs: NDArray[np.uint8]
    ) -> list[_Joined]:
        """The terms that pieces make with those before them."""
        before, after = signs[:-1], signs[1:]
        number = (before & seen.NUMBER) > 0
        version = ((before & seen.NAME) > 0) & ((after & seen.VERSION) > 0)
        places = np.flatnonzero((number | version) & ((after & seen.LEFT) > 0))
        return [
            _Joined(int(stream.owners[place]), bool(stream.in_title[place]), term)
            for place in places.tolist()
            if (term := _pair(met[place], met[place + 1]))
        ]

    def _meet(self, stream: _Stream, signs: NDArray[np.uint8]) -> None:
        """Count how often each piece is met: at all, in texts, in texts where names stand."""
        visible = np.where((signs & seen.BLANK) > 0, 0, np.arange(len(signs)))
        last = np.maximum.accumulate(visible)
        before = np.concatenate([[seen.ENDING], signs[last[:-1]]])
        as_names = stream.in_text & ((before & seen.ENDING) == 0)
        size = len(self._pieces.spelt)
        self._met = added(self._met, stream.pieces, size)
        self._in_text = added(self._in_text, stream.pieces[stream.in_text], size)
        self._as_names = added(self._as_names, stream.pieces[as_names], size)

    def _terms(
        self, stream: _Stream, joined: Sequence[_Joined], count: int
    ) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        terms, each = self._pieces.terms.of(stream.pieces)
        number = self._pieces.known_terms.number
        terms = np.concatenate([terms, np.array([number(j.term) for j in joined], np.int64)])
        owners = np.concatenate([
            np.repeat(stream.owners, each), np.array([j.owner for j in joined], np.int64)
        ])  # fmt: skip
        in_title = np.concatenate([
            np.repeat(stream.in_title, each), np.array([j.in_title for j in joined], bool)
        ])  # fmt: skip
        keys = owners << 32 | terms
        keys = np.concatenate([keys, *[keys[in_title]] * (TITLE_WEIGHT - 1)])
        lengths = np.bincount(keys >> 32, minlength=count)
        keys.sort()
        begins = np.flatnonzero(np.diff(keys, prepend=-1))
        held, counts = keys[begins], np.diff(begins, append=len(keys))
        entries = np.bincount(held >> 32, minlength=count)
        return held & 0xFFFFFFFF, counts, entries, lengths

    def _runs(self, stream: _Stream, signs: NDArray[np.uint8], count: int) -> list[str]:
        """The words of each abstract that stand next to each other, as one text."""
        words, each = self._pieces.words.of(stream.pieces)
        place = np.repeat(np.arange(len(each)), each)
        left = ((signs & seen.LEFT) > 0)[place[1:]]
        right = ((signs & seen.RIGHT) > 0)[place[:-1]]
        glued = np.concatenate([[False], (np.diff(place) == 1) & left & right, [False]])
        kept = np.flatnonzero(glued[1:] | glued[:-1])
        begins = ~glued[kept]
        spelling = self._pieces.spelt_words
        texts = list(map(spelling.__getitem__, words[kept].tolist()))
        for at in np.flatnonzero(begins).tolist():
            texts[at] = f"{_APART} {texts[at]}"
        ends = np.bincount(stream.owners[place[kept]], minlength=count).cumsum().tolist()
        starts = [0, *ends[:-1]]
        return [" ".join(texts[i:j])[2:] for i, j in zip(starts, ends, strict=True)]


def _weighed(rows: Rows, counts: Numbers, size: int) -> Numbers:
    """How often each number stands in rows that count so often each."""
    chosen = np.flatnonzero(counts)
    values, each = rows.of(chosen)
    weights = np.repeat(counts[chosen], each)
    return np.bincount(values, weights, minlength=size).astype(np.int64)


@lru_cache(maxsize=8192)
def _pair(left: str, right: str) -> str | None:
    """The one term of the last word of a piece and the first of the next."""
    *_, (before, *_) = written(left)
    word, *_ = next(written(right))
    return joined_term(before, word.surface)
