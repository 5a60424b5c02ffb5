"""Quantities as numbers that compare: bounds, a dimension, and what is counted.

"176 billion", "176B" and "176-billion" are the same number; "up to 40 minutes" has no lower bound.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.model import Span
from knowledge.settings import words
from knowledge.text.tokens import fold, stem, tokenise

_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: float(n) for n, word in enumerate(_ONES)}
_WORDS |= {word: float(10 * n) for n, word in enumerate(_TENS, 2)}
_WORDS |= {"dozen": 12.0, "half": 0.5, "twice": 2.0, "double": 2.0, "triple": 3.0, "hundred": 100.0}
_WORDS |= {"quarter": 0.25, "doubles": 2.0, "triples": 3.0, "halves": 0.5}
_FRACTIONS = frozenset({"half", "quarter", "halves"})
_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "t": 1e12,
}  # fmt: skip
_UNITS: dict[str, tuple[str, float]] = {
    "%": ("percent", 1.0), "percent": ("percent", 1.0), "per cent": ("percent", 1.0),
    "percentage points": ("percent", 1.0), "points": ("points", 1.0),
    "kb": ("bytes", 1e3), "mb": ("bytes", 1e6), "gb": ("bytes", 1e9), "tb": ("bytes", 1e12),
    "pb": ("bytes", 1e15), "kilobytes": ("bytes", 1e3), "megabytes": ("bytes", 1e6),
    "gigabytes": ("bytes", 1e9), "terabytes": ("bytes", 1e12), "petabytes": ("bytes", 1e15),
    "ms": ("time", 1e-3), "milliseconds": ("time", 1e-3), "s": ("time", 1.0),
    "seconds": ("time", 1.0), "minutes": ("time", 60.0), "hours": ("time", 3600.0),
    "days": ("time", 86400.0), "weeks": ("time", 604800.0), "months": ("time", 2629800.0),
    "years": ("time", 31557600.0), "x": ("factor", 1.0), "×": ("factor", 1.0),
    "times": ("factor", 1.0), "fold": ("factor", 1.0),
    "mg": ("mass", 1e-3), "g": ("mass", 1.0), "kg": ("mass", 1e3),
    "mm": ("length", 1e-3), "cm": ("length", 1e-2), "km": ("length", 1e3),
    "hz": ("frequency", 1.0), "khz": ("frequency", 1e3), "mhz": ("frequency", 1e6),
    "ghz": ("frequency", 1e9), "thz": ("frequency", 1e12),
    "nm": ("length", 1e-9), "µm": ("length", 1e-6), "m": ("length", 1.0), "metres": ("length", 1.0),
    "meters": ("length", 1.0), "kilometres": ("length", 1e3), "kilometers": ("length", 1e3),
    "centimetres": ("length", 1e-2), "centimeters": ("length", 1e-2), "miles": ("length", 1609.344),
    "grams": ("mass", 1.0), "kilograms": ("mass", 1e3), "tonnes": ("mass", 1e6),
    "wh": ("energy", 1.0), "kwh": ("energy", 1e3), "mwh": ("energy", 1e6), "gwh": ("energy", 1e9),
    "watt-hours": ("energy", 1.0), "kilowatt-hours": ("energy", 1e3), "kw": ("power", 1e3),
    "w": ("power", 1.0), "gw": ("power", 1e9), "watts": ("power", 1.0), "kilowatts": ("power", 1e3),
    "v": ("voltage", 1.0), "volts": ("voltage", 1.0), "kv": ("voltage", 1e3),
    "°c": ("temperature", 1.0), "degrees": ("temperature", 1.0), "l": ("volume", 1.0),
    "ml": ("volume", 1e-3), "litres": ("volume", 1.0), "liters": ("volume", 1.0),
    "ha": ("area", 1e4), "hectares": ("area", 1e4), "db": ("level", 1.0),
}  # fmt: skip
_UNITS |= {
    unit[:-1]: meant
    for unit, meant in list(_UNITS.items())
    if len(unit) > 4 and unit.endswith("s")  # noqa: PLR2004  # "seconds", not "ms"
}
_UP = {"more than", "over", "above", "at least", "exceeding", "exceeds", ">", "≥", "no less than"}
_DOWN = {"less than", "fewer than", "under", "below", "at most", "up to", "<", "≤", "no more than"}
_ABOUT = {"about", "around", "nearly", "almost", "approximately", "roughly", "some", "~", "≈"}
_LEAD = "|".join(sorted((re.escape(w) for w in _UP | _DOWN | _ABOUT), key=len, reverse=True))
_NAMED = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\b(?:{_NAMED})\b(?:-(?:{_NAMED})\b)?)"
)
_UNIT = "|".join(sorted((re.escape(u) for u in _UNITS), key=len, reverse=True))
_AMOUNT = (
    rf"({_NUMBER})(\+)?"
    r"(?:[ -]?(hundred|thousand|million|billion|trillion|mln|bn)\b|([kKMBT])(?![\w]))?"
    rf"(\+)?(?:[ -]?\\?({_UNIT})(?![A-Za-z]))?"
)
_MEASURE = re.compile(
    rf"(?:(?P<lead>{_LEAD}) ?|(?<![\w.,]))(?P<money>[$€£]|(?:EUR|USD|GBP|CHF) )?"
    rf"(?P<first>{_AMOUNT})"
    rf"(?: ?(?:to|–|—|-|and) ?(?P<second>{_AMOUNT}))?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween (?:\w+ )?$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?:^|[ (])([A-Z][\w.-]*|[A-Z][\w.-]* \d[\w.]*) $|[A-Za-z]-$|[\w.]$|-$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHARED = re.compile(r" ?[\w-]+ (?:and|or) \d[\d.,]* (?:[\w-]+ )?([a-z-]+)")
_COUNTED = 3
_ALIKE = 1e-6
_ROUND = 0.12
"""Numbers this near to each other (relatively) are the same; the second where one says "about"."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity: from `low` to `high` of a dimension, and the stems of the words behind it.

    `start` and `end`: where it stands in its sentence.
    """

    text: str
    low: float
    high: float
    dimension: str
    counted: tuple[str, ...]
    about: bool
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands in its sentence."""
        return Span(self.start, self.end)

    @property
    def bound(self) -> float:
        """The number that is written, where one side is open."""
        return self.low if math.isinf(self.high) else self.high


