"""The question files agree with the text and the bibliographic lines of the seed pages."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"
SPLITS = ("tune", "report")
ANSWERABLE = {"content", "bibliographic"}
UNANSWERABLE = {"out_of_scope", "chit_chat", "gibberish", "unnamed_thing", "near_miss"}
TYPES = {
    "quantity",
    "date",
    "person",
    "organisation",
    "licence",
    "name",
    "definition",
    "yes_no",
    "reason",
    "method",
    "list",
    "comparison",
    "other",
}
FIELDS = {"id", "question", "kind", "paper", "answers", "short", "type"}
KEY_LENGTH = 40

Line = dict[str, object]


def strings(value: object) -> list[str]:
    """Return a string or a list of strings as a list; null becomes the empty list."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    assert isinstance(value, list)
    assert all(isinstance(part, str) for part in value)
    return value


@cache
def questions(split: str) -> tuple[Line, ...]:
    """Return the lines of one split."""
    content = (HERE / f"questions_{split}.jsonl").read_text(encoding="utf-8")
    return tuple(json.loads(line) for line in content.splitlines())


def every_question() -> list[Line]:
    """Return the lines of both splits."""
    return [line for split in SPLITS for line in questions(split)]


def iso_dates(text: str) -> Iterator[str]:
    """Yield the full dates of a listing line the way the program writes them."""
    for found in re.findall(r"[A-Z][a-z]{2} \d{1,2}, \d{4}", text):
        yield datetime.strptime(found, "%b %d, %Y").replace(tzinfo=UTC).date().isoformat()


@cache
def papers() -> dict[str, str]:
    """Return for each abstract's key all that the pages say about it, case folded."""
    known: dict[str, str] = {}
    for page in sorted(SEEDS.glob("*.txt")):
        lines = [line.strip() for line in page.read_text(encoding="utf-8").splitlines()]
        bare = [line.removeprefix("Abstract:") for line in lines if line.startswith("Abstract:")]
        filled = [] if bare else [line for line in lines if line]
        groups = zip(filled[::3], filled[1::3], filled[2::3], strict=True)
        listed = [(text, " ".join((head, *iso_dates(head), names))) for head, names, text in groups]
        for text, about in [(text, "") for text in bare] + listed:
            key = text[:KEY_LENGTH]
            known[key] = f"{known.get(key, '')} {about} {text}".casefold()
    return known


def test_the_pages_hold_28_papers_told_apart_by_their_keys() -> None:
    """The first 40 characters tell the abstracts of the pages apart."""
    assert len(papers()) == 28


@pytest.mark.parametrize("split", SPLITS)
def test_lines_have_the_agreed_form(split: str) -> None:
    """Every line has the agreed fields, a known kind and type, and numbered ids."""
    for number, line in enumerate(questions(split), start=1):
        assert set(line) == FIELDS
        assert line["id"] == f"{split[0]}{number:03d}"
        assert line["kind"] in ANSWERABLE | UNANSWERABLE
        assert line["type"] in TYPES
        assert str(line["question"]).strip()


def test_no_question_is_put_twice() -> None:
    """Ids and questions are unique over both files."""
    for field in ("id", "question"):
        counts = Counter(str(line[field]).casefold() for line in every_question())
        assert [value for value, count in counts.items() if count > 1] == []


def test_expected_strings_stand_in_the_right_papers() -> None:
    """Each expected string stands in a right paper and each right paper holds one."""
    for line in every_question():
        about = [papers()[key] for key in strings(line["paper"])]
        answers = [answer.casefold() for answer in strings(line["answers"])]
        assert all(any(answer in text for text in about) for answer in answers), line
        assert all(any(answer in text for answer in answers) for text in about), line


def test_a_short_answer_can_be_read_off_the_paper() -> None:
    """Where short answers are expected, one of them stands in a right paper word for word."""
    for line in every_question():
        about = [papers()[key] for key in strings(line["paper"])]
        short = [answer.casefold() for answer in strings(line["short"])]
        assert not short or any(answer in text for answer in short for text in about), line


def test_only_answerable_questions_expect_something() -> None:
    """Papers and answers are given exactly where the kind says that there is an answer."""
    for line in every_question():
        assert bool(line["paper"]) == bool(line["answers"]) == (line["kind"] in ANSWERABLE), line
        assert line["kind"] in ANSWERABLE or line["short"] == [], line


def test_papers_are_split_in_two_halves() -> None:
    """Questions about one paper stand in one file only, 14 papers a file, at least 5 for each."""
    sides = [
        Counter(str(line["paper"]) for line in questions(split) if isinstance(line["paper"], str))
        for split in SPLITS
    ]
    assert not set(sides[0]) & set(sides[1])
    assert [len(side) for side in sides] == [14, 14]
    assert min(min(side.values()) for side in sides) >= 5


@pytest.mark.parametrize("split", SPLITS)
def test_each_half_is_large_and_mixed(split: str) -> None:
    """Each file has enough questions of every kind, and half its unanswerable are near misses."""
    kinds = Counter(str(line["kind"]) for line in questions(split))
    answerable = sum(kinds[kind] for kind in ANSWERABLE)
    unanswerable = sum(kinds[kind] for kind in UNANSWERABLE)
    assert set(kinds) == ANSWERABLE | UNANSWERABLE
    assert answerable >= 85
    assert unanswerable >= 55
    assert 0.15 <= kinds["bibliographic"] / answerable <= 0.25
    assert kinds["near_miss"] * 2 >= unanswerable
