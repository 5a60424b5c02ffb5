from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answering import rank, select
from knowledge.confidence import Features, probability
from knowledge.judging import confidence, features_of
from knowledge.questions import analyse
from knowledge.retrieval.rank_bm25_engine import RankBM25
from knowledge.weighing import weigh
from tests.knowledge.shelf import OTTER, ZEBRA, abstract

SHELF = [abstract(ZEBRA, title="Zebrafish"), abstract(OTTER), abstract("Rivers flood in spring.")]
ENGINE = RankBM25(SHELF)


def judged(text: str) -> tuple[Features, float] | None:
    """The features and the confidence of what would be quoted, or None."""
    asked = analyse(text, ENGINE)
    foci = weigh(asked, ENGINE)
    hits = ENGINE.search(asked.concepts, 10)
    found = {a.id: a for a in SHELF}
    candidates = rank(asked, foci, hits, [found[hit.abstract_id] for hit in hits])
    if not candidates:
        return None
    chosen = select(asked, foci, candidates)
    among = len(SHELF)
    features = features_of(asked, foci, candidates, chosen, among)
    return features, confidence(asked, foci, candidates, chosen, among)


def features(text: str) -> Features:
    """The features of what would be quoted."""
    outcome = judged(text)
    assert outcome is not None
    return outcome[0]


@given(
    st.lists(
        st.sampled_from([*ZEBRA.split(), *OTTER.split(), "how", "many", "why", "Unicorn", "x9"]),
        min_size=1,
        max_size=8,
    ).map(" ".join)
)
def test_features_lie_between_0_and_1(text: str) -> None:
    """Whatever is asked, each is a share, and together they give the confidence."""
    outcome = judged(text)
    if outcome is not None:
        found, sure = outcome
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in asdict(found).values())
        assert sure == probability(found)


@pytest.mark.parametrize(
    ("name", "more", "less"),
    [
        ("covered", "layers of Zebrafish", "unicorns of Zebrafish"),
        ("in_sentence", "Zebrafish layers", "Zebrafish goblins"),
        ("exact", "OtterBench tasks", "OtterBench goblins"),
        ("gap", "OtterBench goblins", "OtterBench tasks"),
        ("weakest", "what do otters eat", "what do goblin otters eat"),
        ("missing_name", "layers of Unicorn", "layers of Zebrafish"),
        ("missing_name", "rivers of x9", "rivers of Kenya"),
        ("missing_head", "how many goblins has Zebrafish", "how many layers has Zebrafish"),
        ("typed", "what is Zebrafish", "what is spring"),
        ("missing_type", "how many rivers flood", "how many layers has Zebrafish"),
        ("unknown", "goblins and otters", "fish and otters"),
        ("subject", "what is Zebrafish", "what are rivers"),
        ("foreign", "Kenya readings", "Zebrafish readings"),
        ("foreign_type", "license of Kenya", "license of Zebrafish"),
        ("together", "otters eat fish", "otters and spring"),
        ("margin", "OtterBench", "fish and rivers"),
        ("single", "otters", "otters and fish"),
    ],
)
def test_a_feature_tells_what_it_is_called(name: str, more: str, less: str) -> None:
    """Of two questions, the one that shows a feature has more of it."""
    assert getattr(features(more), name) > getattr(features(less), name)


def test_kinds_that_do_not_show_are_not_missed() -> None:
    """Only a number, a licence, a date or a place is missing where it is not seen."""
    found = features("why do rivers flood")
    assert (found.missing_type, found.missing_head, found.foreign_type) == (0, 0, 0)
    assert features("how many layers has Zebrafish").typed == 0


def test_a_good_answer_is_surer_than_a_poor_one() -> None:
    """What the abstract holds whole is likelier answered than what it hardly holds."""
    good, poor = judged("how many layers does Zebrafish have"), judged("how many goblins eat fish")
    assert good is not None
    assert poor is not None
    assert good[1] > poor[1]
