"""Zotero's RDF, which it exports a library in: an element for each item, of the kind it is.

https://www.zotero.org/support/kb/exporting
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import published
from knowledge.formats.fields.facts import Facts, Place, plain
from knowledge.formats.fields.people import People, whole_name
from knowledge.formats.streams.trees import text_at, text_of, texts_at
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Record, Rejection

_TAGS = frozenset(
    {"Article", "Book", "BookSection", "ConferenceProceedings", "Data", "Description", "Document",
     "Illustration", "Image", "Interview", "Legislation", "Letter", "Manuscript", "MotionPicture",
     "Patent", "Recording", "Report", "Thesis"}
)  # fmt: skip
"""Items; notes, attachments, collections and journals are none."""


def read_zotero_rdf(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a library, in order.

    Raises:
        PageError: the document declares entities, or has no items.
    """
    return xml_entries(stream, place, _TAGS, _facts)


def _facts(item: Element) -> Facts:
    named = [*map(str.strip, texts_at(item, "identifier")), item.get("rdf:about", "")]
    return Facts(
        abstract=text_at(item, "abstract"),
        title=text_at(item, "title"),
        people=People(tuple(filter(None, map(_name, item.iterfind("authors/Seq/li/Person"))))),
        published=published(text_at(item, "date") or text_at(item, "issued")),
        identifiers=(
            *map(_identifier, named),
            *map(_identifier, texts_at(item, "isPartOf/*/identifier")),
            *identifiers.noted(text_at(item, "description")),
        ),
        url=next((each for each in named if each.startswith("http")), None),
    )


def _identifier(text: str) -> str | None:
    """An item's own DOI stands with the journal that the item is in, too."""
    return identifiers.labelled(text.strip().removeprefix("DOI "))


def _name(person: Element) -> str:
    """An organisation has one name alone."""
    given = text_of(next((each for each in person if each.tag.lower() == "givenname"), None))
    given, family = plain(given), plain(text_at(person, "surname") or text_at(person, "name"))
    return whole_name(given, family)
