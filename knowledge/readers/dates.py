"""Dates as sources word them: `2022-11-09`, `2019/03/15/`, `15 Mar 2019`, `2019 Mar`, `2019`.

Only a date with day, month and year in an order that cannot be mistaken becomes a date; whatever
else stays the text that it is.
"""

import datetime as dt
import re
from functools import lru_cache

from knowledge.model import Published

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ].*)?", re.DOTALL)
_WORDED = re.compile(
    r"(?:[A-Z][a-z]{2,8},?\s+)?(?P<shown>"
    r"(?P<d1>\d{1,2})\s+(?P<m1>[A-Z][a-z]{2,8})\.?,?\s+(?P<y1>\d{4})"  # 15 Mar 2019, as in e-mail
    r"|(?P<m2>[A-Z][a-z]{2,8})\.?\s+(?P<d2>\d{1,2}),?\s+(?P<y2>\d{4})"  # Mar 15, 2019
    r"|(?P<y3>\d{4})\s+(?P<m3>[A-Z][a-z]{2,8})\.?\s+(?P<d3>\d{1,2})"  # 2019 Mar 15
    r")(?:\s+\d\d:\d\d.*)?"
)
_TIME = re.compile(r"\s+\d\d:\d\d.*|(?<=\d)T\d\d:.*")
_WEEKDAY = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,\s+")
_LONGEST = 60
UNKNOWN = Published()


def published(text: str | None) -> Published:
    """A date as a source words it, without time of day and weekday, on one line."""
    worded = " ".join(text.split()) if text else ""
    if not worded or len(worded) > _LONGEST:
        return UNKNOWN
    if match := _ISO.fullmatch(worded):
        year, month, day = match.groups()
        return Published(f"{year}-{month}-{day}", _date(year, int(month), day))
    if "/" in worded:  # RIS: 2019/03/15/, and 2019/// for a year
        return _slashed(worded)
    if match := _WORDED.fullmatch(worded):
        year, month_name, day = (match[f"{k}1"] or match[f"{k}2"] or match[f"{k}3"] for k in "ymd")
        month = _month(month_name)
        return Published(match["shown"], _date(year, month, day) if month else None)
    return Published(_WEEKDAY.sub("", _TIME.sub("", worded)))


def dated(year: str | None, month: str | None = None, day: str | None = None) -> Published:
    """A date given in parts, such as a citation's: `2019 Mar 15`, as much of it as there is."""
    stated = [part.strip() for part in (year, month, day) if part and part.strip()]
    if not year or not stated:
        return UNKNOWN
    number = _month(month) if month else None
    if number and len(stated) == len("ymd") and (date := _date(stated[0], number, stated[2])):
        return Published(
            f"{stated[0]} {_MONTHS[number - 1][:3].title()} {stated[2].lstrip('0')}", date
        )
    if number and len(stated) > 1:
        stated[1] = _MONTHS[number - 1][:3].title()
    return Published(" ".join(stated))


def _slashed(worded: str) -> Published:
    parts = [part.strip() for part in worded.split("/")]
    if len(parts[0]) == len("2019") and all(part.isdigit() for part in parts[:3] if part):
        return dated(*parts[:3])
    return Published(worded.strip("/ "))


@lru_cache(maxsize=256)
def _month(text: str) -> int | None:
    text = text.strip().rstrip(".")
    if text.isdigit():
        return int(text) if 1 <= int(text[:4]) <= len(_MONTHS) else None
    word = "sep" if text.lower() == "sept" else text.lower()
    if len(word) < len("jan"):
        return None
    return next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(word)), None)


def _date(year: str, month: int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), month, int(day))
    except ValueError:
        return None
