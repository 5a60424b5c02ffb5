"""Dates as sources word them: `2022-11-09`, `2019/03/15/`, `15 Mar 2019`, `SEP 22` beside `2010`.

Only a date with day, month and year in an order that cannot be mistaken becomes a date; whatever
else stays the text that it is.
"""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.model import Published

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_DECEMBER = len(_MONTHS)
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ].*)?", re.DOTALL)
_ISO_SPAN = re.compile(r"(\d{4})-(\d\d)-(\d\d)/\S+")
_YEARS = re.compile(r"\d{4}(?:-\d\d)?/\d{4}(?:-\d\d)?")
_RUN = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_NUMBERS = re.compile(r"((\d\d?)([./])(\d\d?)\3(\d{4}))(?:\s+\d\d?:\d\d.*)?")
_NAME = "[A-Za-z]{3,9}"
_NTH = "(?:st|nd|rd|th)?"
_TO = r"(?:\s*[-–]\s*\d{1,2})?"
_WORDED = re.compile(
    r"(?:[A-Z][a-z]{2,8},?\s+)?(?P<shown>"
    rf"(?P<d1>\d{{1,2}}){_NTH}[\s-]+(?P<m1>{_NAME})\.?,?[\s-]+(?P<y1>\d{{4}})"  # 15 Mar 2019
    rf"|(?P<m2>{_NAME})\.?\s+(?P<d2>\d{{1,2}}){_NTH},?\s+(?P<y2>\d{{4}})"  # Mar 15, 2019
    rf"|(?P<y3>\d{{4}})[\s-]+(?P<m3>{_NAME})\.?[\s-]+(?P<d3>\d{{1,2}})"  # 2019 Mar 15
    r")(?:\s+\d\d:\d\d.*)?"
)
_YEARLESS = re.compile(
    rf"(?P<m1>{_NAME})\.?[\s-]*(?P<d1>\d{{1,2}}{_TO})?{_NTH}"  # SEP 22, Jul 15–20
    rf"|(?P<d2>\d{{1,2}}{_TO}){_NTH}[\s-]+(?P<m2>{_NAME})\.?"  # 22 September
)
_LABEL = re.compile(r"[A-Z][A-Za-z ]{2,25}:\s*(?=\S*\d)")
_BRACKETS = re.compile(r"[(\[]\s*(.*?\d{4})\s*[)\]]")
_TIME = re.compile(r"\s+\d\d?:\d\d.*|(?<=\d)T\d\d:.*")
_WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,\s+")
_SHOUTED = re.compile(r"\b[A-Z]{3,9}\b")
_NO_DATE = re.compile(
    r"n\.? ?d\.?|no date|s\.? ?[ad]\.?|undated|null|none|nan|-?[01]|0{4}", re.IGNORECASE
)
_SMALL = re.compile(r"\b[a-z]{3,9}\b")
_FLOAT = re.compile(r"(\d{4})\.0")
_FLOAT_DAY = re.compile(r"\.0$")
_LONGEST = 60
UNKNOWN = Published()


@lru_cache(maxsize=4096)
def published(text: str | None) -> Published:
    """A date as a source words it, without time of day and weekday, on one line."""
    worded = _BRACKETS.sub(r"\1", _LABEL.sub("", _one_line(text)))
    if not worded or len(worded) > _LONGEST or _NO_DATE.fullmatch(worded):
        return UNKNOWN
    for pattern, read in _NUMERIC:
        if match := pattern.fullmatch(worded):
            return read(match)
    if "/" in worded:  # RIS: 2019/03/15/, and 2019/// for a year
        return _slashed(worded)
    if match := _WORDED.fullmatch(worded):
        year, month_name, day = (match[f"{k}1"] or match[f"{k}2"] or match[f"{k}3"] for k in "ymd")
        month_number = _month(month_name)
        date = _date(year, month_number, day) if month_number else None
        return Published(match["shown"], date)
    return Published(_FLOAT.sub(r"\1", _WEEKDAY.sub("", _TIME.sub("", worded))))


