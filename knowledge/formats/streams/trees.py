"""What XML elements hold, as text."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

RAISED = frozenset({"sup", "superscript"})
SIGNS = "-−–+"


def text_of(element: Element | None) -> str:
    """All text within an element; empty for None. A raised number is written `10^5`."""
    if element is None:
        return ""
    if not len(element):
        return element.text or ""
    _mark_raised(element)
    return "".join(element.itertext())


def _mark_raised(element: Element) -> None:
    for parent in element.iter():
        before = parent.text or ""
        for child in parent:
            inside = child.text or ""
            if (child.tag in RAISED or child.get("face") in RAISED) and is_power(before, inside):
                child.text = f"^{inside}"
            before = child.tail or inside


def is_power(before: str, raised: str) -> bool:
    """Whether a raised text behind another is a number that would run into it."""
    return before[-1:].isdigit() and raised.lstrip(SIGNS)[:1].isdigit()


def text_at(element: Element | None, path: str) -> str:
    """All text within the first element at a path below another; empty where there is none."""
    return "" if element is None else text_of(element.find(path))


def texts_at(element: Element | None, path: str) -> Iterable[str]:
    """All text within each element at a path."""
    return () if element is None else (text_of(found) for found in element.iterfind(path))
