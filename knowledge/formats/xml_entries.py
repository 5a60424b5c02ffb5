"""The records of a document in XML: what each element that is one states, or why it is none."""

from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from knowledge.formats.fields.facts import Facts, Place, entry
from knowledge.formats.streams.xml_records import xml_records
from knowledge.model import Record, Rejection
from knowledge.reasons import Reason


def xml_entries(
    stream: BinaryIO,
    place: Place,
    tags: frozenset[str],
    stated: Callable[[Element], Facts | Reason | str],
    what: str = "record",
) -> Iterator[Record | Rejection]:
    """The records of a document, in order.

    Args:
        stream: the document.
        place: where it was found.
        tags: the local names of the elements that are records.
        stated: what such an element states, or why it is none.
        what: what a record is called where it cannot be read.

    Raises:
        PageError: the document declares entities, or has no such element.
    """
    for line, tree, problem in xml_records(stream, tags, place.path):
        if tree is None:
            yield place.rejection(line, problem)
            continue
        try:
            told = stated(tree)
            made = entry(told, place, line) if isinstance(told, Facts) else told
        except RecursionError:
            made = f"This {what} is nested too deeply."
        yield made if isinstance(made, Record | Rejection) else place.rejection(line, made)
