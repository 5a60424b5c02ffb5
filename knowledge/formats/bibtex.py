"""BibTeX: the stream is cut into entries, and bibtexparser reads each for itself.

LaTeX is made plain: accents become letters, braces that only protect capitals go, formulas stay.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from bibtexparser.entrypoint import parse_string
from bibtexparser.exceptions import BlockAbortedException
from bibtexparser.model import Entry as BibtexEntry

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed, dated
from knowledge.formats.fields.facts import Facts, Place, entry
from knowledge.formats.fields.latex import decoded, verbatim
from knowledge.formats.fields.people import People, is_list, listed, people
from knowledge.formats.streams.lines import Entry, cut_entries
from knowledge.model import Published, Record, Rejection

# What it warns of are broken entries, and these are rejected with their line and the reason.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

BEGINS = re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]")
_AT = re.compile(r"\A\s*@\s*")
_NO_KEY = re.compile(r"(@\s*\w+\s*[{(])\s*(?=,)")
_STRING = re.compile(r"\s*@string\s*[{(]\s*([^\s={}\"#,]+)", re.IGNORECASE)
_STRING_VALUE = re.compile(r"([^=]*=)(.*)[)}]\s*$", re.DOTALL)
_NO_PAPER = re.compile(r"\s*@(?:comment|preamble)\b", re.IGNORECASE)
_WORD = re.compile(r"[=#]\s*([A-Za-z][^\s={}\"#,]*)(?=\s*[,})#])")
_JOINED = re.compile(
    r'\s*(?:"((?:[^"{}]|\{[^{}]*\})*)"|\{((?:[^{}]|\{[^{}]*\})*)\}|([^\s"{}#]+))\s*(?:#|$)'
)
_VALUE = re.compile(r"[=,]\s*(?:\"(.*)\"|\{(.*)\})\s*[)}]\s*$", re.DOTALL)
_AND = re.compile(r"[{}]|\\[{}]|\s+and(?=\s)", re.IGNORECASE)
_PART = re.compile(
    r"((?:family|given|prefix|suffix)(?:-i)?|useprefix|id)\s*=\s*(.*)", re.IGNORECASE | re.DOTALL
)
_DATES = ("year", "month", "day", "date")
_KEY = "the key"  # no field's name has a blank
_MOST_STRINGS = 2000
_LONGEST_STRING = 2000
_LONGEST_REASON = 200


def read_bibtex(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a bibliography, in order; an entry that is broken costs no other."""
    strings: dict[str, str] = {}
    parents = _Parents()
    for cut in cut_entries(stream, BEGINS):
        if name := _STRING.match(cut.text):
            if len(strings) < _MOST_STRINGS and len(cut.text) <= _LONGEST_STRING:
                strings[name[1].lower()] = _in_one(cut.text, strings)
        elif not _NO_PAPER.match(cut.text):
            for line, stated in _read(cut, strings, place):
                yield from parents.completed(stated, line, place)
    yield from parents.left(place)


class _Parents:
    """What entries inherit by `crossref` and `xdata`: the dates of those that they stand in.

    A parent stands behind its children, or before them; children wait for it, but not too many.
    """

    def __init__(self) -> None:
        self._dates: dict[str, dict[str, str]] = {}
        self._waiting: list[tuple[int, dict[str, str]]] = []

    def completed(
        self, stated: dict[str, str] | Rejection, line: int, place: Place
    ) -> Iterator[Record | Rejection]:
        """What can be told now that an entry has come."""
        if isinstance(stated, Rejection):
            yield stated
            return
        dates = {name: stated[name] for name in _DATES if name in stated}
        if dates and len(self._dates) < _MOST_STRINGS:
            self._dates[stated[_KEY]] = dates
        inherited = {} if dates else self._found(stated)
        if dates or inherited or not self._named(stated) or len(self._waiting) >= _MOST_STRINGS:
            yield entry(_facts(inherited | stated), place, line)
        else:
            self._waiting.append((line, stated))

    def left(self, place: Place) -> Iterator[Record | Rejection]:
        """Those that have waited to the end."""
        for line, stated in self._waiting:
            yield entry(_facts(self._found(stated) | stated), place, line)

    def _found(self, stated: Mapping[str, str]) -> dict[str, str]:
        dates = map(self._dates.get, self._named(stated))
        return next(filter(None, dates), {})

    @staticmethod
    def _named(stated: Mapping[str, str]) -> list[str]:
        named = (stated.get("crossref", ""), *stated.get("xdata", "").split(","))
        return [name.strip().lower() for name in named if name.strip()]


def _read(
    cut: Entry, strings: dict[str, str], place: Place
) -> Iterator[tuple[int, dict[str, str] | Rejection]]:
    """The fields of an entry, and its key; of several where one begins behind another's end."""
    if cut.problem:
        yield cut.line, place.rejection(cut.line, cut.problem)
        return
    used = dict.fromkeys(word.lower() for word in _WORD.findall(cut.text)) if strings else {}
    before = "".join(f"{strings[word]}\n" for word in used if word in strings)
    library = parse_string(before + _NO_KEY.sub(r"\1unnamed", _AT.sub("@", cut.text), count=1))
    if library.failed_blocks:
        broken = _why_broken(library.failed_blocks[0].error)
        yield cut.line, place.rejection(cut.line, broken)
    elif not library.entries:
        reason = "This BibTeX entry has no key and no fields."
        yield cut.line, place.rejection(cut.line, reason)
    for found in library.entries:
        line = cut.line + max(0, (found.start_line or 0) - before.count("\n"))
        yield line, _stated(found, strings) | {_KEY: found.key.strip().lower()}


