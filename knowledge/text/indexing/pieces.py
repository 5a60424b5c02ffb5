"""What stands between two spaces of a text, worked out once however often it is met.

Nearly all that an abstract adds to an index is that of its pieces, one by one: looking a piece up
costs a hundredth of analysing it. What tells across a space is joined by whoever has the pieces in
a row: words that are neighbours, terms of two words (`176 billion`), and whether a capital is that
of a name or of a sentence. `engines.contents` says the same of one abstract, straight away.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from knowledge.text.indexing.contents import capitals
from knowledge.text.tokens import Word, plain_word, spaced_products, written

_BREAKS = re.compile(r"[\n\r\t]+")
"""Lines end anywhere: what stands on both sides of such a break is no piece."""
BETWEEN = " "
"""No piece is a blank: this one stands between texts."""
_LIKE_AN_END = "."
_ENDS = frozenset(".?!:")
_AFTER = frozenset(".?!:,;)")
_EACH = 8
"""What a piece costs beside its characters, in characters."""
Numbers = NDArray[np.int64]
_Row = Sequence[int]


LOWER, CAPITAL, NAMED, KINDS = 0, 1, 2, 3
# What a piece looks like to its neighbours.
LEFT, RIGHT = 1, 2
"""It begins, or ends, with a word that has content."""
NUMBER, NAME = 4, 8
"""It ends with a number, or with a word that may have a version."""
VERSION = 16
"""It begins with what may be one."""
BLANK, ENDING = 32, 64
"""There is nothing to see; it ends a sentence, or what comes before a colon."""


class Known:
    """Texts by number, in the order in which they were first met."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.texts = list(texts)
        self._numbers = {text: number for number, text in enumerate(self.texts)}

    def number(self, text: str) -> int:
        """The number of a text; a new one for a new text."""
        number = self._numbers.setdefault(text, len(self.texts))
        if number == len(self.texts):
            self.texts.append(text)
        return number


