"""Data sets are read as they are published, and what is wrong with one is told in a line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import InputError
from knowledge.evaluation import datasets
from knowledge.evaluation.figures import spread
from knowledge.model import Source
from tests.knowledge.evaluation import making
from tests.knowledge.shelf import OTTER, ZEBRA

FORMS: list[tuple[Callable[[Path], Path], Callable[[Path], datasets.Judged]]] = [
    (making.beir, datasets.beir),
    (making.scifact, datasets.scifact),
]


@pytest.mark.parametrize(("make", "read"), FORMS)
def test_a_retrieval_set_is_read_in_either_form(
    tmp_path: Path, make: Callable[[Path], Path], read: Callable[[Path], datasets.Judged]
) -> None:
    """Documents with a text, queries with something to find, and what is relevant to them."""
    judged = read(make(tmp_path / "set"))
    assert [r.source for r in judged.records] == [Source(key, 1) for key in ("11", "12", "13")]
    assert [r.bibliography.title for r in judged.records] == ["Zebrafish", "OtterBench", None]
    assert judged.records[1].text == OTTER
    assert list(judged.queries) == ["1", "2", "3"]
    assert judged.qrels == {"1": {"11": 1}, "2": {"12": 2}, "3": {"13": 1, "99": 1}}


def test_questions_on_abstracts_are_read_without_their_conclusions(tmp_path: Path) -> None:
    """The abstract is its contexts, without a title; the conclusion is the answer in full."""
    records, questions = datasets.pubmedqa(making.pubmedqa(tmp_path))
    assert [r.bibliography.title for r in records] == [None, None, None]
    assert questions[0].papers == (records[0].text,)
    assert questions[0].reference == ZEBRA
    assert all(q.answerable for q in questions)


def test_general_questions_can_not_be_answered(tmp_path: Path) -> None:
    """A passage in quotation marks may have several lines; it is one question all the same."""
    questions = datasets.general(making.clapnq(tmp_path))
    assert [q.id for q in questions] == ["1", "2"]
    assert not any(q.answerable or q.near for q in questions)


def test_own_questions_name_one_paper_or_several(tmp_path: Path) -> None:
    """What cannot be answered has no paper, or is marked as a near miss."""
    rows: list[dict[str, object]] = [
        {"id": "a", "question": "?", "kind": "content", "paper": "We", "answers": ["x"],
         "short": [], "type": "name"},
        {"id": "b", "question": "?", "kind": "content", "paper": ["A", "B"], "answers": ["x"],
         "short": ["y"], "type": None},
        {"id": "c", "question": "?", "kind": "near_miss", "paper": "We", "answers": [],
         "short": []},
        {"id": "d", "question": "?", "kind": "chit_chat", "paper": None, "answers": [],
         "short": []},
    ]  # fmt: skip
    read = datasets.own(making.own(tmp_path, rows), "tune")
    assert [q.papers for q in read] == [("We",), ("A", "B"), ("We",), ()]
    assert [q.answerable for q in read] == [True, True, False, False]
    assert [q.near for q in read] == [False, False, True, False]


def test_what_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    """The message names the file."""
    with pytest.raises(InputError, match=r"no corpus\.jsonl in"):
        datasets.beir(tmp_path)
    with pytest.raises(InputError, match=r"no \*\.json in"):
        datasets.pubmedqa(tmp_path)
    with pytest.raises(InputError, match=r"no question_\*\.tsv in"):
        datasets.general(tmp_path)
    (tmp_path / "corpus.jsonl").write_text("{not json\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"corpus\.jsonl is no data set as it was published"):
        datasets.beir(tmp_path)


def test_a_part_of_the_questions_is_spread_over_all() -> None:
    """Evenly, in their order; all of them where there are no more."""
    assert spread(range(10), 5) == [0, 2, 4, 6, 8]
    assert spread(range(3), 5) == spread(range(3), None) == [0, 1, 2]
