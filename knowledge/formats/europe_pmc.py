"""Europe PMC's XML for what was searched there: its JSON, with elements for names.

https://europepmc.org/RestfulWebService
"""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields.facts import Place
from knowledge.formats.json_fields import facts
from knowledge.formats.streams.trees import text_of
from knowledge.formats.xml_entries import xml_entries
from knowledge.model import Record, Rejection

_TAGS = frozenset({"result"})


def read_europe_pmc(stream: BinaryIO, place: Place) -> Iterator[Record | Rejection]:
    """The records of an answer, in order.

    Raises:
        PageError: the document declares entities, or has no results.
    """
    return xml_entries(stream, place, _TAGS, lambda tree: facts(_fields(tree)))


def _fields(result: Element) -> dict[str, object]:
    """A result as it stands in the JSON, as far as it tells of a paper."""
    authors = [_texts(author) for author in result.iterfind("authorList/author")]
    return _texts(result) | {"authorList": {"author": authors} if authors else None}


def _texts(element: Element) -> dict[str, object]:
    return {child.tag: text_of(child).strip() for child in element}
