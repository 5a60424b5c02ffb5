"""What is found does not depend on the engine."""

import shutil
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest

from knowledge.base import KnowledgeBase
from knowledge.dedup import deduplicate
from knowledge.evaluation import datasets
from knowledge.model import Abstract, Hit
from knowledge.search.engines.choice import IN_MEMORY, ON_DISK
from knowledge.search.engines.rank_bm25 import RankBM25
from knowledge.search.engines.retriever import Alternative, Concept, Retriever
from knowledge.search.query import concepts_of
from knowledge.text.english import by_frequency
from knowledge.text.tokens import stem
from tests.evaluation.scoring import HERE
from tests.knowledge.search.index.making import on_disk
from tests.knowledge.shelf import abstract

CRANFIELD = Path(__file__).parents[5] / "shared" / "eval" / "cran"
AGREEMENT = 0.95


def overlap(left: Sequence[Hit], right: Sequence[Hit]) -> float:
    """The share of the best hits that two engines have in common."""
    found, others = ({hit.abstract_id for hit in hits} for hits in (left, right))
    return len(found & others) / len(found) if found else 1.0


def assert_agree(
    engine: Retriever, reference: Retriever, asked: Sequence[Sequence[Concept]]
) -> None:
    """Nearly all of the ten best are the same, each with the same score."""
    shares = []
    for query in asked:
        found, expected = engine.search(query, 10), reference.search(query, 10)
        scores = {hit.abstract_id: hit.score for hit in expected}
        assert all(hit.score == scores.get(hit.abstract_id, hit.score) for hit in found)
        assert all(
            (-a.score, a.abstract_id) < (-b.score, b.abstract_id) for a, b in pairwise(found)
        )
        shares.append(overlap(expected, found))
    assert sum(shares) / len(shares) >= AGREEMENT


@pytest.mark.skipif(not CRANFIELD.is_dir(), reason="Cranfield is not in ../shared/eval")
def test_engines_agree_on_cranfield(tmp_path: Path) -> None:
    """On every other question, as people ask them, with synonyms, near words and compounds."""
    judged = datasets.beir(CRANFIELD)
    abstracts = list(deduplicate(judged.records).values())
    reference, engine = RankBM25(abstracts), on_disk(tmp_path, abstracts).retriever
    queries = list(judged.queries.values())[::2]
    asked = [concepts_of(text, reference) for text in queries]
    assert asked == [concepts_of(text, engine) for text in queries]
    assert_agree(engine, reference, asked)


def short_abstracts(count: int) -> list[Abstract]:
    """Abstracts of 5 to 30 words that are as frequent as the words of real texts."""
    words = [word for word, _ in by_frequency()]
    generator = np.random.default_rng(4)
    lengths = generator.integers(5, 30, count)
    drawn = np.minimum(generator.zipf(1.15, int(lengths.sum())), len(words)) - 1
    cut = np.split(drawn, np.cumsum(lengths)[:-1])
    return [abstract(f"{n} {' '.join(words[i] for i in row)}") for n, row in enumerate(cut)]


def test_engines_agree_on_very_many_abstracts(tmp_path: Path) -> None:
    """Among 10,000 abstracts, with alternatives of every weight."""
    abstracts = short_abstracts(10_000)
    reference, engine = RankBM25(abstracts), on_disk(tmp_path, abstracts).retriever
    random = Random(5)
    held = [random.choice(abstracts).text.split()[1:] for _ in range(60)]
    asked = [
        [
            Concept(
                word, tuple(Alternative(stem(random.choice(held[n - k])), 0.6**k) for k in (0, 1))
            )
            for word in random.sample(words, 4)
        ]
        for n, words in enumerate(held)
    ]
    assert_agree(engine, reference, asked)


def test_answers_are_the_same_on_every_engine(seeded: Path, tmp_path: Path) -> None:
    """Answers and verdicts over the seeds, to the byte, the confidence included."""
    questions = [p.question for p in datasets.own(HERE, "tune")][::8]
    claims = ["BLOOM has 176 billion parameters.", "Zebras are an arXiv category."]
    data = shutil.copytree(seeded, tmp_path / "data")
    with (
        KnowledgeBase.open(data, engine=IN_MEMORY) as memory,
        KnowledgeBase.open(data, engine=ON_DISK) as disk,
    ):
        assert (memory.statistics().engine, disk.statistics().engine) == (IN_MEMORY, ON_DISK)
        assert [disk.ask(q) for q in questions] == [memory.ask(q) for q in questions]
        assert [disk.check(c) for c in claims] == [memory.check(c) for c in claims]
