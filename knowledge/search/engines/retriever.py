"""What a retrieval engine must do. Engines import this module and no other part of the core."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Protocol

from knowledge.model import Hit


@dataclass(frozen=True, slots=True)
class Alternative:
    """A term that stands for a concept, and how well it does (1: it is the very word)."""

    term: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a query asks for: the best-scoring of its alternatives counts, alone."""

    surface: str
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0


class Retriever(Protocol):
    """Abstracts by BM25 over title, text and authors.

    A score says nothing on its own and is not comparable between queries.
    """

    @property
    def name(self) -> str:
        """What the engine is called."""
        ...

    def search(self, concepts: Sequence[Concept], k: int) -> list[Hit]:
        """The best `k` abstracts that hold at least one of the concepts.

        Best first; equal scores in order of identifier.
        """
        ...

    def document_frequency(self, term: str) -> int:
        """The number of abstracts that hold a term."""
        ...

    def similar_words(self, word: str) -> list[str]:
        """Words of the collection that `word` may be a misspelling of, best first."""
        ...

    def near_words(self, word: str) -> list[tuple[str, float]]:
        """Words of the collection that mean nearly the same, with how near (0 to 1), best first."""
        ...

    def is_name(self, term: str) -> bool:
        """Whether the collection writes a term as a name: with a capital, within sentences."""
        ...

    def __len__(self) -> int:
        """The number of abstracts."""
        ...


def once(concepts: Iterable[Concept]) -> list[Concept]:
    """Concepts with each of them once: one that is named n times weighs sqrt(n) times as much.

    On half of the queries of SciFact, Cranfield and Medline nDCG@10 rises so from 0.730 to 0.734,
    from 0.381 to 0.383 and from 0.791 to 0.793; on the other half from 0.684 to 0.686, from 0.370
    to 0.374 and from 0.607 to 0.634.
    """
    named: dict[str, list[Concept]] = {}
    for concept in concepts:
        best = max(concept.alternatives, key=lambda a: a.weight).term
        named.setdefault(best, []).append(concept)
    return [_merged(same) if len(same) > 1 else same[0] for same in named.values()]


def _merged(same: Sequence[Concept]) -> Concept:
    weights: dict[str, float] = {}
    for alternative in (a for concept in same for a in concept.alternatives):
        weights[alternative.term] = max(alternative.weight, weights.get(alternative.term, 0.0))
    alternatives = tuple(Alternative(term, weight) for term, weight in weights.items())
    heaviest = max(concept.weight for concept in same)
    return Concept(same[0].surface, alternatives, heaviest * sqrt(len(same)))
