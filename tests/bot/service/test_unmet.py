"""Questions that ask the same are one gap; the most wanted comes first; nothing is lost."""

import csv
import datetime as dt
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ledger import Unmet
from bot.service.unmet import ALIKE, COLUMNS, Gap, alike, as_csv, gaps
from tests.bot.ledger.samples import NOW, abstained, asked
from tests.bot.samples import texts

_questions = st.lists(
    st.builds(
        lambda words, user, minutes: Unmet(
            abstained(" ".join(words) + "?", user_id=user, at=NOW + dt.timedelta(minutes=minutes))
        ),
        st.lists(
            st.sampled_from(["regatta", "tide", "boat", "moon", "harbour", "who"]), max_size=4
        ),
        st.integers(1, 5),
        st.integers(0, 5),
    ),
    max_size=25,
)


def _unmet(question: str, user: int = 1, **changes: object) -> Unmet:
    return Unmet(abstained(question, user_id=user, **changes))


@given(_questions, st.randoms(use_true_random=False))
def test_groups_part_the_questions_whatever_their_order(
    unmet: list[Unmet], shuffling: random.Random
) -> None:
    """Every question is in exactly one gap, and the gaps do not depend on the order."""
    found = gaps(unmet)
    assert sum(gap.asked for gap in found) == len(unmet)
    wordings = [wording for gap in found for wording in gap.wordings]
    assert sorted(wordings) == sorted({each.asked.question for each in unmet})
    shuffled = unmet[:]
    shuffling.shuffle(shuffled)
    assert [(g.wordings, g.asked, g.people) for g in gaps(shuffled)] == [
        (g.wordings, g.asked, g.people) for g in found
    ]
    wanted = [(gap.people, gap.asked) for gap in found]
    assert wanted == sorted(wanted, reverse=True)


@given(st.frozensets(st.text()), st.frozensets(st.text()))
def test_likeness_is_symmetric_and_a_share(first: frozenset[str], second: frozenset[str]) -> None:
    """Between 0 and 1, and 1 of the same."""
    assert 0 <= alike(first, second) == alike(second, first) <= 1
    assert alike(first, first) == 1 >= ALIKE


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("How many parameters does Tidal have?", "What is the parameter count of Tidal?", True),
        ("How many parameters does Tidal have?", "How many parameters does Lunar have?", False),
        ("who won the regatta in kiel", "Who WON the regatta in Kiel?", True),
        ("Who won the regatta in Kiel?", "Who won the regatta in Genoa?", False),
        ("Is it?", "Was it?", False),
    ],
)
def test_what_asks_the_same_is_one_gap(first: str, second: str, same: bool) -> None:
    """Other words for the same are joined; the same words about another thing are not."""
    assert (len(gaps([_unmet(first), _unmet(second)])) == 1) is same


def test_a_follow_up_is_read_with_what_it_follows() -> None:
    """The same words after questions on two models are two gaps."""
    about = [_unmet("And its license?", context=(f"Who made {name}?",)) for name in ("A1", "Lunar")]
    assert len(gaps(about)) == 2


def test_a_gap_tells_all_of_its_questions() -> None:
    """How many asked and how often, what is not covered, why answers did not help."""
    later = NOW + dt.timedelta(days=1)
    poor = Unmet(asked("Who won the regatta?", user_id=2, at=later), 2, ("Wrong.", "Old."))
    question = "Who won the regatta?"
    others = [_unmet("WHO won the REGATTA", 1), _unmet(question, 2), _unmet("What is a tide?", 3)]
    first, second = gaps([poor, *others])
    assert first == Gap(
        wordings=(question, "WHO won the REGATTA"),
        people=2,
        asked=3,
        unanswered=2,
        unhelpful=2,
        last=later,
        uncovered=("won",),
        reasons=("Old.", "Wrong."),
    )
    assert second.question == "What is a tide?"


def test_the_table_holds_a_line_for_each_gap() -> None:
    """With a heading, readable as it was written."""
    rows = list(csv.reader(io.StringIO(as_csv(gaps([_unmet("Who, then?")])).decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1][:5] == ["Who, then?", "1", "1", "1", "0"]
    assert len(rows) == 2


@given(texts())
def test_no_cell_is_a_formula(question: str) -> None:
    """Whatever was asked, a spreadsheet calculates nothing and the table keeps its shape."""
    unmet = [Unmet(abstained(question, uncovered=(question,)), 1, (question,))]
    rows = list(csv.reader(io.StringIO(as_csv(gaps(unmet)).decode("utf-8-sig"), newline="")))
    assert [len(row) for row in rows] == [len(COLUMNS)] * 2
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in rows[1])
