import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.model import Abstract
from knowledge.search.engines.bm25 import K1, B
from knowledge.search.engines.retriever import Alternative, Concept, Known, Retriever, Term, once
from tests.knowledge.engines import Make
from tests.knowledge.shelf import abstract, document_terms

WORDS = ["ant", "bee", "cat", "dog", "elk", "fox", "gnu", "hen"]


def reference(abstracts: Sequence[Abstract], query: Sequence[Concept]) -> dict[str, float]:
    """BM25 by the book, with Lucene's idf; the best alternative of each concept counts."""
    documents = {a.id: Counter(document_terms(a)) for a in abstracts}
    asked = once(query)
    mean = sum(d.total() for d in documents.values()) / len(documents)

    def score(term: str, document: Counter[str]) -> float:
        df = sum(term in d for d in documents.values())
        idf = math.log(1 + (len(documents) - df + 0.5) / (df + 0.5))
        tf, norm = document[term], 1 - B + B * document.total() / mean
        return idf * tf * (K1 + 1) / (tf + K1 * norm)

    return {
        i: sum(c.weight * max(a.weight * score(a.term, d) for a in c.alternatives) for c in asked)
        for i, d in documents.items()
        if any(a.term in d for c in query for a in c.alternatives)
    }


def over(make: Make, *texts: str) -> Retriever:
    """An engine over untitled abstracts with these texts."""
    return make([abstract(text) for text in texts])


def concepts(*terms: str) -> list[Concept]:
    """A concept for each term."""
    return [Concept(term, (Alternative(term),)) for term in terms]


def assert_like_reference(
    engine: Retriever, abstracts: Sequence[Abstract], query: Sequence[Concept]
) -> None:
    """The engine finds what the reference finds, with its scores, in its order."""
    hits = engine.search(query, len(abstracts))
    expected = reference(abstracts, query)
    assert {hit.abstract_id for hit in hits} == set(expected)
    for hit in hits:
        assert hit.score == pytest.approx(expected[hit.abstract_id], abs=1e-9, rel=0)
    for left, right in pairwise(hits):
        assert (-left.score, left.abstract_id) < (-right.score, right.abstract_id)


_ALTERNATIVES = st.lists(
    st.builds(Alternative, st.sampled_from([*WORDS, "unicorn"]), st.sampled_from([0.3, 0.6, 1.0])),
    min_size=1,
    max_size=3,
)
_CONCEPTS = st.lists(
    st.builds(
        Concept, st.just("typed"), _ALTERNATIVES.map(tuple), st.sampled_from([0.5, 1.0, 2.0])
    ),
    max_size=4,
)
_CORPORA = st.lists(
    st.builds(
        lambda words, title: (" ".join(words), title),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=12),
        st.sampled_from([None, *WORDS]),
    ),
    min_size=1,
    max_size=9,
    unique_by=lambda made: made[0],
)


@settings(max_examples=25, deadline=None)
@given(corpus=_CORPORA, query=_CONCEPTS)
def test_random_corpora_rank_like_the_reference(
    make: Make, corpus: list[tuple[str, str | None]], query: list[Concept]
) -> None:
    """On any corpus, with alternatives and weights, the engine is the reference."""
    abstracts = [abstract(text, title=title) for text, title in corpus]
    assert_like_reference(make(abstracts), abstracts, query)


def test_the_seeds_rank_like_the_reference(make: Make, base: KnowledgeBase) -> None:
    """On the seeds, too: every term alone, and random mixtures of terms."""
    abstracts = base.papers()
    engine = make(abstracts)
    vocabulary = sorted({t for a in abstracts for t in document_terms(a)})
    random = Random(7)
    for _ in range(25):
        weights = [random.choice([0.5, 0.6, 0.9, 1.0]) for _ in range(6)]
        found = [Alternative(random.choice(vocabulary), weight) for weight in weights]
        alone, some, others = found[:1], found[1:4], found[4:]
        query = [Concept("x", tuple(alone)), Concept("y", tuple(some), 1.3)]
        assert_like_reference(engine, abstracts, [*query, Concept("z", tuple(others), 0.4)])


@pytest.mark.parametrize("times", [1, 2, 4, 9])
def test_what_is_named_often_weighs_more_but_not_as_often(times: int) -> None:
    """A word named n times counts sqrt(n) times; the others are not touched."""
    (ant, bee) = once([*concepts("ant") * times, *concepts("bee")])
    assert (ant.surface, ant.weight) == ("ant", math.sqrt(times))
    assert (bee.surface, bee.weight) == ("bee", 1.0)


