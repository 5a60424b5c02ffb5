import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.questions.coverage import Weighted, identified, share, subject_match, weigh
from knowledge.questions.question import analyse
from tests.knowledge.shelf import OTTER, ZEBRA, engine, reading

TEXTS = (ZEBRA, OTTER, "Bees and fish live near cold rivers.", "Fish are common.")


def weighed(text: str) -> dict[str, Weighted]:
    """The weighed foci of a question, by what was typed."""
    shelf = engine(*TEXTS)
    return {w.focus.concept.surface: w for w in weigh(analyse(text, shelf), shelf)}


def test_rare_words_weigh_more() -> None:
    """What fewer abstracts hold tells more."""
    found = weighed("why do fish swim near gauges")
    assert found["gauges"].weight > found["fish"].weight > 0


def test_names_weigh_more_than_words_as_rare() -> None:
    """A name tells more than a common word in as many abstracts."""
    found = weighed("does OtterBench cover diving")
    assert found["OtterBench"].weight > found["diving"].weight


def test_a_term_is_held_as_well_as_its_best_form() -> None:
    """The word itself holds fully, a synonym partly, anything else not at all."""
    found = weighed("predictions for large rivers")["rivers"]
    assert found.held_by(frozenset({"river"})) == 1
    assert found.held_by(frozenset({"lake"})) == 0
    assert found.held_by(frozenset()) == 0


@given(st.lists(st.sampled_from(["fish", "gauges", "OtterBench", "bees", "unicorn", "cold"])))
def test_shares_are_shares(words: list[str]) -> None:
    """A share is 0 to 1: 1 where every term is there, 0 where none is or nothing was asked."""
    foci = list(weighed(" ".join(words)).values())
    everything = frozenset(t for w in foci for t in w.focus.terms)
    assert share(foci, frozenset()) == 0
    assert share(foci, everything) == pytest.approx(1 if foci else 0)
    for text in TEXTS:
        assert 0 <= share(foci, reading(text).terms) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("asked", "title", "match"),
    [
        ("what is Zebrafish TTS?", "Zebrafish TTS", 1.0),
        ("what is Zebrafish?", "Zebrafish TTS", 0.5),
        ("what is Zebrafish?", "Zebrafish: A Model", 1.0),
        ("what is Trout?", "Zebrafish: A Model", 0.0),
        ("what do fish eat?", "Zebrafish", 0.0),
        ("what is Zebrafish?", None, 0.0),
    ],
)
def test_a_subject_is_matched_as_far_as_it_is_named(
    asked: str, title: str | None, match: float
) -> None:
    """Leaving out a part of a name matches partly; another name does not."""
    foci = list(weighed(asked).values())
    assert subject_match(foci, reading("Fish swim in rivers.", title=title)) == match


def test_a_paper_is_identified_by_its_title_or_else_its_abstract() -> None:
    """The words of a titled paper's text do not identify it; those of an untitled one do."""
    foci = list(weighed("the gauge paper").values())
    assert identified(foci, reading(ZEBRA)) == pytest.approx(1)
    assert identified(foci, reading(ZEBRA, title="River Forecasts")) == 0
