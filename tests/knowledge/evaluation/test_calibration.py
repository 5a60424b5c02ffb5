"""The confidence is fitted to examples, and what is written is what answering reads."""

import io
import random
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot.cli import evaluation
from knowledge.answers import pipeline
from knowledge.answers.confidence import Features
from knowledge.answers.pipeline import READ, Pipeline
from knowledge.errors import InputError
from knowledge.evaluation import read_examples, written_sets
from knowledge.evaluation.calibration import NAMES, as_toml, calibrate
from knowledge.evaluation.datasets import Posed
from knowledge.evaluation.read_examples import Example
from tests.knowledge.evaluation import making
from tests.knowledge.lexical import Lexical
from tests.knowledge.shelf import OTTER, ZEBRA, abstract

BASE = Pipeline("", [abstract(ZEBRA), abstract(OTTER)], reader=Lexical())
LAYERS = Posed("1", "How many layers does Zebrafish have?", papers=(ZEBRA[:30],), answers=("12",))
WHEN = Posed("2", "When was OtterBench recorded?", papers=(OTTER[:30],), answers=("2019",))


def made(count: int) -> list[Example]:
    """Examples of which those with much covered are mostly right."""
    rng = random.Random(5)
    nothing = Features(**dict.fromkeys(NAMES, 0.0))
    found = []
    for n in range(count):
        covered = rng.random()
        right = rng.random() < covered
        features = replace(nothing, covered=covered, peak=rng.random())
        group = ("seeds", "written", "other pages")[n % 3]
        found.append(Example(group, str(n), features, right, n % 6, answerable=right))
    return found


def test_what_tells_right_from_wrong_is_weighed() -> None:
    """A feature that goes with right answers weighs most, one that does not, little."""
    found = calibrate(made(600))
    assert found.count == 600
    assert max(found.weights, key=lambda name: abs(found.weights[name])) == "covered"
    assert found.weights["covered"] > 1
    assert abs(found.weights["peak"]) < found.weights["covered"] / 3


def test_levels_keep_their_error_rates() -> None:
    """The stricter a level, the higher its least probability; the threshold loses few."""
    found = calibrate(made(3000))
    assert found.levels["strict"] >= found.levels["normal"] >= found.levels["lenient"] > 0
    assert 0 < found.threshold < found.levels["lenient"]


def test_no_level_shows_more_than_is_shown_without_one() -> None:
    """Where hardly anything is wrong, lenient is what everybody gets."""
    rng = random.Random(5)
    found = calibrate([replace(each, right=rng.random() < 0.9) for each in made(600)])
    assert found.levels["lenient"] == found.threshold


def test_a_level_that_nothing_reaches_shows_nothing() -> None:
    """Where whatever is surest is wrong, no probability is enough."""
    found = calibrate([replace(e, right=e.features.covered < 0.5) for e in made(300)])
    assert found.weights["covered"] < 0
    wrong = [e if e.features.covered else replace(e, right=False) for e in made(300)]
    surest = min(wrong, key=lambda e: -e.features.covered)
    always = calibrate([replace(e, right=e.right and e is not surest) for e in wrong])
    assert always.levels["strict"] == 1.0 or always.levels["strict"] > always.levels["lenient"]


def test_nothing_can_be_fitted_to_one_side() -> None:
    """Where all that is quoted is right, more questions are asked for."""
    with pytest.raises(InputError, match="too few questions"):
        calibrate([replace(e, right=True) for e in made(60)])


def test_what_is_written_is_read_back() -> None:
    """The file holds the numbers, the date, and how many examples they come from."""
    found = calibrate(made(300))
    text = as_toml(found, "2031-02-03")
    held = tomllib.loads(text)
    assert "300 papers read on 2031-02-03" in text
    assert held["weights"].keys() == {field.name for field in fields(Features)}
    assert held["weights"]["covered"] == pytest.approx(found.weights["covered"], abs=0.001)
    assert held["threshold"] == pytest.approx(found.threshold, abs=0.001)
    assert held["strictness"].keys() == {"strict", "normal", "lenient"}


