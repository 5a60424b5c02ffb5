"""What a collection sees of the indexes: `base` less what it hides, and what it has added."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.search.cluster.indexed import ID, PART, TERMS
from knowledge.search.cluster.point import Point
from knowledge.search.engines.opensearch import Candidate, Query

_AMONG_OTHERS = 200
"""So many more candidates are looked at where an index holds other collections, too: it counts over
all of them how rare a term is."""

_REMEMBERED = 64
"""So many answers of the indexes are remembered; those of searches, by the engine."""


@dataclass(frozen=True, slots=True)
class Sight:
    """An index, and what a collection sees of it; `hides`: ids of what it does not.

    `part`: the only part of the base that it sees; None: all that the index holds.
    """

    point: Point
    hides: Collection[str] = ()
    part: int | None = None

    def search(self, query: Query, size: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """What the index gives for a query."""
        return self.point.search(
            {"query": self._seen(query), "size": size, "_source": False, **more}
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

    def _searched(self, query: Query, size: int, **more: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # JSON
        """What each of the indexes gives; it never changes, so that it can be remembered."""
        key = json.dumps([query, size, more], sort_keys=True)
        if key not in self._remembered:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered = {}
            self._remembered[key] = [sight.search(query, size, **more) for sight in self._sights]
        return self._remembered[key]

    def candidates(self, query: Query, size: int) -> list[Candidate]:
        """The best for a query, at most so many of each index, with their terms."""
        fields = {"stored_fields": [ID, TERMS], "track_total_hits": False}
        found = []
        for sight in self._sights:
            most = size + _AMONG_OTHERS if sight.part is not None else size
            for hit in sight.search(query, most, **fields)["hits"]["hits"]:
                stored = hit["fields"]
                found.append(Candidate(stored[ID][0], stored[TERMS][0]))
        return found

    def stored(
        self, query: Query, size: int, fields: Sequence[str], *, newest: str | None = None
    ) -> tuple[list[Mapping[str, Any]], int]:
        """Fields of what a query finds, the first value of each, and how many that are.

        At most so many: the best, or those with the greatest values of the field `newest`.
        """
        more: dict[str, Any] = {"stored_fields": list(fields), "track_total_hits": True}
        if newest:
            more["sort"] = [{newest: "desc"}, {ID: "asc"}]
        rows: list[tuple[Any, Mapping[str, Any]]] = []
        total = 0
        for found in self._searched(query, size, **more):
            hits = found["hits"]
            total += hits["total"]["value"]
            for hit in hits["hits"]:
                rank = -hit["sort"][0] if newest else -(hit["_score"] or 0.0)
                rows.append((rank, {key: each[0] for key, each in hit["fields"].items()}))
        rows.sort(key=lambda row: row[0])
        return [row for _, row in rows[:size]], total

    def values(self, field: str, query: Query, most: int) -> set[str]:
        """The values that the field of what a query finds has."""
        wanted = {"found": {"terms": {"field": field, "size": most}}}
        return {
            bucket["key"]
            for found in self._searched(query, 0, aggs=wanted)
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
                buckets = sight.search(either, 0, aggs=wanted)["aggregations"]["held"]["buckets"]
                found.update(named[int(n)] for n, b in buckets.items() if b["doc_count"])
        return found


_AT_ONCE = 200


def _chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
