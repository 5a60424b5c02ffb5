"""Atom, as arXiv's API answers.

https://info.arxiv.org/help/api/user-manual.html
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import published
from knowledge.formats.fields.facts import Facts, Place, entry
from knowledge.formats.fields.latex import accented
from knowledge.formats.fields.people import people
from knowledge.formats.streams.trees import text_at, texts_at
from knowledge.formats.streams.xml_records import xml_records
from knowledge.model import Record, Rejection

_TAGS = frozenset({"entry"})


def read_arxiv_atom(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of a feed, in order.

    Raises:
        PageError: the document declares entities, or has no entries.
    """
    for line, tree, problem in xml_records(stream, _TAGS, place.path):
        if tree is None:
            yield place.rejection(line, problem)
        elif "/api/errors" in text_at(tree, "id"):
            yield place.rejection(line, f"arXiv says: {text_at(tree, 'summary').strip()[:200]}")
        else:
            yield entry(_facts(tree), place, line)


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
