"""The engine for many machines: OpenSearch finds the candidates, our own formula scores them.

Lucene rounds lengths to a byte and counts each index by itself, so what it finds is taken for what
may be best and no more: the candidates are scored anew, exactly, from the terms that they hold. It
is asked for any of the concepts, of each for the best of its alternatives. What is known of words
comes from elsewhere, and is remembered: a retriever is of one generation.
Its indexes, and what they are called: `knowledge/search/cluster/indexer.py`.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Hit
from knowledge.search.engines.bm25 import best, idf, scored
from knowledge.search.engines.retriever import Concept, Known, Near, Term, once
from knowledge.search.engines.vocabulary import terms_of
from knowledge.text.vectors import MOST_NEAR, near_words

TERMS = "terms"
"""The field of the index that this engine asks: an abstract's terms, with blanks between them."""
_TIMES = 2
_LEAST = 20
"""Candidates: so many times as many as are wanted, and so many more."""
_MOST_CLAUSES = 900
"""Lucene takes 1,024; of a very long query, the alternatives that count least are left out."""
_REMEMBERED = 64
"""So many searches are remembered: a question may search twice for the same."""
Query = Mapping[str, Any]


class Candidate(NamedTuple):
    """An abstract that may be among the best, and its terms as they are indexed."""

    id: str
    terms: str


class Told(NamedTuple):
    """What is counted of terms, and how often words are met; what is not told of is nowhere."""

    terms: Mapping[str, Term]
    words: Mapping[str, int]


class OpenSearch:
    """OpenSearch behind the port.

    Args:
        find: the best candidates for a query, at most so many.
        told: what is counted of terms and words, in one round trip.
        similar: for words what each may misspell, best first.
        abstracts: how many the collection holds.
        length: the sum of their lengths.
    """

    name = "opensearch"

    def __init__(
        self,
        find: Callable[[Query, int], list[Candidate]],
        told: Callable[[Collection[str], Collection[str]], Told],
        similar: Callable[[Collection[str]], Mapping[str, Sequence[str]]],
        *,
        abstracts: int,
        length: int,
    ) -> None:
        self._find, self._told, self._ask_similar = find, told, similar
        self._abstracts = abstracts
        self.length = length
        self._mean = length / max(1, abstracts)
        self._terms: dict[str, Term] = {}
        self._counts: dict[str, int] = {}
        self._near: dict[str, Near] = {}
        self._similar: dict[str, Sequence[str]] = {}
        self._found: dict[tuple[tuple[Concept, ...], int], list[Hit]] = {}

    def search(self, concepts: Sequence[Concept], k: int) -> list[Hit]:
        """The best `k` abstracts that hold at least one of the concepts, best first."""
        asked = once(concepts)
        if (key := (tuple(asked), k)) in self._found:
            return list(self._found[key])
        known = self.look_up({a.term for concept in asked for a in concept.alternatives}).terms
        query = self._query(asked, known)
        if query is None or k < 1:
            return []
        hits = self._scored(self._find(query, _TIMES * k + _LEAST), asked, known, k)
        if len(self._found) >= _REMEMBERED:
            self._found = {}
        self._found[key] = hits
        return list(hits)

    def _query(self, asked: Sequence[Concept], known: Mapping[str, Term]) -> Query | None:
        """Any of the concepts: of each, the best of its alternatives counts."""
        held = [
            (place, a.term, a.weight * concept.weight)
            for place, concept in enumerate(asked)
            for a in concept.alternatives
            if known[a.term].held > 0
        ]
        if len(held) > _MOST_CLAUSES:
            held.sort(key=lambda h: -h[2] * idf(self._abstracts, known[h[1]].held))
            held = held[:_MOST_CLAUSES]
        each: dict[int, list[Query]] = {}
        for place, term, weight in held:
            clause = {"term": {TERMS: {"value": term, "boost": weight}}}
            each.setdefault(place, []).append(clause)
        either = [c[0] if len(c) == 1 else {"dis_max": {"queries": c}} for c in each.values()]
        return {"bool": {"should": either}} if either else None

    def _scored(
        self,
        found: Sequence[Candidate],
        asked: Sequence[Concept],
        known: Mapping[str, Term],
        k: int,
    ) -> list[Hit]:
        held = [term for term in known if known[term].held > 0]
        lengths, frequencies = _counted(found, held)
        worth = np.array([idf(self._abstracts, known[term].held) for term in held])
        total = scored(asked, held, worth, frequencies, lengths / self._mean)
        return best(total, lambda chosen: [found[i].id for i in chosen], k)

    def look_up(self, terms: Collection[str], words: Collection[str] = ()) -> Known:
        """What is known of terms, and which words are near to `words`."""
        wanted = {word: near_words(word) for word in words if word not in self._near}
        # The terms of all that may be near as well: which are held is not known before.
        self._ask({*terms, *terms_of(wanted)}, {o for each in wanted.values() for o, _ in each})
        self._near.update((word, self._held(each)) for word, each in wanted.items())
        near = {word: self._near[word] for word in words}
        return Known({term: self._terms[term] for term in {*terms, *terms_of(near)}}, near)

    def _held(self, near: Near) -> Near:
        """The first of some words that the collection holds."""
        return [(o, nearness) for o, nearness in near if self._counts[o]][:MOST_NEAR]

    def _ask(self, terms: Collection[str], words: Collection[str]) -> None:
        """Learn what is not remembered: in one round trip, or none."""
        new = {term for term in terms if term not in self._terms}
        met = {word for word in words if word not in self._counts}
        if not new and not met:
            return
        told = self._told(new, met)
        self._terms.update((term, told.terms.get(term, _UNKNOWN)) for term in new)
        self._counts.update((word, told.words.get(word, 0)) for word in met)

    def similar_words(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """For each word those of the collection that it may misspell, best first."""
        if missing := [word for word in words if word not in self._similar]:
            self._similar.update(self._ask_similar(missing))
        return {word: self._similar[word] for word in words}

    def __len__(self) -> int:
        """The number of abstracts."""
        return self._abstracts


_UNKNOWN = Term(0, 0, 0)


def _counted(
    found: Sequence[Candidate], held: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The lengths of candidates, and how often each of them holds each term: a row for each."""
    column = {term: place for place, term in enumerate(held)}
    lengths = np.zeros(len(found))
    frequencies = np.zeros((len(found), len(held)))
    for row, candidate in enumerate(found):
        terms = candidate.terms.split(" ")
        lengths[row] = len(terms)
        for term, count in Counter(filter(column.__contains__, terms)).items():
            frequencies[row, column[term]] = count
    return lengths, frequencies
