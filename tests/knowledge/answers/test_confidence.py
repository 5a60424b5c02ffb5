"""A confidence is a probability: a logistic function of named features."""

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.answers.confidence import MOST, STRICTNESS, Features, probability, threshold
from knowledge.settings import table

NAMES = [field.name for field in fields(Features)]
features = st.builds(Features, **{name: st.floats(0, 1) for name in NAMES})


def test_every_feature_has_a_weight_and_every_weight_a_feature() -> None:
    """The fitted numbers are those of the features, no more and no fewer."""
    assert set(table("confidence")["weights"]) == set(NAMES)


@given(features)
def test_a_probability_is_one(found: Features) -> None:
    """It lies between 0 and 1, whatever the features."""
    assert 0 < probability(found) < 1


@given(features, st.sampled_from(NAMES))
def test_a_feature_counts_as_its_weight_says(found: Features, name: str) -> None:
    """Adding to a feature moves the log-odds by its weight."""
    less, more = (probability(replace(found, **{name: value})) for value in (0.0, 1.0))
    moved = math.log(more / (1 - more)) - math.log(less / (1 - less))
    assert moved == pytest.approx(table("confidence")["weights"][name], abs=1e-6)


@given(features, st.floats(0, 1), st.floats(0, 1))
def test_the_surer_the_reader_the_surer_the_answer(
    found: Features, one: float, other: float
) -> None:
    """Whatever else speaks for a paper, what the reader makes of it counts in its favour."""
    rest = {name: getattr(found, name) for name in NAMES if name != "answers"}
    less, more = (Features.of(answers=given, **rest) for given in sorted((one, other)))
    assert less.answers <= more.answers
    assert probability(less) <= probability(more)


@pytest.mark.parametrize(("answers", "odds"), [(0.0, -MOST), (0.5, 0.0), (1.0, MOST)])
def test_the_odds_of_the_reader_are_cut_off(answers: float, odds: float) -> None:
    """Certainty is a number as well, and even odds are none."""
    others = dict.fromkeys((name for name in NAMES if name != "answers"), 0.0)
    assert Features.of(answers=answers, **others).answers == pytest.approx(odds)


def test_the_threshold_is_a_probability() -> None:
    """What is shown must be likelier than something, and may be."""
    assert 0 < threshold() < 1


def test_the_stricter_the_more_sure() -> None:
    """The levels are told from the strictest on; none needs more than certainty."""
    levels = [threshold(level) for level in STRICTNESS]
    assert levels == sorted(levels, reverse=True)
    assert all(0 < level <= 1 for level in levels)
