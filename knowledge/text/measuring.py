"""Quantities as numbers that can be compared: 176 billion and 24B, 1.6TB and 600 GB."""

import re

from knowledge.model import Span
from knowledge.settings import table
from knowledge.text.quantities import Quantity, quantities
from knowledge.text.tokens import stem

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MAGNITUDE = re.compile(r"[ -]?([A-Za-z]+)")
_BYTES = frozenset({"kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "tib"})
_TIMES = frozenset({"ms", "s"})
_PLAIN = frozenset({"", "parameter", "token"})
"""Nouns behind a number that may be left out."""


def measure(text: str, short: Span, noun: str = "") -> tuple[float, str, str] | None:
    """A quantity of a sentence: its value, its kind of unit, and its words.

    Args:
        text: the sentence.
        short: where the answer stands in it.
        noun: what is measured; a number of something else is none of it.

    Returns:
        None where it cannot be said which quantity it is.
    """
    fit = [q for q in quantities(text) if _fits(q, noun)]
    at = [q for q in fit if _meets(q, short)] or fit
    return _value(at[0]) if len(at) == 1 else None


def measures_other(text: str, short: Span, noun: str) -> bool:
    """Whether a number stands at a span of a sentence, but of something else than a noun says."""
    at = [q for q in quantities(text) if _meets(q, short)]
    return bool(at) and not any(_fits(q, noun) for q in at)


def _meets(quantity: Quantity, span: Span) -> bool:
    return quantity.span.start < span.end and span.start < quantity.span.end


def _fits(quantity: Quantity, noun: str) -> bool:
    """Whether a quantity may measure what a noun says: `405B parameters` are no context length."""
    unit = stem(quantity.unit) if quantity.unit else ""
    asked = [stem(word) for word in noun.split()]
    return not noun or unit in {"", stem("token"), *asked}


def _value(quantity: Quantity) -> tuple[float, str, str] | None:
    numbers = _NUMBER.findall(quantity.text)
    if len(numbers) != 1:
        return None
    magnitude = _MAGNITUDE.match(quantity.text.partition(numbers[0])[2])
    word = magnitude[1].casefold() if magnitude else ""
    scale = table("comparing")["magnitudes"].get(word)
    value = float(numbers[0].replace(",", "")) * float(scale or 1)
    return value, _kind(quantity, word if scale else ""), quantity.text


def _kind(quantity: Quantity, magnitude: str) -> str:
    if quantity.percent:
        return "%"
    if magnitude in _BYTES | _TIMES:
        return "bytes" if magnitude in _BYTES else "seconds"
    unit = quantity.unit.rstrip("s")
    return "" if unit in _PLAIN else unit
