"""BibTeX: the stream is cut into entries, and bibtexparser reads each for itself.

LaTeX is made plain: accents become letters, braces that only protect capitals go, formulas stay.
"""

import logging
import re
from collections.abc import Iterator
from typing import BinaryIO

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import Entry as BibtexEntry

from knowledge.model import Record, Rejection
from knowledge.readers import identifiers
from knowledge.readers.dates import dated, published
from knowledge.readers.facts import Facts, Place, entry
from knowledge.readers.latex import decoded
from knowledge.readers.lines import Entry, cut_entries
from knowledge.readers.people import NOBODY, People, people

# What it warns of are broken entries, and these are rejected with their line and the reason.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

BEGINS = re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]")
_AT = re.compile(r"\A\s*@\s*")
_STRING = re.compile(r"\s*@string\s*[{(]\s*([^\s={}\"#,]+)", re.IGNORECASE)
_NO_PAPER = re.compile(r"\s*@(?:comment|preamble)\b", re.IGNORECASE)
_WORD = re.compile(r"=\s*([A-Za-z][^\s={}\"#,]*)\s*[,})]")
_MOST_STRINGS = 2000
_LONGEST_STRING = 2000
_LONGEST_REASON = 200


def read_bibtex(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a bibliography, in order; an entry that is broken costs no other."""
    strings: dict[str, str] = {}
    for cut in cut_entries(stream, BEGINS):
        if name := _STRING.match(cut.text):
            if len(strings) < _MOST_STRINGS and len(cut.text) <= _LONGEST_STRING:
                strings[name[1].lower()] = cut.text
        elif not _NO_PAPER.match(cut.text):
            yield _read(cut, strings, place)


def _read(cut: Entry, strings: dict[str, str], place: Place) -> Record | Rejection:
    if cut.problem:
        return place.rejection(cut.line, cut.problem)
    used = dict.fromkeys(word.lower() for word in _WORD.findall(cut.text)) if strings else {}
    library = parse_string(
        "\n".join([*(strings[word] for word in used if word in strings), _AT.sub("@", cut.text)])
    )
    if library.failed_blocks:
        return place.rejection(cut.line, _why_broken(library.failed_blocks[0].error))
    if not library.entries:
        return place.rejection(cut.line, "This BibTeX entry has no key and no fields.")
    return entry(_facts(library.entries[0]), place, cut.line)


def _why_broken(error: Exception) -> str:
    reason = error.abort_reason if isinstance(error, BlockAbortedException) else str(error)
    said = " ".join(reason.split())[:_LONGEST_REASON].rstrip(". ")
    return f"This BibTeX entry is broken: {said}."


def _facts(parsed: BibtexEntry) -> Facts:
    stated = {field.key.lower(): str(field.value) for field in parsed.fields}
    date = stated.get("date")
    month = decoded(stated.get("month", ""))
    return Facts(
        abstract=decoded(stated.get("abstract", "")),
        title=decoded(stated.get("title", "")),
        people=_people(stated.get("author", "")),
        published=published(date) if date else dated(stated.get("year"), month, stated.get("day")),
        categories=tuple(decoded(stated.get("primaryclass", "")).split()),
        identifiers=_identifiers(stated),
        url=decoded(stated.get("url", "")).strip(),
    )


def _identifiers(stated: dict[str, str]) -> tuple[str | None, ...]:
    eprint = stated.get("eprint", "")
    kind = stated.get("archiveprefix", stated.get("eprinttype", "arxiv")).lower()
    return (
        identifiers.doi(stated.get("doi", "").replace("\\_", "_")),
        identifiers.arxiv_id(eprint) if kind == "arxiv" else None,
        identifiers.pmid(eprint) if kind == "pubmed" else None,
        identifiers.pmid(stated.get("pmid")),
        identifiers.arxiv_id(stated.get("arxivid") or stated.get("arxiv")),
    )


def _people(authors: str) -> People:
    if not authors.strip():
        return NOBODY
    names = split_multiple_persons_names(authors.replace("\n", " "))
    groups = tuple(decoded(name) for name in names if name.startswith("{") and name.endswith("}"))
    found = people(decoded(name) for name in names)
    if not groups:
        return found
    # A name in braces is no person's: its commas part nothing.
    whole = [decoded(name) for name in names if decoded(name).lower() != "others"]
    kept = (name if name in groups else None for name in whole)
    return People(
        tuple(own or other for own, other in zip(kept, found.names, strict=False)), found.et_al
    )
