"""RIS, as reference managers export it: rispy reads each entry for itself."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import rispy
from rispy.config import TAG_KEY_MAPPING

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed, published
from knowledge.formats.fields.facts import Facts, Place, entry
from knowledge.formats.fields.people import people
from knowledge.formats.streams.lines import Entry, cut_entries
from knowledge.model import Published, Record, Rejection

BEGINS = re.compile(r"TY {1,2}-")
_NARROW = re.compile(r"^([A-Z][A-Z0-9]) -", re.MULTILINE)
_PARAGRAPH = re.compile(r"^(AB|N2)  -", re.MULTILINE)
_NARROW_END = re.compile(r"^(ER) -", re.MULTILINE)
_END = re.compile(r"^ER  -", re.MULTILINE)
_GLUED = re.compile(r"(?<=\nER  -)[ \t]*(?=TY  - )")
"""Between files that were joined without a line's end."""
_TAGS = {**TAG_KEY_MAPPING, "BT": "book_title", "CT": "caption_title"}
_ABSTRACTS = ("abstract", "notes_abstract")
_TITLES = ("title", "primary_title", "caption_title", "translated_title", "book_title")
_AUTHORS = ("authors", "first_authors")
_IN_PUBMED = re.compile(r"\bpubmed\s+(\d+)", re.IGNORECASE)
"""Where the Cochrane Library has a record from."""
_DATES = ("year", "publication_year", "date")


def read_ris(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a RIS file, in order; an entry that is broken costs no other."""
    for cut in cut_entries(stream, BEGINS):
        line = cut.line
        for text in _GLUED.split(cut.text):
            yield _read(Entry(line, text, cut.problem), place)
            line += text.count("\n")


def _read(cut: Entry, place: Place) -> Record | Rejection:
    if cut.problem:
        return place.rejection(cut.line, cut.problem)
    narrow = _NARROW if cut.text.startswith("TY -") else _NARROW_END
    text = narrow.sub(r"\1  -", cut.text)
    if not _END.search(text):
        text += "\nER  - "
    stated = rispy.loads(_in_one(text), mapping=_TAGS, skip_unknown_tags=True)[0]
    return entry(_facts(stated), place, cut.line)


def _in_one(text: str) -> str:
    """An entry whose abstract's paragraphs have no tag but the first."""
    met: set[str] = set()

    def told(match: re.Match[str]) -> str:
        again = match[1] in met
        met.add(match[1])
        return "      " if again else match[0]

    return _PARAGRAPH.sub(told, text)


def _facts(stated: dict[str, Any]) -> Facts:
    return Facts(
        abstract=_first(stated, _ABSTRACTS),
        title=_first(stated, _TITLES),
        people=people(_authors(stated)),
        published=_published(stated),
        identifiers=(
            identifiers.doi(_first(stated, ("doi",))),
            identifiers.labelled(_first(stated, ("type_of_work",)) or ""),
            *(identifiers.labelled(url) for url in _texts(stated.get("urls"))),
            _numbered(_first(stated, ("accession_number",)), stated),
            *map(identifiers.pmid, _IN_PUBMED.findall(_first(stated, ("custom3",)) or "")),
        ),
        url=next(iter(_texts(stated.get("urls"))), None),
    )


def _numbered(number: str | None, stated: dict[str, Any]) -> str | None:
    """An accession number is a PubMed identifier where the entry names that database."""
    database = _first(stated, ("name_of_database", "database_provider")) or ""
    if re.search(r"pubmed|medline|\bnlm\b", database, re.IGNORECASE):
        return identifiers.pmid(number)
    return identifiers.labelled(number or "")


def _authors(stated: dict[str, Any]) -> list[str]:
    """An author a line, as it should be; or all on one line, parted by semicolons.

    Who stands under another tag as well is the same person; two of a name under one are two.
    """
    found: list[str] = []
    for key in _AUTHORS:
        names = [name.strip() for line in _texts(stated.get(key)) for name in line.split(";")]
        found += [name for name in names if name not in set(found)]
    return found


def _published(stated: dict[str, Any]) -> Published:
    """The date by its year, and as much more of it as another line gives."""
    found = [text for key in _DATES for text in _texts(stated.get(key))]
    year = next((text for text in found if published(text).year), None)
    return agreed(year, *(text for text in found if text != year))


def _first(stated: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((text for key in keys for text in _texts(stated.get(key)) if text), None)


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
