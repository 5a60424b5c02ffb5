"""The written items have the right form, are varied, and occur in nothing that is measured on."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from knowledge.reader.training import ITEMS, REPORTED_FIELDS, TUNED_FIELDS
from knowledge.reader.training.corpora import passages
from knowledge.settings import resource
from knowledge.text.tokens import stem, tokenise

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
OWN = ROOT / "tests" / "evaluation"
PATHS = sorted(ITEMS.glob("*.jsonl"))
TYPES = {
    "comparison", "date", "definition", "finding", "list", "method", "name", "place", "purpose",
    "quantity", "reason", "yes_no",
}  # fmt: skip
VERDICTS = {"supported", "refuted", "not_enough_info"}
FORMS = {
    "question": {"abstract", "kind", "q", "sentences", "short"},
    "near_miss": {"abstract", "kind", "q"},
    "claim": {"abstract", "kind", "claim", "verdict", "sentences"},
}
SHORTEST, LONGEST = 8, 300
"""Characters of a question or a claim."""
LEAST_ITEMS, LEAST_ABSTRACTS, LEAST_FIELDS = 80_000, 4_400, 12
MOST_ALIKE = 0.04
"""Of the questions so many, at most, begin with the same three words."""
MOST_SHARED = 0.45
"""Of the words of a question so many, on average, stand in the sentence that answers."""
RUN = 15
"""So many words in a row stand in one abstract alone."""
_WORD = re.compile(r"\w+")
Row = Mapping[str, Any]


@pytest.fixture
def shared() -> Path:
    """The folder of the public sets, beside a checkout where it is there at all."""
    if not (SHARED / "train").is_dir():
        pytest.skip("the data sets to train on are not there")
    return SHARED


@pytest.fixture
def abstracts(shared: Path) -> dict[str, Row]:
    """The abstracts and passages that items are written on, by their identifiers."""
    return {row["id"]: row for row in passages(shared / "train")}


@cache
def items() -> list[Row]:
    """All items."""
    return [item for path in PATHS for item in _lines(path)]


def _lines(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def text_of(item: Row) -> str:
    """The question, or the claim."""
    text: str = item["claim"] if item["kind"] == "claim" else item["q"]
    return text


def plain(text: str) -> str:
    """The words of a text alone, in lower case."""
    return " ".join(_WORD.findall(text.casefold()))


def sentences_of(row: Row) -> list[str]:
    """The sentences of an abstract."""
    return [row["text"][start:end] for start, end in row["sentences"]]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_every_item_has_the_form_of_its_kind(path: Path) -> None:
    """No field is missing, none is more, and none holds what it cannot."""
    for item in _lines(path):
        kind = item["kind"]
        asked_yes_no = item.get("type") == "yes_no"
        typed = {"type"} if "type" in item and kind == "question" else set()
        assert item.keys() == FORMS[kind] | typed | ({"yes"} if asked_yes_no else set()), item
        assert re.fullmatch(r"[0-9a-f]{16}", item["abstract"]), item
        assert SHORTEST <= len(text_of(item)) <= LONGEST, item
        assert text_of(item) == text_of(item).strip(), item
        chosen = item.get("sentences", [])
        assert len(set(chosen)) == len(chosen), item
        assert all(isinstance(n, int) and n >= 0 for n in chosen), item
        if kind == "question":
            assert chosen, item
            assert item.get("type", "name") in TYPES, item
            assert item["short"] is None or item["short"] == item["short"].strip() != "", item
            assert not asked_yes_no or (item["yes"] in {True, False} and not item["short"]), item
        elif kind == "claim":
            assert item["verdict"] in VERDICTS, item
            assert bool(chosen) == (item["verdict"] != "not_enough_info"), item


def test_no_item_is_there_twice() -> None:
    """On one abstract, nothing is asked or claimed twice."""
    seen = Counter((item["abstract"], plain(text_of(item))) for item in items())
    assert [key for key, count in seen.items() if count > 1] == []


def test_questions_begin_in_many_ways() -> None:
    """No three words open more than a few of them."""
    openings = Counter(
        " ".join(plain(item["q"]).split()[:3]) for item in items() if item["kind"] != "claim"
    )
    words, count = openings.most_common(1)[0]
    assert count <= MOST_ALIKE * openings.total(), words


def test_both_answers_and_all_verdicts_are_there() -> None:
    """None of them is rare, so that none can be guessed."""
    yes = [item["yes"] for item in items() if "yes" in item]
    assert 0.3 <= sum(yes) / len(yes) <= 0.7
    verdicts = Counter(item["verdict"] for item in items() if item["kind"] == "claim")
    assert min(verdicts[verdict] for verdict in VERDICTS) >= 0.1 * verdicts.total()
    kinds = Counter(item["kind"] for item in items())
    assert min(kinds.values()) >= 0.15 * kinds.total()


def test_there_are_items_enough(abstracts: Mapping[str, Row]) -> None:
    """Items, abstracts and fields, of which some are left out of training."""
    on = {item["abstract"] for item in items()}
    fields = {abstracts[name]["field"] for name in on}
    assert len(items()) >= LEAST_ITEMS
    assert len(on) >= LEAST_ABSTRACTS
    assert len(fields) >= LEAST_FIELDS
    assert fields > REPORTED_FIELDS | TUNED_FIELDS
    assert not REPORTED_FIELDS & TUNED_FIELDS


def test_items_lie_with_their_field(abstracts: Mapping[str, Row]) -> None:
    """A file is named after the field of its abstracts."""
    for path in PATHS:
        fields = {abstracts[item["abstract"]]["field"] for item in _lines(path)}
        assert fields == {path.stem.replace("_", " ")}


def test_sentences_are_there_and_hold_the_short_answer(abstracts: Mapping[str, Row]) -> None:
    """An item names sentences of its abstract; its short answer stands in one of them."""
    for item in items():
        sentences = sentences_of(abstracts[item["abstract"]])
        chosen = item.get("sentences", [])
        assert all(n < len(sentences) for n in chosen), item
        if item.get("short"):
            assert any(item["short"] in sentences[n] for n in chosen), item


def test_questions_are_asked_in_other_words(abstracts: Mapping[str, Row]) -> None:
    """On average a question shares less than half of its words with what answers it."""
    shares = []
    for item in items():
        if item["kind"] == "question" and (asked := _content(item["q"])):
            first = sentences_of(abstracts[item["abstract"]])[item["sentences"][0]]
            shares.append(len(asked & _content(first)) / len(asked))
    assert sum(shares) / len(shares) <= MOST_SHARED


def _content(text: str) -> set[str]:
    return {stem(token.surface) for token in tokenise(text) if not token.stop}


def test_no_item_occurs_in_our_own_questions_and_claims() -> None:
    """Nor in the conversations, nor with the pages of other fields."""
    assert _met(plain(text) for path in OWN.rglob("*.jsonl") for text in _texts(path)) == set()


def test_no_item_occurs_in_a_public_set_to_measure_on(shared: Path) -> None:
    """Questions, queries and claims of all of them."""
    evaluated = {plain(text) for path in _public(shared) for text in _texts(path)}
    assert len(evaluated) > LEAST_FIELDS
    assert _met(evaluated) == set()


def test_no_item_is_on_a_seed(abstracts: Mapping[str, Row]) -> None:
    """Nor on an abstract of the pages that stand with the tests."""
    pages = [*resource("seeds").glob("*.txt"), *OWN.rglob("*.txt")]
    assert _standing_in((path.read_text(encoding="utf-8") for path in pages), abstracts) == set()


def test_no_item_is_on_an_abstract_to_measure_on(
    shared: Path, abstracts: Mapping[str, Row]
) -> None:
    """Its beginning, its middle and its end stand in no file of a public set."""
    held = (text for path in _public(shared) for text in _passages(path))
    assert _standing_in(held, abstracts) == set()


def test_an_abstract_that_is_met_elsewhere_is_found(abstracts: Mapping[str, Row]) -> None:
    """Wherever it stands in a text, and however it is broken into lines."""
    name = items()[0]["abstract"]
    text = f"Found! {abstracts[name]['text'].upper()} The end.".replace(" ", "\n")
    assert _standing_in([text, "nothing"], abstracts) == {name}


def _standing_in(texts: Iterable[str], abstracts: Mapping[str, Row]) -> set[str]:
    """The abstracts of items of which a run of words stands in some texts."""
    runs = {
        " ".join(run): name
        for name in {item["abstract"] for item in items()}
        for run in _runs(plain(abstracts[name]["text"]).split())
    }
    found: set[str] = set()
    for text in texts:
        words = plain(text).split()
        said = (" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1))
        found |= {runs[run] for run in said if run in runs}
    return found


def _runs(words: list[str]) -> list[list[str]]:
    """Some words from the beginning, the middle and the end."""
    starts = (0, len(words) // 2, len(words) - RUN)
    return [words[start : start + RUN] for start in starts]


def _met(evaluated: Iterable[str]) -> set[str]:
    """What is asked or claimed in an evaluation set as well."""
    return {plain(text_of(item)) for item in items()} & set(evaluated)


def _public(shared: Path) -> list[Path]:
    return [
        path
        for folder in ("eval", "cases")
        for ending in ("jsonl", "json", "tsv", "csv")
        for path in sorted((shared / folder).rglob(f"*.{ending}"))
    ]


def _texts(path: Path) -> list[str]:
    """The questions and claims of a file, in whichever of their fields they stand."""
    names = ("question", "QUESTION", "query", "claim", "text")
    return [row[name] for row in _rows(path) for name in names if isinstance(row.get(name), str)]


def _passages(path: Path) -> Iterator[str]:
    """All that is written in a file."""
    for row in _rows(path):
        for value in row.values():
            yield " ".join(map(str, value)) if isinstance(value, list) else str(value)


def _rows(path: Path) -> list[Row]:
    """The rows of a file in any of the forms in which sets are published, those within too."""
    if path.suffix == ".jsonl":
        rows: list[Row] = list(_lines(path))
        return [*rows, *(turn for row in rows for turn in row.get("turns", ()))]
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        held = json.loads(text)
        rows = list(held.values()) if isinstance(held, dict) else held
        return [row for row in rows if isinstance(row, dict)]
    tabs = "\t" if path.suffix == ".tsv" else ","
    return list(csv.DictReader(StringIO(text, newline=""), delimiter=tabs))
