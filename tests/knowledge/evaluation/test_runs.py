"""Evaluations put tiny data sets to the real base and hand back the right figures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.errors import InputError
from knowledge.evaluation import datasets, retrieval
from knowledge.evaluation.bases import Bases
from knowledge.evaluation.datasets import Posed
from knowledge.evaluation.figures import Figure
from knowledge.evaluation.grades import Graded, Outcome, decided
from knowledge.evaluation.report import page
from knowledge.evaluation.runs import Evaluation, Setting, default_folder, evaluate
from knowledge.model import Record, Source
from tests.knowledge.evaluation import making
from tests.knowledge.lexical import Lexical
from tests.knowledge.shelf import OTTER

PLAIN = Graded(answered=True, score=1, paper=True)


@pytest.fixture
def bases() -> Iterator[Bases]:
    """Bases of one run."""
    with Bases(Lexical()) as opened:
        yield opened


def figure(evaluation: Evaluation, part: str, name: str) -> Figure:
    """The one figure of this name on this part."""
    (found,) = [f for f in evaluation.figures if (f.part, f.name) == (part, name)]
    return found


@pytest.mark.parametrize(("name", "make"), [("med", making.beir), ("scifact", making.scifact)])
def test_retrieval_is_measured_by_halves(
    tmp_path: Path, bases: Bases, name: str, make: Callable[[Path], Path]
) -> None:
    """Every other query is reported; a relevant document that is not there is not found."""
    told: list[tuple[str, int, int]] = []
    setting = Setting(bases, progress=lambda *step: told.append(step))
    evaluation = evaluate(name, make(tmp_path), setting)
    reported = figure(evaluation, "reported", "nDCG@10")
    assert reported.value == reported.baseline == 1.0
    assert reported.ratio == 1.0
    assert figure(evaluation, "tuned", "R@100").value == pytest.approx(0.75)
    assert figure(evaluation, "all", "R@100").value == pytest.approx(2.5 / 3)
    assert figure(evaluation, "all", "search, p99").unit == "ms"
    assert figure(evaluation, "all", "ask, median").baseline is None
    assert told[-1] == (f"{name}: asking", 3, 3)
    assert not evaluation.outcomes


def test_documents_with_the_same_abstract_are_one(tmp_path: Path, bases: Bases) -> None:
    """Either of two documents with one text is found by finding the abstract."""
    judged = datasets.beir(making.beir(tmp_path))
    twin = Record(OTTER, judged.records[1].bibliography, Source("15", 1))
    base, baseline = bases.of("twins", lambda: [*judged.records, twin])
    assert base.statistics().abstracts == 3
    either = datasets.Judged((), {"2": "otters"}, {"2": {"12": 1, "15": 2}})
    figures = retrieval.figures("twins", datasets.Judged(
        (), {**either.queries, "1": "river forecasts"}, {**either.qrels, "1": {"11": 1}}
    ), base, baseline)  # fmt: skip
    assert all(f.value == 1.0 for f in figures if f.unit == "share")
    assert bases.of("twins", tuple)[0] is base


def test_answers_are_measured_against_the_answer_in_full(tmp_path: Path, bases: Bases) -> None:
    """The right abstract comes first, and what is quoted overlaps with it."""
    evaluation = evaluate("pubmedqa", making.pubmedqa(tmp_path), Setting(bases, most=3))
    assert figure(evaluation, "all", "right paper first").value == 1.0
    assert 0 < figure(evaluation, "all", "ROUGE-L").value <= 1
    assert len(evaluation.outcomes["all"]) == 3
    # All are right with yes; those that are not answered so count as "maybe".
    assert figure(evaluation, "all", "yes, no or maybe: right").baseline == 1.0
    assert figure(evaluation, "all", "yes or no is said").value < 1


def test_yes_no_and_maybe_are_told_apart() -> None:
    """What says neither counts as maybe; only what is said is held against what is right."""
    said = [("yes", "Yes"), ("no", "Yes"), ("no", "No"), ("maybe", None), ("yes", "47B")]
    outcomes = [
        Outcome(
            Posed("1", "?", type=wanted),
            Graded(answered=True, score=1, paper=True, said=short),
            PLAIN,
            1.0,
        )
        for wanted, short in said
    ]
    macro, right, spoken, of_spoken = decided("x", "all", outcomes)
    assert macro.value == pytest.approx((1 / 2 + 2 / 3 + 2 / 3) / 3)
    assert (right.value, right.baseline) == (0.6, 0.4)
    assert spoken.value == 0.6
    assert of_spoken.value == pytest.approx(2 / 3)


@pytest.mark.parametrize("beside", [True, False])
def test_general_questions_are_put_to_the_seeds_and_to_what_stands_beside(
    tmp_path: Path, bases: Bases, *, beside: bool
) -> None:
    """None is answered; SciFact's corpus is asked if it is there."""
    if beside:
        making.scifact(tmp_path / "scifact")
    evaluation = evaluate("clapnq", making.clapnq(tmp_path / "clapnq"), Setting(bases))
    assert list(evaluation.outcomes) == ["on the seeds", "on SciFact"][: 1 + beside]
    assert figure(evaluation, "on the seeds", "wrongly answered").value == 0.0
    assert figure(evaluation, "on the seeds", "wrongly answered").baseline == 1.0


def test_own_questions_are_measured_and_drawn(tmp_path: Path, bases: Bases) -> None:
    """Answers, abstentions and confidence, for both parts; the page stands alone."""
    rows: list[dict[str, object]] = [
        {"id": "a", "question": "How many tokens was StarCoderBase trained on?",
         "kind": "content", "paper": "The BigCode community", "answers": ["1 trillion"],
         "short": ["1"], "type": "quantity"},
        {"id": "b", "question": "Which wombat won the 1987 regatta?", "kind": "out_of_scope",
         "paper": None, "answers": [], "short": [], "type": "name"},
        {"id": "c", "question": "How many attention heads does Mixtral <8x7B> have?",
         "kind": "near_miss", "paper": "We introduce Mixtral", "answers": [], "short": [],
         "type": "quantity"},
    ]  # fmt: skip
    evaluation = evaluate("seeds", making.own(tmp_path, rows), Setting(bases))
    for part in ("tuned", "reported"):
        assert figure(evaluation, part, "right paper first").value == 1.0
        assert figure(evaluation, part, "answer in what is shown").value == 1.0
        assert figure(evaluation, part, "short answer exact").value == 1.0
        assert figure(evaluation, part, "wrongly answered: things never named").value == 0.0
        assert figure(evaluation, part, "AUROC").value == 1.0
        assert 0 <= figure(evaluation, part, "expected calibration error").value < 0.7
    shown = page([evaluation])
    assert shown == page([evaluation])
    assert shown.count("<svg") == 3
    assert "<script" not in shown
    assert "Risk and coverage" in shown


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, bases: Bases) -> None:
    """The message says how to name one."""
    with pytest.raises(InputError, match="footnote eval cran PATH"):
        evaluate("cran", tmp_path / "none", Setting(bases))


def test_the_own_questions_stand_with_the_tests(tmp_path: Path) -> None:
    """Every other data set is looked for in the shared folder."""
    assert default_folder("cran", tmp_path) == tmp_path / "cran"
    assert default_folder("seeds", tmp_path).parts[-2:] == ("tests", "evaluation")
