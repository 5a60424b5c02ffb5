"""The catalogue of a collection in a cluster: it finds the papers, what they state decides."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from knowledge.search.catalogue.filed import (
    DATE,
    LOOKED_AT,
    PLACES,
    TITLE,
    FiledCatalogue,
    Named,
)
from knowledge.search.catalogue.keys import SHORTEST_MISSPELT, forms, name_words
from knowledge.search.cluster.mapping import DAY, ID, NAMES, PEOPLE
from knowledge.search.cluster.view import Search, View, stored, values
from knowledge.search.engines.opensearch import Query
from knowledge.store import title_key

_MOST_VALUES = 60_000
_SPELLINGS = 1000
"""So many words that differ in a letter are looked for."""


class ClusterCatalogue(FiledCatalogue):
    """The catalogue over the indexes; `has_titles` tells which keys of titles papers have."""

    def __init__(
        self, view: View, has_titles: Callable[[Collection[str]], Collection[str]]
    ) -> None:
        super().__init__()
        self._view = view
        self._has_titles = has_titles

    def expect(self, name: str) -> None:
        """Ask with the next search whether that is the name of somebody, or of a place."""
        words = name_words(name)
        if words:
            by = _by_words(words, misspelt=len(words) > 1)
            self._view.expect([by, _held(PLACES, forms(name))])

    def _by_words(
        self, words: Sequence[str], *, misspelt: bool = False, least: int = 0, newest: bool = False
    ) -> Iterable[Named]:
        return self._papers(_by_words(words, misspelt=misspelt, least=least, newest=newest))

    def _under(self, field: str, values: Collection[str]) -> tuple[list[str], int]:
        query = {"terms": {field: list(values)}}
        rows, total = self._view.stored(stored(query, self._most, [ID], newest=DAY))
        return [row[ID] for row in rows], total

    def _naming(self, place: str) -> Iterable[Named]:
        return self._papers(_named({"term": {PLACES: place}}))

    def _held(self, field: str, values: Collection[str]) -> list[str]:
        wanted = [value for value in values if value]
        if field == TITLE:
            return [*self._has_titles(wanted)]
        held = self._view.values(_held(field, wanted)) if wanted else ()
        return [value for value in wanted if value in held]

    def _dates(self, years: range) -> list[str]:
        within = {"gte": f"{years.start:04}", "lte": f"{years.stop - 1:04}-99"}
        return sorted(self._view.values(values(DATE, {"range": {DATE: within}}, _MOST_VALUES)))

    def _filed_title(self, title: str) -> str:
        return title_key(title)

    def _papers(self, search: Search) -> Iterable[Named]:
        rows, _ = self._view.stored(search)
        for row in rows:
            authors, affiliations = json.loads(row[NAMES])
            yield Named(row[ID], tuple(authors), tuple(affiliations))


def _named(query: Query, *, newest: bool = False) -> Search:
    return stored(query, LOOKED_AT, [ID, NAMES], newest=DAY if newest else None)


def _held(field: str, wanted: Sequence[str]) -> Search:
    return values(field, {"terms": {field: wanted}}, _MOST_VALUES)


def _by_words(
    words: Sequence[str], *, misspelt: bool = False, least: int = 0, newest: bool = False
) -> Search:
    each = [_word(word, misspelt=misspelt) for word in words]
    clauses: dict[str, Any] = {"must": each}
    if least:
        clauses = {"should": each, "minimum_should_match": least}
    return _named({"bool": clauses}, newest=newest)


def _word(word: str, *, misspelt: bool) -> Query:
    """A word of an author's name, or one that differs in a letter."""
    if misspelt and len(word) >= SHORTEST_MISSPELT:
        fuzzy = {"value": word, "fuzziness": 1, "max_expansions": _SPELLINGS}
        return {"fuzzy": {PEOPLE: fuzzy}}
    return {"term": {PEOPLE: word}}
