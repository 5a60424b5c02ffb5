"""Usage and checkup: the figures are those of what the ledger keeps."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger import Asked, Feedback, GoldenRun, Outcome, Served, Unmet
from bot.service.checkup import Checkup, Drift, Kept, State, checkup, drift
from bot.service.unmet import gaps
from bot.service.usage import Day, percentile, share, usage
from knowledge.model import Readings
from tests.bot.ledger.samples import ANNE, BERT, GUILD, NOW, abstained, asked

DAY = dt.timedelta(days=1)
NOTHING = Kept((), (), (), (), (), None)


def test_usage_counts_by_day_and_paper() -> None:
    """Each day of the period has its counts, and the papers cited most come first."""
    questions = [
        asked(latency_ms=10, cited=("a", "b")),
        asked(latency_ms=20, cited=("b",), user_id=BERT),
        abstained(latency_ms=30, at=NOW - DAY),
    ]
    opinions = [
        Feedback(1, ANNE, helpful=True, at=NOW),
        Feedback(2, ANNE, helpful=False, at=NOW),
        Feedback(2, BERT, helpful=True, at=NOW),
    ]
    found = usage(questions, opinions, NOW.date(), 3)
    assert found.days == (
        Day((NOW - 2 * DAY).date()),
        Day((NOW - DAY).date(), abstained=1),
        Day(NOW.date(), answered=2),
    )
    assert (found.asked, found.people, found.answered) == (3, 2, 2)
    assert (found.answered_share, found.helpful_share) == (2 / 3, 2 / 3)
    assert (found.median_ms, found.p95_ms) == (20, 30)
    assert found.top == (("b", 2), ("a", 1))


def test_usage_of_nothing_is_nothing() -> None:
    """Without questions no share and no time is made up."""
    found = usage((), (), NOW.date(), 1)
    assert (found.answered_share, found.helpful_share, found.median_ms) == (None, None, None)
    assert found.p95_ms is None
    assert found.top == ()


@given(st.lists(st.floats(0, 1e6), min_size=1), st.floats(0.01, 1))
def test_a_percentile_is_a_value_that_few_exceed(values: list[float], part: float) -> None:
    """It is one of the values; no more than the rest of them are greater."""
    found = percentile(values, part)
    assert found in values
    assert sum(value > found for value in values) <= len(values) * (1 - part) + 1e-9


def test_a_share_of_nothing_is_none() -> None:
    """Nothing is not 0 %."""
    assert (share(1, 4), share(0, 3), share(0, 0)) == (0.25, 0, None)


def _questions(lately: tuple[int, int], before: tuple[int, int]) -> list[Asked]:
    """So many answered and abstained from, lately and before."""
    counts = ((lately, NOW), (before, NOW - 10 * DAY))
    return [
        question(at=at)
        for (answered, unanswered), at in counts
        for question, number in ((asked, answered), (abstained, unanswered))
        for _ in range(number)
    ]


def _was_abstained(question: Asked) -> bool:
    return question.outcome is Outcome.ABSTAINED


@pytest.mark.parametrize(
    ("lately", "before", "state"),
    [
        ((95, 5), (190, 10), State.GOOD),
        ((70, 30), (190, 10), State.LOOK),
        ((100, 0), (100, 100), State.LOOK),
        ((1, 9), (190, 10), State.UNKNOWN),
        ((100, 0), (100, 0), State.GOOD),
    ],
)
def test_drift_is_what_chance_does_not_explain(
    lately: tuple[int, int], before: tuple[int, int], state: State
) -> None:
    """A share that changes beyond the noise asks for a look; few questions tell nothing."""
    found = drift(_questions(lately, before), _was_abstained, NOW)
    assert found.state is state
    assert found.lately == pytest.approx(lately[1] / sum(lately))


def test_a_checkup_of_nothing_knows_nothing() -> None:
    """No figure is made up, and none is called good but that no gap is repeated."""
    found = checkup(NOTHING, NOW)
    unknown = Drift(None, None, State.UNKNOWN)
    assert found == Checkup(
        None, 0, 0, None, unknown, unknown, None, None, helpful=None, repeated=0
    )
    states = (found.acknowledging, found.failing, found.golden_state, found.helping)
    assert {*states, found.reading} == {State.UNKNOWN}
    assert found.repeating is State.GOOD


@pytest.mark.parametrize(
    ("acknowledged", "well", "passed", "people", "state"),
    [(200.0, True, 5, 1, State.GOOD), (1500.0, False, 4, 2, State.LOOK)],
)
def test_a_checkup_says_what_to_look_at(
    acknowledged: float, well: bool, passed: int, people: int, state: State
) -> None:
    """Slow, failing, broken, unhelpful and repeated: each asks for a look; else all is good."""
    served = [Served("ask", GUILD, NOW, acknowledged, 2000.0, failed=not well)]
    old = [Served("ask", GUILD, NOW - 20 * DAY, 9000.0, None, failed=True)]
    runs = [GoldenRun(GUILD, NOW, "v2", passed, 5), GoldenRun(GUILD, NOW - DAY, "v1", 5, 5)]
    found = checkup(
        Kept(
            asked=_questions((50, 5), (50, 5)),
            opinions=[Feedback(1, ANNE, helpful=well, at=NOW)],
            served=[*old, *served],
            gaps=gaps(Unmet(abstained(user_id=user)) for user in range(people)),
            golden_runs=runs,
            changed_at=NOW - 3 * DAY,
            readings=Readings(40, 2 if well else 3),
        ),
        NOW,
    )
    states = {found.acknowledging, found.failing, found.golden_state, found.helping}
    assert states | {found.repeating, found.reading} == {state}
    assert (found.acknowledged_ms, found.served) == (acknowledged, 1)
    assert (found.golden, found.golden_before) == tuple(runs)
    assert found.knowledge_age == 3 * DAY
    assert found.abstained.state is found.unknown_words.state is State.GOOD
