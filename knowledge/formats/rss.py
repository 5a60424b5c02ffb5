"""RSS, as arXiv and publishers announce papers: an item is a paper.

What an item says of its own date is often when it was announced, and is left aside; a date in
Dublin Core is the paper's.
https://info.arxiv.org/help/rss.html
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import agreed
from knowledge.formats.fields.facts import Facts, Place
from knowledge.formats.fields.latex import accented
from knowledge.formats.fields.people import People, listed, people
from knowledge.formats.streams.trees import text_at, texts_at
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Record, Rejection

_TAGS = frozenset({"item"})
_ANNOUNCED = re.compile(r"\s*arXiv:\S+ Announce Type: \S+\s+(?=Abstract:)")


def read_rss(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a feed, in order.

    Raises:
        PageError: the document declares entities, or has no items.
    """
    return xml_entries(stream, place, _TAGS, _facts)


def _facts(item: Element) -> Facts:
    link = text_at(item, "link").strip()
    named = (*texts_at(item, "doi"), *texts_at(item, "identifier"), text_at(item, "guid"))
    return Facts(
        abstract=_ANNOUNCED.sub("", text_at(item, "description")),
        title=accented(text_at(item, "title")),
        people=_people([accented(text) for text in texts_at(item, "creator")]),
        published=agreed(text_at(item, "publicationDate"), text_at(item, "date")),
        categories=tuple(text.strip() for text in texts_at(item, "category")),
        identifiers=tuple(identifiers.labelled(_bare(text)) for text in named),
        url=link or None,
    )


def _bare(text: str) -> str:
    """An identifier as it stands, without the address that says of which kind it is."""
    return text.strip().removeprefix("info:doi/")


def _people(creators: list[str]) -> People:
    """An author in each, or all in one."""
    return people(creators) if len(creators) > 1 else listed("".join(creators))
