"""Tagged entries: of Web of Science (plain text), RefWorks, EndNote's refer (`.enw`) and Cochrane.

In the first two a tag of two characters stands before its value: `ER` ends an entry of the first,
whose lines go on behind blanks; `RT` begins one of the second. In the third a tag is `%` and a
character, and entries stand between blank lines. In the last, `Record #1 of 9` stands before each.
Any line without a tag goes on.
https://webofscience.help.clarivate.com/en-us/Content/wos-core-collection/woscc-field-tags.htm
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import BinaryIO

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed
from knowledge.formats.fields.facts import Facts, Place, entry
from knowledge.formats.fields.people import people
from knowledge.formats.streams.lines import cut_entries
from knowledge.model import Record, Rejection

Tagged = Mapping[str, list[str]]

_WOS_BEGINS = re.compile(r"PT [A-Z]\b|PT\s*$")
_WOS_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?$")
_WOS_END = frozenset({"ER", "EF"})
_LISTED = frozenset({"AU", "AF", "BA", "BF", "CA", "GP"})
"""Fields with an author a line; the others are texts that go on."""
_REFWORKS_BEGINS = re.compile(r"RT [A-Z]")
_REFWORKS_TAG = re.compile(r"([A-Z][A-Z0-9]) (.*)$")
_COCHRANE_BEGINS = re.compile(r"Record #\d+ of \d+")
_COCHRANE_TAG = re.compile(r"([A-Z]{2,4}): (.*)$")
_REFER_BEGINS = re.compile(r"%\S ")
_REFER_TYPE = re.compile(r"^(?=%0 )", re.MULTILINE)
_REFER_TAG = re.compile(r"%(\S)(?: (.*))?$")


def read_wos(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of Web of Science's plain text, in order; a broken one costs no other."""
    for cut in cut_entries(stream, _WOS_BEGINS):
        if cut.problem:
            yield place.rejection(cut.line, cut.problem)
        else:
            yield entry(_of_wos(_wos_fields(cut.text)), place, cut.line)


def _wos_fields(text: str) -> Tagged:
    fields: dict[str, list[str]] = defaultdict(list)
    tag = ""
    for line in text.split("\n"):
        match = _WOS_TAG.match(line)
        if match:
            tag = match[1]
            if tag in _WOS_END:
                break
            fields[tag].append((match[2] or "").strip())
        elif line.startswith((" ", "\t")) and tag:
            if tag in _LISTED:
                fields[tag].append(line.strip())
            else:
                fields[tag][-1] += f" {line.strip()}"
    return fields


def _of_wos(fields: Tagged) -> Facts:
    return Facts(
        abstract=_first(fields, "AB"),
        title=_first(fields, "TI"),
        people=people([*_each(_authors(fields)), *fields.get("CA", ())]),
        published=agreed(_first(fields, "PY"), _first(fields, "PD"), _first(fields, "EA")),
        identifiers=(
            identifiers.doi(_first(fields, "DI") or _first(fields, "D2")),
            identifiers.pmid(_first(fields, "PM")),
            identifiers.labelled(_first(fields, "AR")),
        ),
    )


def _authors(fields: Tagged) -> list[str]:
    """The names in full where they are given, and of a book its own where it has chapters."""
    return next((fields[tag] for tag in ("AF", "AU", "BF", "BA") if fields.get(tag)), [])


def _each(lines: Iterable[str]) -> Iterator[str]:
    """The names of lines that should hold one each, and may hold several."""
    for line in lines:
        yield from line.split(";")


def read_refworks(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of RefWorks' tagged format, in order; a broken one costs no other."""
    for cut in cut_entries(stream, _REFWORKS_BEGINS):
        if cut.problem:
            yield place.rejection(cut.line, cut.problem)
        else:
            yield entry(_of_refworks(_fields(cut.text, _REFWORKS_TAG)), place, cut.line)


def _of_refworks(fields: Tagged) -> Facts:
    urls = [*fields.get("UL", ()), *fields.get("LK", ())]
    return Facts(
        abstract=_first(fields, "AB"),
        title=_first(fields, "T1"),
        people=people(_each(fields.get("A1", ()))),
        published=agreed(_first(fields, "YR"), _first(fields, "FD")),
        identifiers=(identifiers.doi(_first(fields, "DO")), *map(identifiers.labelled, urls)),
        url=next((url for url in urls if url.startswith("http")), None),
    )


def read_cochrane(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of the Cochrane Library's plain text, in order; a broken one costs no other."""
    for cut in cut_entries(stream, _COCHRANE_BEGINS):
        if cut.problem:
            yield place.rejection(cut.line, cut.problem)
        else:
            yield entry(_of_cochrane(_fields(cut.text, _COCHRANE_TAG)), place, cut.line)


def _of_cochrane(fields: Tagged) -> Facts:
    return Facts(
        abstract=_first(fields, "AB"),
        title=_first(fields, "TI"),
        people=people(_each(fields.get("AU", ()))),
        published=agreed(_first(fields, "YR"), _first(fields, "DA")),
        identifiers=(
            identifiers.doi(_first(fields, "DOI")),
            identifiers.pmid(_first(fields, "PM").removeprefix("PUBMED ")),
        ),
        url=next((url for url in fields.get("US", ()) if url.startswith("http")), None),
    )


def read_refer(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a `.enw` file, in order; a broken one costs no other."""
    for cut in cut_entries(stream, _REFER_BEGINS, after_blank=True):
        if cut.problem:
            yield place.rejection(cut.line, cut.problem)
            continue
        line = cut.line
        for text in _each_type(cut.text):
            yield entry(_of_refer(_fields(text, _REFER_TAG)), place, line)
            line += text.count("\n")


def _each_type(text: str) -> list[str]:
    """The entries of lines between blank ones: one, unless several types stand among them."""
    begins = [0]
    for match in _REFER_TYPE.finditer(text):
        if text.count("\n", begins[-1], match.start()) > 1:  # a title may stand before the type
            begins.append(match.start())
    return [text[a:b] for a, b in pairwise([*begins, len(text)])]


def _fields(text: str, tagged: re.Pattern[str]) -> Tagged:
    fields: dict[str, list[str]] = defaultdict(list)
    tag = ""
    for line in text.split("\n"):
        if match := tagged.match(line):
            tag = match[1]
            fields[tag].append((match[2] or "").strip())
        elif line.strip() and tag:
            fields[tag][-1] += f" {line.strip()}"
    return fields


def _of_refer(fields: Tagged) -> Facts:
    urls = fields.get("U", [])
    return Facts(
        abstract=_first(fields, "X"),
        title=_first(fields, "T"),
        people=people(fields.get("A", ())),
        published=agreed(_first(fields, "D"), _first(fields, "8")),
        identifiers=(
            identifiers.doi(_first(fields, "R")),
            *map(identifiers.labelled, urls),
            identifiers.labelled(_first(fields, "M")),
        ),
        url=next((url for url in urls if url.startswith("http")), None),
    )


def _first(fields: Tagged, tag: str) -> str:
    return next(iter(fields.get(tag, ())), "")
