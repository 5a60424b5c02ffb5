"""CSV and TSV with a header: which column is what is told by its name.

Commas, tabs, semicolons and bars part columns. Fields may be quoted and then hold line ends. Where
tabs part columns and the quotes of the first rows do not add up, quotes are letters like others.
"""

import csv
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

from knowledge.errors import PageError
from knowledge.model import Record, Rejection
from knowledge.readers import identifiers
from knowledge.readers.dates import dated, published
from knowledge.readers.facts import Facts, Place, entry
from knowledge.readers.lines import TextLine, text_lines
from knowledge.readers.people import listed

_DELIMITERS = "\t,;|"
_COLUMNS = {
    "abstract": "abstract abstracttext abstractnote paperabstract summary text description",
    "title": "title articletitle papertitle documenttitle name headline",
    "authors": "authors author authornames authorname creators creator authorfullnames",
    "date": "date publicationdate publisheddate datepublished published pubdate submitteddate"
    " updatedate createdate",
    "year": "year publicationyear pubyear py",
    "categories": "categories category subjects subject primarycategory fieldsofstudy terms",
    "url": "url link urls paperurl htmlurl abstracturl",
    "doi": "doi itemdoi articledoi",
    "arxiv": "arxiv arxivid eprint",
    "pmid": "pmid pubmedid pubmed",
    "id": "id identifier paperid key entryid",
}
_MEANINGS = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_NEEDED = frozenset({"abstract", "title"})
_NO_NAME = re.compile(r"[^a-z]")
_ARXIV_CATEGORY = re.compile(r"[a-z-]+\.[A-Za-z-]+|[a-z]+-[a-z]+")
_SNIFFED = 200


class Header(NamedTuple):
    """A table's first line: what parts columns, how many there are, and which is which."""

    delimiter: str
    width: int
    columns: dict[str, int]


def header_of(line: str) -> Header | None:
    """The header that a line is; None where it is none of a table of papers.

    Such a table has a title or an abstract, and something beside it.
    """
    for delimiter in _DELIMITERS:
        if delimiter in line:
            try:
                names = next(csv.reader([line], delimiter=delimiter))
            except csv.Error:  # a name longer than any field may be
                return None
            found: dict[str, int] = {}
            for place, name in enumerate(names):
                if meaning := _MEANINGS.get(_NO_NAME.sub("", name.casefold())):
                    found.setdefault(meaning, place)
            if len(found) > 1 and not _NEEDED.isdisjoint(found):
                return Header(delimiter, len(names), found)
    return None


def read_table(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a table, in order; a row that is broken costs no other.

    Raises:
        PageError: the first line that is not blank is no header that is understood.
    """
    lines = text_lines(stream)
    header = header_of(next((text for _, text, _ in lines if text.strip()), ""))
    if not header:
        raise PageError(
            f"{place.path} begins with no header that names columns such as “title” and “abstract”."
        )
    delimiter, width, columns = header
    first = list(islice(lines, _SNIFFED))
    quoted = delimiter != "\t" or _quotes_add_up([text for _, text, _ in first], width)
    rows = _Rows(chain(first, lines), delimiter, quoted=quoted)
    for line, cells, problem in rows:
        if problem:
            yield place.rejection(line, problem)
        elif len(cells) != width:
            reason = f"This row has {len(cells)} fields, the header has {width}."
            yield place.rejection(line, reason)
        else:
            stated = {name: cells[at].strip() for name, at in columns.items()}
            yield entry(_facts(stated), place, line)


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


def _facts(stated: dict[str, str]) -> Facts:
    year = stated.get("year", "").removesuffix(".0")
    return Facts(
        abstract=stated.get("abstract"),
        title=stated.get("title"),
        people=listed(stated.get("authors", "")),
        published=published(stated.get("date")) if stated.get("date") else dated(year),
        categories=_categories(stated.get("categories", "")),
        identifiers=(
            identifiers.doi(stated.get("doi")),
            identifiers.arxiv_id(stated.get("arxiv")),
            identifiers.pmid(stated.get("pmid")),
            identifiers.labelled(stated.get("id", "")),
        ),
        url=stated.get("url"),
    )


def _categories(text: str) -> tuple[str, ...]:
    words = text.strip("[]{}() ").split()
    if all(_ARXIV_CATEGORY.fullmatch(word) for word in words):
        return tuple(words)
    parts = (part.strip(" '\"") for part in re.split("[;,|]", text.strip("[]{}() ")))
    return tuple(part for part in parts if part)