@lru_cache(maxsize=2048)
def measures(text: str) -> tuple[Measure, ...]:
    """The quantities of a sentence in order; the numbers of names and versions are none."""
    return tuple(m for match in _MEASURE.finditer(text) for m in _measured(match, text))


def _measured(match: re.Match[str], text: str) -> Iterator[Measure]:
    first = re.fullmatch(_AMOUNT, match["first"], re.IGNORECASE)
    if first is None or _in_a_name(text, match):
        return
    second = match["second"] and re.fullmatch(_AMOUNT, match["second"], re.IGNORECASE)
    if not second:
        yield _single(match, first, text, match.end())
    elif _is_range(match, text):
        yield _range(match, first, second, text)
    else:  # "from 51% to 87%", "59 and 13": two numbers
        yield _single(match, first, text, match.end("first"))
        value, dimension = _value(second)
        counted = _counted(text[match.end() :])
        start = match.start("second")
        yield Measure(
            match["second"].strip(),
            value,
            value,
            dimension,
            counted,
            about=False,
            start=start,
            end=match.end(),
        )


def _is_range(match: re.Match[str], text: str) -> bool:
    joint = text[match.end("first") : match.start("second")].strip()
    before = text[: match.start()]
    if joint == "and":
        return _BETWEEN.search(before) is not None
    return not (joint == "to" and before.endswith("from "))


