"""How near in meaning the words of one sentence come to those of another, word by word."""

from collections.abc import Sequence

import numpy as np

from knowledge.meaning import vectors_of


def alignment(words: Sequence[str], others: tuple[str, ...]) -> float:
    """The mean, over some words, of each one's best cosine among the others; 0 to 1.

    Words that stand among the others count 1, others without a vector 0. Words are folded.
    """
    if not words:
        return 0.0
    unsaid = tuple(word for word in words if word not in others)
    vectors, matrix = vectors_of(unsaid), vectors_of(others)
    near = 0.0
    if len(vectors) and len(matrix):
        near = float(np.maximum((vectors @ matrix.T).max(axis=1), 0.0).sum())
    return (len(words) - len(unsaid) + near) / len(words)
