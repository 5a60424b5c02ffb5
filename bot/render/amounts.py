"""Figures and times in words, as several pages need them."""

import datetime as dt
from collections.abc import Iterable

from bot.language import say, say_count
from bot.render.citations import small
from bot.render.truncation import fit

NONE_YET = "–"


def percent(part: float | None) -> str:
    """A share, 0 to 1; a dash where there is none."""
    return NONE_YET if part is None else say("{number} %", number=round(100 * part))


def milliseconds(value: float | None) -> str:
    """A duration; a dash where there is none."""
    return NONE_YET if value is None else say("{number} ms", number=round(value))


def when(moment: dt.datetime) -> str:
    """A time, which Discord shows in the reader's own way."""
    return f"<t:{moment.timestamp():.0f}:R>"


def age(since: dt.timedelta) -> str:
    """How long ago, in days or hours."""
    if since.days:
        return say_count("{number} day", "{number} days", since.days)
    hours = since.seconds // 3600
    return say_count("{number} hour", "{number} hours", hours) if hours else say("minutes")


def shown(text: str, limit: int = 200) -> str:
    """Somebody's words, escaped, or a dash where nothing of them shows."""
    return fit(text, limit) or NONE_YET


def listed(lines: Iterable[str]) -> str:
    """Lines of escaped text as a list."""
    return "\n".join(f"- {line}" for line in lines)


def hint(words: str) -> str:
    """What one can do next, in small print."""
    return small(words)


def people(number: int) -> str:
    """How many people."""
    return say_count("{number} person", "{number} people", number)


def nothing_kept() -> str:
    """For figures without questions."""
    return say("No question was kept in this time.")
