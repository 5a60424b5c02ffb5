"""The embedded engine: rank-bm25, in memory, for up to about 2,000 abstracts.

It is built from the store whenever a base is opened and never saved. What rank-bm25 0.2.2 gets
wrong is kept out here: an empty collection divides by zero, so none is built for it; its idf is 0
for a term in half of the abstracts and negative beyond, so Lucene's idf takes its place, which is
always positive; and it looks a term up in every document, 10 ms a question over 5,000 of them, so
what it has counted is kept by term.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Okapi

from knowledge.model import Abstract, Hit
from knowledge.search.engines.bm25 import K1, B, idf, saturated
from knowledge.search.engines.retriever import Concept, Known, Term, once
from knowledge.search.engines.vocabulary import Vocabulary, terms_of
from knowledge.text.indexing.contents import contents_of
from knowledge.text.vectors import Neighbourhood

_NOWHERE = (array("i"), array("i"))


class RankBM25:
    """rank-bm25 behind the port, scoring by `bm25`'s formula."""

    name = "rank-bm25"

    def __init__(self, abstracts: Iterable[Abstract]) -> None:
        ordered = sorted(abstracts, key=lambda abstract: abstract.id)
        contents = [contents_of(abstract) for abstract in ordered]
        documents = [list(each.terms.elements()) for each in contents]
        self._ids = [abstract.id for abstract in ordered]
        self._frequencies = Counter(term for each in contents for term in each.terms)
        self._bm25 = self._build(documents)
        self._lengths = np.array([len(terms) for terms in documents], dtype=np.float64)
        self.length = int(self._lengths.sum())
        self._postings = _postings(self._bm25)
        self._vocabulary = Vocabulary(contents)
        self._neighbourhood = Neighbourhood(self._vocabulary.words())

    def _build(self, documents: list[list[str]]) -> BM25Okapi | None:
        if not any(documents):
            return None
        bm25 = BM25Okapi(documents, k1=K1, b=B)
        count = len(documents)
        bm25.idf = {term: idf(count, df) for term, df in self._frequencies.items()}
        return bm25

    def search(self, concepts: Sequence[Concept], k: int) -> list[Hit]:
        """The best `k` abstracts that hold at least one of the concepts, best first."""
        if self._bm25 is None:
            return []
        total: NDArray[np.float64] = np.zeros(len(self._ids))
        for concept in once(concepts):
            total += self._scores(concept)
        # Lucene's idf is positive, so an abstract scores above 0 just where it holds a term.
        found = [index for index in np.argsort(-total, kind="stable")[:k] if total[index] > 0]
        return [Hit(self._ids[index], float(total[index])) for index in found]

    def _scores(self, concept: Concept) -> NDArray[np.float64]:
        best: NDArray[np.float64] = np.zeros(len(self._ids))
        for alternative in concept.alternatives:
            where, scores = self._scored(alternative.term)
            best[where] = np.maximum(best[where], scores * alternative.weight)
        return best * concept.weight

    def _scored(self, term: str) -> tuple[NDArray[np.intc], NDArray[np.float64]]:
        """The documents that hold a term, and the score of each."""
        bm25, (where, counts) = self._bm25, self._postings.get(term, _NOWHERE)
        held, frequency = np.frombuffer(where, np.intc), np.frombuffer(counts, np.intc)
        if bm25 is None or not held.size:
            return held, np.zeros(0)
        share = self._lengths[held] / bm25.avgdl
        return held, bm25.idf[term] * saturated(frequency, share)

    def look_up(self, terms: Collection[str], words: Collection[str] = ()) -> Known:
        """What is known of terms, and which words are near to `words`."""
        near = {word: self._neighbourhood.of(word) for word in words}
        wanted = {*terms, *terms_of(near)}
        return Known({term: self._term(term) for term in wanted}, near)

    def _term(self, term: str) -> Term:
        return Term(self._frequencies[term], *self._vocabulary.written(term))

    def similar_words(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """For each word those of the collection that it may misspell, best first."""
        return {word: self._vocabulary.similar(word) for word in words}

    def __len__(self) -> int:
        """The number of abstracts."""
        return len(self._ids)


def _postings(bm25: BM25Okapi | None) -> "dict[str, tuple[array[int], array[int]]]":
    """For each term the documents that hold it, by number, and how often each does."""
    found: defaultdict[str, tuple[array[int], array[int]]] = defaultdict(
        lambda: (array("i"), array("i"))
    )
    for number, frequencies in enumerate(bm25.doc_freqs if bm25 else ()):
        for term, count in frequencies.items():
            where, counts = found[term]
            where.append(number)
            counts.append(count)
    return dict(found)
