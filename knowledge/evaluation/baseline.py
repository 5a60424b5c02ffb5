"""What everything is compared with: rank-bm25 as it comes, and the first sentence of its first hit.

BM25Okapi with its default parameters over title and text, split at white space in lower case as
its documentation does. It always answers.
"""

from collections.abc import Sequence

import numpy as np
from rank_bm25 import BM25Okapi

from knowledge.model import Abstract, Hit
from knowledge.text.sentences import split


class Baseline:
    """rank-bm25 over abstracts; there must be at least one with a word."""

    def __init__(self, abstracts: Sequence[Abstract]) -> None:
        self._abstracts = sorted(abstracts, key=lambda abstract: abstract.id)
        self._by_id = {abstract.id: abstract for abstract in self._abstracts}
        self._bm25 = BM25Okapi([_words(f"{a.title or ''} {a.text}") for a in self._abstracts])

    def search(self, query: str, limit: int) -> list[Hit]:
        """The best hits, best first; equal scores in order of identifier."""
        scores = self._bm25.get_scores(_words(query))
        best = np.argsort(-scores, kind="stable")[:limit]
        return [Hit(self._abstracts[i].id, float(scores[i])) for i in best]

    def first(self, question: str) -> tuple[Abstract, str, float]:
        """The first hit, its first sentence and its score."""
        (hit,) = self.search(question, 1)
        abstract = self._by_id[hit.abstract_id]
        return abstract, split(abstract.text)[0].text, hit.score


def _words(text: str) -> list[str]:
    return text.lower().split()
