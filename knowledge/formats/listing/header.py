"""A listing's first line: category, date and flags glued together, as in `CLOct 27, 2022Code`."""

import datetime as dt
import re
from dataclasses import dataclass

from knowledge.model import Published

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HEADER = re.compile(
    r"""
    (?P<category>[A-Z]{2,12}(?:-[A-Z]{2,6})?|[a-z]+(?:-[a-z]+)*\.[A-Za-z-]+?|[a-z]+-[a-z]+)?\s?
    (?P<date>
      (?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?
        |Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?
      \s(?P<day>\d{1,2})(?:,?\s(?P<year>(?:19|20)\d\d))?
    )
    \s?(?P<flags>(?:[A-Z][a-z]{2,14}\s?){0,3})
    """,
    re.VERBOSE,
)
_FLAG = re.compile(r"[A-Z][a-z]+")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Header:
    """What a header line states."""

    categories: tuple[str, ...]
    published: Published
    has_code: bool


def parse_header(text: str) -> Header | None:
    """The header that a line is, or None where it is none.

    A date without a year, or one that no calendar has, stays a text.
    """
    match = _HEADER.fullmatch(text) if len(text) <= _LONGEST else None
    flags = _FLAG.findall(match["flags"]) if match else []
    if not match or (not match["category"] and flags not in ([], ["Code"])):
        return None
    categories = (match["category"],) if match["category"] else ()
    return Header(categories, Published(match["date"], _calendar_date(match)), "Code" in flags)


def _calendar_date(match: re.Match[str]) -> dt.date | None:
    if not match["year"]:
        return None
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    try:
        return dt.date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
