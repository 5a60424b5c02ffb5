"""Numbers in a text, with their magnitudes and units, as values that compare: the only place.

"176 billion", "176B" and "176-billion" are the same number; "up to 40 minutes" has no lower bound.
What magnitudes and units are worth: `config/english/units.toml`. Numbers of names are none.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.model import Span
from knowledge.settings import english, stop_words
from knowledge.text.tokens import fold, stem, tokenise

_COUNTED = 3
"""So many words behind a number may be what it counts."""
_NOUNS = frozenset(stem(word) for word in ("tokens", "parameters", "pages", "images"))
"""What is counted and may not be taken for what somebody asked for."""
_PLAIN = frozenset(stem(word) for word in ("tokens", "parameters"))
"""Of these, what may be left out: `24B` is of parameters as `176 billion parameters` is."""

_UP = {"more than", "over", "above", "at least", "exceeding", "exceeds", ">", "≥", "no less than"}
_DOWN = {
    *("less than", "fewer than", "under", "below", "at most", "up to", "<", "≤", "no more than"),
    *("as many as", "as much as"),
}
_ABOUT = {"about", "around", "nearly", "almost", "approximately", "roughly", "some", "~", "≈"}
_SPACE = "[ \u00a0\u2009\u202f]"
_NO_MORE = r"(?![A-Za-z0-9]|[.,·]\d)"
_DIGITS = (
    rf"(?>\d+,\d{{1,2}}(?={_SPACE}?(?:%|\\%|per ?cent|[mb]illion|trillion))"
    r"|(?:\d{1,3}(?:,\d{3})+(?![,\d])|\d{1,3}(?:['’]\d{3})+(?!\d)"
    rf"|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)|\d+)(?:[.·]\d+)?)"
)
_SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
_TO_THE = r"(?:\^\{?[-−]?\d+\}?|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
_POWER = (
    rf"{_SPACE}?[x×·]{_SPACE}?10{_TO_THE}|[eE][-−+]?\d+"
    rf"|(?<=10)(?<!\d10){_TO_THE}|(?<=2)(?<!\d2){_TO_THE}"
)
_PLURAL = rf"(?={_SPACE}[a-z-]+s\b)"
_LETTER = (
    rf"[kKMBb]|T(?!{_SPACE}(?:MRI|scanner|magnet))|[mt]{_PLURAL}"
    rf"|{_SPACE}(?:[KM]|B(?!{_SPACE}(?:cell|lymph))){_PLURAL}"
)
"""`5m users` are millions, `5m apart` are metres; `3 B cells` are three."""
_MONEY = r"(?:US\$|[$€£¥]) ?|(?:EUR|USD|GBP|CHF|JPY|CNY|INR|AUD|CAD) "
_BETWEEN = re.compile(r"\bbetween (?:\w+ )?$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?:^|[ (])([A-Z][\w.-]*|[A-Z][\w.-]* \d[\w.]*) $|[A-Za-z]-$|[\w.]$|-$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHARED = re.compile(r" ?[\w-]+ (?:and|or) \d[\d.,]* (?:[\w-]+ )?([a-z-]+)")


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity: from `low` to `high` of a dimension, and the stems of the words behind it.

    `unit`: the stem of its unit where that is a word. `start` and `end`: where it stands.
    """

    text: str
    low: float
    high: float
    dimension: str
    unit: str
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

    @property
    def noun(self) -> str:
        """The stem of the unit in words or of what is counted; empty where neither is known."""
        return self.unit or next((word for word in self.counted if word in _NOUNS), "")

    @property
    def kind(self) -> str:
        """What it measures: quantities of one kind compare."""
        if self.dimension != "count":
            return self.dimension
        return "count" if self.noun in _PLAIN else self.noun or "count"


