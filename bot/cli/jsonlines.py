"""What `--json` prints: the shapes that other programs are built on, made from the core's records.

They are stable: a key may be added, none is renamed, removed or given another meaning. Spans count
characters (Unicode code points) of the abstract's `text`, from 0, the end exclusive.
"""

import json
from collections.abc import Mapping
from typing import TypedDict, assert_never

from knowledge.model import (
    Abstention,
    Abstract,
    Answer,
    Citation,
    Evidence,
    IngestReport,
    Published,
    Source,
    Verdict,
)


class SourceShape(TypedDict):
    """Where an abstract stands: a page and a line, from 1."""

    file: str
    line: int


class PublishedShape(TypedDict):
    """When a paper came out: the page's words, and the date (YYYY-MM-DD) if they give one whole."""

    text: str | None
    date: str | None


class CitationShape(TypedDict):
    """A receipt; `quote`, `start` and `end` are null where the answer is bibliographic data."""

    n: int
    quote: str | None
    abstract_id: str
    start: int | None
    end: int | None
    title: str | None
    label: str
    authors: list[str]
    published: PublishedShape
    url: str | None
    sources: list[SourceShape]


class NearestShape(TypedDict):
    """A paper that is near the question and does not answer it."""

    abstract_id: str
    title: str | None
    label: str


class AbstentionShape(TypedDict):
    """Why there is no answer."""

    reason: str
    uncovered_terms: list[str]
    nearest: list[NearestShape]


class ReplyShape(TypedDict):
    """A line of `footnote ask --json`."""

    question: str
    status: str
    answer: str | None
    short_answer: str | None
    confidence: float
    citations: list[CitationShape]
    abstention: AbstentionShape | None
    notes: list[str]
    knowledge_version: str
    elapsed_ms: float


class PaperShape(TypedDict):
    """A line of `footnote papers --json`."""

    abstract_id: str
    title: str | None
    label: str
    authors: list[str]
    et_al: bool
    affiliations: list[str]
    published: PublishedShape
    categories: list[str]
    has_code: bool
    url: str | None
    text: str
    sources: list[SourceShape]


class RemarkShape(TypedDict):
    """What was wrong, or doubtful, at a line of a page."""

    file: str
    line: int
    reason: str


class IngestShape(TypedDict):
    """The line of `footnote ingest --json`."""

    records: int
    abstracts_added: int
    exact_duplicates: int
    near_duplicates: int
    rejected: list[RemarkShape]
    doubts: list[RemarkShape]
    knowledge_version: str
    seconds: float


def json_line(shape: Mapping[str, object]) -> str:
    """`shape` as one line of JSON.

    It is ASCII, so that no locale, line splitter (U+2028) or terminal (control characters) can
    misread it.
    """
    return json.dumps(shape, ensure_ascii=True, allow_nan=False)


def reply_shape(reply: Answer | Abstention) -> ReplyShape:
    """The line that answers one question."""
    match reply:
        case Answer():
            return _answered(reply)
        case Abstention():
            return _abstained(reply)
        case _:
            assert_never(reply)


def paper_shape(abstract: Abstract) -> PaperShape:
    """The line that describes one abstract."""
    bibliography = abstract.bibliography
    return {
        "abstract_id": abstract.id,
        "title": bibliography.title,
        "label": abstract.located_label,
        "authors": list(bibliography.authors),
        "et_al": bibliography.et_al,
        "affiliations": list(bibliography.affiliations),
        "published": _published(bibliography.published),
        "categories": list(bibliography.categories),
        "has_code": bibliography.has_code,
        "url": bibliography.url,
        "text": abstract.text,
        "sources": _sources(abstract.sources),
    }


def ingest_shape(report: IngestReport) -> IngestShape:
    """The line that says what an ingest did."""
    return {
        "records": report.records,
        "abstracts_added": report.abstracts_added,
        "exact_duplicates": report.exact_duplicates,
        "near_duplicates": report.near_duplicates,
        "rejected": [
            {"file": r.file, "line": r.line, "reason": str(r.reason)} for r in report.rejected
        ],
        "doubts": [{"file": d.file, "line": d.line, "reason": d.reason} for d in report.doubts],
        "knowledge_version": report.knowledge_version,
        "seconds": round(report.seconds, 3),
    }


def _answered(answer: Answer) -> ReplyShape:
    return {
        "question": answer.question,
        "status": "answered",
        "answer": answer.text,
        "short_answer": answer.short_answer,
        "confidence": answer.confidence,
        "citations": [citation_shape(citation) for citation in answer.citations],
        "abstention": None,
        "notes": [str(note) for note in answer.notes],
        "knowledge_version": answer.knowledge_version,
        "elapsed_ms": round(answer.elapsed_ms, 3),
    }


def _abstained(abstention: Abstention) -> ReplyShape:
    return {
        "question": abstention.question,
        "status": "abstained",
        "answer": None,
        "short_answer": None,
        "confidence": abstention.confidence,
        "citations": [],
        "abstention": {
            "reason": str(abstention.reason),
            "uncovered_terms": list(abstention.uncovered_terms),
            "nearest": [
                {"abstract_id": near.id, "title": near.title, "label": near.located_label}
                for near in abstention.nearest
            ],
        },
        "notes": [str(note) for note in abstention.notes],
        "knowledge_version": abstention.knowledge_version,
        "elapsed_ms": round(abstention.elapsed_ms, 3),
    }


def citation_shape(citation: Citation) -> CitationShape:
    """A receipt, as an answer and a verdict give it."""
    abstract, span = citation.abstract, citation.span
    return {
        "n": citation.n,
        "quote": citation.quote,
        "abstract_id": abstract.id,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "title": abstract.title,
        "label": abstract.located_label,
        "authors": list(abstract.bibliography.authors),
        "published": _published(abstract.bibliography.published),
        "url": abstract.bibliography.url,
        "sources": _sources(abstract.sources),
    }


def _published(published: Published) -> PublishedShape:
    return {
        "text": published.text,
        "date": published.date.isoformat() if published.date else None,
    }


def _sources(sources: tuple[Source, ...]) -> list[SourceShape]:
    return [{"file": source.file, "line": source.line} for source in sources]


class EvidenceShape(CitationShape):
    """A receipt with what it says about the claim: `supports` or `refutes`."""

    stance: str


class VerdictShape(TypedDict):
    """A line of `footnote check --json`."""

    claim: str
    verdict: str
    confidence: float
    explanation: str
    evidence: list[EvidenceShape]
    notes: list[str]
    knowledge_version: str
    elapsed_ms: float


def verdict_shape(verdict: Verdict) -> VerdictShape:
    """The line for one claim."""
    return {
        "claim": verdict.claim,
        "verdict": verdict.finding.value,
        "confidence": verdict.confidence,
        "explanation": str(verdict.explanation),
        "evidence": [_evidence(evidence) for evidence in verdict.evidence],
        "notes": [str(note) for note in verdict.notes],
        "knowledge_version": verdict.knowledge_version,
        "elapsed_ms": round(verdict.elapsed_ms, 3),
    }


def _evidence(evidence: Evidence) -> EvidenceShape:
    return {**citation_shape(evidence.citation), "stance": evidence.stance.value}
