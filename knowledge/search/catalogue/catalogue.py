"""The catalogue: which papers go with a title, an author, an affiliation, a category or a date."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple, Protocol

from knowledge.dedup.titles import plain_title
from knowledge.model import Abstract
from knowledge.search.catalogue.keys import (
    category_forms,
    filed_date,
    forms,
    holds_all,
    is_date,
    name_words,
    span_of,
    squeezed,
    stands_in,
    year_in,
)


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

    def titled(self, titles: Collection[str]) -> Mapping[str, list[str]]:
        """The papers with these titles, which are `plain_title`'s; by identifier.

        A title that no paper has is left out.
        """
        ...

    def dated(self, first: int, last: int) -> Filed:
        """The papers of these years, from the first to the last; at most `MOST`, the newest."""
        ...

    def affiliation(self, asked: str) -> Filed | None:
        """The affiliation whose name is among the words asked for (`allen-ai`: "Allen AI")."""
        ...

    def category(self, asked: str) -> Filed | None:
        """The category with this code, or in these words."""
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

    def titled(self, titles: Collection[str]) -> Mapping[str, list[str]]:
        """The papers with these titles."""
        return {title: sorted(self._titles[title]) for title in titles if title in self._titles}

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
        """The category with this code, or in these words."""
        found = (form for form in category_forms(asked) if form in self._categories)
        return next((_filed(form, self._categories[form]) for form in found), None)

    def published_in(self, asked: str) -> Filed | None:
        """The papers of a year, or of a month and year ("October 2022")."""
        if year_in(asked) is None:
            return None
        return _filed(asked.title(), [i for date, i in self._dates if is_date(date, asked)])


def _filed(name: str, ids: list[str]) -> Filed:
    return Filed(name, ids, len(ids))
