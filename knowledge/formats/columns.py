"""Which column of a table of papers is what, by its name, and what the cells of a row state."""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed, dated, published
from knowledge.formats.fields.facts import Facts
from knowledge.formats.fields.people import People, listed
from knowledge.formats.json_fields import text_at_places
from knowledge.model import Published
from knowledge.text.tokens import fold

DELIMITERS = "\t,;|"

# What each column is, the better one of two with the same meaning first. Names as they come from
# Scopus, Web of Science (with its tags, too), PubMed, Embase, IEEE, Dimensions, Lens, OpenAlex,
# ProQuest, EBSCO, Zotero, RefWorks, Covidence, Rayyan, ASReview and CORD-19, and as they are called
# in German, French, Spanish, Portuguese, Italian and Dutch.
_COLUMNS = {
    "abstract": "abstract abstracttext abstractnote paperabstract abstracts abstractinvertedindex"
    " ab abstractenglish englishabstract abstracten summary summaries text description"
    " zusammenfassung resume resumen resumo samenvatting riassunto",
    "title": "title articletitle papertitle documenttitle titleprimary primarytitle displayname"
    " itemtitle titles ti titleenglish englishtitle titleen name headline titel titre titulo"
    " titolo",
    "authors": "authors author authornames authorname creators creator authorsprimary"
    " primaryauthors contributors authorshipsauthordisplayname authorlist au autoren autor autores"
    " verfasser auteurs auteur autori autore",
    "full_authors": "authorfullnames fullauthornames af",
    "date": "publicationdate coverdate publisheddate datepublished published pubdate publishtime"
    " publicationdatefreeform pubdatefreeform date issueddate issued submitteddate pd datum fecha"
    " data",
    "other_date": "createdate updatedate earlyaccessdate ea",
    "source": "source",
    "year": "year publicationyear pubyear publishedyear yearpublished py yr jahr erscheinungsjahr"
    " annee ano jaar anno",
    "month": "month publicationmonth publishedmonth",
    "day": "day publicationday publishedday",
    "categories": "categories category subjects subject primarycategory fieldsofstudy terms",
    "url": "url link urls paperurl htmlurl abstracturl articleurl documenturl pdflink plink ul",
    "doi": "doi itemdoi articledoi digitalobjectidentifier doilink di do",
    "arxiv": "arxiv arxivid eprint",
    "pmid": "pmid pubmedid pubmed pm",
    "notes": "extra",
    "id": "id identifier paperid key entryid",
}  # fmt: skip
_MEANINGS = {
    name: (meaning, rank)
    for meaning, names in _COLUMNS.items()
    for rank, name in enumerate(names.split())
}
_NEEDED = frozenset({"abstract", "title"})
_NO_NAME = re.compile(r"[^a-z]")
_SEPARATOR = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_GUARD = re.compile(r'="(.*)"', re.DOTALL)
_NUMBERED = re.compile(r"\(\d{3,}\)")
_DATED_SOURCE = re.compile(r"\((\d{4})\)(?:.*Date of Publication: ([^.;]+))?")
"""Embase's `Cancer (2004) 102:4 (253-258). Date of Publication: 25 Aug 2004`."""
_ARXIV_CATEGORY = re.compile(r"[a-z-]+\.[A-Za-z-]+|[a-z]+-[a-z]+")
_COLUMN_NAME = re.compile(r"\w*(?:[ _.-]\w+){0,3}")


class Header(NamedTuple):
    """A table's header: what parts columns, how many there are, and which is which."""

    delimiter: str
    width: int
    columns: dict[str, int]


def separator_of(line: str) -> str | None:
    """What Excel's line `sep=;` says that parts columns; None for any other line."""
    match = _SEPARATOR.fullmatch(line)
    return match[1] if match else None


def header_of(line: str, delimiters: str = DELIMITERS) -> Header | None:
    """The header that a line is; None where it is none of a table of papers.

    Such a table has a title or an abstract, and something beside it.
    """
    found = [header for header in _headers(line, delimiters) if header]
    return max(found, key=lambda header: len(header.columns), default=None)


def _headers(line: str, delimiters: str) -> Iterator[Header | None]:
    for delimiter in delimiters:
        if delimiter in line:
            try:
                names = next(csv.reader([line], delimiter=delimiter))
            except csv.Error:  # a name longer than any field may be
                return
            yield header_from(names, delimiter)


def header_from(names: Sequence[str], delimiter: str = "") -> Header | None:
    """The header that these names are; None where they are none."""
    columns = _meant(names)
    alone = "abstract" in columns and _are_names(names)
    if (len(columns) > 1 or alone) and not _NEEDED.isdisjoint(columns):
        return Header(delimiter, len(names), columns)
    return None


def _meant(names: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    ranks: dict[str, int] = {}
    for place, name in enumerate(names):
        meaning, rank = _MEANINGS.get(
            _NO_NAME.sub("", name.casefold() if name.isascii() else fold(name)), ("", 0)
        )
        if meaning and rank < ranks.get(meaning, len(_MEANINGS)):
            columns[meaning], ranks[meaning] = place, rank
    return columns


def _are_names(names: Sequence[str]) -> bool:
    """Whether these are names of columns, and not the words of a text."""
    return all(_COLUMN_NAME.fullmatch(name.strip()) for name in names)


def cells_by_meaning(cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    """The cells that mean something, without what guards them from Excel: `="4/3/2024"`."""
    return {name: _unguarded(cells[at].strip()) for name, at in columns.items() if at < len(cells)}


def _unguarded(cell: str) -> str:
    match = _GUARD.fullmatch(cell) if cell.startswith("=") else None
    return match[1].replace('""', '"').strip() if match else cell


def row_facts(stated: Mapping[str, str]) -> Facts:
    """What a row states."""
    return Facts(
        abstract=_abstract(stated.get("abstract", "")),
        title=stated.get("title"),
        people=_people(stated),
        published=_published(stated),
        categories=_categories(stated.get("categories", "")),
        identifiers=(
            identifiers.doi(stated.get("doi")),
            identifiers.arxiv_id(stated.get("arxiv")),
            identifiers.pmid(stated.get("pmid", "").removesuffix(".0")),
            identifiers.labelled(stated.get("id", "")),
            *identifiers.noted(stated.get("notes", "")),
        ),
        url=stated.get("url"),
    )


def _abstract(cell: str) -> str:
    if not cell.startswith('{"'):
        return cell
    try:
        places = json.loads(cell)
    except (ValueError, RecursionError):
        return cell
    return (text_at_places(places) if isinstance(places, dict) else None) or cell


def _people(stated: Mapping[str, str]) -> People:
    """The names in full where they are given, unless numbers stand for them as in Scopus."""
    full, short = stated.get("full_authors", ""), stated.get("authors", "")
    return listed(full if full and (not short or not _NUMBERED.search(full)) else short)


def _published(stated: Mapping[str, str]) -> Published:
    year, month, day = (stated.get(name, "") for name in ("year", "month", "day"))
    date = stated.get("date", "")
    if not year and not date and (match := _DATED_SOURCE.search(stated.get("source", ""))):
        year, date = match[1], match[2] or ""
    if not year and not date:
        return published(stated.get("other_date"))
    in_parts = dated(year, month, day)
    found = agreed(year, date)
    return in_parts if month and year and not found.date else found


def _categories(text: str) -> tuple[str, ...]:
    words = text.strip("[]{}() ").split()
    if all(_ARXIV_CATEGORY.fullmatch(word) for word in words):
        return tuple(words)
    parts = (part.strip(" '\"") for part in re.split("[;,|]", text.strip("[]{}() ")))
    return tuple(part for part in parts if part)