@lru_cache(maxsize=4096)
def dated(year: str | None, month: str | None = None, day: str | None = None) -> Published:
    """A date given in parts, such as a citation's: `2019 Mar 15`, as much of it as there is.

    The part for the month may hold more of it: `SEP 22`, `Jul 15–20`.
    """
    first, second, third = (_one_line(part) for part in (year, month, day))
    first = _FLOAT.sub(r"\1", first)
    if not first or _NO_DATE.fullmatch(first):
        return UNKNOWN
    if second and not third and (match := _YEARLESS.fullmatch(second)):
        second, third = match["m1"] or match["m2"], match["d1"] or match["d2"] or ""
    number = _month(second) if second else None
    third = _FLOAT_DAY.sub("", third)
    if number:
        second = _MONTHS[number - 1][:3].title()
        if third and (date := _date(first, number, third)):
            return Published(f"{first} {second} {third.lstrip('0')}", date)
    elif second:
        second = _SHOUTED.sub(lambda shout: shout[0].title(), second)
        second = _SMALL.sub(lambda word: word[0].title() if _month(word[0]) else word[0], second)
    return Published(" ".join(filter(None, (first, second, third))))


def counted(parts: Sequence[object]) -> Published:
    """A date in numbers, as JSON gives it: `2021-03-15`, `2020-05` or `2019`."""
    numbers = [int(part) for part in map(str, parts[:3]) if part.strip().isdigit()]
    if not numbers or not numbers[0]:
        return UNKNOWN
    worded = "-".join([f"{numbers[0]}", *(f"{number:02}" for number in numbers[1:] if number)])
    return published(worded)


@lru_cache(maxsize=4096)
def agreed(year: str | None, *wordings: str | None) -> Published:
    """The date of a source that gives a year, and in other places more of it.

    What names another year is another date, that of an access say, and what names none is completed
    with it. Without a year, the first wording with a whole date, or else the first.
    """
    base = published(year)
    found = [each for each in map(published, wordings) if each != UNKNOWN]
    if base.year is None:
        found = [*found, base]
    elif not base.date:
        stated = str(base.year)
        found = [each if each.year else dated(stated, each.text) for each in found]
        found = [each for each in found if each.year == base.year]
        found = sorted(found, key=lambda each: -len(each.text or ""))
        found = [*found, base]
    else:
        return base
    return next((each for each in found if each.date), found[0])


def _one_line(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


def _of_iso(match: re.Match[str]) -> Published:
    year, month, day = match.groups()
    known = [year, *([month, day] if int(day) else [month] if int(month) else [])]
    return Published("-".join(known), _date(year, int(month), day))


def _of_span(match: re.Match[str]) -> Published:
    """A span of days is dated by the first."""
    return Published(match[0], _date(match[1], int(match[2]), match[3]))


def _of_run(match: re.Match[str]) -> Published:
    date = _date(match[1], int(match[2]), match[3])
    return Published(date.isoformat(), date) if date else Published(match[0])


def _of_numbers(match: re.Match[str]) -> Published:
    """A date as `22/09/2010` or `9/22/2010`; none where either number may be the month."""
    worded, first, _, second, year = match.groups()
    date = None
    if first == second or int(first) > _DECEMBER:
        date = _date(year, int(second), first)
    elif int(second) > _DECEMBER:
        date = _date(year, int(first), second)
    return Published(worded, date)


_NUMERIC = (
    (_ISO, _of_iso),
    (_ISO_SPAN, _of_span),
    (_YEARS, lambda match: Published(match[0])),
    (_RUN, _of_run),
    (_NUMBERS, _of_numbers),
)


def _slashed(worded: str) -> Published:
    parts = [part.strip() for part in worded.split("/")]
    month = len(parts) > 1 and _month(parts[1])
    if len(parts[0]) == len("2019") and all(
        part.isdigit() or (part is parts[1] and month) for part in parts[:3] if part
    ):
        rest = " ".join(part for part in parts[3:] if part)
        return dated(*parts[:3]) if any(parts[1:3]) else dated(parts[0], rest)
    return Published(worded.strip("/ "))


@lru_cache(maxsize=256)
def _month(text: str) -> int | None:
    text = text.strip().rstrip(".").removesuffix(".0")
    if text.isdigit():
        return int(text) if 1 <= int(text[:4]) <= _DECEMBER else None
    word = "sep" if text.lower() == "sept" else text.lower()
    if len(word) < len("jan"):
        return None
    return next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(word)), None)


def _date(year: str, month: int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), month, int(day))
    except ValueError:
        return None
