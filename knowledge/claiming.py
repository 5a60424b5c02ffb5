"""A claim as it is understood: its concepts with their weights, and what can be contradicted."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.english import frequency
from knowledge.facets import Facets, facets
from knowledge.questions import Question, analyse
from knowledge.retrieval.port import Retriever
from knowledge.text import fold
from knowledge.weighing import NAME_FACTOR, Weighted

_WORDS_COUNTED = 1.02e12
"""The words of the corpus behind the frequency dictionary (Google's n-grams)."""
_ABSTRACT_WORDS = 200
_RAREST = 5e-4
_PRIOR = 400
"""How rare a word is in English counts as much as so many abstracts of the collection."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadClaim:
    """A claim, its foci with weights that add up to 1, and its facets.

    `choice`: how many abstracts there are to choose from, as log10 / 4 (1: ten thousand).
    """

    question: Question
    foci: tuple[Weighted, ...]
    facets: Facets
    choice: float

    @property
    def text(self) -> str:
        """The claim as typed."""
        return self.question.text


def read_claim(text: str, retriever: Retriever) -> ReadClaim:
    """Read a claim against the words that a collection holds."""
    question = analyse(text, retriever)
    rarities = [_rarity(Weighted(focus, 1.0), retriever) for focus in question.foci]
    total = sum(rarities) or 1.0
    foci = tuple(
        Weighted(focus, rarity / total)
        for focus, rarity in zip(question.foci, rarities, strict=True)
    )
    choice = math.log10(max(1, len(retriever))) / 4
    return ReadClaim(question, foci, facets(question.text), choice)


def _rarity(weighted: Weighted, retriever: Retriever) -> float:
    """How much a concept says: an idf that holds in small collections too.

    The share of abstracts that hold a word is estimated from the collection and from English, as
    if English were some hundred more abstracts.
    """
    focus = weighted.focus
    best = max(a.weight for a in focus.concept.alternatives)
    held = max(
        retriever.document_frequency(a.term) for a in focus.concept.alternatives if a.weight >= best
    )
    share = frequency(fold(focus.concept.surface)) / _WORDS_COUNTED
    expected = max(_RAREST, 1 - math.exp(-share * _ABSTRACT_WORDS))
    rarity = -math.log((held + _PRIOR * expected) / (len(retriever) + _PRIOR))
    return rarity * (NAME_FACTOR if focus.name else 1.0)


def weight_of(foci: Sequence[Weighted], values: Sequence[float]) -> float:
    """The weight of the foci, each times its value."""
    return sum(w.weight * value for w, value in zip(foci, values, strict=True))
