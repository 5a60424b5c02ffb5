"""TEI, as GROBID tells what it has found at the head of a PDF.

https://grobid.readthedocs.io/en/latest/TEI-encoding-of-results/
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed
from knowledge.formats.fields.facts import Facts, Place, entry, plain
from knowledge.formats.fields.people import People, family_first
from knowledge.formats.jats import prose
from knowledge.formats.streams.trees import text_of, texts_at
from knowledge.formats.streams.xml_records import xml_records
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
    for line, tree, problem in xml_records(stream, _TAGS, place.path):
        if tree is None:
            yield place.rejection(line, problem)
            continue
        try:
            yield entry(_facts(tree), place, line)
        except RecursionError:
            yield place.rejection(line, "This header is nested too deeply.")


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
    if given and family and family_first(given, family):
        return f"{family}{given}"
    return " ".join(filter(None, (given, family, suffix))) or plain(text_of(person))


def _published(header: Element) -> Published:
    """The date of publication, in digits where it stands so too; no date of anything else."""
    stated = [
        date.get("when") or text_of(date)
        for path in _DATES
        for date in header.iterfind(path)
        if date.get("type", "published") == "published"
    ]
    return agreed(*filter(str.strip, stated), None)
