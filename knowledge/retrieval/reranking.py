"""The best hits in a new order: what shares words with a query, and what is like it in meaning.

An engine's scores count shared words. To those of the best hits, the likeness of their gist to the
query's is added. What shares no word is never brought in, and without word vectors all stays.
"""

from collections.abc import Sequence

from knowledge.meaning import likeness
from knowledge.model import Abstract, Hit

DEPTH = 30
"""So many hits are put in a new order; among the first 100, or all, the figures are the same."""
MEANING = 0.7
"""What a likeness of 1 adds, as a share of the best score.

Chosen on half of the queries of SciFact, Cranfield and Medline, where 0.6 to 0.8 are best; on the
other half nDCG@10 rises from 0.686 to 0.700, 0.374 to 0.388 and 0.629 to 0.657.
"""


def rerank(query: str, hits: Sequence[Hit], abstracts: Sequence[Abstract]) -> list[Hit]:
    """The same hits, best first, with what they gain by their meaning added to their scores.

    `abstracts` are those of the hits, in the same order. Equal scores in order of identifier.
    """
    parts = [(a.title or "", a.text) for a in abstracts[:DEPTH]]
    alike = likeness(query, parts) if parts else None
    if alike is None:
        return list(hits)
    whole = hits[0].score * MEANING
    gained = [
        Hit(hit.abstract_id, hit.score + whole * max(0.0, float(cosine)))
        for hit, cosine in zip(hits, alike, strict=False)
    ]
    # Nobody's score falls, so those beyond stay behind.
    gained.sort(key=lambda hit: (-hit.score, hit.abstract_id))
    return [*gained, *hits[DEPTH:]]
