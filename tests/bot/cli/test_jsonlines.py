"""`--json` has exactly the shapes that other programs are built on."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from bot.cli.jsonlines import ingest_shape, json_line, paper_shape, reply_shape, verdict_shape
from knowledge.model import (
    Abstention,
    Abstract,
    Answer,
    Citation,
    Doubt,
    IngestReport,
    Rejection,
    Statement,
)
from tests.bot import samples


def _object(**properties: Any) -> dict[str, Any]:
    """A schema of an object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


TEXT = {"type": "string"}
TEXT_OR_NULL = {"type": ["string", "null"]}
COUNT = {"type": "integer", "minimum": 0}
COUNT_OR_NULL = {"type": ["integer", "null"], "minimum": 0}
FLAG = {"type": "boolean"}
DATE_OR_NULL = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
PROBABILITY = {"type": "number", "minimum": 0, "maximum": 1}
PUBLISHED = _object(text=TEXT_OR_NULL, date=DATE_OR_NULL)
SOURCES = _list(_object(file=TEXT, line={"type": "integer", "minimum": 1}))
REMARKS = _list(_object(file=TEXT, line=COUNT, reason=TEXT))
CITATION = _object(
    n={"type": "integer", "minimum": 1},
    quote=TEXT_OR_NULL,
    abstract_id=TEXT,
    start=COUNT_OR_NULL,
    end=COUNT_OR_NULL,
    title=TEXT_OR_NULL,
    label=TEXT,
    authors=_list(TEXT),
    published=PUBLISHED,
    url=TEXT_OR_NULL,
    sources=SOURCES,
)
ABSTENTION = _object(
    reason=TEXT,
    uncovered_terms=_list(TEXT),
    nearest=_list(_object(abstract_id=TEXT, title=TEXT_OR_NULL, label=TEXT)),
)
REPLY = _object(
    question=TEXT,
    status={"enum": ["answered", "abstained"]},
    answer=TEXT_OR_NULL,
    short_answer=TEXT_OR_NULL,
    confidence=PROBABILITY,
    citations=_list(CITATION),
    abstention={"oneOf": [{"type": "null"}, ABSTENTION]},
    notes=_list(TEXT),
    knowledge_version=TEXT,
    elapsed_ms={"type": "number", "minimum": 0},
)
EVIDENCE = _object(**CITATION["properties"], stance={"enum": ["supports", "refutes"]})
VERDICT = _object(
    claim=TEXT,
    verdict={"enum": ["supported", "refuted", "not_enough_info"]},
    confidence=PROBABILITY,
    explanation=TEXT,
    evidence=_list(EVIDENCE),
    notes=_list(TEXT),
    knowledge_version=TEXT,
    elapsed_ms={"type": "number", "minimum": 0},
)
PAPER = _object(
    abstract_id=TEXT,
    title=TEXT_OR_NULL,
    label=TEXT,
    authors=_list(TEXT),
    et_al=FLAG,
    affiliations=_list(TEXT),
    published=PUBLISHED,
    categories=_list(TEXT),
    has_code=FLAG,
    url=TEXT_OR_NULL,
    text=TEXT,
    sources=SOURCES,
)
INGEST = _object(
    records=COUNT,
    abstracts_added=COUNT,
    exact_duplicates=COUNT,
    near_duplicates=COUNT,
    rejected=REMARKS,
    doubts=REMARKS,
    knowledge_version=TEXT,
    seconds={"type": "number", "minimum": 0},
)


@pytest.mark.parametrize("reply", [samples.answer(), samples.abstention()])
def test_a_reply_has_the_shape_of_the_contract(reply: Answer | Abstention) -> None:
    """An answer and an abstention have the same keys."""
    line = json.loads(json_line(reply_shape(reply)))
    jsonschema.validate(line, REPLY)
    assert list(line) == list(REPLY["properties"])


@pytest.mark.parametrize("of", [None, samples.abstract()])
def test_a_verdict_has_the_shape_of_the_contract(of: Abstract | None) -> None:
    """With its evidence, or without any where there is not enough information."""
    shape = verdict_shape(samples.verdict(of=of))
    jsonschema.validate(shape, VERDICT)
    assert [evidence["quote"] for evidence in shape["evidence"]] == (
        [samples.QUOTE.of(samples.TEXT)] if of else []
    )


def test_an_answer_is_given_with_its_receipt() -> None:
    """The answer carries its markers, and the quote stands where the span says."""
    shape = reply_shape(samples.answer())
    (citation,) = shape["citations"]
    assert shape["status"] == "answered"
    assert shape["answer"] is not None
    assert shape["answer"].endswith(" [1]")
    assert shape["short_answer"] == "176B"
    assert shape["abstention"] is None
    assert citation["quote"] == samples.TEXT[citation["start"] : citation["end"]]
    assert citation["published"] == {"text": "Oct 27, 2022", "date": "2022-10-27"}
    assert citation["sources"][0] == {"file": "pages/one_page.txt", "line": 3}


def test_an_answer_from_bibliographic_data_has_no_quote() -> None:
    """Quote, start and end are null where the paper itself is cited."""
    answer = Answer(
        question="Who wrote Tidal?",
        statements=(Statement("Ada North and Bo South.", (1,)),),
        citations=(Citation(1, samples.abstract()),),
        short_answer=None,
        confidence=0.5,
        knowledge_version="v",
        elapsed_ms=0.1,
    )
    line = json.loads(json_line(reply_shape(answer)))
    jsonschema.validate(line, REPLY)
    assert [line["citations"][0][key] for key in ("quote", "start", "end")] == [None] * 3


def test_an_abstention_says_why_and_what_is_nearest() -> None:
    """There is no answer and no citation, but a reason, the words and the nearest papers."""
    shape = reply_shape(samples.abstention())
    assert (shape["status"], shape["answer"], shape["citations"]) == ("abstained", None, [])
    assert shape["abstention"] is not None
    assert shape["abstention"]["uncovered_terms"] == ["regatta", "won"]
    assert shape["abstention"]["nearest"][0]["label"] == "Tidal: A Model of the Sea"


def test_a_paper_has_the_shape_of_the_contract() -> None:
    """A paper of which nothing is known has every key, and a label instead of a title."""
    bare = samples.abstract(title=None, authors=(), et_al=False, url=None)
    for paper in (samples.abstract(), bare):
        jsonschema.validate(json.loads(json_line(paper_shape(paper))), PAPER)
    assert paper_shape(bare)["title"] is None
    assert paper_shape(bare)["label"].startswith("“Tidal is a model")


def test_an_ingest_report_has_the_shape_of_the_contract() -> None:
    """Rejections and doubts say file, line and reason."""
    report = IngestReport(
        records=3,
        abstracts_added=2,
        exact_duplicates=1,
        near_duplicates=0,
        rejected=(Rejection("a.txt", 4, "It is empty."),),
        doubts=(Doubt("a.txt", 9, "The title may go on."),),
        knowledge_version="v",
        seconds=0.12345,
    )
    line = json.loads(json_line(ingest_shape(report)))
    jsonschema.validate(line, INGEST)
    assert line["rejected"] == [{"file": "a.txt", "line": 4, "reason": "It is empty."}]
    assert line["doubts"] == [{"file": "a.txt", "line": 9, "reason": "The title may go on."}]
    assert line["seconds"] == pytest.approx(0.123)


@given(samples.texts())
def test_a_line_of_json_is_one_line_for_everybody(text: str) -> None:
    """No text breaks a line, reaches a terminal as a control character or is changed."""
    line = json_line({"text": text})
    assert line.isascii()
    assert line.isprintable()
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"text": text}
