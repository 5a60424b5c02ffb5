"""Atom, as arXiv's API answers.

https://info.arxiv.org/help/api/user-manual.html
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import published
from knowledge.formats.fields.facts import Facts, Place
from knowledge.formats.fields.latex import accented
from knowledge.formats.fields.people import people
from knowledge.formats.streams.trees import text_at, texts_at
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Record, Rejection

_TAGS = frozenset({"entry"})


def read_arxiv_atom(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a feed, in order.

    Raises:
        PageError: the document declares entities, or has no entries.
    """
    return xml_entries(stream, place, _TAGS, _stated)


def _stated(tree: Element) -> Facts | str:
    if "/api/errors" in text_at(tree, "id"):
        return f"arXiv says: {text_at(tree, 'summary').strip()[:200]}"
    return _facts(tree)


def _facts(tree: Element) -> Facts:
    categories = [each.get("term", "") for each in tree.iterfind("category")]
    address = text_at(tree, "id").strip()
    return Facts(
        abstract=text_at(tree, "summary"),
        title=accented(text_at(tree, "title")),
        people=people(map(accented, texts_at(tree, "author/name"))),
        published=published(text_at(tree, "published")),
        categories=tuple(dict.fromkeys(categories)),
        identifiers=(
            identifiers.labelled(address),
            *(identifiers.doi(text) for text in texts_at(tree, "doi")),
        ),
        affiliations=tuple(dict.fromkeys(texts_at(tree, "author/affiliation"))),
    )
