"""What an epoch is made of: windows of passages, mined negatives, batches alike in length."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.reader.packing import LONGEST, Packed, WordPieces
from knowledge.reader.port import Passage
from knowledge.reader.training.examples import Example

WINDOWS = (60, 80, 110, 150, 220)
"""Word pieces of the sentences that an example is shown: often less than a whole abstract."""
OF_NEGATIVES = (90, 150)
CUT, OTHER = 0.12, 0.2
"""How often a positive is followed by its passage without what answers, and by another passage."""
AROUND = 0.9
"""How often a window is laid around what answers."""
NEAREST = 5
RARE = 4.5
"""The idf of a word that tells passages apart."""
LEAST_LEFT = 2
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Held:
    """A passage that others may be held against."""

    name: str
    title: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> set[str]:
        """Its words in lower case."""
        return set(_WORD.findall(" ".join((self.title, *self.sentences)).lower()))


class Neighbours:
    """Passages that share rare words with a question, and are not its own."""

    def __init__(self, passages: Sequence[Held]) -> None:
        self._passages = passages
        self._vectors = TfidfVectorizer(
            sublinear_tf=True,
            stop_words="english",
            token_pattern=r"[a-zA-Z0-9]{2,}",  # noqa: S106
        )
        texts = [" ".join((p.title, *p.sentences)) for p in passages]
        self._matrix = self._vectors.fit_transform(texts).tocsr()
        names = self._vectors.get_feature_names_out()
        self._idf: Mapping[str, float] = dict(zip(names, self._vectors.idf_, strict=True))

    def near(self, examples: Sequence[Example], at_once: int = 512) -> list[list[Held]]:
        """For each example the nearest passages on the same topic, but not its own."""
        asked = self._vectors.transform([f"{e.text} {e.title}" for e in examples])
        found = []
        for start in range(0, len(examples), at_once):
            alike = (asked[start : start + at_once] @ self._matrix.T).toarray()
            for example, row in zip(examples[start : start + at_once], alike, strict=True):
                best = np.argsort(-row, kind="stable")[: NEAREST + 1]
                held = [self._passages[i] for i in best]
                found.append([h for h in held if h.name != example.passage])
        return found

    def tells_apart(self, example: Example, other: Held) -> bool:
        """Whether a rare word of the question stands in its own passage and not in the other."""
        own = Held("", example.title, example.sentences).words
        asked = _WORD.findall(example.text.lower())
        rare = {word for word in asked if self._idf.get(word, 0.0) > RARE}
        return bool((rare & own) - other.words)


class Sampler:
    """Makes epochs of examples; the same seed makes the same ones."""

    def __init__(self, pieces: WordPieces, neighbours: Neighbours, rng: random.Random) -> None:
        self._pieces = pieces
        self._neighbours = neighbours
        self._rng = rng

    def epoch(self, examples: Sequence[Example]) -> list[Example]:
        """The examples, each in a window, with negatives behind some of them."""
        found: list[Example] = []
        for example, near in zip(examples, self._neighbours.near(examples), strict=True):
            found.append(self.window(example, self._rng.choice(WINDOWS)))
            if example.positive:
                negatives = (self._cut(example), self._other(example, near))
                found += [
                    self.window(n, self._rng.choice(OF_NEGATIVES))
                    for n in negatives
                    if n is not None
                ]
        return found

    def _cut(self, example: Example) -> Example | None:
        """The example without the sentences that answer it."""
        left = tuple(s for n, s in enumerate(example.sentences) if n not in example.deciding)
        if self._rng.random() >= CUT or not example.deciding or len(left) < LEAST_LEFT:
            return None
        if _still_says(example, left):
            return None
        return example.negative(example.title, left)

    def _other(self, example: Example, near: Sequence[Held]) -> Example | None:
        """The example put to another passage on the same topic."""
        if self._rng.random() >= OTHER or not near or example.source == "citation_integrity":
            return None
        other = self._rng.choice(near)
        if not self._neighbours.tells_apart(example, other):
            return None
        return example.negative(other.title, other.sentences)

    def window(self, example: Example, most: int) -> Example:
        """The example on neighbouring sentences of its passage, of about so many word pieces.

        It becomes a negative where what answers is not among them.
        """
        lengths = [len(self._pieces.of(s).ids) + 1 for s in example.sentences]
        unknown = bool(example.stance) and example.answerable is None and not example.rationale
        if sum(lengths) <= most or unknown:
            return example
        first, last = self._grown(lengths, sorted(example.deciding), most)
        sentences = example.sentences[first : last + 1]
        inside = {n for n in example.deciding if first <= n <= last}
        if example.deciding and not inside:
            if _still_says(example, sentences):
                return example
            return example.negative(example.title, sentences)
        return _narrowed(example, first, last)

    def _grown(self, lengths: Sequence[int], deciding: Sequence[int], most: int) -> tuple[int, int]:
        """The first and the last sentence of a window that grows to either side by chance."""
        around = bool(deciding) and self._rng.random() < AROUND
        first = last = self._rng.choice(deciding) if around else self._rng.randrange(len(lengths))
        held = lengths[first]
        while held < most and (first > 0 or last < len(lengths) - 1):
            back = self._rng.random() < 0.5  # noqa: PLR2004
            if back and first > 0:
                first -= 1
                held += lengths[first]
            elif not back and last < len(lengths) - 1:
                last += 1
                held += lengths[last]
        return first, last


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


def packed(pieces: WordPieces, example: Example) -> Packed:
    """An example as the encoder reads it; sentences that do not fit are left out."""
    passage = Passage(example.title, example.sentences)
    room = LONGEST - len(pieces.of(example.text).ids[:64]) - len(pieces.of(example.title).ids[:48])
    return next(pieces.packed(example.text, passage, room - 3))


def batches(
    pieces: WordPieces, examples: Sequence[Example], most: int, rng: random.Random
) -> list[list[Example]]:
    """Batches of at most so many word pieces, the examples of each alike in length, shuffled."""
    lengths = [len(packed(pieces, e).ids) + rng.random() * 24 for e in examples]
    found: list[list[Example]] = []
    longest = 0.0
    for n in sorted(range(len(examples)), key=lambda n: lengths[n]):
        longest = max(longest, lengths[n])
        if not found or longest * (len(found[-1]) + 1) > most:
            found.append([])
            longest = lengths[n]
        found[-1].append(examples[n])
    rng.shuffle(found)
    return found
