"""Written items are read with their abstracts, and only those of the fields that are named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import InputError
from knowledge.evaluation import written_sets
from knowledge.evaluation.bases import Bases
from knowledge.evaluation.runs import Setting, evaluate
from knowledge.evaluation.written_sets import REPORTED_FIELDS, TUNED_FIELDS, Written
from knowledge.model import Finding
from tests.knowledge.evaluation import making

FIELD = min(REPORTED_FIELDS)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of abstracts; the items on them are the only ones."""
    monkeypatch.setattr(written_sets, "ITEMS", tmp_path / "items")
    return making.written(tmp_path / "train", tmp_path / "items", FIELD)


@pytest.fixture
def setting() -> Iterator[Setting]:
    """What a run shares."""
    with Bases() as bases:
        yield Setting(bases)


def test_items_of_a_field_are_read_with_what_is_right(folder: Path) -> None:
    """The sentences answer; a near miss is about its paper and has no answer there."""
    found = Written.read(folder, REPORTED_FIELDS)
    assert [a.title for a in found.abstracts] == ["Zebrafish", "OtterBench", ""]
    layers = next(q for q in found.questions if "layers" in q.question)
    assert layers.answerable
    assert layers.answers[0].startswith("It has 12 layers")
    assert layers.short == ("12",)
    assert [q.near for q in found.questions] == [False, False, False, False, True, True]
    assert [claim.finding for _, claim in found.claims] == [
        Finding.SUPPORTED,
        Finding.REFUTED,
        Finding.NOT_ENOUGH_INFO,
    ]
    assert {key for key, _ in found.claims} <= {a.id for a in found.abstracts}


def test_questions_that_lean_on_their_paper_do_not_stand_alone(folder: Path) -> None:
    """Plain BM25 finds the paper of the others first."""
    alone = {q.question for q in Written.read(folder, REPORTED_FIELDS).standing_alone()}
    assert "How many layers has Zebrafish?" in alone
    assert "how many are there?" not in alone


def test_other_fields_are_left_out(folder: Path, tmp_path: Path) -> None:
    """Fields that are reported on and the one that is tuned on have nothing in common."""
    found = Written.read(folder, TUNED_FIELDS)
    assert not found.abstracts
    assert not found.questions
    assert not found.claims
    with pytest.raises(InputError, match=r"no abstracts\.jsonl"):
        Written.read(tmp_path / "none", REPORTED_FIELDS)


def test_where_the_items_are_not_it_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An installed Footnote has none."""
    monkeypatch.setattr(written_sets, "ITEMS", tmp_path / "none")
    with pytest.raises(InputError, match="with the source"):
        Written.read(folder, REPORTED_FIELDS)


def test_written_items_are_measured(folder: Path, setting: Setting) -> None:
    """Given the abstract alone, and among all of the fields."""
    evaluation = evaluate("written", folder, setting)
    assert set(evaluation.outcomes) == {"given the abstract", "all abstracts"}
    assert len(evaluation.outcomes["given the abstract"]) == 6
    names = {(f.part, f.name) for f in evaluation.figures}
    assert ("given the abstract", "AUROC") in names
    assert ("given the abstract", "macro F1") in names
    right = next(f for f in evaluation.figures if f.name == "right paper first")
    assert 0 <= right.value <= 1
    assert right.baseline == 1.0
