"""What XML elements hold, as text."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element


def text_of(element: Element | None) -> str:
    """All text within an element; empty for None."""
    return "" if element is None else "".join(element.itertext())


def text_at(element: Element | None, path: str) -> str:
    """All text within the first element at a path below another; empty where there is none."""
    return "" if element is None else text_of(element.find(path))


def texts_at(element: Element | None, path: str) -> Iterable[str]:
    """All text within each element at a path."""
    return () if element is None else (text_of(found) for found in element.iterfind(path))