def test_one_paper_counts_of_a_question() -> None:
    """Papers that are less sure change no level, however many there are."""
    found = made(600)
    unsure = [replace(e.features, covered=-1.0) for e in found]
    behind = [replace(e, features=f, right=False) for e, f in zip(found, unsure, strict=True)]
    both = [e for pair in zip(found, behind, strict=True) for e in pair]
    assert calibrate(both).count == 2 * len(found)
    assert all(0 < level <= 1 for level in calibrate(both).levels.values())


def test_questions_are_right_where_the_quote_answers() -> None:
    """By paper and by words, for each paper that is read; bibliographic ones are left out."""
    wrong = replace(LAYERS, answers=("13",))
    other = replace(LAYERS, papers=(OTTER[:30],))
    filed = replace(LAYERS, kind="bibliographic")
    near = replace(LAYERS, kind="near_miss")
    asked = [LAYERS, WHEN, wrong, other, filed, near]
    right = [any(e.right for e in read_examples.asked("x", BASE, [posed])) for posed in asked]
    assert right == [True, True, False, False, False, False]
    found = list(read_examples.asked("x", BASE, asked))
    assert {e.group for e in found} == {"x"}
    assert len({e.fold for e in found if e.question == LAYERS.question}) <= 2
    assert [e.answerable for e in read_examples.asked("x", BASE, [near])] == [False]


def test_general_questions_are_never_right() -> None:
    """At most so many are asked; those that find nothing at all are no examples."""
    asked = [replace(LAYERS, id=str(n)) for n in range(5)] + [Posed("x", "Qwertz?")]
    found = list(read_examples.general("general", BASE, asked, 3, None))
    assert 0 < len(found) <= 3 * READ
    assert not any(e.right or e.answerable for e in found)


def test_halves_go_by_paper() -> None:
    """Two questions about one paper are in the same half."""
    same = [replace(LAYERS, id=str(n), question=f"{n}?") for n in range(9)]
    assert sorted(len(read_examples.half_of(same, half)) for half in (0, 1)) == [0, 9]


def _sets(tmp_path: Path) -> tuple[Path, Path]:
    own, shared = tmp_path / "own", tmp_path / "eval"
    pages = own / "other" / "pages"
    pages.mkdir(parents=True)
    (pages / "page.txt").write_text(f"Abstract:{ZEBRA}\n\nAbstract:{OTTER}\n", encoding="utf-8")
    rows: list[dict[str, object]] = [
        {
            "id": f"{n}",
            "question": question,
            "kind": "content",
            "paper": text[:30],
            "answers": [answer],
            "short": [],
        }
        for n, (question, text, answer) in enumerate(
            [
                (LAYERS.question, ZEBRA, "12"),
                ("Under which license is Zebrafish released?", ZEBRA, "MIT"),
                ("What is OtterBench a benchmark of?", OTTER, "feeding behaviour"),
                (WHEN.question, OTTER, "2019"),
            ]
        )
    ]
    rows += [
        {
            "id": f"near {n}",
            "question": f"How many {thing} does Zebrafish have?",
            "kind": "near_miss",
            "paper": None,
            "answers": [],
            "short": [],
        }
        for n, thing in enumerate(("authors", "readers", "heads", "gauges", "layers", "rivers"))
    ]
    making.json_lines(own / "other" / "questions.jsonl", rows)
    making.own(own, rows)
    making.clapnq(shared / "clapnq")
    making.written(tmp_path / "train", tmp_path / "items", "policy")
    return own, shared


def test_the_command_writes_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From all sets that are there; it says where, and from how many examples."""
    own, shared = _sets(tmp_path)
    monkeypatch.setattr(written_sets, "ITEMS", tmp_path / "items")
    monkeypatch.setattr(pipeline, "built_in", Lexical)
    out = tmp_path / "confidence.toml"
    said = evaluation.calibrate(own, shared, out, io.StringIO())
    held = tomllib.loads(out.read_text(encoding="utf-8"))
    assert str(out) in said
    assert 0 < held["threshold"] < 1
    assert set(held["weights"]) == set(NAMES)


def test_the_command_needs_questions(tmp_path: Path) -> None:
    """Without them it says what to name."""
    with pytest.raises(InputError, match="name their folder"):
        evaluation.calibrate(tmp_path / "none", tmp_path, None, io.StringIO())
