"""How often a question asks an engine, which may be far away."""

from collections.abc import Collection, Mapping, Sequence

import pytest

from knowledge.answers.pipeline import Pipeline
from knowledge.base import KnowledgeBase
from knowledge.evaluation import datasets
from knowledge.model import Hit
from knowledge.search.catalogue.catalogue import MemoryCatalogue
from knowledge.search.engines.rank_bm25 import RankBM25
from knowledge.search.engines.retriever import Concept, Known, Near, Retriever, Term
from knowledge.search.shelf import Shelf
from tests.evaluation.scoring import HERE
from tests.knowledge.lexical import Lexical

MOST = 4


class Far(Retriever):
    """An engine far away, which remembers what it has told of; `trips` are those it had to make."""

    name = "far"

    def __init__(self, behind: RankBM25) -> None:
        self._behind = behind
        self._terms: dict[str, Term] = {}
        self._near: dict[str, Near] = {}
        self._similar: dict[str, Sequence[str]] = {}
        self.trips: list[str] = []

    @property
    def length(self) -> int:
        return self._behind.length

    def search(self, concepts: Sequence[Concept], k: int) -> list[Hit]:
        self.trips.append("search")
        return self._behind.search(concepts, k)

    def look_up(self, terms: Collection[str], words: Collection[str] = ()) -> Known:
        if not (self._terms.keys() >= {*terms} and self._near.keys() >= {*words}):
            self.trips.append("look up")
            known = self._behind.look_up(terms, words)
            self._terms.update(known.terms)
            self._near.update(known.near)
        return Known(self._terms, self._near)

    def similar_words(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        if not self._similar.keys() >= {*words}:
            self.trips.append("similar")
            self._similar.update(self._behind.similar_words(words))
        return self._similar

    def __len__(self) -> int:
        return len(self._behind)


@pytest.fixture(scope="module")
def shelf(base: KnowledgeBase) -> Shelf:
    """The papers of the seeds."""
    return Shelf.in_memory(base.papers())


def trips(question: str, shelf: Shelf) -> list[str]:
    """The round trips of a question that is the first one to be asked."""
    assert isinstance(shelf.retriever, RankBM25)
    assert isinstance(shelf.catalogue, MemoryCatalogue)
    far = Far(shelf.retriever)
    away = Shelf(far, shelf.catalogue, shelf.abstracts)
    Pipeline("test", away, reader=Lexical()).ask(question, 0.0)
    return far.trips


def test_a_question_takes_few_round_trips(shelf: Shelf) -> None:
    """Four at most, and most of them take two; only who asks several things may take more."""
    asked = [p.question for p in datasets.own(HERE, "tune")]
    taken = [trips(question, shelf) for question in asked]
    alone = [each for each in taken if each.count("search") <= 1]
    assert max(map(len, alone)) <= MOST
    assert sum(len(each) <= MOST for each in taken) >= 0.97 * len(taken)
    assert sum(len(each) <= 2 for each in taken) > len(taken) / 2  # a look-up, and a search


@pytest.mark.parametrize(
    "question",
    ["How many langauges does BLOOM cover?", "who is the lama 4 summary for", "Is it a hard one?"],
)
def test_words_that_nobody_knows_cost_two_more(shelf: Shelf, question: str) -> None:
    """What is like them is asked for once, and then all that this leads to."""
    assert len(trips(question, shelf)) <= MOST
