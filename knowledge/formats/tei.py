"""TEI, as GROBID tells what it has found at the head of a PDF.

https://grobid.readthedocs.io/en/latest/TEI-encoding-of-results/
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed
from knowledge.formats.fields.facts import Facts, Place, plain
from knowledge.formats.fields.people import People, whole_name
from knowledge.formats.jats import prose
from knowledge.formats.streams.trees import text_of, texts_at
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Published, Record, Rejection

_TAGS = frozenset({"teiHeader"})
_IN_JATS = {"div": "sec", "head": "title", "ab": "p", "lb": "break"}
_SOURCE = "fileDesc/sourceDesc/biblStruct"
_TITLES = ("fileDesc/titleStmt/title", f"{_SOURCE}/analytic/title")
_AUTHORS = (f"{_SOURCE}/analytic/author/persName", "fileDesc/titleStmt/author/persName")
_DATES = (f"{_SOURCE}/monogr/imprint/date", "fileDesc/publicationStmt/date")


def read_tei(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of headers, in order; what follows a header is passed over.

    Raises:
        PageError: the document declares entities, or has no header.
    """
    return xml_entries(stream, place, _TAGS, _facts, "header")


def _facts(header: Element) -> Facts:
    return Facts(
        abstract=_abstract(header.find("profileDesc/abstract")),
        title=next(filter(None, (_title(header, path) for path in _TITLES)), None),
        people=People(next(filter(None, (_names(header, path) for path in _AUTHORS)), ())),
        published=_published(header),
        identifiers=tuple(
            identifiers.labelled(text.strip()) for text in texts_at(header, f"{_SOURCE}//idno")
        ),
    )


def _abstract(abstract: Element | None) -> str:
    if abstract is None:
        return ""
    for element in abstract.iter():
        element.tag = _IN_JATS.get(element.tag, element.tag)
    return prose(abstract)


def _title(header: Element, path: str) -> str:
    """The main title, or one that is of no kind."""
    kinds = {each.get("type", ""): plain(text_of(each)) for each in header.iterfind(path)}
    return kinds.get("main") or kinds.get("") or ""


def _names(header: Element, path: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_name, header.iterfind(path))))


def _name(person: Element) -> str:
    given, family, suffix = (
        " ".join(map(plain, texts_at(person, part))) for part in ("forename", "surname", "genName")
    )
    return whole_name(given, family, suffix) or plain(text_of(person))


def _published(header: Element) -> Published:
    """The date of publication, in digits where it stands so too; no date of anything else."""
    stated = [
        date.get("when") or text_of(date)
        for path in _DATES
        for date in header.iterfind(path)
        if date.get("type", "published") == "published"
    ]
    return agreed(*filter(str.strip, stated), None)
