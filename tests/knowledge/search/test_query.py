"""A query as a whole finds what it is about, however its words are written."""

import pytest

from knowledge.answers.pipeline import Pipeline
from knowledge.base import KnowledgeBase
from knowledge.model import Abstract
from knowledge.search.engines.rank_bm25 import RankBM25
from knowledge.search.engines.retriever import Concept
from knowledge.search.query import GENERIC, OTHER, PART, concepts_of
from tests.knowledge.shelf import abstract

SHELF = [
    abstract("We collect a dataset of bridges.", title="Bridges"),
    abstract("Fine-tuning speech models is slow."),
    abstract("A paper on sailing, and on nothing else."),
]


def weights(concept: Concept) -> dict[str, float]:
    """The terms of a concept with their weights."""
    return {a.term: a.weight for a in concept.alternatives}


def first(query: str) -> Abstract:
    """The best paper of the shelf."""
    return Pipeline("test", SHELF).papers(query, 1)[0]


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("a data set of something", 0),
        ("finetuning", 1),
        ("fine tuning of a system", 1),
        ("sailling", 2),
        ("paper on bridges", 0),
    ],
)
def test_a_paper_is_found_however_the_query_is_written(query: str, index: int) -> None:
    """In one word or two, misspelt, and among words that say little."""
    assert first(query) == SHELF[index]


def test_the_words_themselves_count_most() -> None:
    """A word counts whole, a compound of two words half, a generic word little."""
    engine = RankBM25(SHELF)
    data, collected = concepts_of("data set", engine)
    assert weights(data)["data"] == weights(collected)["set"] == 1.0
    assert weights(data)["dataset"] == weights(collected)["dataset"] == PART
    assert [c.weight for c in concepts_of("paper sailing", engine)] == [GENERIC, 1.0]


def test_what_else_stands_for_a_word_counts_less() -> None:
    """Words of near meaning stand for a word, but not for a name."""
    engine = RankBM25(SHELF)
    (voice,) = concepts_of("voice", engine)
    others = weights(voice)
    assert others.pop("voic") == 1.0
    assert 0 < max(others.values()) <= OTHER
    (name,) = concepts_of("VOICE", engine)
    assert weights(name).keys() <= weights(voice).keys()


def test_a_query_without_words_finds_nothing(base: KnowledgeBase) -> None:
    """There is nothing to look for."""
    assert base.search("") == base.search("?!") == base.search("of the") == []


def test_hits_are_the_papers_with_their_scores(base: KnowledgeBase) -> None:
    """In the same order, and with scores that only fall."""
    hits = base.search("multilingual language models", 5)
    assert [hit.abstract_id for hit in hits] == [
        paper.id for paper in base.papers("multilingual language models", 5)
    ]
    assert [hit.score for hit in hits] == sorted((h.score for h in hits), reverse=True)
