"""The data sets, as they are published, read from a folder. Nothing of them is kept.

- SciFact (Wadden et al., 2020), https://github.com/allenai/scifact: `corpus.jsonl`,
  `claims_train.jsonl`, `qrels_train.tsv`
- Cranfield, Medline and others in the form of BEIR (Thakur et al., 2021): `corpus.jsonl`,
  `queries.jsonl`, `qrels/test.tsv`
- PubMedQA (Jin et al., 2019), https://pubmedqa.github.io: one JSON file of questions
- ClapNQ (Rosenthal et al., 2024), https://github.com/primeqa/clapnq: `question_*.tsv`
- question sets of our own: `questions_tune.jsonl`, `questions_report.jsonl`
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from knowledge.errors import InputError
from knowledge.model import Bibliography, Record, Source

UNANSWERABLE = frozenset({"out_of_scope", "chit_chat", "gibberish", "unnamed_thing", "near_miss"})
NEAR_MISS = "near_miss"
"""Kinds of questions that a base cannot answer; a near miss is about something that it holds."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Abstracts, queries by their identifier, and which documents are relevant to each.

    A record's source names its document. `qrels`: query to document to relevance, from 1.
    """

    records: tuple[Record, ...]
    queries: dict[str, str]
    qrels: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Posed:
    """A question, and what is right.

    `papers`: how the texts of the right abstracts begin; any of them will do. `answers`: what is
    shown must hold one of these. `short`: exact short answers. `reference`: an answer in full.
    """

    id: str
    question: str
    kind: str = "content"
    type: str = ""
    papers: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    reference: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the base holds the answer."""
        return self.kind not in UNANSWERABLE and bool(self.papers)

    @property
    def near(self) -> bool:
        """Whether it cannot be answered, although it is about something that the base holds."""
        return not self.answerable and self.kind == NEAR_MISS


def scifact(folder: Path) -> Judged:
    """SciFact's abstracts, and its training claims as queries."""
    rows = _json_lines(folder / "corpus.jsonl")
    records = _records((str(r["doc_id"]), r["title"], " ".join(r["abstract"])) for r in rows)
    claims = {str(r["id"]): str(r["claim"]) for r in _json_lines(folder / "claims_train.jsonl")}
    return _judged(records, claims, folder / "qrels_train.tsv")


def beir(folder: Path) -> Judged:
    """A data set in the form of BEIR."""
    rows = _json_lines(folder / "corpus.jsonl")
    records = _records((str(r["_id"]), r.get("title", ""), r["text"]) for r in rows)
    queries = {str(r["_id"]): str(r["text"]) for r in _json_lines(folder / "queries.jsonl")}
    return _judged(records, queries, folder / "qrels" / "test.tsv")


def pubmedqa(folder: Path) -> tuple[tuple[Record, ...], list[Posed]]:
    """PubMedQA's abstracts without their conclusions, and its questions.

    The question is the paper's own title, so the records have none.
    """
    records, questions = [], []
    for path in sorted(folder.glob("*.json")):
        for key, row in _json(path.read_text(encoding="utf-8"), path).items():
            text = " ".join(row["CONTEXTS"])
            records.append((key, "", text))
            kind = row["final_decision"]
            asked = (row["QUESTION"], "content", kind, (text,), (), (), row["LONG_ANSWER"])
            questions.append(Posed(key, *asked))
    if not questions:
        raise _missing(folder / "*.json")
    return tuple(_records(iter(records))), questions


def general(folder: Path) -> list[Posed]:
    """ClapNQ's questions, which are about the world at large and not about papers."""
    paths = sorted(folder.glob("question_*.tsv"))
    if not paths:
        raise _missing(folder / "question_*.tsv")
    rows = [row for path in paths for row in _table(path)]
    return [Posed(r["id"], r["question"], "out_of_scope", "general") for r in rows]


def own(folder: Path, part: str) -> list[Posed]:
    """The questions of `questions_PART.jsonl`; their README describes the fields."""
    return posed(folder / f"questions_{part}.jsonl")


def posed(path: Path) -> list[Posed]:
    """The questions of a file of that form."""
    return [_posed(row) for row in _json_lines(path)]


def _posed(row: dict[str, Any]) -> Posed:
    papers = row["paper"] if isinstance(row["paper"], list) else [row["paper"]]
    return Posed(
        row["id"],
        row["question"],
        row["kind"],
        row.get("type") or "",
        tuple(paper for paper in papers if paper),
        tuple(row["answers"]),
        tuple(row["short"]),
    )


def _records(documents: Iterator[tuple[str, str, str]]) -> tuple[Record, ...]:
    """Documents as records; those without a text are no abstracts."""
    return tuple(
        Record(text, Bibliography(title=title.strip() or None), Source(key, 1))
        for key, title, text in documents
        if text.strip()
    )


def _judged(records: tuple[Record, ...], queries: dict[str, str], path: Path) -> Judged:
    """Only queries with something to find are asked."""
    qrels: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _table(path):
        if (relevance := int(row["score"])) > 0:
            qrels[row["query-id"]][row["corpus-id"]] = relevance
    asked = {key: text for key, text in queries.items() if key in qrels}
    return Judged(records, asked, {key: qrels[key] for key in asked})


def _table(path: Path) -> list[dict[str, str]]:
    """The rows of a table with tabs between its columns, by the names in its first line."""
    return list(csv.DictReader(StringIO(_text(path), newline=""), delimiter="\t"))


def _json_lines(path: Path) -> list[dict[str, Any]]:
    return [_json(line, path) for line in _text(path).split("\n") if line.strip()]


def _json(text: str, path: Path) -> dict[str, Any]:
    try:
        held: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path} is no data set as it was published: {error}.") from error
    return held


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise _missing(path) from error


def _missing(path: Path) -> InputError:
    return InputError(f"There is no {path.name} in {path.parent}: name the data set's folder.")
