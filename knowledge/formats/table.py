"""CSV and TSV with a header: which column is which is told by its name.

Commas, tabs, semicolons and bars part columns. Fields may be quoted and then hold line ends. Where
tabs part columns and the quotes of the first rows do not add up, quotes are letters like others.
Excel's line `sep=;` and a few lines about the search may stand before the header.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO

from knowledge.errors import PageError
from knowledge.formats.columns import (
    DELIMITERS,
    Header,
    cells_by_meaning,
    header_from,
    header_of,
    row_facts,
    separator_of,
)
from knowledge.formats.fields.facts import Place, entry
from knowledge.formats.streams.lines import TextLine, text_lines
from knowledge.model import Record, Rejection

_SNIFFED = 200
_MOST_BEFORE = 50


def read_table(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a table, in order; a row that is broken costs no other.

    Raises:
        PageError: none of the first lines is a header that is understood.
    """
    lines = text_lines(stream)
    header = find_header(text for _, text, _ in lines)
    if not header:
        raise PageError(no_header(place.path))
    delimiter, width, _ = header
    first = list(islice(lines, _SNIFFED))
    quoted = delimiter != "\t" or _quotes_add_up([text for _, text, _ in first], width)
    for line, cells, problem in _Rows(chain(first, lines), delimiter, quoted=quoted):
        yield _entry(cells, header, problem, place, line)


def no_header(path: str) -> str:
    """What is said of a table without a header."""
    return f"{path} begins with no header that names columns such as “title” and “abstract”."


def find_header(texts: Iterable[str]) -> Header | None:
    """The header among the first lines, and Excel's line before it; no more lines are taken."""
    delimiters = DELIMITERS
    for text in islice((text for text in texts if text.strip()), _MOST_BEFORE):
        if said := separator_of(text):
            delimiters = said
        elif header := header_of(text, delimiters) or header_from([text.strip(' "')], ","):
            return header
    return None


def _entry(
    cells: list[str], header: Header, problem: str | None, place: Place, line: int
) -> Record | Rejection:
    if problem:
        return place.rejection(line, problem)
    if not _fits(cells, header):
        reason = f"This row has {len(cells)} fields, the header has {header.width}."
        return place.rejection(line, reason)
    return entry(row_facts(cells_by_meaning(cells, header.columns)), place, line)


def _fits(cells: list[str], header: Header) -> bool:
    """Whether a row has as many cells as the header, give or take empty or unknown last ones."""
    if len(cells) > header.width:
        return not any(cell.strip() for cell in cells[header.width :])
    return len(cells) == header.width or max(header.columns.values()) < len(cells)


def _quotes_add_up(texts: list[str], width: int) -> bool:
    rows = csv.reader((f"{text}\n" for text in texts), delimiter="\t", strict=True)
    try:
        return all(len(row) in {0, width} for row in rows)
    except csv.Error:
        return rows.line_num >= _SNIFFED  # the sniffed lines may end within a field


class _Rows:
    """Rows that are not blank, each with its first line, its cells, and what is wrong with it."""

    def __init__(self, lines: Iterator[TextLine], delimiter: str, *, quoted: bool) -> None:
        self._lines = lines
        self._line = 0
        self._problem: str | None = None
        self._reader = csv.reader(
            self._fed(),
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        )

    def __iter__(self) -> Iterator[tuple[int, list[str], str | None]]:
        while True:
            self._line, self._problem = 0, None
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error:
                yield self._line, [], "A field of this row is longer than 128 kB."
            else:
                if cells:
                    yield self._line, cells, self._problem

    def _fed(self) -> Iterator[str]:
        for number, text, problem in self._lines:
            self._line = self._line or number
            if problem:
                self._problem = f"Line {number} {problem}."
            yield f"{text}\n"
