"""BM25, as every engine scores: one formula, so that the same question gives the same answer.

score(t, d) = idf(t) * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean length)), with Lucene's
idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)), which is always positive; for the variants see
Kamphuis et al., "Which BM25 do you mean?", ECIR 2020.
"""

import math

import numpy as np
from numpy.typing import NDArray

from knowledge.settings import tuned

K1 = tuned().retrieval.k1
B = tuned().retrieval.b
TITLE_WEIGHT = tuned().retrieval.title_weight


def idf(abstracts: int, holding: int) -> float:
    """What a term is worth that `holding` of so many abstracts hold."""
    return math.log(1 + (abstracts - holding + 0.5) / (holding + 0.5))


def saturated(frequency: NDArray[np.generic], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """What occurrences count: ever less the more there are, and the longer the abstract.

    `share`: the lengths of the abstracts as shares of the mean.
    """
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * share))  # type: ignore[no-any-return, operator]
