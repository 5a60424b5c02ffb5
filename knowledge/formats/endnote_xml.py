"""EndNote's XML, which other reference managers write as well; each value may stand in styles.

https://support.clarivate.com/Endnote, "RSXML.dtd"; before version 8 its names were in capitals.
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed
from knowledge.formats.fields.facts import Facts, Place
from knowledge.formats.fields.people import people
from knowledge.formats.streams.trees import text_at, texts_at
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Published, Record, Rejection

_TAGS = frozenset({"record", "RECORD"})
_PUBMED = ("pubmed", "medline", "nlm")


def read_endnote_xml(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a library, in order.

    Raises:
        PageError: the document declares entities, or has no records.
    """
    return xml_entries(stream, place, _TAGS, lambda tree: _facts(_small(tree)))


def _small(tree: Element) -> Element:
    if tree.tag.isupper():
        for element in tree.iter():
            element.tag = element.tag.lower()
    return tree


def _facts(tree: Element) -> Facts:
    urls = [*texts_at(tree, "urls//url"), *texts_at(tree, "url")]
    return Facts(
        abstract=text_at(tree, "abstract"),
        title=text_at(tree, "titles/title") or text_at(tree, "title"),
        people=people(_authors(tree)),
        published=_published(tree),
        identifiers=(
            identifiers.doi(text_at(tree, "electronic-resource-num").removeprefix("doi/")),
            *map(identifiers.labelled, urls),
            _numbered(tree),
        ),
        url=next((url.strip() for url in urls if url.strip().startswith("http")), None),
    )


def _authors(tree: Element) -> list[str]:
    """The authors; that of a collective is given with a comma behind it."""
    for path in ("contributors/authors/author", "authors/author"):
        if found := [name for name in texts_at(tree, path) if name.strip()]:
            return found
    return []


def _published(tree: Element) -> Published:
    year = text_at(tree, "dates/year") or text_at(tree, "year")
    return agreed(year, *texts_at(tree, "dates/pub-dates/date"), *texts_at(tree, "date"))


def _numbered(tree: Element) -> str | None:
    """An accession number is a PubMed identifier where the record names that database."""
    number = text_at(tree, "accession-num").strip()
    named = text_at(tree, "remote-database-name") + text_at(tree, "remote-database-provider")
    if any(name in named.casefold() for name in _PUBMED):
        return identifiers.pmid(number)
    return identifiers.labelled(number)
