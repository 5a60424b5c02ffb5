"""The retriever of an overlay: what lies beneath finds candidates, and all are scored anew.

Scores are those of the collection as it would be: its number of abstracts, its mean length and its
frequencies of terms are what lies beneath and what comes, less what goes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from knowledge.model import Abstract, Hit
from knowledge.search.engines.bm25 import best, idf, scored
from knowledge.search.engines.retriever import Concept, Known, Near, Term, once
from knowledge.search.engines.vocabulary import Vocabulary, terms_of
from knowledge.search.shelf import Shelf
from knowledge.text.indexing.contents import Contents, contents_of
from knowledge.text.vectors import MOST_NEAR, Neighbourhood

_TIMES = 2
_LEAST = 20
"""Candidates from beneath: so many times as many as are wanted, and so many more."""
_REMEMBERED = 4096
_Held = tuple[Counter[str], int]
"""The terms of an abstract with how often each counts, and its length."""


class Finding:
    """The port over a shelf beneath, with the abstracts that come and without those replaced.

    To be asked by one thread at a time.

    Args:
        beneath: what is there.
        come: the abstracts that come.
        replaced: those held beneath that go, or that others come for, by identifier.
    """

    def __init__(
        self, beneath: Shelf, come: Iterable[Abstract], replaced: Mapping[str, Abstract]
    ) -> None:
        self._beneath = beneath
        self._engine = beneath.retriever
        self._replaced = replaced
        self.name = self._engine.name
        added = {abstract.id: contents_of(abstract) for abstract in come}
        taken = [contents_of(abstract) for abstract in replaced.values()]
        self._come: dict[str, _Held] = {i: (c.terms, c.length) for i, c in added.items()}
        self._holding = _postings(added)
        self._count = len(self._engine) + len(added) - len(taken)
        self.length = (
            self._engine.length
            + sum(each.length for each in added.values())
            - sum(each.length for each in taken)
        )
        self._held = _more(added.values(), taken, lambda each: each.terms.keys())
        self._capital = _more(added.values(), taken, lambda each: each.capital)
        self._lower = _more(added.values(), taken, lambda each: each.lower)
        self._words = Vocabulary(added.values())
        self._neighbourhood = Neighbourhood(self._words.words())
        self._seen: dict[str, _Held] = {}

    def search(self, concepts: Sequence[Concept], k: int) -> list[Hit]:
        """The best `k` abstracts that hold at least one of the concepts, best first."""
        asked = once(concepts)
        terms = list(dict.fromkeys(a.term for each in asked for a in each.alternatives))
        if k < 1 or not terms:
            return []
        held = self._candidates(concepts, k, terms)
        if not held:
            return []
        ids = list(held)
        scores = self._scores(asked, terms, list(held.values()))
        return best(scores, lambda chosen: [ids[place] for place in chosen], k)

    def _candidates(
        self, concepts: Sequence[Concept], k: int, terms: Sequence[str]
    ) -> dict[str, _Held]:
        """What may be among the best: all that come with one of the terms, the best beneath."""
        found = self._engine.search(concepts, _TIMES * k + _LEAST + len(self._replaced))
        ids = [hit.abstract_id for hit in found if hit.abstract_id not in self._replaced]
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        for abstract in self._beneath.of(i for i in ids if i not in self._seen):
            contents = contents_of(abstract)
            self._seen[abstract.id] = contents.terms, contents.length
        come = {i: self._come[i] for term in terms for i in self._holding.get(term, ())}
        return {i: self._seen[i] for i in ids if i in self._seen} | come

    def _scores(
        self, asked: Sequence[Concept], terms: Sequence[str], held: Sequence[_Held]
    ) -> NDArray[np.float64]:
        known = self._terms(terms)
        share = np.array([length for _, length in held]) / (self.length / max(1, self._count))
        frequency = np.array([[counts[term] for term in terms] for counts, _ in held], np.float64)
        worth = np.array([idf(self._count, known[term].held) for term in terms])
        return scored(asked, terms, worth, frequency, share)

    def look_up(self, terms: Collection[str], words: Collection[str] = ()) -> Known:
        """What is known of terms, and which words are near to `words`."""
        below = self._engine.look_up(terms, words)
        near = {word: self._near(word, below) for word in words}
        known = {term: self._summed(term, each) for term, each in below.terms.items()}
        if missing := terms_of(near) - known.keys():
            known |= self._terms(list(missing))
        return Known(known, near)

    def _near(self, word: str, below: Known) -> Near:
        both = {**dict(self._neighbourhood.of(word)), **dict(below.near[word])}
        return sorted(both.items(), key=lambda each: (-each[1], each[0]))[:MOST_NEAR]

    def _terms(self, terms: Sequence[str]) -> dict[str, Term]:
        below = self._engine.look_up(terms).terms
        return {term: self._summed(term, below[term]) for term in terms}

    def _summed(self, term: str, below: Term) -> Term:
        return Term(
            below.held + self._held[term],
            below.capital + self._capital[term],
            below.lower + self._lower[term],
        )

    def similar_words(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """For each word those of the collection that it may misspell, best first.

        Of words that are as likely, those held beneath come first.
        """
        below = self._engine.similar_words(words)
        return {word: _merged(word, below[word], self._words.similar(word)) for word in words}

    def __len__(self) -> int:
        """The number of abstracts."""
        return self._count


def _postings(added: Mapping[str, Contents]) -> Mapping[str, Sequence[str]]:
    """For each term the abstracts that hold it."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for identifier, each in added.items():
        for term in each.terms:
            found[term].append(identifier)
    return found


def _more(
    added: Iterable[Contents], taken: Iterable[Contents], of: Callable[[Contents], Iterable[str]]
) -> Counter[str]:
    """How much more there is of each term, or how much less."""
    found: Counter[str] = Counter()
    for each in added:
        found.update(of(each))
    for each in taken:
        found.subtract(of(each))
    return found


def _merged(word: str, below: Sequence[str], come: Sequence[str]) -> list[str]:
    """What a word may stand for, in both: as several words first, then by the number of edits."""
    both = list(dict.fromkeys((*below, *come)))
    parted = sorted((each for each in both if " " in each), key=_cut)[:1]
    whole = (each for each in both if " " not in each)
    return [*parted, *sorted(whole, key=lambda other: OSA.distance(word, other))]


def _cut(parted: str) -> tuple[int, ...]:
    """Where a word is cut: those in two come before those in three."""
    lengths = [len(part) for part in parted.split(" ")]
    return len(lengths), *lengths