class Rows:
    """Rows of numbers, of any length each, that can be added to."""

    def __init__(self, values: Iterable[int] = (), lengths: Iterable[int] = ()) -> None:
        self._values = array("i", values)
        self._ends = array("i", accumulate(lengths, initial=0))

    def add(self, rows: Sequence[Sequence[int]]) -> None:
        """Add rows."""
        self._ends.extend(accumulate(map(len, rows), initial=self._ends.pop()))
        self._values.extend(chain.from_iterable(rows))

    def row(self, row: int) -> Sequence[int]:
        """What stands in a row."""
        return self._values[self._ends[row] : self._ends[row + 1]]

    def of(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """What stands in some rows, one after the other, and how much in each."""
        ends = np.frombuffer(self._ends, np.intc)
        starts = ends[rows].astype(np.int64)
        counts = ends[rows + 1] - starts
        place = np.repeat(starts - counts.cumsum() + counts, counts)
        place += np.arange(len(place))
        return np.frombuffer(self._values, np.intc)[place].astype(np.int64), counts


class Pieces(dict[str, int]):
    """Every piece that was looked up, with its number. The first is between texts.

    A new one gets the next number when it is looked up, and is learnt with all that are new then.
    `spelt` are the terms of each as one text; `terms` are numbered in `known_terms`, and `words` in
    `spelt_words`, where a word may stand several times. `cases` are terms by how they are written:
    `KINDS` times the number of each, and `LOWER`, `CAPITAL`, or `NAMED`, which is a capital where
    no sentence begins.
    """

    def __init__(self) -> None:
        super().__init__({BETWEEN: 0})
        self.known_terms = Known()
        self.spelt_words: list[str] = []
        self.spelt: list[str] = []
        self.terms = Rows()
        self.words = Rows()
        self.cases = Rows()
        self.size = 0
        self._signs = array("B")
        self._new = [_LIKE_AN_END]
        self.learn()
        self.size = 0

    def __missing__(self, piece: str) -> int:
        number = self[piece] = len(self)
        self._new.append(piece)
        return number

    def learn(self) -> None:
        """Look at the pieces that are new."""
        new, self._new = self._new, []
        if not new:
            return
        begin = len(self) - len(new)
        words: dict[str, tuple[_Row, _Row]] = {}
        found: list[tuple[_Row, _Row, _Row]] = []
        for piece in new:
            core = piece[:-1] if piece[-1:] in _AFTER else piece
            if core.isalpha() and core.isascii():
                lower = core if core.islower() else core.lower()
                if lower not in words:
                    known = self.get(lower, begin)
                    words[lower] = self._numbers(known) if known < begin else self._plain(lower)
                found.append(self._of_plain(piece, core, words[lower], core is not lower))
            else:
                found.append(self._of(piece))
        terms, of_words, cases = zip(*found, strict=True)
        self.terms.add(terms)
        self.words.add(of_words)
        self.cases.add(cases)
        self.size += sum(map(len, new)) + len(new) * _EACH

    def keep(self, often: Numbers, most: int) -> tuple[Numbers, Numbers]:
        """Forget all but what is met most often, as much of it as `most` says.

        Args:
            often: how often each piece was met, by number.
            most: what `size` may be afterwards.

        Returns:
            The former numbers of the terms and of the words that are known now.
        """
        sizes = np.fromiter(map(len, self), np.int64, len(self)) + _EACH
        ranked = np.argsort(-often[1:], kind="stable") + 1
        chosen = np.sort(ranked[: np.searchsorted(sizes[ranked].cumsum(), most, side="right")])
        self.size = int(sizes[chosen].sum())
        chosen = np.concatenate([[0], chosen])  # what stands between texts is always kept
        (terms, each), (words, of_words) = self.terms.of(chosen), self.words.of(chosen)
        cases, of_cases = self.cases.of(chosen)
        of_term, kinds = np.divmod(cases, KINDS)
        kept, kept_words = np.unique(np.concatenate([terms, of_term])), np.unique(words)
        self.terms = Rows(np.searchsorted(kept, terms).tolist(), each.tolist())
        self.words = Rows(np.searchsorted(kept_words, words).tolist(), of_words.tolist())
        cases = np.searchsorted(kept, of_term) * KINDS + kinds
        self.cases = Rows(cases.tolist(), of_cases.tolist())
        self.known_terms = Known(map(self.known_terms.texts.__getitem__, kept.tolist()))
        self.spelt_words = [self.spelt_words[number] for number in kept_words.tolist()]
        self._signs = array("B", self.signs[chosen].tobytes())
        self.spelt = [self.spelt[number] for number in chosen.tolist()]
        pieces_met = list(self)
        self.clear()
        self.update((pieces_met[former], now) for now, former in enumerate(chosen.tolist()))
        return kept, kept_words

    @property
    def signs(self) -> NDArray[np.uint8]:
        """The signs of each; while this is held, no new piece can be looked up."""
        return np.frombuffer(self._signs, np.uint8)

    def _of(self, piece: str) -> tuple[_Row, _Row, _Row]:
        """The numbers of terms, words and cases of a piece, whose spelling and signs are kept."""
        found = list(written(piece))
        words = [(word, start) for word, start, _, _ in found if not word.stop]
        terms = [term for word, _ in words for term in word.terms]
        self.spelt.append(" ".join(terms))
        self._signs.append(_signs(piece, found))
        numbers = [self.known_terms.number(term) for term in terms]
        spelt = [self._spell(word.folded) for word, _ in words]
        cases = _cases(piece, words)
        return numbers, spelt, [self.known_terms.number(t) * KINDS + kind for kind, t in cases]

    def _plain(self, lower: str) -> tuple[_Row, _Row]:
        """The numbers of a word in letters, as term and as word; none where it has no content."""
        word = plain_word(lower)
        if word.stop:
            return (), ()
        return (self.known_terms.number(word.term),), (self._spell(word.folded),)

    def _numbers(self, piece: int) -> tuple[_Row, _Row]:
        """The same, of a word that is known as a piece."""
        return self.terms.row(piece), self.words.row(piece)

    def _spell(self, word: str) -> int:
        self.spelt_words.append(word)
        return len(self.spelt_words) - 1

    def _of_plain(
        self, piece: str, core: str, numbers: tuple[_Row, _Row], in_capitals: bool
    ) -> tuple[_Row, _Row, _Row]:
        """The same for a word in letters with at most one sign behind it, as nearly all are."""
        signs = ENDING if piece[-1] in _ENDS else 0
        terms, words = numbers
        if not terms:
            self.spelt.append("")
            self._signs.append(signs)
            return terms, words, terms
        kind = LOWER
        if in_capitals:
            kind = NAMED if core[1:] == core[1:].lower() else CAPITAL
        self.spelt.append(self.known_terms.texts[terms[0]])
        self._signs.append(signs | (LEFT | RIGHT | NAME if core == piece else LEFT))
        return terms, words, (terms[0] * KINDS + kind,)


def pieces(text: str) -> list[str]:
    """A text cut at its spaces, but not within a product such as `8 × 7B`."""
    if "\n" in text or "\r" in text or "\t" in text:
        text = _BREAKS.sub(r" \g<0> ", text)
    if not (products := spaced_products(text)):
        return text.split(" ")
    inside = {i for start, end in products for i in range(start, end)}
    cuts = [i for i, char in enumerate(text) if char == " " and i not in inside]
    return [text[i + 1 : j] for i, j in zip([-1, *cuts], [*cuts, len(text)], strict=True)]


def _signs(piece: str, found: list[tuple[Word, int, int, str | None]]) -> int:
    seen = piece.rstrip()
    signs = 0
    if not seen:
        signs = BLANK
    elif seen[-1] in _ENDS:
        signs = ENDING
    if not found:
        return signs
    first, start, *_ = found[0]
    last, _, end, _ = found[-1]
    if start == 0 and not first.stop:
        signs |= LEFT | VERSION if first.version else LEFT
    if end == len(piece):
        signs |= _of_last(last)
    return signs


def _of_last(word: Word) -> int:
    signs = NUMBER if word.number else 0
    if not word.stop:
        signs |= RIGHT | NAME if word.surface.isalpha() else RIGHT
    return signs


def _cases(piece: str, words: list[tuple[Word, int]]) -> list[tuple[int, str]]:
    """How terms are written: the kind, and the term."""
    found: list[tuple[int, str]] = []
    for word, start in words:
        if word.lower:
            found.append((LOWER, word.terms[0]))
        elif not word.surface.isdigit():  # as most of the rest are
            kind = _kind(piece, word.surface, start)
            terms = capitals(word) if kind in {CAPITAL, NAMED} else word.terms[:1]
            found += [(kind, term) for term in terms if kind is not None]
    return found


def _kind(piece: str, surface: str, start: int) -> int | None:
    """How a word is written that is not all in lower case."""
    within = surface[1:]
    if within != within.lower() and any(c.isupper() for c in within):
        return CAPITAL
    if surface[0].islower():
        return LOWER
    if not surface[0].isupper():
        return None
    before = piece[:start].rstrip()[-1:]
    if not before:
        return NAMED
    return None if before in _ENDS else CAPITAL
