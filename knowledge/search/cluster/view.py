"""What a collection sees of the indexes: `base` less what it hides, and what it has added."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from knowledge.search.cluster.mapping import ID, PART, TERMS
from knowledge.search.cluster.point import Point
from knowledge.search.engines.opensearch import Candidate, Query

_AMONG_OTHERS = 200
"""So many more candidates are looked at where an index holds other collections, too: it counts over
all of them how rare a term is."""

_REMEMBERED = 64
"""So many answers of the indexes are remembered; those of searches, by the engine."""


class Search(NamedTuple):
    """What an index may be asked: a query, how many of what it finds, and what of these."""

    query: Query
    size: int
    more: Mapping[str, Any]

    @property
    def key(self) -> str:
        """It is the same for the same search."""
        return json.dumps(self, sort_keys=True)


def stored(query: Query, size: int, fields: Sequence[str], *, newest: str | None = None) -> Search:
    """Fields of what a query finds: the best, or those with the greatest values of `newest`."""
    more: dict[str, Any] = {"stored_fields": list(fields), "track_total_hits": True}
    if newest:
        more["sort"] = [{newest: "desc"}, {ID: "asc"}]
    return Search(query, size, more)


def values(field: str, query: Query, most: int) -> Search:
    """The values that the field of what a query finds has."""
    return Search(query, 0, {"aggs": {"found": {"terms": {"field": field, "size": most}}}})


@dataclass(frozen=True, slots=True)
class Sight:
    """An index, and what a collection sees of it; `hides`: ids of what it does not.

    `part`: the only part of the base that it sees; None: all that the index holds.
    """

    point: Point
    hides: Collection[str] = ()
    part: int | None = None

    def search(self, *searches: "Search") -> list[dict[str, Any]]:
        """What the index gives for some searches, in one round trip."""
        return self.point.search(
            *(
                {"query": self._seen(each.query), "size": each.size, "_source": False, **each.more}
                for each in searches
            )
        )

    def _seen(self, query: Query) -> Query:
        clauses: dict[str, Any] = {"must": [query]}
        if self.part is not None:
            clauses["filter"] = [{"term": {PART: str(self.part)}}]
        if self.hides:
            clauses["must_not"] = [{"terms": {ID: list(self.hides)}}]
        return {"bool": clauses} if len(clauses) > 1 else query


class View:
    """All that a collection sees. Any thread may call any method.

    Every method raises StoreError where the cluster cannot be used, and OutdatedError where what it
    saw has gone.
    """

    def __init__(self, sights: Sequence[Sight]) -> None:
        self._sights = sights
        self._remembered: dict[str, list[dict[str, Any]]] = {}
        self._expected: Mapping[str, Search] = {}

    def expect(self, searches: Sequence[Search]) -> None:
        """Ask these beside the next that looks for candidates: they are likely to be asked."""
        keyed = {each.key: each for each in searches}
        self._expected = {key: s for key, s in keyed.items() if key not in self._remembered}

    def _searched(self, search: Search) -> list[dict[str, Any]]:
        """What each of the indexes gives; it never changes, so that it can be remembered."""
        if (found := self._remembered.get(key := search.key)) is None:
            found = [sight.search(search)[0] for sight in self._sights]
            self._remember({key: found})
        return found

    def _remember(self, found: Mapping[str, list[dict[str, Any]]]) -> None:
        if len(self._remembered) + len(found) > _REMEMBERED:
            self._remembered = {}
        self._remembered.update(found)

    def candidates(self, query: Query, size: int) -> list[Candidate]:
        """The best for a query, at most so many of each index, with their terms."""
        fields = {"stored_fields": [ID, TERMS], "track_total_hits": False}
        expected, self._expected = self._expected, {}
        found = []
        beside: dict[str, list[dict[str, Any]]] = {key: [] for key in expected}
        for sight in self._sights:
            most = size + _AMONG_OTHERS if sight.part is not None else size
            best, *others = sight.search(Search(query, most, fields), *expected.values())
            for key, other in zip(expected, others, strict=True):
                beside[key].append(other)
            for hit in best["hits"]["hits"]:
                held = hit["fields"]
                found.append(Candidate(held[ID][0], held[TERMS][0]))
        self._remember(beside)
        return found

    def stored(self, search: Search) -> tuple[list[Mapping[str, Any]], int]:
        """What `stored` asks for, the first value of each field, and how many that are."""
        rows: list[tuple[Any, Mapping[str, Any]]] = []
        total = 0
        for found in self._searched(search):
            hits = found["hits"]
            total += hits["total"]["value"]
            for hit in hits["hits"]:
                rank = -hit["sort"][0] if "sort" in search.more else -(hit["_score"] or 0.0)
                rows.append((rank, {key: each[0] for key, each in hit["fields"].items()}))
        rows.sort(key=lambda row: row[0])
        return [row for _, row in rows[: search.size]], total

    def values(self, search: Search) -> set[str]:
        """What `values` asks for."""
        return {
            bucket["key"]
            for found in self._searched(search)
            for bucket in found["aggregations"]["found"]["buckets"]
        }

    def any_of(self, queries: Mapping[Any, Query]) -> set[Any]:
        """The keys of the queries that find anything: asked for all at once."""
        found: set[Any] = set()
        for sight in self._sights:
            for named in _chunks(list(queries), _AT_ONCE):
                filters = {str(n): queries[key] for n, key in enumerate(named)}
                wanted = {"held": {"filters": {"filters": filters}}}
                either = {"bool": {"should": list(filters.values())}}
                (told,) = sight.search(Search(either, 0, {"aggs": wanted}))
                buckets = told["aggregations"]["held"]["buckets"]
                found.update(named[int(n)] for n, b in buckets.items() if b["doc_count"])
        return found


_AT_ONCE = 200


def _chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