def _single(match: re.Match[str], amount: re.Match[str], text: str, end: int) -> Measure:
    lead = (match["lead"] or "").casefold()
    value, dimension = _value(amount)
    low, high = value, value
    if lead in _UP or amount[2] or amount[5]:
        high = math.inf
    elif lead in _DOWN:
        low = -math.inf
    if _YEAR.fullmatch(match["first"]) and not lead:
        dimension = "year"
    elif match["money"]:
        dimension = "money"
    shown = text[match.start() : end].strip()
    start = match.start("first")
    about = lead in _ABOUT
    return Measure(shown, low, high, dimension, _counted(text[end:]), about, start, end)


def _range(match: re.Match[str], first: re.Match[str], second: re.Match[str], text: str) -> Measure:
    value, dimension = _value(first)
    other, other_dimension = _value(second)
    if dimension == "count" and other_dimension != "count":  # "30 to 60%"
        value, dimension = value * _scale(second), other_dimension
    low, high = min(value, other), max(value, other)
    counted = _counted(text[match.end() :])
    start, end = match.start("first"), match.end()
    return Measure(
        match[0].strip(), low, high, dimension, counted, about=False, start=start, end=end
    )


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    start = match.start("first")
    if match["money"] or match["lead"] or not match["first"][0].isdigit():
        return False
    if _YEAR.fullmatch(match["first"]):
        return text[:start][-1:].isalpha() or text[:start].endswith("-")
    before = _NAME_BEFORE.search(text[:start])
    if before is None:
        return False
    name = before[1]
    return name is None or not (fold(name) in words("stop_words") and start == len(name) + 1)


def _value(amount: re.Match[str]) -> tuple[float, str]:
    """The number of an amount in the unit of its dimension, and the dimension."""
    written, magnitude = amount[1].casefold(), (amount[3] or amount[4] or "").casefold()
    value = _number(written) * _MAGNITUDES.get(magnitude, 1.0)
    unit = (amount[6] or "").casefold()
    if written in _FRACTIONS and not unit:
        return value * 100, "percent"
    dimension, scale = _UNITS.get(unit, ("count", 1.0))
    return value * scale, dimension


def _scale(amount: re.Match[str]) -> float:
    magnitude = (amount[3] or amount[4] or "").casefold()
    return _MAGNITUDES.get(magnitude, 1.0) * _UNITS.get((amount[6] or "").casefold(), ("", 1.0))[1]


def _number(written: str) -> float:
    if written[0].isdigit():
        return float(written.replace(",", ""))
    return sum(_WORDS[part] for part in written.split("-"))


def _counted(behind: str) -> tuple[str, ...]:
    """The stems of the words right behind a number: what it counts.

    Of "46 natural and 13 programming languages", both count languages.
    """
    shared = _SHARED.match(behind)
    counted: list[str] = [stem(shared[1])] if shared else []
    clause = re.split(r"[.;:,()](?:\s|$)", behind.replace("-", " "), maxsplit=1)[0]
    for token in tokenise(clause):
        if token.surface[0].isdigit() or (counted and token.stop):
            break
        if not token.stop and len(counted) < _COUNTED:
            counted.append(stem(token.surface))
    return tuple(counted)


def same(a: Measure, b: Measure) -> bool | None:
    """Whether what `a` says follows from `b` (True) or cannot hold with it (False).

    None where neither can be said: of "over 5 billion", 6 billion is neither right nor wrong.
    """
    tolerance = _ROUND if a.about or b.about else _ALIKE
    if _near(a.bound, b.bound, tolerance):
        return True
    if math.isinf(a.low) == math.isinf(b.low) and math.isinf(a.high) == math.isinf(b.high):
        ranges = a.low < a.high or b.low < b.high
        apart = math.isinf(a.low) or math.isinf(a.high) or not _overlap(a, b)
        return False if apart else (None if ranges else False)
    if a.low <= b.low and b.high <= a.high:
        return True  # the claim is the vaguer one: "more than 100" of 176
    return None if _overlap(a, b) else False


def _overlap(a: Measure, b: Measure) -> bool:
    return min(a.high, b.high) >= max(a.low, b.low)


def _near(a: float, b: float, tolerance: float) -> bool:
    return abs(a - b) <= tolerance * max(abs(a), abs(b), 1e-12)
