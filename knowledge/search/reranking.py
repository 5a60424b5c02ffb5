"""The best hits in a new order: what shares words with a query, and what is like it in meaning.

An engine's scores count shared words. To those of the best hits, the likeness of their gist to the
query's is added. What shares no word is never brought in, and without word vectors all stays.
"""

from collections.abc import Sequence

import numpy as np

from knowledge.model import Abstract, Hit
from knowledge.settings import tuned
from knowledge.text.vectors import likeness

DEPTH = tuned().retrieval.reordered
MEANING = np.array(tuned().retrieval.meaning, dtype=np.float32)


def rerank(query: str, hits: Sequence[Hit], abstracts: Sequence[Abstract]) -> list[Hit]:
    """The same hits, best first, with what they gain by their meaning added to their scores.

    `abstracts` are those of the hits, in the same order. Equal scores in order of identifier.
    """
    parts = [(a.title or "", a.text) for a in abstracts[:DEPTH]]
    alike = likeness(query, parts) if parts else None
    if alike is None:
        return list(hits)
    gains = hits[0].score * (np.maximum(alike, 0) @ MEANING)
    gained = [
        Hit(hit.abstract_id, hit.score + float(gain))
        for hit, gain in zip(hits, gains, strict=False)
    ]
    # Nobody's score falls, so those beyond stay behind.
    gained.sort(key=lambda hit: (-hit.score, hit.abstract_id))
    return [*gained, *hits[DEPTH:]]
