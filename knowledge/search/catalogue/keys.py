"""Names, dates and categories, as they are filed and as they are asked for."""

import datetime as dt
import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from knowledge.model import Published
from knowledge.text.tokens import fold

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
SHORTEST_MISSPELT = 5
"""Name words shorter than this are compared exactly: too many names are one letter apart."""


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(map(fold, _WORD.findall(name)))


def squeezed(name: str) -> str:
    """The words of a name, folded, as one."""
    return "".join(name_words(name))


def category_code(asked: str) -> str:
    """The code of a category, as it is filed: `CL` for `cs.CL`."""
    return asked.upper().split(".")[-1].strip()


def category_forms(asked: str) -> list[str]:
    """As what a category may be filed that is asked for: by its code, or in words."""
    words = " ".join(asked.split())
    return list(dict.fromkeys((category_code(asked), words, words.capitalize(), words.title())))


def year_in(asked: str) -> str | None:
    """The year that is asked for."""
    return next((word for word in asked.split() if _YEAR.fullmatch(word)), None)


def filed_date(published: Published) -> str | None:
    """A date as it is filed: in ISO format, or the year alone; None where there is no year."""
    if published.date:
        return published.date.isoformat()
    return f"{published.year:04}" if published.year else None


def day_of(published: Published) -> int:
    """A number that grows with the date; of a year alone, that of its first day; 0: no year."""
    if published.date:
        return published.date.toordinal()
    return dt.date(published.year, 1, 1).toordinal() if published.year else 0


def span_of(first: int, last: int) -> str:
    """Years in words: `2019`, `2015–2018`."""
    return f"{first}" if first == last else f"{first}–{last}"


def is_date(date: str, asked: str) -> bool:
    """Whether a date, as it is filed, is what is asked for: a year, perhaps a month of it."""
    year = year_in(asked)
    written = f"{date} {_MONTHS[int(date[5:7]) - 1]}" if len(date) > len("2019") else date
    return year == date[:4] and all(word in written for word in asked.casefold().split())


_MONTHS = (
    *("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul"),
    *("august aug", "september sep", "october oct", "november nov", "december dec"),
)


def forms(asked: str) -> list[str]:
    """Every run of one to four words of a text, and all of them, written as one word."""
    words = name_words(asked)
    runs = (
        "".join(words[i:j])
        for i in range(len(words))
        for j in range(i + 1, min(i + 5, len(words) + 1))
    )
    return [form for form in dict.fromkeys((*runs, "".join(words))) if form]


def holds_all(name: str, asked: Sequence[str]) -> bool:
    """Whether a name holds every one of some words, at least one.

    One word may be a name of something else, one letter apart: Mixtral is not Mistral AI.
    """
    same = same_word if len(asked) > 1 else str.__eq__
    words = name_words(name)
    return bool(asked) and all(any(same(word, other) for other in words) for word in asked)


def family_name(name: str) -> str:
    """The word of a name that is most likely the family's: before a comma, else the last."""
    before, comma, _ = name.partition(",")
    words = [word for word in name_words(before if comma else name) if len(word) > 1]
    return words[-1] if words else ""


def may_be_same(name: str, other: str) -> bool:
    """Whether two names may be of one person: given names or initials that do not disagree."""
    if family_name(name) != family_name(other):
        return False
    mine, theirs = _given(name), _given(other)
    pairs = zip(mine, theirs, strict=False)
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in pairs)


def _given(name: str) -> list[str]:
    family = family_name(name)
    return [word for word in name_words(name) if word != family]


def stands_in(name: str, asked: Sequence[str]) -> bool:
    """Whether a whole name, of two words or more beside initials, is among some words."""
    words = [word for word in name_words(name) if len(word) > 1]
    return len(words) > 1 and all(any(same_word(word, a) for a in asked) for word in words)


def same_word(word: str, other: str) -> bool:
    """Whether two words of names are the same, but for a letter where they are long enough."""
    if word == other:
        return True
    longer = min(len(word), len(other)) >= SHORTEST_MISSPELT
    return longer and OSA.distance(word, other, score_cutoff=1) <= 1
