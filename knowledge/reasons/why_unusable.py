"""Why something cannot be asked, or a paper or a page of them cannot be added."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.reasons.reason import Reason


class Kind(StrEnum):
    """What somebody types."""

    QUESTION = "question"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class NothingTyped(Reason):
    """A question or a claim is empty."""

    sentence = "There is no {kind}: type one, such as “{example}”"
    kind: Kind
    example: str


@dataclass(frozen=True, slots=True)
class TooLong(Reason):
    """A question or a claim is a text."""

    sentence = "The {kind} has {length} characters; use at most {most}."
    kind: Kind
    length: int
    most: int


class NoIdentifier(Reason):
    """What names a paper is no identifier of a kind that is known."""

    sentence = (
        "This is no identifier that Footnote knows. Give one such as arxiv:2211.05100, "
        "doi:10.1000/182 or pmid:12345."
    )


@dataclass(frozen=True, slots=True)
class NoSuchPaper(Reason):
    """A service has no abstract of that identifier."""

    sentence = "{service} has no such paper with an abstract."
    service: str


@dataclass(frozen=True, slots=True)
class ServiceBusy(Reason):
    """A service cannot answer now."""

    sentence = "{service} is busy or out of order (status {code}). Try again later."
    service: str
    code: int


class NoAbstract(Reason):
    """A record has none."""

    sentence = "This record has no abstract."


class RecordTooLong(Reason):
    """A record takes more room than any paper does."""

    sentence = "This record is longer than 2 MB."


class AbstractTooLong(Reason):
    """So does an abstract."""

    sentence = "The abstract is longer than 100 kB."


class Deleted(Reason):
    """Its archive has taken a record out."""

    sentence = "This record was deleted by its archive."


@dataclass(frozen=True, slots=True)
class NotJson(Reason):
    """A line is not JSON; `error` says what is wrong with it, and where."""

    sentence = "This is not valid JSON: {error}."
    error: str


class NoJsonObject(Reason):
    """A line is JSON, and no object."""

    sentence = "This is no JSON object with fields such as “abstract”."


@dataclass(frozen=True, slots=True)
class EmptyPage(Reason):
    """A page holds nothing."""

    sentence = "{file} is empty. A page holds abstracts."
    file: str


@dataclass(frozen=True, slots=True)
class PagePdf(Reason):
    """A page is a PDF."""

    sentence = (
        "{file} is a PDF. Footnote reads what reference managers and indices export: "
        "export the papers as BibTeX, RIS or CSV, or fetch them with `footnote add doi:…`."
    )
    file: str


@dataclass(frozen=True, slots=True)
class PageBinary(Reason):
    """A page is no text."""

    sentence = (
        "{file} is binary, not text. Footnote reads what reference managers and indices export: "
        "export the papers as BibTeX, RIS or CSV, or fetch them with `footnote add doi:…`."
    )
    file: str


class NoPaperFound(Reason):
    """A page was read, and holds no paper."""

    sentence = (
        "No paper was found in this file: see that it holds what its name says, and that papers "
        "are in the export."
    )