def test_the_best_alternative_counts_and_only_that(make: Make) -> None:
    """A document that holds two words for one concept scores as if it held the better one."""
    shelf = over(make, "ant bee", "ant cow", "elk fox", "gnu hen")
    either = Concept("insect", (Alternative("ant"), Alternative("bee", 0.2)))
    both, one = shelf.search([either], 4)
    assert both.score == one.score


def test_the_order_does_not_depend_on_the_order_of_insertion(make: Make) -> None:
    """Shuffled abstracts give the same hits; equal scores come in order of identifier."""
    made = [abstract(f"ant {word}") for word in ("one", "two", "three", "four", "five")]
    expected = make(made).search(concepts("ant"), 5)
    assert [hit.abstract_id for hit in expected] == sorted(a.id for a in made)
    for seed in range(5):
        Random(seed).shuffle(made)
        assert make(made).search(concepts("ant"), 5) == expected


def test_an_empty_collection_finds_nothing(make: Make) -> None:
    """No abstracts, no hits, no error."""
    empty = over(make)
    assert len(empty) == 0
    assert empty.search(concepts("ant"), 5) == []
    known = empty.look_up(["ant"], ["ant"])
    assert known == Known({"ant": Term(0, 0, 0)}, {"ant": []})
    assert empty.similar_words(["antt"]) == {"antt": []}


@pytest.mark.parametrize("texts", [["..."], ["", "!!!"], ["the", "of and"]])
def test_a_collection_without_terms_finds_nothing(make: Make, texts: list[str]) -> None:
    """Abstracts without a word of content are found by nothing."""
    shelf = over(make, *texts)
    assert len(shelf) == len(texts)
    assert shelf.search(concepts("ant", "the"), 5) == []


def test_an_abstract_without_terms_does_no_harm(make: Make) -> None:
    """Beside others it is never found, and they are."""
    assert len(over(make, "...", "ant bee").search(concepts("ant"), 5)) == 1


@pytest.mark.parametrize("holding", [1, 2, 3, 4])
def test_a_term_in_many_abstracts_is_still_found(make: Make, holding: int) -> None:
    """In half of the abstracts, or in all, a term scores above nothing."""
    texts = [f"ant {w}" if i < holding else f"cow {w}" for i, w in enumerate(WORDS[1:5])]
    hits = over(make, *texts).search(concepts("ant"), 4)
    assert len(hits) == holding
    assert all(hit.score > 0 for hit in hits)


def test_a_query_that_matches_nothing_finds_nothing(make: Make) -> None:
    """Unknown terms, or none at all, give no hits rather than arbitrary ones."""
    shelf = over(make, "ant bee", "cow dog")
    assert shelf.search(concepts("unicorn"), 5) == []
    assert shelf.search([], 5) == []


def test_at_most_k_are_given(make: Make) -> None:
    """The best `k`, and no more."""
    shelf = over(make, "ant", "ant bee", "ant bee cow")
    everything = shelf.search(concepts("ant"), 10)
    assert [len(shelf.search(concepts("ant"), k)) for k in (0, 1, 2, 3, 9)] == [0, 1, 2, 3, 3]
    assert shelf.search(concepts("ant"), 2) == everything[:2]


def test_title_and_authors_are_searched(make: Make) -> None:
    """A paper is found by its title and authors, and by its title first."""
    titled = abstract("A long text about quiet rivers and lakes.", title="Zebrafish")
    named = abstract("A long text about quiet hills and woods.", authors=("Ann Zebrafish",))
    other = abstract("A long text about quiet towns and roads.")
    hits = make([other, named, titled]).search(concepts("zebrafish"), 5)
    assert [hit.abstract_id for hit in hits] == [titled.id, named.id]


def test_the_engine_is_a_retriever(make: Make) -> None:
    """The engine offers what the port asks for."""
    shelf: Retriever = over(
        make, "We use Zebrafish at home. The Zebrafish swims.", "A home of bees."
    )
    assert len(shelf) == 2
    known = shelf.look_up(["zebrafish", "home"], ["house"])
    assert (known.terms["zebrafish"].held, known.terms["zebrafish"].is_name) == (1, True)
    assert (known.terms["home"].held, known.terms["home"].is_name) == (2, False)
    assert shelf.similar_words(["zebrafihs"]) == {"zebrafihs": ["zebrafish"]}
    assert [word for word, nearness in known.near["house"] if 0 < nearness <= 1.001] == ["home"]


def test_what_is_near_is_told_of_as_well(make: Make) -> None:
    """Whoever looks words up needs not ask again for those that are near to them."""
    known = over(make, "A home of bees.").look_up([], ["house"])
    assert known.terms["home"].held == 1