def _why_broken(error: Exception) -> str:
    reason = error.abort_reason if isinstance(error, BlockAbortedException) else str(error)
    said = " ".join(reason.split())[:_LONGEST_REASON].rstrip(". ")
    return f"This BibTeX entry is broken: {said}."


def _stated(parsed: BibtexEntry, strings: Mapping[str, str]) -> dict[str, str]:
    """The fields of an entry, with what `#` joins put together."""
    stated = {field.key.lower(): str(field.value) for field in parsed.fields}
    return {name: _joined(value, strings) for name, value in stated.items()}


def _joined(value: str, strings: Mapping[str, str]) -> str:
    if "#" not in value:
        return value
    pieces, at = [], 0
    while at < len(value):
        piece = _JOINED.match(value, at)
        if not piece:
            return value
        pieces.append(piece[1] or piece[2] or _abbreviated(piece[3] or "", strings))
        at = piece.end()
    return "".join(pieces) if len(pieces) > 1 else value


def _in_one(string: str, strings: Mapping[str, str]) -> str:
    """The definition of an abbreviation, with what `#` joins in it put together."""
    match = _STRING_VALUE.fullmatch(string) if "#" in string else None
    return f"{match[1]} {{{_joined(match[2].strip(), strings)}}}}}" if match else string


def _abbreviated(word: str, strings: Mapping[str, str]) -> str:
    stands_for = _VALUE.search(strings.get(word.lower(), ""))
    return (stands_for[1] or stands_for[2] or "") if stands_for else word


def _facts(stated: Mapping[str, str]) -> Facts:
    return Facts(
        abstract=decoded(stated.get("abstract", "")),
        title=_title(stated),
        people=_people(stated.get("author", "")),
        published=_published(stated),
        categories=tuple(
            decoded(stated.get("primaryclass") or stated.get("eprintclass", "")).split()
        ),
        identifiers=_identifiers(stated),
        url=verbatim(stated.get("url", "")),
    )


def _title(stated: Mapping[str, str]) -> str:
    """The title, and behind a colon the subtitle that BibLaTeX keeps apart."""
    title, subtitle = (decoded(stated.get(name, "")).strip() for name in ("title", "subtitle"))
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title}{'' if title.endswith((':', '?', '!', '.')) else ':'} {subtitle}"


def _published(stated: Mapping[str, str]) -> Published:
    year, month, day = (decoded(stated.get(name, "")).strip("#") for name in _DATES[:3])
    in_parts = dated(year, month, day)
    date = agreed(year, decoded(stated.get("date", "")), decoded(stated.get("issue_date", "")))
    return in_parts if in_parts.date or (year and month and not date.date) else date


def _identifiers(stated: Mapping[str, str]) -> tuple[str | None, ...]:
    eprint = verbatim(stated.get("eprint", ""))
    kind = decoded(stated.get("archiveprefix", stated.get("eprinttype", "arxiv"))).lower()
    return (
        identifiers.doi(verbatim(stated.get("doi", ""))),
        identifiers.arxiv_id(eprint) if kind == "arxiv" else None,
        identifiers.pmid(eprint) if kind in {"pubmed", "pmid"} else None,
        identifiers.pmid(decoded(stated.get("pmid", ""))),
        identifiers.arxiv_id(stated.get("arxivid") or stated.get("arxiv")),
        *identifiers.noted(verbatim(stated.get("note", ""))),
    )


def _people(authors: str) -> People:
    """The authors; a name in braces is no person's, and its commas part nothing."""
    written = _names(authors)
    if len(written) == 1 and "{" not in authors and is_list(authors):
        return listed(decoded(authors))
    if len(written) == 1 and _is_group(written[0]):
        inside = _names(written[0][1:-1])
        if len(inside) > 1 and all(name.count(",") == 1 for name in inside):
            written = inside
    groups = {number: name for number, name in enumerate(written) if _is_group(name)}
    found = people(
        f"group {number}" if number in groups else _in_parts(name)
        for number, name in enumerate(written)
    )
    named = {f"group {number}": decoded(name).strip() for number, name in groups.items()}
    return People(tuple(named.get(name, name) for name in found.names), found.et_al)


def _names(authors: str) -> list[str]:
    """The names between the `and`s that stand in no braces."""
    names, depth, begin = [], 0, 0
    for mark in _AND.finditer(authors):
        if mark[0] in "{}":
            depth += 1 if mark[0] == "{" else -1
        elif not depth and not mark[0].startswith("\\"):
            names.append(authors[begin : mark.start()])
            begin = mark.end()
    names.append(authors[begin:])
    if len(names) == 1 and ";" in authors and "{" not in authors:  # as some indices part them
        names = authors.split(";")
    return [name.strip() for name in names if name.strip()]


def _is_group(name: str) -> bool:
    """Whether a name stands in braces as a whole; accents in braces make none."""
    if not name.startswith("{") or name.startswith("{\\") or not name.endswith("}"):
        return False
    depth = 0
    for at, char in enumerate(name):
        depth += (char == "{") - (char == "}")
        if not depth:
            return at == len(name) - 1
    return False


def _in_parts(name: str) -> str:
    """A name decoded; one in BibLaTeX's named parts with its family, prefix first, in front."""
    written = [_PART.fullmatch(part.strip()) for part in name.split(",")]
    parts = {part[1].lower(): decoded(part[2]).strip(' "') for part in written if part}
    if len(parts) < len(written) or "family" not in parts:
        return decoded(name)
    family = " ".join(filter(None, (parts.get("prefix"), parts["family"])))
    return ", ".join(filter(None, (family, parts.get("given"), parts.get("suffix"))))
