"""The confidence is fitted to examples, and what is written is what answering reads."""

import io
import random
import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bot import calibrating as command
from knowledge.asking import Asking
from knowledge.confidence import Features
from knowledge.errors import InputError
from knowledge.evaluation import datasets, examples
from knowledge.evaluation.calibrating import NAMES, as_toml, calibrate
from knowledge.evaluation.datasets import Posed
from knowledge.evaluation.examples import Example
from tests.knowledge.evaluation import making
from tests.knowledge.shelf import OTTER, ZEBRA, abstract

BASE = [abstract(ZEBRA), abstract(OTTER)]
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
        features = replace(nothing, covered=covered, typed=rng.random())
        group = ("own: a", "general b", "scifact", "removed own: a", "pubmedqa")[n % 5]
        found.append(Example(group, features, right, n % 6, own=n % 5 == 0, answerable=right))
    return found


def test_what_tells_right_from_wrong_is_weighed() -> None:
    """A feature that goes with right answers weighs most, one that does not, little."""
    found = calibrate(made(600))
    assert found.count == 600
    assert max(found.weights, key=lambda name: abs(found.weights[name])) == "covered"
    assert found.weights["covered"] > 1
    assert abs(found.weights["typed"]) < found.weights["covered"] / 3


def test_levels_keep_their_error_rates() -> None:
    """The stricter a level, the higher its least probability; the threshold loses few."""
    found = calibrate(made(3000))
    assert found.levels["strict"] >= found.levels["normal"] >= found.levels["lenient"] > 0
    assert 0 < found.threshold < found.levels["lenient"]


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
    assert "300 examples on 2031-02-03" in text
    assert held["weights"].keys() == {field.name for field in fields(Features)}
    assert held["weights"]["covered"] == pytest.approx(found.weights["covered"], abs=0.001)
    assert held["threshold"] == pytest.approx(found.threshold, abs=0.001)
    assert held["strictness"].keys() == {"strict", "normal", "lenient"}


def test_own_questions_are_right_where_the_quote_answers() -> None:
    """By paper and by words; bibliographic ones are left out."""
    base = Asking("", BASE)
    wrong = replace(LAYERS, answers=("13",))
    other = replace(LAYERS, papers=(OTTER[:30],))
    filed = replace(LAYERS, kind="bibliographic")
    found = list(examples.own("own: x", base, [LAYERS, WHEN, wrong, other, filed]))
    assert [e.right for e in found] == [True, True, False, False]
    assert {e.group for e in found} == {"own: x"}
    assert found[0].fold == found[2].fold
    assert all(e.own and e.answerable for e in found)


def test_an_abstract_without_its_answer_makes_a_near_miss() -> None:
    """Whatever is quoted then is wrong; a question that nothing can be taken from is left out."""
    base = Asking("", BASE)
    unanswered = replace(LAYERS, answers=("of which nobody speaks",))
    found = list(examples.removed("removed own: x", base, [LAYERS, unanswered]))
    assert [e.right for e in found] == [False]
    assert not found[0].answerable


def test_general_questions_are_never_right() -> None:
    """At most so many are asked; those that find nothing at all are no examples."""
    base = Asking("", BASE)
    asked = [replace(LAYERS, id=str(n)) for n in range(5)] + [Posed("x", "Qwertz?")]
    found = list(examples.general("general", base, asked, 3, None))
    assert 0 < len(found) <= 3
    assert not any(e.right for e in found)


def test_queries_are_right_where_a_relevant_document_comes_first(tmp_path: Path) -> None:
    """Each query belongs to one half; both halves together are all queries."""
    judged = datasets.beir(making.beir(tmp_path))
    base = examples.asking(judged.records)
    halves = [list(examples.judged("med", base, judged, half)) for half in (0, 1)]
    assert sum(map(len, halves)) == len(judged.queries)
    assert all(e.right for half in halves for e in half)


def test_halves_go_by_paper() -> None:
    """Two questions about one paper are in the same half."""
    same = [replace(LAYERS, id=str(n), question=f"{n}?") for n in range(9)]
    assert sorted(len(examples.half_of(same, half)) for half in (0, 1)) == [0, 9]


def _sets(tmp_path: Path) -> tuple[Path, Path]:
    own, shared = tmp_path / "own", tmp_path / "shared"
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
    making.scifact(shared / "scifact")
    making.beir(shared / "cran")
    making.beir(shared / "med")
    making.pubmedqa(shared / "pubmedqa")
    making.clapnq(shared / "clapnq")
    return own, shared


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    """From all sets that are there; it says where, and from how many examples."""
    own, shared = _sets(tmp_path)
    out = tmp_path / "confidence.toml"
    said = command.run(own, shared, out, io.StringIO())
    held = tomllib.loads(out.read_text(encoding="utf-8"))
    assert str(out) in said
    assert 0 < held["threshold"] < 1
    assert set(held["weights"]) == set(NAMES)


def test_the_command_needs_questions(tmp_path: Path) -> None:
    """Without them it says what to name."""
    with pytest.raises(InputError, match="name their folder"):
        command.run(tmp_path / "none", tmp_path, None, io.StringIO())
