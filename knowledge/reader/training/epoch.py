"""What an epoch is made of: windows of passages, close ones where a stance is asked, negatives."""

import random
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from knowledge.reader.inputs import WordPieces
from knowledge.reader.training.contrasts import changed
from knowledge.reader.training.corpora import REFUTES, SUPPORTS, Example
from knowledge.reader.training.neighbours import Held, Neighbours, words
from knowledge.reader.training.recipe import Phase

WINDOWS = (60, 80, 110, 150, 220)
"""Word pieces of the sentences that an example is shown: often less than a whole abstract."""
OF_NEGATIVES = (90, 150)
AROUND = 0.9
"""How often a window is laid around what answers."""
BESIDE = 0.12
"""How often a close window is laid beside what decides, so that it decides nothing."""
FIRST, LIKEST = 0.8, 0.75
"""How often a close window begins with the first sentence that decides; with the one most like."""
STOPPED = 0.1
"""How often a close window grows no further, after each sentence."""
LEAST_LEFT = 2
SHORT_SENTENCE = 5
"""Added to the root of a sentence's length, so that short ones are not taken for the likest."""


class Sampler:
    """Makes the epochs of a phase; the same seed makes the same ones."""

    def __init__(
        self, pieces: WordPieces, neighbours: Neighbours, phase: Phase, rng: random.Random
    ) -> None:
        self._pieces = pieces
        self._neighbours = neighbours
        self._phase = phase
        self._rng = rng

    def epoch(self, examples: Sequence[Example]) -> list[Example]:
        """The examples, or a share of them, in windows, with negatives behind some of them."""
        seen = [
            e
            for e in examples
            if e.stance is not None or self._rng.random() < self._phase.questions
        ]
        found: list[Example] = []
        for example, near in zip(seen, self._neighbours.near(seen) if seen else (), strict=True):
            found.append(self._shown(example, WINDOWS))
            if (other := self._contradicted(example)) is not None:
                found.append(self._shown(other, WINDOWS))
            if example.positive:
                negatives = (self._cut(example), self._other(example, near))
                found += [self._shown(n, OF_NEGATIVES) for n in negatives if n is not None]
        return found

    def _shown(self, example: Example, sizes: Sequence[int]) -> Example:
        if self._phase.close and example.stance is not None:
            return self.close(example, self._rng.choice(self._phase.close))
        return self.window(example, self._rng.choice(sizes))

    def _contradicted(self, example: Example) -> Example | None:
        """A claim that is supported, changed so that the same sentences refute it."""
        supported = example.answerable is None and example.stance == SUPPORTS
        if not supported or not example.rationale:
            return None
        if self._rng.random() >= self._phase.contradicted:
            return None
        text = changed(example.text, self._rng)
        return None if text is None else replace(example, text=text, stance=REFUTES)

    def _cut(self, example: Example) -> Example | None:
        """The example without the sentences that answer it."""
        left = tuple(s for n, s in enumerate(example.sentences) if n not in example.deciding)
        if self._rng.random() >= self._phase.cut or not example.deciding or len(left) < LEAST_LEFT:
            return None
        if _still_says(example, left):
            return None
        return example.negative(example.title, left)

    def _other(self, example: Example, near: Sequence[Held]) -> Example | None:
        """The example put to another passage on the same topic."""
        seldom = self._rng.random() >= self._phase.others
        if seldom or not near or example.source == "citation_integrity":
            return None
        other = self._rng.choice(near)
        if not self._neighbours.tells_apart(example, other):
            return None
        return example.negative(other.title, other.sentences)

    def window(self, example: Example, most: int) -> Example:
        """The example on neighbouring sentences of its passage, of about so many word pieces.

        It becomes a negative where what answers is not among them.
        """
        lengths = self._lengths(example)
        if sum(lengths) <= most or example.undecided:
            return example
        deciding = sorted(example.deciding)
        around = bool(deciding) and self._rng.random() < AROUND
        start = self._rng.choice(deciding) if around else self._rng.randrange(len(lengths))
        return _on(example, *self._grown(lengths, start, most))

    def close(self, example: Example, most: int) -> Example:
        """The example on few sentences: what decides it, or else what is most like it.

        Beside a sentence that decides nothing it becomes a negative.
        """
        if example.undecided:
            return example
        deciding = sorted(example.deciding)
        beside = bool(deciding) and self._rng.random() < BESIDE
        left = [n for n in range(len(example.sentences)) if n not in example.deciding]
        if left and (beside or not deciding):
            start = self._likest(example, left)
        else:
            first = self._rng.random() < FIRST
            start = deciding[0] if first else self._rng.choice(deciding)
        barred = example.deciding if beside else frozenset[int]()
        return _on(example, *self._grown(self._lengths(example), start, most, barred, STOPPED))

    def _likest(self, example: Example, numbers: Sequence[int]) -> int:
        """Of some sentences mostly the one that shares most words with the example."""
        if self._rng.random() >= LIKEST:
            return self._rng.choice(numbers)
        asked = words(example.text)

        def alike(n: int) -> float:
            sentence = example.sentences[n]
            return len(asked & words(sentence)) / (len(sentence) ** 0.5 + SHORT_SENTENCE)

        return max(numbers, key=alike)

    def _lengths(self, example: Example) -> list[int]:
        return [len(self._pieces.of(s).ids) + 1 for s in example.sentences]

    def _grown(
        self,
        lengths: Sequence[int],
        start: int,
        most: int,
        barred: AbstractSet[int] = frozenset(),
        stopped: float = 0.0,
    ) -> tuple[int, int]:
        """The first and the last sentence of a window that grows to either side by chance.

        Args:
            lengths: of the sentences, in word pieces.
            start: the sentence that it begins with.
            most: word pieces at which it is large enough.
            barred: sentences that it does not grow over. It never ends there unless `stopped`.
            stopped: how often it grows no further, after each try.
        """
        first = last = start
        held = lengths[start]
        while held < most and (first > 0 or last < len(lengths) - 1):
            back = self._rng.random() < 0.5  # noqa: PLR2004
            n = first - 1 if back else last + 1
            if 0 <= n < len(lengths) and n not in barred:
                first, last = min(first, n), max(last, n)
                held += lengths[n]
            if stopped and self._rng.random() < stopped:
                break
        return first, last


def _on(example: Example, first: int, last: int) -> Example:
    """The example on the sentences from the first to the last; a negative if none decides it."""
    inside = {n for n in example.deciding if first <= n <= last}
    sentences = example.sentences[first : last + 1]
    if not example.deciding or inside:
        return _narrowed(example, first, last)
    return (
        example if _still_says(example, sentences) else example.negative(example.title, sentences)
    )


def _still_says(example: Example, sentences: Sequence[str]) -> bool:
    """Whether the words of the short answer stand in other sentences as well."""
    if example.span is None:
        return False
    n, start, end = example.span
    return example.sentences[n][start:end].lower() in " ".join(sentences).lower()


def _narrowed(example: Example, first: int, last: int) -> Example:
    """The example with the sentences from the first to the last alone."""

    def moved(numbers: Sequence[int]) -> tuple[int, ...]:
        return tuple(n - first for n in numbers if first <= n <= last)

    span, known = example.span, example.span_known
    if span is not None:
        known = first <= span[0] <= last
        span = (span[0] - first, span[1], span[2]) if known else None
    return replace(
        example,
        sentences=example.sentences[first : last + 1],
        gold=moved(example.gold),
        rationale=moved(example.rationale),
        span=span,
        span_known=known,
    )
