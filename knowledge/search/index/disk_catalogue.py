"""The catalogue of a collection on disk: tantivy finds the papers, what they state decides."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import tantivy

from knowledge.search.catalogue.catalogue import MOST, MOST_NAMED, Filed
from knowledge.search.catalogue.keys import (
    SHORTEST_MISSPELT,
    category_code,
    forms,
    holds_all,
    is_date,
    name_words,
    span_of,
    squeezed,
    stands_in,
    year_in,
)
from knowledge.search.index import fields
from knowledge.search.index.counts import Counts, Named

_LOOKED_AT = 1000
"""So many papers are looked at for the name of an author."""


class DiskCatalogue:
    """Which abstracts go with an author, an affiliation, a category or a date.

    Of a list longer than `most`, that many are given.
    """

    def __init__(self, searcher: tantivy.Searcher, counts: Counts, most: int = MOST) -> None:
        self._most = most
        self._searcher = searcher
        self._counts = counts

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
        every = [(tantivy.Occur.Must, _word(word, len(words) > 1)) for word in words]
        found: set[str] = set()
        for paper in self._papers(tantivy.Query.boolean_query(every)):
            found.update(name for name in paper.authors if holds_all(name, words))
        return sorted(found)

    def titled(self, titles: Collection[str]) -> Mapping[str, list[str]]:
        """The papers with these titles."""
        filed = {title: fields.filed_title(title) for title in titles}
        held = {t: f for t, f in filed.items() if f and self._searcher.doc_freq(fields.TITLE, f)}
        return {t: self._filed(t, _exactly(fields.TITLE, f)).ids for t, f in held.items()}

    def dated(self, first: int, last: int) -> Filed:
        """The papers of these years, the newest first."""
        days = self._searcher.terms_with_prefix(fields.DATE, "")
        meant = [day for day, _ in days if first <= int(day[:4]) <= last]
        if not meant:
            return Filed(span_of(first, last), [], 0)
        query = tantivy.Query.term_set_query(fields.schema(), fields.DATE, meant)
        numbers = fields.numbers(self._searcher, query, self._most, fields.DAY)
        ids = [self._counts.named(number).id for number in numbers]
        return Filed(span_of(first, last), ids, fields.how_many(self._searcher, query))

    def author_in(self, question: str) -> Filed | None:
        """The author whose whole name stands in a question; of several, whose paper comes first."""
        words = name_words(question)
        some = [(tantivy.Occur.Should, _word(w, misspelt=True)) for w in words if len(w) > 1]
        if len(some) < 2:  # noqa: PLR2004  # a name has two words at least
            return None
        found = [
            (paper.id, place, name)
            for paper in self._papers(tantivy.Query.boolean_query(some, 2))
            for place, name in enumerate(paper.authors)
            if stands_in(name, words)
        ]
        return self._of_author(min(found)[2]) if found else None

    def affiliation(self, asked: str) -> Filed | None:
        """The affiliation whose name is among the words asked for (`allen-ai`: "Allen AI")."""
        held = [form for form in forms(asked) if self._searcher.doc_freq(fields.PLACES, form)]
        named = [(name, form) for form in held for name in self._spellings(form)]
        if not named:
            return None
        name, form = min(named)
        return self._filed(name, _exactly(fields.PLACES, form))

    def category(self, asked: str) -> Filed | None:
        """The category with this code."""
        code = category_code(asked)
        found = self._filed(code, _exactly(fields.CATEGORIES, code))
        return found if found.total else None

    def published_in(self, asked: str) -> Filed | None:
        """The papers of a year, or of a month and year ("October 2022")."""
        year = year_in(asked)
        if year is None:
            return None
        days = self._searcher.terms_with_prefix(fields.DATE, year)
        meant = [day for day, _ in days if is_date(day, asked)]
        if not meant:
            return Filed(asked.title(), [], 0)
        query = tantivy.Query.term_set_query(fields.schema(), fields.DATE, meant)
        return self._filed(asked.title(), query)

    def _of_author(self, name: str) -> Filed:
        """The papers of an author: those that hold the words of the name and name it so."""
        words = [(tantivy.Occur.Must, _word(word)) for word in name_words(name)]
        papers = self._papers(tantivy.Query.boolean_query(words), fields.DAY)
        ids = [paper.id for paper in papers if name in paper.authors]
        return Filed(name, sorted(ids[: self._most]), len(ids))

    def _spellings(self, form: str) -> Iterable[str]:
        return (
            name
            for paper in self._papers(_exactly(fields.PLACES, form))
            for name in paper.affiliations
            if squeezed(name) == form
        )

    def _filed(self, name: str, query: tantivy.Query) -> Filed:
        numbers = fields.numbers(self._searcher, query, self._most, fields.DAY)
        ids = sorted(self._counts.named(number).id for number in numbers)
        return Filed(name, ids, fields.how_many(self._searcher, query))

    def _papers(self, query: tantivy.Query, by: str | None = None) -> Iterator[Named]:
        return map(self._counts.named, fields.numbers(self._searcher, query, _LOOKED_AT, by))


def _exactly(field: str, value: str) -> tantivy.Query:
    return tantivy.Query.term_query(fields.schema(), field, value, "basic")


def _word(word: str, misspelt: bool = False) -> tantivy.Query:
    """A word of an author's name, or one that differs in a letter."""
    if misspelt and len(word) >= SHORTEST_MISSPELT:
        return tantivy.Query.fuzzy_term_query(fields.schema(), fields.PEOPLE, word)
    return _exactly(fields.PEOPLE, word)
