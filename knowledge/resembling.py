"""How near in meaning the sentences of an abstract come to the concepts of a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from knowledge.meaning import affinity, closeness, vectors_of
from knowledge.text import fold, tokenise

CHANCE = 0.25
"""The cosine that words have by chance: it counts as 0, and what is above in proportion."""
UNKNOWN = 0.4
"""The affinity of texts without words that have vectors: the mean of right answers."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """How near each sentence comes to a question, without its words.

    `concepts`: for each sentence and each concept, the nearest word, 0 to 1. `likeness`: that of
    the whole sentence to the whole question; `affinity`: that of its words to the concepts.
    """

    concepts: NDArray[np.float32]
    likeness: tuple[float, ...]
    affinity: tuple[float, ...]


@lru_cache(maxsize=4096)
def content_words(text: str) -> tuple[str, ...]:
    """The words of a text that have content, folded."""
    return tuple(fold(token.surface) for token in tokenise(text) if not token.stop)


@lru_cache(maxsize=64)
def _stacked(sentences: tuple[str, ...]) -> tuple[NDArray[np.float32], tuple[int, ...]]:
    """The vectors of the words of all sentences, and how many there are up to each."""
    found = [vectors_of(content_words(sentence)) for sentence in sentences]
    ends = np.cumsum([len(rows) for rows in found])
    return np.concatenate(found), tuple(int(end) for end in ends)


def resemblance(question: str, concepts: Sequence[str], sentences: tuple[str, ...]) -> Resemblance:
    """How near sentences, at least one, come to a question with these concepts."""
    words = tuple(word for concept in concepts for word in content_words(concept))
    near = [affinity(words, content_words(sentence)) for sentence in sentences]
    return Resemblance(
        _nearest(concepts, sentences),
        closeness(question, sentences),
        tuple(UNKNOWN if value is None else max(0.0, value) for value in near),
    )


def _nearest(concepts: Sequence[str], sentences: tuple[str, ...]) -> NDArray[np.float32]:
    found = np.zeros((len(sentences), len(concepts)), dtype=np.float32)
    stacked, ends = _stacked(sentences)
    for column, concept in enumerate(concepts):
        asked = vectors_of(content_words(concept))
        if not len(asked) or not len(stacked):
            continue
        best = (stacked @ asked.T).max(axis=1)
        begin = 0
        for row, end in enumerate(ends):
            if end > begin:
                found[row, column] = best[begin:end].max()
            begin = end
    return np.asarray(np.clip((found - CHANCE) / (1 - CHANCE), 0.0, 1.0), dtype=np.float32)
