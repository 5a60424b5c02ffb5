"""BM25, as every engine scores: one formula, so that the same question gives the same answer.

score(t, d) = idf(t) * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean length)), with Lucene's
idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)), which is always positive; for the variants see
Kamphuis et al., "Which BM25 do you mean?", ECIR 2020. A term of the title counts several times in
tf: that is indexed, in `knowledge/text/indexing/contents.py`.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Hit
from knowledge.search.engines.retriever import Concept
from knowledge.settings import tuned

K1 = tuned().retrieval.k1
B = tuned().retrieval.b


def idf(abstracts: int, holding: int) -> float:
    """What a term is worth that `holding` of so many abstracts hold."""
    return math.log(1 + (abstracts - holding + 0.5) / (holding + 0.5))


def saturated(frequency: NDArray[np.generic], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """What occurrences count: ever less the more there are, and the longer the abstract.

    `share`: the lengths of the abstracts as shares of the mean.
    """
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * share))  # type: ignore[no-any-return, operator]


def scored(
    asked: Sequence[Concept],
    held: Sequence[str],
    worth: NDArray[np.float64],
    frequency: NDArray[np.float64],
    share: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The scores of candidates: of each concept, the best of its alternatives counts.

    Args:
        asked: the concepts.
        held: the terms that the collection holds.
        worth: the idf of each.
        frequency: how often each candidate holds each: a row for each candidate.
        share: the lengths of the candidates, as shares of the mean.
    """
    column = {term: place for place, term in enumerate(held)}
    scores = worth * saturated(frequency, share[:, None])
    total = np.zeros(len(share))
    for concept in asked:
        most = np.zeros(len(share))
        for a in concept.alternatives:
            if a.term in column:
                most = np.maximum(most, scores[:, column[a.term]] * a.weight)
        total += most * concept.weight
    return total


def best(
    scores: NDArray[np.float64], ids: Callable[[NDArray[np.int64]], Sequence[str]], k: int
) -> list[Hit]:
    """The best `k` candidates; `ids` gives the identifiers of some, which decide where two tie."""
    # All that may tie with the last one.
    last = np.partition(scores, -k)[-k] if k < len(scores) else 0.0
    chosen = np.flatnonzero(scores >= last)
    ranked = sorted(zip(-scores[chosen], ids(chosen), strict=True))[:k]
    return [Hit(identifier, -float(score)) for score, identifier in ranked]
