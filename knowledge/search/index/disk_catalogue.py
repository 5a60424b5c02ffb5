"""The catalogue of a collection on disk: tantivy finds the papers, what they state decides."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import tantivy

from knowledge.search.catalogue.catalogue import MOST
from knowledge.search.catalogue.filed import DATE, LOOKED_AT, PLACES, FiledCatalogue, Named
from knowledge.search.catalogue.keys import SHORTEST_MISSPELT
from knowledge.search.index import fields
from knowledge.search.index.counts import Counts


class DiskCatalogue(FiledCatalogue):
    """The catalogue over tantivy's index, whose papers `counts` knows by their numbers."""

    def __init__(self, searcher: tantivy.Searcher, counts: Counts, most: int = MOST) -> None:
        super().__init__(most)
        self._searcher = searcher
        self._counts = counts

    def _by_words(
        self, words: Sequence[str], *, misspelt: bool = False, least: int = 0, newest: bool = False
    ) -> Iterator[Named]:
        occur = tantivy.Occur.Should if least else tantivy.Occur.Must
        each = [(occur, _word(word, misspelt=misspelt)) for word in words]
        query = tantivy.Query.boolean_query(each, least or None)
        return self._papers(query, fields.DAY if newest else None)

    def _under(self, field: str, values: Collection[str]) -> tuple[list[str], int]:
        query = tantivy.Query.term_set_query(fields.schema(), field, list(values))
        numbers = fields.numbers(self._searcher, query, self._most, fields.DAY)
        ids = [self._counts.named(number).id for number in numbers]
        return ids, fields.how_many(self._searcher, query)

    def _naming(self, place: str) -> Iterable[Named]:
        return self._papers(_exactly(PLACES, place))

    def _held(self, field: str, values: Collection[str]) -> list[str]:
        return [each for each in values if each and self._searcher.doc_freq(field, each)]

    def _dates(self, years: range) -> list[str]:
        beginning = str(years.start) if len(years) == 1 else ""
        days = self._searcher.terms_with_prefix(DATE, beginning)
        return [day for day, _ in days if int(day[:4]) in years]

    def _filed_title(self, title: str) -> str:
        return fields.filed_title(title)

    def _papers(self, query: tantivy.Query, by: str | None = None) -> Iterator[Named]:
        return map(self._counts.named, fields.numbers(self._searcher, query, LOOKED_AT, by))


def _exactly(field: str, value: str) -> tantivy.Query:
    return tantivy.Query.term_query(fields.schema(), field, value, "basic")


def _word(word: str, *, misspelt: bool) -> tantivy.Query:
    """A word of an author's name, or one that differs in a letter."""
    if misspelt and len(word) >= SHORTEST_MISSPELT:
        return tantivy.Query.fuzzy_term_query(fields.schema(), fields.PEOPLE, word)
    return _exactly(fields.PEOPLE, word)
