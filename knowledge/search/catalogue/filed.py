"""A catalogue over an index: the index finds papers, and what these state decides."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.search.catalogue.catalogue import MOST, MOST_NAMED, Filed
from knowledge.search.catalogue.keys import (
    category_forms,
    forms,
    holds_all,
    is_date,
    name_words,
    span_of,
    squeezed,
    stands_in,
    year_in,
)

LOOKED_AT = 1000
"""So many papers are looked at for the name of an author."""
PLACES = "places"
CATEGORIES = "categories"
DATE = "date"
TITLE = "title"
"""Under what papers are filed, beside the words of their authors' names."""


class Named(NamedTuple):
    """Whom and where an abstract names as its authors and their places."""

    id: str
    authors: tuple[str, ...]
    affiliations: tuple[str, ...]


class FiledCatalogue(ABC):
    """Which abstracts go with an author, an affiliation, a category or a date.

    Of a list longer than `most`, that many are given.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most

    @abstractmethod
    def _by_words(
        self, words: Sequence[str], *, misspelt: bool = False, least: int = 0, newest: bool = False
    ) -> Iterable[Named]:
        """Papers whose authors' names hold all of some words, or at least `least` of them.

        At most `LOOKED_AT`: the best, or the newest. `misspelt`: long words may differ in a letter.
        """

    @abstractmethod
    def _under(self, field: str, values: Collection[str]) -> tuple[list[str], int]:
        """The papers that have one of some values, the newest first, and how many there are."""

    @abstractmethod
    def _naming(self, place: str) -> Iterable[Named]:
        """Papers that are filed under a place."""

    @abstractmethod
    def _held(self, field: str, values: Collection[str]) -> list[str]:
        """Which of some values papers have."""

    @abstractmethod
    def _dates(self, years: range) -> list[str]:
        """The dates of papers within some years."""

    def author(self, asked: str) -> Filed | None:
        """The author whose name holds every word asked for; None where there are several."""
        found = self._named(asked)
        return self._of_author(found[0]) if len(found) == 1 else None

    def authors(self, asked: str) -> list[Filed]:
        """Every author whose name holds every word asked for, by name."""
        return [self._of_author(name) for name in self._named(asked)[:MOST_NAMED]]

    def _named(self, asked: str) -> list[str]:
        """The names that hold every word asked for."""
        words = name_words(asked)
        if not words:
            return []
        found: set[str] = set()
        for paper in self._by_words(words, misspelt=len(words) > 1):
            found.update(name for name in paper.authors if holds_all(name, words))
        return sorted(found)

    def titled(self, titles: Collection[str]) -> Mapping[str, list[str]]:
        """The papers with these titles."""
        filed = {title: self._filed_title(title) for title in titles if title}
        held = {*self._held(TITLE, {*filed.values()})}
        found = {title: key for title, key in filed.items() if key in held}
        return {title: sorted(self._under(TITLE, [key])[0]) for title, key in found.items()}

    @abstractmethod
    def _filed_title(self, title: str) -> str:
        """A title as it is filed."""

    def dated(self, first: int, last: int) -> Filed:
        """The papers of these years, the newest first."""
        meant = self._dates(range(first, last + 1))
        ids, total = self._under(DATE, meant) if meant else ([], 0)
        return Filed(span_of(first, last), ids, total)

    def author_in(self, question: str) -> Filed | None:
        """The author whose whole name stands in a question; of several, whose paper comes first."""
        words = name_words(question)
        some = [word for word in words if len(word) > 1]
        if len(some) < 2:  # noqa: PLR2004  # a name has two words at least
            return None
        found = [
            (paper.id, place, name)
            for paper in self._by_words(some, misspelt=True, least=2)
            for place, name in enumerate(paper.authors)
            if stands_in(name, words)
        ]
        return self._of_author(min(found)[2]) if found else None

    def affiliation(self, asked: str) -> Filed | None:
        """The affiliation whose name is among the words asked for (`allen-ai`: "Allen AI")."""
        held = self._held(PLACES, forms(asked))
        named = [(name, form) for form in held for name in self._spellings(form)]
        if not named:
            return None
        name, form = min(named)
        return self._filed(name, PLACES, [form])

    def category(self, asked: str) -> Filed | None:
        """The category with this code, or in these words."""
        of_each = (self._filed(form, CATEGORIES, [form]) for form in category_forms(asked))
        return next((found for found in of_each if found.total), None)

    def published_in(self, asked: str) -> Filed | None:
        """The papers of a year, or of a month and year ("October 2022")."""
        year = year_in(asked)
        if year is None:
            return None
        days = self._dates(range(int(year), int(year) + 1))
        meant = [day for day in days if is_date(day, asked)]
        return self._filed(asked.title(), DATE, meant) if meant else Filed(asked.title(), [], 0)

    def _of_author(self, name: str) -> Filed:
        """The papers of an author: those that hold the words of the name and name it so."""
        papers = self._by_words(name_words(name), newest=True)
        ids = [paper.id for paper in papers if name in paper.authors]
        return Filed(name, sorted(ids[: self._most]), len(ids))

    def _spellings(self, form: str) -> Iterable[str]:
        return (
            name
            for paper in self._naming(form)
            for name in paper.affiliations
            if squeezed(name) == form
        )

    def _filed(self, name: str, field: str, values: Collection[str]) -> Filed:
        ids, total = self._under(field, values)
        return Filed(name, sorted(ids), total)
