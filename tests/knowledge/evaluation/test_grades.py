"""Replies and confidences are graded as the literature defines it."""

import numpy as np
import pytest

from knowledge.evaluation.abstention import calibration_error, reliability, risk_coverage
from knowledge.evaluation.datasets import Posed
from knowledge.evaluation.figures import Figure, mean
from knowledge.evaluation.grades import Graded, Outcome, graded, rouge_l
from knowledge.evaluation.report import cells
from knowledge.model import Abstention, Abstract, Answer, Citation, Span, Statement
from knowledge.reasons.why_abstained import NotAnswered
from tests.knowledge.shelf import OTTER, abstract

OTTERS = abstract(OTTER, title="OtterBench")
POSED = Posed("1", "?", papers=("Otters eat",), answers=("March 2019",), short=("March 2019.",))


def answer(text: str, short: str | None) -> Answer:
    """An answer with this text, from the paper on otters."""
    statements = (Statement(text, (1,)),)
    return Answer("?", statements, (Citation(1, OTTERS, Span(0, 4)),), short, 0.8, "v", 1.0)


def test_an_answer_is_graded_by_paper_words_and_short_answer() -> None:
    """Case and white space do not count; the words of the short answer are shown too."""
    right = graded(POSED, answer("It was in  MARCH 2019.", "march 2019"))
    wanted = Graded(answered=True, score=0.8, paper=True, shown=True, short=True, said="march 2019")
    assert right == wanted
    assert graded(POSED, answer("It was.", "March 2019")).shown
    assert not graded(POSED, answer("It was.", None)).shown
    assert not graded(Posed("1", "?"), answer("It was.", None)).paper


@pytest.mark.parametrize("nearest", [(), (OTTERS,)])
def test_an_abstention_shows_nothing(nearest: tuple[Abstract, ...]) -> None:
    """Its nearest paper may still be the right one."""
    said = graded(POSED, Abstention("?", NotAnswered(), (), nearest, 0.3, "v", 1.0))
    assert said == Graded(answered=False, score=0.3, paper=bool(nearest))


def test_what_is_right_of_an_abstention_is_its_paper() -> None:
    """An answer is right if it is shown; where nothing can be answered, nothing is right."""
    lost = Graded(answered=False, score=0.3, paper=True)
    shown = Graded(answered=True, score=0.3, paper=True)
    assert Outcome(POSED, lost, shown, 1.0).right
    assert not Outcome(POSED, shown, shown, 1.0).right
    assert not Outcome(Posed("1", "?"), shown, shown, 1.0).right


def test_rouge_l_is_the_longest_common_subsequence() -> None:
    """Lin's example: three of four words in order."""
    assert rouge_l("Police kill the gunman.", "police killed the gunman") == 0.75
    assert rouge_l("the the the", "") == rouge_l("...", "word") == 0.0
    assert rouge_l("a b c d", "a x c") == pytest.approx(4 / 7)


def test_risk_and_coverage_go_from_the_surest() -> None:
    """The first point is the surest reply, the last all of them."""
    coverage, risk = risk_coverage(np.array([0.2, 0.9, 0.5]), np.array([0.0, 1.0, 1.0]))
    assert coverage == pytest.approx([1 / 3, 2 / 3, 1])
    assert risk == pytest.approx([0, 0, 1 / 3])


def test_the_calibration_error_weighs_bins_by_their_mass() -> None:
    """Twenty replies, two a bin: sure of 0.9 and right half the time is off by 0.4."""
    scores, right = np.full(20, 0.9), np.tile([0.0, 1.0], 10)
    assert calibration_error(scores, right) == pytest.approx(0.4)
    assert calibration_error(np.array([1.0, 0.0]), np.array([1.0, 0.0])) == 0.0
    assert [n for *_, n in reliability(scores, right)] == [2] * 10


def test_a_figure_is_shown_beside_its_baseline() -> None:
    """There is no ratio to nothing, and times have their unit."""
    assert cells(Figure("d", "p", "n", 0.5, 0.25))[3:] == ("0.5000", "0.2500", "2.00")
    assert cells(Figure("d", "p", "n", 0.5, 0.0))[3:] == ("0.5000", "0.0000", "")
    assert cells(Figure("d", "p", "n", 1.25, None, "ms"))[3:] == ("1.2 ms", "", "")
    assert mean(()) == 0.0
