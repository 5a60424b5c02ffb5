"""What papers go by: titles, authors, affiliations, categories and dates."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from rapidfuzz.distance import OSA

from knowledge.dedup.titles import plain_title
from knowledge.model import Abstract, Published
from knowledge.text import fold

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
SHORTEST_MISSPELT = 5
"""Name words shorter than this are compared exactly: too many names are one letter apart."""


class Filed(NamedTuple):
    """The papers under a name: their identifiers, and how many there are.

    Of very many papers, only the newest may be given.
    """

    name: str
    ids: list[str]
    total: int


class Catalogue(Protocol):
    """Which abstracts go with an author, an affiliation, a category or a date.

    Names are compared word by word without case and accents; a word of five letters or more may
    have one letter wrong.
    """

    def author(self, asked: str) -> Filed | None:
        """The author whose name holds every word asked for.

        None where no author, or more than one, goes by these words.
        """
        ...

    def authors(self, asked: str) -> list[Filed]:
        """Every author whose name holds every word asked for, by name; at most `MOST_NAMED`."""
        ...

    def author_in(self, question: str) -> Filed | None:
        """The author whose whole name stands in a question; of several, whose paper comes first."""
        ...

    def titled(self, title: str) -> list[str]:
        """The papers with this title, which is `plain_title`'s; by identifier."""
        ...

    def dated(self, first: int, last: int) -> Filed:
        """The papers of these years, from the first to the last; at most `MOST`, the newest."""
        ...

    def affiliation(self, asked: str) -> Filed | None:
        """The affiliation whose name is among the words asked for (`allen-ai`: "Allen AI")."""
        ...

    def category(self, asked: str) -> Filed | None:
        """The category with this code."""
        ...

    def published_in(self, asked: str) -> Filed | None:
        """The papers of a year, or of a month and year ("October 2022")."""
        ...


MOST = 1000
"""So many papers of a list are given at most: the newest."""
MOST_NAMED = 8
"""So many authors of one name are given at most."""


class MemoryCatalogue:
    """The catalogue of a few abstracts, built with the index, in the order of the abstracts."""

    def __init__(self, abstracts: Iterable[Abstract]) -> None:
        self._authors: dict[str, list[str]] = defaultdict(list)
        self._affiliations: dict[str, list[str]] = defaultdict(list)
        self._categories: dict[str, list[str]] = defaultdict(list)
        self._spelt: dict[str, str] = {}
        self._dates: list[tuple[str, str]] = []
        self._titles: dict[str, list[str]] = defaultdict(list)
        for abstract in abstracts:
            bibliography = abstract.bibliography
            for names, index in (
                (bibliography.authors, self._authors),
                ({squeezed(name) for name in bibliography.affiliations}, self._affiliations),
                (bibliography.categories, self._categories),
            ):
                for name in dict.fromkeys(names):
                    index[name].append(abstract.id)
            for name in bibliography.affiliations:
                self._spelt[squeezed(name)] = min(name, self._spelt.get(squeezed(name), name))
            if date := filed_date(bibliography.published):
                self._dates.append((date, abstract.id))
            if title := plain_title(bibliography.title or ""):
                self._titles[title].append(abstract.id)

    def author(self, asked: str) -> Filed | None:
        """The author whose name holds every word asked for."""
        words = name_words(asked)
        found = [name for name in self._authors if holds_all(name, words)]
        return _filed(found[0], self._authors[found[0]]) if len(found) == 1 else None

    def authors(self, asked: str) -> list[Filed]:
        """Every author whose name holds every word asked for, by name."""
        words = name_words(asked)
        found = sorted(name for name in self._authors if holds_all(name, words))
        return [_filed(name, self._authors[name]) for name in found[:MOST_NAMED]]

    def titled(self, title: str) -> list[str]:
        """The papers with this title."""
        return sorted(self._titles.get(title, ()))

    def dated(self, first: int, last: int) -> Filed:
        """The papers of these years, the newest first."""
        found = [(date, i) for date, i in self._dates if first <= int(date[:4]) <= last]
        found.sort(key=lambda each: each[0], reverse=True)
        ids = [i for _, i in found]
        return Filed(span_of(first, last), ids[:MOST], len(ids))

    def author_in(self, question: str) -> Filed | None:
        """The author whose whole name stands in a question; of several, whose paper comes first."""
        asked = name_words(question)
        names = (name for name in self._authors if stands_in(name, asked))
        return next((_filed(name, self._authors[name]) for name in names), None)

    def affiliation(self, asked: str) -> Filed | None:
        """The affiliation whose name is among the words asked for (`allen-ai`: "Allen AI")."""
        found = [(self._spelt[form], form) for form in forms(asked) if form in self._affiliations]
        if not found:
            return None
        name, form = min(found)
        return _filed(name, self._affiliations[form])

    def category(self, asked: str) -> Filed | None:
        """The category with this code."""
        code = category_code(asked)
        return _filed(code, self._categories[code]) if code in self._categories else None

    def published_in(self, asked: str) -> Filed | None:
        """The papers of a year, or of a month and year ("October 2022")."""
        if year_in(asked) is None:
            return None
        return _filed(asked.title(), [i for date, i in self._dates if is_date(date, asked)])


def _filed(name: str, ids: list[str]) -> Filed:
    return Filed(name, ids, len(ids))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, folded."""
    return tuple(map(fold, _WORD.findall(name)))


def squeezed(name: str) -> str:
    """The words of a name, folded, as one."""
    return "".join(name_words(name))


def category_code(asked: str) -> str:
    """The code of a category, as it is filed: `CL` for `cs.CL`."""
    return asked.upper().split(".")[-1].strip()


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
