"""How near in meaning the sentences of an abstract come to the concepts of a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning import closeness, mean_of, numbers_of, unit
from knowledge.text import fold, tokenise

CHANCE = 0.25
"""The cosine that words have by chance: it counts as 0, and what is above in proportion."""
UNKNOWN = 0.4
"""The affinity of texts without words that have vectors: the mean of right answers."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How near each sentence comes to a question, without its words.

    `concepts`: a row for each sentence and a column for each concept, the nearest word, 0 to 1.
    `likeness`: that of the whole sentence to the whole question; `affinity`: that of its words to
    the concepts.
    """

    concepts: NDArray[np.float32]
    likeness: NDArray[np.float32]
    affinity: NDArray[np.float32]


@lru_cache(maxsize=4096)
def content_words(text: str) -> tuple[str, ...]:
    """The words of a text that have content, folded."""
    return tuple(fold(token.surface) for token in tokenise(text) if not token.stop)


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The vectors of the words of several texts, one below the other.

    `which`: the texts that have any; `starts`: where those of each begin. `means`: the direction of
    the mean of each text's, 0 where there are none.
    """

    stacked: NDArray[np.float32]
    which: list[int]
    starts: list[int]
    means: NDArray[np.float32]


@lru_cache(maxsize=64)
def _words_of(texts: tuple[str, ...]) -> _Words:
    found = [numbers_of(content_words(text)) for text in texts]
    stacked = unit([number for numbers in found for number in numbers])
    which = [place for place, numbers in enumerate(found) if numbers]
    starts = np.cumsum([0, *(len(numbers) for numbers in found if numbers)])[:-1].tolist()
    means = np.zeros((len(texts), stacked.shape[1]), dtype=np.float32)
    if which:
        sums = np.add.reduceat(stacked, starts, axis=0)
        means[which] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return _Words(stacked, which, starts, means)


def resemblance(question: str, concepts: Sequence[str], sentences: tuple[str, ...]) -> Resemblance:
    """How near sentences, at least one, come to a question with these concepts."""
    asked, said = _words_of(tuple(concepts)), _words_of(sentences)
    return Resemblance(
        _nearest(asked, said, (len(sentences), len(concepts))),
        closeness(question, sentences),
        _affinity(concepts, said),
    )


def _affinity(concepts: Sequence[str], said: _Words) -> NDArray[np.float32]:
    found = np.full(len(said.means), UNKNOWN, dtype=np.float32)
    mean = mean_of(tuple(word for concept in concepts for word in content_words(concept)))
    if mean is not None:
        found[said.which] = np.maximum(said.means[said.which] @ mean, 0.0)
    return found


def _nearest(asked: _Words, said: _Words, shape: tuple[int, int]) -> NDArray[np.float32]:
    found = np.zeros(shape, dtype=np.float32)
    if asked.which:
        cosines = said.stacked @ asked.stacked.T
        best = np.maximum.reduceat(np.maximum.reduceat(cosines, said.starts), asked.starts, axis=1)
        found[np.ix_(said.which, asked.which)] = best
    return np.asarray(np.clip((found - CHANCE) / (1 - CHANCE), 0.0, 1.0), dtype=np.float32)
