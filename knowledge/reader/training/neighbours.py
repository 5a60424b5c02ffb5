"""Passages on the topic of a question that are not its own: what mined negatives are made of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.reader.training import REPORTED_FIELDS, TUNED_FIELDS
from knowledge.reader.training.corpora import FIELDS_OF_PARTS, Example, passages

NEAREST = 5
RARE = 4.5
"""The idf of a word that tells passages apart."""
_WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> set[str]:
    """The words of a text in lower case."""
    return set(_WORD.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class Held:
    """A passage that others may be held against."""

    name: str
    title: str
    sentences: tuple[str, ...]

    @property
    def words(self) -> set[str]:
        """Its words in lower case."""
        return words(" ".join((self.title, *self.sentences)))


def abstracts(shared: Path) -> Iterator[Held]:
    """The abstracts of the fields that are trained on, also those that no item is about.

    Without passages out of longer papers: others of the same one may be near, and answer as well.
    """
    for row in passages(shared):
        if row["field"] not in REPORTED_FIELDS | TUNED_FIELDS | FIELDS_OF_PARTS:
            sentences = tuple(row["text"][start:end] for start, end in row["sentences"])
            yield Held(row["id"], row["title"] or "", sentences)


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
                found.append([h for h in held if h.name != example.passage][:NEAREST])
        return found

    def tells_apart(self, example: Example, other: Held) -> bool:
        """Whether a rare word of the question stands in its own passage and not in the other."""
        own = Held("", example.title, example.sentences).words
        rare = {word for word in words(example.text) if self._idf.get(word, 0.0) > RARE}
        return bool((rare & own) - other.words)
