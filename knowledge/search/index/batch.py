"""What many abstracts add to an index, worked out together: `contents_of` each, piece by piece."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Abstract
from knowledge.search.engines.bm25 import TITLE_WEIGHT
from knowledge.search.index import pieces as seen
from knowledge.search.index.pieces import Numbers, Pieces, Rows, pieces
from knowledge.text.tokens import joined_term, written

_BETWEEN = 0
"""The number of the piece that stands between texts."""
_TITLE, _TEXT, _KINDS = 0, 2, 4
"""Title, names and text of an abstract stand in a row, and what is between it and the next."""
_APART = "."
"""Stands between words that are no neighbours; no word is a full stop."""
_MOST = 1_600_000
"""Characters of pieces that are remembered, with all that is known of them: 80 MB."""


class Totals(NamedTuple):
    """Of terms: how many abstracts hold them, and their capitals; of words: how many there are."""

    held: Counter[str]
    capital: Counter[str]
    lower: Counter[str]
    words: Counter[str]


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
        self._forget_totals()

    @property
    def spelt(self) -> Sequence[str]:
        """The terms, by number, for as long as `is_full` has not led to `forget`."""
        return self._pieces.known_terms.texts

    @property
    def is_full(self) -> bool:
        """Whether so much is remembered that it should be forgotten."""
        return self._pieces.size > self._most

    def forget(self) -> None:
        """Forget all pieces, and with them the numbers of terms; totals must have been taken."""
        self._pieces = Pieces()
        self._forget_totals()

    def _forget_totals(self) -> None:
        self._met = np.zeros(0, np.int64)
        self._in_text = np.zeros(0, np.int64)
        self._as_names = np.zeros(0, np.int64)
        self._held: list[Numbers] = []

    def gather(self, abstracts: Sequence[Abstract]) -> Gathered:
        """What abstracts add to an index; it is counted in the totals."""
        stream, spelt = self._read(abstracts)
        signs = self._pieces.signs[stream.pieces]
        joined = self._joined(stream, signs)
        for owner, in_title, term in joined:
            spelt[owner] += f" {term}" * (TITLE_WEIGHT if in_title else 1)
        self._count(stream, signs)
        terms, counts, entries, lengths = self._terms(stream, joined, len(abstracts))
        self._held.append(terms)
        runs = self._runs(stream, signs, len(abstracts))
        return Gathered(terms, counts, entries, lengths, spelt, runs)

    def totals(self) -> Totals:
        """What was gathered since this was last asked for."""
        known, words = self._pieces.known_terms.texts, self._pieces.known_words.texts
        held = np.bincount(np.concatenate(self._held)) if self._held else np.zeros(0, np.int64)
        cases = _weighed(self._pieces.cases, self._in_text, len(known) * seen.KINDS)
        names = _weighed(self._pieces.cases, self._as_names, len(known) * seen.KINDS)
        capital = cases[seen.CAPITAL :: seen.KINDS] + names[seen.NAMED :: seen.KINDS]
        lower = cases[seen.LOWER :: seen.KINDS]
        all_words = _weighed(self._pieces.words, self._met, len(words))
        self._forget_totals()
        return Totals(
            _named(held, known), _named(capital, known), _named(lower, known),
            _named(all_words, words),
        )  # fmt: skip

    def _read(self, abstracts: Sequence[Abstract]) -> tuple[_Stream, list[str]]:
        number, spelt_piece = self._pieces.__getitem__, self._pieces.spelt.__getitem__
        row: list[int] = []
        lengths: list[int] = []
        spelt = []
        for abstract in abstracts:
            title = [number(piece) for piece in pieces(abstract.title or "")]
            names: list[int] = []
            for name in abstract.bibliography.authors:
                names += map(number, pieces(name))
                names.append(_BETWEEN)
            text = list(map(number, pieces(abstract.text)))
            lengths += len(title), len(names) + 1, len(text), 1
            row += title
            row.append(_BETWEEN)
            row += names
            row += text
            row.append(_BETWEEN)
            all_terms = [*title * TITLE_WEIGHT, *names, *text]
            spelt.append(" ".join(map(spelt_piece, all_terms)))
        kinds = np.repeat(np.tile(np.arange(_KINDS), len(abstracts)), lengths)
        owners = np.repeat(np.arange(len(abstracts)).repeat(_KINDS), lengths)
        return _Stream(np.array(row, np.int64), owners, kinds == _TITLE, kinds == _TEXT), spelt

    def _joined(self, stream: _Stream, signs: NDArray[np.uint8]) -> list[_Joined]:
        """The terms that pieces make with those before them."""
        before, after = signs[:-1], signs[1:]
        number = (before & seen.NUMBER) > 0
        version = ((before & seen.NAME) > 0) & ((after & seen.VERSION) > 0)
        places = np.flatnonzero((number | version) & ((after & seen.LEFT) > 0))
        left, right = stream.pieces[places], stream.pieces[places + 1]
        spelling = self._pieces.written
        return [
            _Joined(int(stream.owners[place]), bool(stream.in_title[place]), term)
            for place, one, other in zip(
                places.tolist(), left.tolist(), right.tolist(), strict=True
            )
            if (term := _pair(spelling(one), spelling(other)))
        ]

    def _count(self, stream: _Stream, signs: NDArray[np.uint8]) -> None:
        """Count how often each piece is met: at all, in texts, in texts where names stand."""
        visible = np.where((signs & seen.BLANK) > 0, 0, np.arange(len(signs)))
        last = np.maximum.accumulate(visible)
        before = np.concatenate([[seen.ENDING], signs[last[:-1]]])
        as_names = stream.in_text & ((before & seen.ENDING) == 0)
        size = len(self._pieces.spelt)
        self._met = _grown(self._met, size) + np.bincount(stream.pieces, minlength=size)
        in_text = np.bincount(stream.pieces[stream.in_text], minlength=size)
        self._in_text = _grown(self._in_text, size) + in_text
        named = np.bincount(stream.pieces[as_names], minlength=size)
        self._as_names = _grown(self._as_names, size) + named

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
        held, counts = np.unique(keys, return_counts=True)
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
        spelling = self._pieces.known_words.texts
        texts = [spelling[word] for word in words[kept].tolist()]
        for at in np.flatnonzero(begins).tolist():
            texts[at] = f"{_APART} {texts[at]}"
        ends = np.bincount(stream.owners[place[kept]], minlength=count).cumsum().tolist()
        starts = [0, *ends[:-1]]
        return [" ".join(texts[i:j])[2:] for i, j in zip(starts, ends, strict=True)]


def _grown(counts: Numbers, size: int) -> Numbers:
    return np.concatenate([counts, np.zeros(size - len(counts), np.int64)])


def _weighed(rows: Rows, counts: Numbers, size: int) -> Numbers:
    """How often each number stands in rows that count so often each."""
    chosen = np.flatnonzero(counts)
    values, each = rows.of(chosen)
    weights = np.repeat(counts[chosen], each)
    return np.bincount(values, weights, minlength=size).astype(np.int64)


def _named(counts: Numbers, texts: Sequence[str]) -> Counter[str]:
    chosen = np.flatnonzero(counts)
    names = map(texts.__getitem__, chosen.tolist())
    return Counter(dict(zip(names, counts[chosen].tolist(), strict=True)))


@lru_cache(maxsize=65536)
def _pair(left: str, right: str) -> str | None:
    """The one term of the last word of a piece and the first of the next."""
    *_, (before, *_) = written(left)
    word, *_ = next(written(right))
    return joined_term(before, word.surface)
