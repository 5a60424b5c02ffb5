from collections.abc import Sequence

import pytest

from knowledge.answering import (
    MOST_SENTENCES,
    Candidate,
    rank,
    select,
)
from knowledge.questions import Question, analyse
from knowledge.retrieval.rank_bm25_engine import RankBM25
from knowledge.weighing import Weighted, weigh
from knowledge.wordlists import table
from tests.knowledge.shelf import OTTER, ZEBRA, abstract

SHELF = [
    abstract(ZEBRA, title="Zebrafish"),
    abstract(OTTER),
    abstract("Rivers flood in spring. Fish do not mind. Rivers are cold. Otters like rivers, too."),
]


def ranked(text: str) -> tuple[Question, tuple[Weighted, ...], list[Candidate]]:
    """A question, its foci and its candidates, best first."""
    shelf = RankBM25(SHELF)
    asked = analyse(text, shelf)
    foci = weigh(asked, shelf)
    hits = shelf.search(asked.concepts, 10)
    found = {a.id: a for a in SHELF}
    return asked, foci, rank(asked, foci, hits, [found[hit.abstract_id] for hit in hits])


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("how many layers does Zebrafish have?", "It has 12 layers"),
        ("how many gauge readings was Zebrafish trained on", "It has 12 layers"),
        ("what is Zebrafish?", "We introduce Zebrafish"),
        ("why do you fill gaps?", "Because sensors fail"),
        ("under which license are the Zebrafish weights?", "The weights are"),
        ("where are the weights of zebrafish", "The weights are"),
        ("what do otters eat?", "Otters eat fish"),
        ("which tasks does OtterBench have?", "We present OtterBench"),
        ("when was OtterBench recorded?", "OtterBench was recorded"),
        ("when do rivers flood", "Rivers flood"),
        ("how are gaps filled", "Because sensors fail"),
        ("what is OtterBench", "We present OtterBench"),
        ("are rivers cold?", "Rivers are cold"),
        ("do otters like rivers", "Otters like rivers"),
        ("where was it trained: kenya?", "It has 12 layers"),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, beginning: str) -> None:
    """The sentence with what was asked for beats its neighbours."""
    _, _, candidates = ranked(question)
    assert candidates[0].sentence.sentence.text.startswith(beginning)


def test_every_sentence_of_what_was_found_is_a_candidate() -> None:
    """Candidates are the sentences of the found abstracts, best score first."""
    _, foci, candidates = ranked("fish in rivers")
    sentences = [(c.reading.abstract.id, c.index) for c in candidates]
    assert len(set(sentences)) == len(sentences)
    for candidate in candidates:
        assert len(candidate.coverage) == len(foci)
        assert all(0 <= covered <= 1 for covered in candidate.coverage)
        assert 0 <= candidate.evidence <= 1
    scores = [c.score for c in candidates]
    assert scores == sorted(scores, reverse=True)


def test_nothing_found_is_no_candidate() -> None:
    """No hits, no candidates."""
    assert ranked("unicorns")[2] == []


def test_a_score_is_made_of_shares() -> None:
    """Each sign is 0 to 1, so a score lies between its worst and its best weights together."""
    weights = table("ranking")["weights"].values()
    worst, best = sum(min(0, w) for w in weights), sum(max(0, w) for w in weights)
    for question in ("how many layers does Zebrafish have in rivers?", "otters", "fish in lakes"):
        _, _, candidates = ranked(question)
        assert all(worst <= c.score <= best + 1e-9 for c in candidates)


@pytest.mark.parametrize(
    "question",
    ["fish in rivers", "otters", "zebrafish weights license layers kenya", "tasks", "what is it?"],
)
def test_at_most_three_sentences_of_one_abstract_are_chosen(question: str) -> None:
    """The best is among them, all come from its abstract, in the order of the text."""
    asked, foci, candidates = ranked(question)
    if not candidates:
        return
    chosen: Sequence[Candidate] = select(asked, foci, candidates)
    assert candidates[0] in chosen
    assert 1 <= len(chosen) <= MOST_SENTENCES
    assert {c.reading.abstract.id for c in chosen} == {candidates[0].reading.abstract.id}
    indices = [c.index for c in chosen]
    assert indices == sorted(set(indices))


def test_a_sentence_that_completes_the_best_is_chosen() -> None:
    """A concept that the best sentence lacks brings the sentence that holds it."""
    asked, foci, candidates = ranked("layers and license of Zebrafish")
    text = " ".join(c.sentence.sentence.text for c in select(asked, foci, candidates))
    assert "12 layers" in text
    assert "MIT license" in text


def test_an_acronym_is_answered_where_it_is_spelt_out() -> None:
    """A sentence that spells it out beats those that only use it."""
    shelf = [
        abstract("RL is good. RL is fun for all RL people. We use reinforcement learning (RL)."),
        abstract("RL and RL and RL."),
    ]
    engine = RankBM25(shelf)
    asked = analyse("what does RL stand for?", engine)
    hits = engine.search(asked.concepts, 5)
    found = {a.id: a for a in shelf}
    best = rank(asked, weigh(asked, engine), hits, [found[h.abstract_id] for h in hits])[0]
    assert "reinforcement" in best.sentence.sentence.text