def _any_of(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


@cache
def _units() -> dict[str, tuple[str, float]]:
    """For a sign, and for a word in lower case, what it measures and how much of it."""
    numbers = english("units")
    written = {
        unit: (dimension, float(scale))
        for kind in ("signs", "words")
        for dimension, group in numbers[kind].items()
        for unit, scale in group.items()
    }
    lower: dict[str, set[tuple[str, float]]] = {}
    for unit, meant in written.items():
        lower.setdefault(unit.lower(), set()).add(meant)
    plain = {unit: meant.pop() for unit, meant in lower.items() if len(meant) == 1}
    return {unit: meant for unit, meant in plain.items() if len(unit) > 1} | written


@cache
def _amount(n: int) -> str:
    """The pattern of a number with all that belongs to it; its groups are numbered `n`."""
    numbers = english("units")
    ones = {word for word, value in numbers["spelt"].items() if value < 20}  # noqa: PLR2004
    tens = numbers["spelt"].keys() - ones - {"hundred"}
    small = rf"(?:(?:{_any_of(tens)})(?:[ -](?:{_any_of(ones)}))?|{_any_of(ones)})"
    spelt = rf"\b(?:{small}(?:[ -]hundred(?:[ -](?:and[ -])?{small})?)?|hundred)\b"
    whole = _any_of([*numbers["shares"], *numbers["factors"]])
    times = rf"[x×](?!{_SPACE}?\d)"
    signs = _any_of({u for u in _units() if u not in _spelt_units()} - {"x", "×", "s"})
    decade = r"(?<!(?:19|20)\d0)s"
    unit = rf"(?:{times}|{decade}|{signs}|(?i:{_any_of(_spelt_units())})(?:e?s)?){_NO_MORE}"
    return (
        rf"(?:(?P<whole{n}>(?i:\b(?:{whole})\b)(?!-| an?\b))"
        rf"|(?P<number{n}>{_DIGITS}|(?i:{spelt}))(?P<power{n}>{_POWER})?(?P<plus{n}>\+)?"
        rf"(?:{_SPACE}?±{_SPACE}?{_DIGITS})?"
        rf"(?:(?:{_SPACE}|-)?(?P<magnitude{n}>(?i:{_any_of(numbers['magnitudes'])}))(?!\w)"
        rf"|(?P<letter{n}>{_LETTER})(?!\w))?(?P<more{n}>\+)?"
        rf"(?:(?:{_SPACE}|-|\\)?(?P<unit{n}>{unit})"
        rf"(?:(?:/|{_SPACE}per{_SPACE})(?P<per{n}>{unit}))?)?{_NO_MORE})"
    )


@cache
def _spelt_units() -> frozenset[str]:
    return frozenset(unit for group in english("units")["words"].values() for unit in group)


@cache
def _measure() -> re.Pattern[str]:
    lead = _any_of(_UP | _DOWN | _ABOUT)
    return re.compile(
        rf"(?:(?<![A-Za-z])(?P<lead>(?i:{lead})){_SPACE}?|(?<![\w.,]))(?P<money>{_MONEY})?"
        rf"(?P<sign>(?<![^\s(])[-−](?=\d))?(?P<first>{_amount(1)})"
        rf"(?:{_SPACE}?(?P<joint>to|–|—|-|and){_SPACE}?(?P<second>{_amount(2)}))?"
    )


@lru_cache(maxsize=2048)
def measures(text: str) -> tuple[Measure, ...]:
    """The quantities of a sentence in order; the numbers of names and versions are none."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Measure]:
    place = 0
    while match := _measure().search(text, place):
        if _in_a_name(text, match):
            place = match.end("number1")
            continue
        place = match.end()
        low, dimension, unit = _value(match, 1)
        if not match["second"]:
            yield _single(match, text, place)
        elif _is_range(match, text):
            yield _range(match, text)
        else:  # "from 51% to 87%", "59 and 13": two numbers
            yield _single(match, text, match.end("first"))
            low, dimension, unit = _value(match, 2)
            start, counted = match.start("second"), _counted(text[place:])
            shown = match["second"].strip()
            yield Measure(shown, low, low, dimension, unit, counted, False, start, place)  # noqa: FBT003


def _is_range(match: re.Match[str], text: str) -> bool:
    before = text[: match.start()]
    if match["joint"] == "and":
        return _BETWEEN.search(before) is not None
    return not (match["joint"] == "to" and before.endswith("from "))


def _single(match: re.Match[str], text: str, end: int) -> Measure:
    lead = (match["lead"] or "").casefold()
    value, dimension, unit = _value(match, 1)
    low, high = value, value
    if lead in _UP or match["plus1"] or match["more1"]:
        high = math.inf
    elif lead in _DOWN:
        low = -math.inf
    if dimension == "year" and lead:
        dimension = "count"
    shown, start = text[match.start() : end].strip(), match.start("first")
    counted = _counted(text[end:])
    return Measure(shown, low, high, dimension, unit, counted, lead in _ABOUT, start, end)


def _range(match: re.Match[str], text: str) -> Measure:
    value, dimension, unit = _value(match, 1)
    other, other_dimension, other_unit = _value(match, 2)
    bare = match["number1"] and match["first"] == match["number1"]
    if bare and dimension == "count" and value < _number(match, 2):
        value *= other / (_number(match, 2) or 1.0)  # "30 to 60%", "2 to 3 million"
        dimension, unit = other_dimension, other_unit
    low, high = min(value, other), max(value, other)
    start, end = match.start("first"), match.end()
    counted = _counted(text[end:])
    return Measure(match[0].strip(), low, high, dimension, unit, counted, False, start, end)  # noqa: FBT003


def _in_a_name(text: str, match: re.Match[str]) -> bool:
    start = match.start("first")
    if match["money"] or match["lead"] or match["sign"] or not match["first"][0].isdigit():
        return False
    if _YEAR.fullmatch(match["first"]):
        return text[:start][-1:].isalpha() or text[:start].endswith("-")
    before = _NAME_BEFORE.search(text[:start])
    if before is None:
        return False
    name = before[1]
    return name is None or not (fold(name.split()[0]) in stop_words() and start == len(name) + 1)


def _value(match: re.Match[str], n: int) -> tuple[float, str, str]:
    """The number of an amount in terms of its dimension, the dimension, and its unit's word."""
    numbers, written = english("units"), match["first" if n == 1 else "second"]
    if whole := (match[f"whole{n}"] or "").lower():
        if whole in numbers["shares"]:
            return float(numbers["shares"][whole]), "percent", ""
        return float(numbers["factors"][whole]), "factor", ""
    if _YEAR.fullmatch(written) and not match["money"]:
        return float(written), "year", ""
    value = _number(match, n) * (-1 if n == 1 and match["sign"] else 1)
    if magnitude := match[f"magnitude{n}"]:
        value *= float(numbers["magnitudes"][magnitude.lower()])
    elif letter := match[f"letter{n}"]:
        value *= float(numbers["letters"][letter.strip()])
    dimension, scale, unit = "count", 1.0, ""
    if behind := match[f"unit{n}"]:
        (dimension, scale), unit = _unit(behind)
        if per := match[f"per{n}"]:
            (other, below), _ = _unit(per)
            dimension, scale = f"{dimension}/{other}", scale / below
    return value * scale, "money" if n == 1 and match["money"] else dimension, unit


def _unit(written: str) -> tuple[tuple[str, float], str]:
    """What a unit measures and how much of it, and its stem where it is a word."""
    units = _units()
    if written in units and written not in _spelt_units():
        return units[written], ""
    word = written.lower()
    word = next(w for w in (word, word.removesuffix("s"), word.removesuffix("es")) if w in units)
    return units[word], stem(word)


def _number(match: re.Match[str], n: int) -> float:
    """The number alone, without magnitude and unit."""
    written = match[f"number{n}"].lower()
    if not written[0].isdigit():
        total = 0.0
        for word in re.split("[ -]", written):
            spelt = english("units")["spelt"].get(word, 0)
            total = (total or 1.0) * spelt if word == "hundred" else total + spelt
        return total
    plain = re.sub(rf"{_SPACE}|['’]", "", written).replace("·", ".")
    decimal = re.fullmatch(r"\d+,\d{1,2}", plain)
    value = float(plain.replace(",", "." if decimal else ""))
    power = (match[f"power{n}"] or "").translate(_SUPERSCRIPTS)
    exponent = re.search(r"[-+]?\d+(?=\}?$)", power)
    if exponent is None:
        return value
    if power[0] in "^-" or power[0].isdigit():
        return math.pow(value, float(exponent[0]))
    return value * math.pow(10.0, float(exponent[0]))


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
