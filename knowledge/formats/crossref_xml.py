"""Crossref's XML: works as their publishers registered them; their abstracts are JATS.

https://www.crossref.org/documentation/retrieve-metadata/xml-api/
"""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.crossref import work_facts
from knowledge.formats.fields.facts import Facts, Place, plain
from knowledge.formats.jats import abstract_of
from knowledge.formats.streams.trees import text_at, text_of
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Record, Rejection

_TAGS = frozenset({"doi_record"})
_WORKS = (
    "journal/journal_article", "conference/conference_paper", "book/content_item", "posted_content",
    "dissertation", "report-paper/report-paper_metadata", "book/book_metadata",
    "book/book_series_metadata", "database/dataset", "standard/standard_metadata", "peer_review",
)  # fmt: skip
_DATES = ("publication_date", "posted_date", "approval_date", "review_date")
_DATES_AROUND = (
    "journal/journal_issue/publication_date",
    "conference/proceedings_metadata/publication_date",
    "book/book_metadata/publication_date",
)
_NAMED = {"given": "given_name", "family": "surname", "suffix": "suffix"}

_IN_NUMBERS = {
    "year": re.compile(r"[0-9]{4}"),
    "month": re.compile(r"0?[1-9]|1[0-2]"),
    "day": re.compile(r"[0-9]{1,2}"),
}


def read_crossref_xml(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of an answer, in order.

    Raises:
        PageError: the document declares entities, or has no records.
    """
    return xml_entries(stream, place, _TAGS, _stated)


def _stated(tree: Element) -> Facts | str:
    registered = tree.find("crossref")
    registered = tree if registered is None else registered
    if error := plain(text_at(registered, "error")):
        return f"Crossref answers with an error: {error[:200]}"
    works = (registered.find(path) for path in _WORKS)
    work = next((each for each in works if each is not None), registered)
    return work_facts(_in_json(work, registered))


def _in_json(work: Element, registered: Element) -> dict[str, Any]:
    """A work by the names that Crossref's JSON has for the same."""
    title, subtitle = (plain(text_at(work, f"titles/{part}")) for part in ("title", "subtitle"))
    return {
        "abstract": abstract_of(work),
        "title": [f"{title.rstrip(':')}: {subtitle}" if title and subtitle else title],
        "author": [*_authors(work)],
        "DOI": text_at(work, "doi_data/doi").strip(),
        **_dates(work, registered),
    }


def _authors(work: Element) -> Iterator[dict[str, str]]:
    for each in (*work.iterfind("contributors/*"), *work.iterfind("person_name")):
        if each.get("contributor_role", "author") != "author":
            continue
        if each.tag == "organization":
            yield {"name": plain(text_of(each))}
        else:
            yield {name: plain(text_at(each, part)) for name, part in _NAMED.items()}


def _dates(work: Element, registered: Element) -> dict[str, Any]:
    """When a work was published online and in print; where it does not say, what it stands in."""
    for element, paths in ((work, _DATES), (registered, _DATES_AROUND)):
        found = {
            f"published-{date.get('media_type', 'online')}": {"date-parts": [parts]}
            for path in paths
            for date in element.iterfind(path)
            if (parts := _parts(date))
        }
        if found:
            return {"issued": next(iter(found.values()))} | found
    return {}


def _parts(date: Element) -> list[int]:
    """Year, month and day, as far as they are stated; seasons are numbered from 21 on."""
    parts: list[int] = []
    for name, form in _IN_NUMBERS.items():
        if not (match := form.fullmatch(text_at(date, name).strip())):
            break
        parts.append(int(match[0]))
    return parts
