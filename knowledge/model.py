"""The words of the core as frozen records; `docs/answers.md` says what they mean.

Spans count characters (Unicode code points) of `Abstract.text`, from 0, the end exclusive.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.reasons import Reason

LABEL_WORDS = 8
_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a record stands: the page (folder and file name) and its first line, from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Published:
    """When a paper came out: as its page words it, and as a date where the page gives one whole.

    A page that leaves out the day, the month or the year leaves `date` None: none is ever guessed.
    """

    text: str | None = None
    date: dt.date | None = None

    @property
    def year(self) -> int | None:
        """The year, also where that is all that a page gives; of a span of time the first."""
        if self.date:
            return self.date.year
        match = _YEAR.search(self.text or "")
        return int(match[0]) if match else None


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What sources state about a paper beside its abstract; empty where none states it.

    `title_in_doubt`: the title comes from a record whose reader was unsure of it.
    `identifiers` are sorted and lower case, each once: `arxiv:2211.05100` (without a version),
    `doi:10.1000/x1`, `pmid:123`. Two records that share one are the same work.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    et_al: bool = False
    affiliations: tuple[str, ...] = ()
    published: Published = Published()
    categories: tuple[str, ...] = ()
    has_code: bool = False
    url: str | None = None
    title_in_doubt: bool = False
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One item parsed from a page; `doubt`: what its reader was unsure of, in one sentence."""

    text: str
    bibliography: Bibliography
    source: Source
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record, or a whole page, that could not be read: where, and why (else in a sentence)."""

    file: str
    line: int
    reason: Reason | str


@dataclass(frozen=True, slots=True)
class Abstract:
    """A deduplicated abstract with every source that holds it, sorted.

    `text` is as stored: quotes and spans refer to it, character by character.
    """

    id: str
    text: str
    bibliography: Bibliography
    sources: tuple[Source, ...]

    @property
    def title(self) -> str | None:
        """The title, where a source states one."""
        return self.bibliography.title

    @property
    def label(self) -> str:
        """What people call it: its title, or its opening words in quotes."""
        if self.bibliography.title:
            return self.bibliography.title
        words = self.text.split()
        opening = " ".join(words[:LABEL_WORDS]) + ("…" if len(words) > LABEL_WORDS else "")
        return f"“{opening}”"

    @property
    def located_label(self) -> str:
        """The same for programs: without a title, where it stands is said as well."""
        if self.bibliography.title or not self.sources:
            return self.label
        first = self.sources[0]
        return f"{self.label} ({first.file.rsplit('/', 1)[-1]}, line {first.line})"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an abstract, in order; `text` is the abstract's at `span`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An abstract that a retriever found; scores compare within one query, and may be negative."""

    abstract_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """The receipt: a quote (or, with `span` None, bibliographic data) and its abstract."""

    n: int
    abstract: Abstract
    span: Span | None = None

    @property
    def quote(self) -> str | None:
        """The quoted characters, exactly as stored."""
        return self.span.of(self.abstract.text) if self.span else None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer as a person reads it, the short answer in it, and its citations.

    `text` is a quote with LaTeX leftovers cleaned, or a sentence made from bibliographic data.
    `short` is a span of `text`; `citations` are the numbers behind it.
    """

    text: str
    citations: tuple[int, ...]
    short: Span | None = None


JOINT = "; "
"""Stands between the short answers to several things asked at once."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its receipts: at least one statement, each with at least one citation.

    `confidence` is the probability, 0 to 1, that it answers the question. `notes` are remarks on
    how the question was read and on what of it is not covered, no part of the answer.
    `short_answer` is what the statements mark, with `JOINT` between several; where things are
    compared it may name the one that wins, and nothing is marked.
    """

    question: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    short_answer: str | None
    confidence: float
    knowledge_version: str
    elapsed_ms: float = field(compare=False)
    notes: tuple[Reason, ...] = ()

    @property
    def text(self) -> str:
        """What a person reads, with `[n]` markers."""
        return " ".join(s.text + "".join(f" [{n}]" for n in s.citations) for s in self.statements)


@dataclass(frozen=True, slots=True)
class Abstention:
    """No answer, and why: a reason, the question's words that nothing covers, the nearest papers.

    `confidence` is the probability, 0 to 1, that the best candidate would have answered.
    """

    question: str
    reason: Reason
    uncovered_terms: tuple[str, ...]
    nearest: tuple[Abstract, ...]
    confidence: float
    knowledge_version: str
    elapsed_ms: float = field(compare=False)
    notes: tuple[Reason, ...] = ()


class Stance(StrEnum):
    """What a sentence says about a claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"


class Finding(StrEnum):
    """What the base as a whole says about a claim (the terms of FEVER and SciFact)."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    NOT_ENOUGH_INFO = "not_enough_info"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the rationale, cited, and its stance."""

    citation: Citation
    stance: Stance


@dataclass(frozen=True, slots=True)
class Verdict:
    """A checked claim: what was found, what decided it, and the rationale.

    `confidence` is the probability, 0 to 1, that the finding is right. `evidence` is empty where
    there is not enough information, and holds at least one sentence otherwise.
    """

    claim: str
    finding: Finding
    confidence: float
    explanation: Reason
    evidence: tuple[Evidence, ...]
    knowledge_version: str
    elapsed_ms: float = field(compare=False)
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A record that was stored although its reader was unsure of something."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did. `records` were read; `seconds` is wall time."""

    records: int
    abstracts_added: int
    exact_duplicates: int
    near_duplicates: int
    rejected: tuple[Rejection, ...]
    doubts: tuple[Doubt, ...]
    knowledge_version: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Readings:
    """Passages put to an endpoint (`calls`), and how many the built-in reader read in its place."""

    calls: int
    fallbacks: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a collection holds; `readings`, where another reader than the built-in one reads it."""

    abstracts: int
    sources: int
    knowledge_version: str
    engine: str
    readings: Readings | None = None
