"""BM25, as every engine scores: one formula, so that the same question gives the same answer.

score(t, d) = idf(t) * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean length)), with Lucene's
idf(t) = ln(1 + (N - df + 0.5) / (df + 0.5)), which is always positive; for the variants see
Kamphuis et al., "Which BM25 do you mean?", ECIR 2020.
"""

import math

import numpy as np
from numpy.typing import NDArray

K1 = 1.8
B = 0.75
"""Chosen on half of the queries of SciFact, Cranfield and Medline; they hold on the other half."""
TITLE_WEIGHT = 2
"""A term of the title counts this many times: a title names what the paper is about."""


def idf(abstracts: int, holding: int) -> float:
    """What a term is worth that `holding` of so many abstracts hold."""
    return math.log(1 + (abstracts - holding + 0.5) / (holding + 0.5))


def saturated(frequency: NDArray[np.generic], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """What occurrences count: ever less the more there are, and the longer the abstract.

    `share`: the lengths of the abstracts as shares of the mean.
    """
    return frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * share))  # type: ignore[no-any-return, operator]
