"""The words of a collection, asked for one by one and never read as a whole."""

from functools import lru_cache
from itertools import islice

import tantivy

from knowledge.search.engines.spelling import similar
from knowledge.search.index import fields
from knowledge.search.index.counts import Counts
from knowledge.text.vectors import MOST_NEAR, near_words

_REMEMBERED = 2048


class DiskVocabulary:
    """What a misspelt word may mean, and which words mean nearly the same."""

    def __init__(self, counts: Counts, searcher: tantivy.Searcher) -> None:
        self._counts = counts
        self._searcher = searcher
        self._near = lru_cache(_REMEMBERED)(self._nearest)
        self._similar = lru_cache(_REMEMBERED)(self._found)

    def similar(self, word: str) -> list[str]:
        """What a word may be a misspelling of, best first."""
        return list(self._similar(word))

    def near(self, word: str) -> list[tuple[str, float]]:
        """Words that mean nearly the same, with how near, best first."""
        return list(self._near(word))

    def _found(self, word: str) -> tuple[str, ...]:
        counts = self._counts
        return tuple(similar(word, counts.alike, counts.count, self._are_neighbours))

    def _nearest(self, word: str) -> tuple[tuple[str, float], ...]:
        held = ((other, near) for other, near in near_words(word) if self._counts.count(other))
        return tuple(islice(held, MOST_NEAR))

    def _are_neighbours(self, left: str, right: str) -> bool:
        if not (self._counts.count(left) and self._counts.count(right)):
            return False
        query = tantivy.Query.phrase_query(fields.schema(), fields.RUNS, [left, right])
        return fields.holds(self._searcher, query)
