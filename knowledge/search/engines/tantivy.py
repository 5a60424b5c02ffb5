"""The engine on disk: tantivy finds the candidates, and the formula of all engines scores them.

tantivy counts with another k1 and rounds lengths to a byte, so what it finds is taken for what may
be best and no more: the candidates are scored anew, exactly, from how often they hold each term.
It is asked for any of the concepts, of each for the best of its alternatives.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
import tantivy
from numpy.typing import NDArray

from knowledge.model import Hit
from knowledge.search.engines.bm25 import best, idf, scored
from knowledge.search.engines.forward import Documents
from knowledge.search.engines.retriever import Alternative, Concept, Known, Term, once
from knowledge.search.engines.vocabulary import terms_of

NUMBER = "number"
TERMS = "terms"
"""The fields of the index that this engine reads: the abstracts' numbers, and their terms."""
_TIMES = 2
_LEAST = 20
"""Candidates: so many times as many as are wanted, and so many more."""
_KNOWN = 20_000
"""So many terms are remembered."""


class Tantivy:
    """tantivy behind the port.

    Args:
        searcher: the index as it was at one commit.
        schema: its fields.
        terms: what is known of each of some terms.
        forward: every abstract of it.
        similar: what a word may be a misspelling of, best first.
        near: words that mean nearly the same, with how near, best first.
        abstracts: how many it holds.
        length: the sum of their lengths.
    """

    name = "tantivy"

    def __init__(
        self,
        searcher: tantivy.Searcher,
        schema: tantivy.Schema,
        terms: Callable[[Sequence[str]], Sequence[Term]],
        forward: Documents,
        *,
        similar: Callable[[str], list[str]],
        near: Callable[[str], list[tuple[str, float]]],
        abstracts: int,
        length: int,
    ) -> None:
        self._searcher = searcher
        self._schema = schema
        self._forward = forward
        self._similar, self._near = similar, near
        self._abstracts = abstracts
        self.length = length
        self._mean = length / max(1, abstracts)
        self._terms = terms
        self._seen: dict[str, Term] = {}

    def search(self, concepts: Sequence[Concept], k: int) -> list[Hit]:
        """The best `k` abstracts that hold at least one of the concepts, best first."""
        asked = once(concepts)
        known = self._known([a.term for concept in asked for a in concept.alternatives])
        clauses = [
            (tantivy.Occur.Should, self._clause(concept, held))
            for concept in asked
            if (held := [a for a in concept.alternatives if known[a.term].held])
        ]
        if not clauses or k < 1:
            return []
        query = tantivy.Query.boolean_query(clauses)
        depth = _TIMES * k + _LEAST
        found = self._searcher.search(query, depth, count=False).hits
        addresses = [address for _, address in found]
        numbers = self._searcher.fast_field_values(NUMBER, addresses)
        return self._best(np.array(numbers, dtype=np.int64), asked, known, k)

    def _clause(self, concept: Concept, held: Sequence[Alternative]) -> tantivy.Query:
        """A concept: the best of its alternatives counts, as the formula has it."""
        each = [self._term(a.term, a.weight * concept.weight) for a in held]
        return tantivy.Query.disjunction_max_query(each) if len(each) > 1 else each[0]

    def _term(self, term: str, weight: float) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, TERMS, term, "freq")
        return tantivy.Query.boost_query(query, weight) if weight != 1 else query

    def _known(self, terms: Sequence[str]) -> Mapping[str, Term]:
        """What is known of some terms: asked for all at once, where it is not remembered."""
        seen = self._seen
        known = {term: seen[term] for term in terms if term in seen}
        if missing := [term for term in dict.fromkeys(terms) if term not in known]:
            told = dict(zip(missing, self._terms(missing), strict=True))
            if len(seen) > _KNOWN:
                self._seen = told  # whoever reads the one before goes on with it
            else:
                seen.update(told)
            known.update(told)
        return known

    def _best(
        self,
        numbers: NDArray[np.int64],
        asked: Sequence[Concept],
        known: Mapping[str, Term],
        k: int,
    ) -> list[Hit]:
        held = sorted((t for t in known if known[t].held), key=lambda t: known[t].number)
        terms = np.array([known[term].number for term in held], dtype=np.uint32)
        share = self._forward.lengths(numbers) / self._mean
        frequency = self._forward.frequencies(numbers, terms)
        worth = np.array([idf(self._abstracts, known[term].held) for term in held])
        scores = scored(asked, held, worth, frequency, share)
        return best(scores, lambda chosen: self._forward.ids(numbers[chosen]), k)

    def look_up(self, terms: Collection[str], words: Collection[str] = ()) -> Known:
        """What is known of terms, and which words are near to `words`."""
        near = {word: self._near(word) for word in words}
        return Known(self._known([*{*terms, *terms_of(near)}]), near)

    def similar_words(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """For each word those of the collection that it may misspell, best first."""
        return {word: self._similar(word) for word in words}

    def __len__(self) -> int:
        """The number of abstracts."""
        return self._abstracts
