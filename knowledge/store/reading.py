"""The queries that read, on an open connection."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from knowledge.model import Abstract, Source
from knowledge.store.rows import damaged, fetch, to_abstract
from knowledge.store.schema import abstracts, collections, sources
from knowledge.store.version import version

Order = Literal["stored", "id"]
# Values in one IN list; well under SQLite's limit of variables.
_CHUNK = 500

_COLLECTIONS = sa.select(collections).order_by(collections.c.key)
_BY_ID = sa.select(abstracts).where(
    abstracts.c.collection == sa.bindparam("collection"),
    abstracts.c.id.in_(sa.bindparam("ids", expanding=True)),
)
_BY_POSITION = sa.select(abstracts).where(
    abstracts.c.position.in_(sa.bindparam("positions", expanding=True))
)
_SOURCES = (
    sa.select(sources)
    .where(sources.c.abstract.in_(sa.bindparam("positions", expanding=True)))
    .order_by(sources.c.abstract, sources.c.file, sources.c.line)
)


def _next_in(column: sa.Column[Any]) -> sa.Select[Any]:
    return (
        sa.select(abstracts)
        .where(abstracts.c.collection == sa.bindparam("collection"), column > sa.bindparam("after"))
        .order_by(column)
        .limit(sa.bindparam("batch"))
    )


_NEXT: dict[Order, sa.Select[Any]] = {
    "stored": _next_in(abstracts.c.position),
    "id": _next_in(abstracts.c.id),
}
_START: dict[Order, int | str] = {"stored": 0, "id": ""}


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a collection holds: how many abstracts with how many sources, and its version.

    `key` and `hash_sum` are the database's own.
    """

    abstracts: int
    sources: int
    knowledge_version: str
    key: int
    hash_sum: int


def holdings(connection: sa.Connection) -> dict[str, Holdings]:
    """What every collection holds, by name, in the order in which they were created."""
    rows = fetch(connection, _COLLECTIONS, {})
    try:
        sums = [int(row.hash_sum, 16) for row in rows]
    except ValueError as error:
        raise damaged() from error
    return {
        row.name: Holdings(
            row.abstracts, row.sources, version(total, row.abstracts), row.key, total
        )
        for row, total in zip(rows, sums, strict=True)
    }


def by_id(
    connection: sa.Connection, collection: int, ids: Sequence[str]
) -> dict[str, tuple[int, Abstract]]:
    """The abstracts with these ids that a collection holds, by id, with their positions."""
    found = {}
    for start in range(0, len(ids), _CHUNK):
        chosen = {"collection": collection, "ids": ids[start : start + _CHUNK]}
        rows = fetch(connection, _BY_ID, chosen)
        for row, abstract in zip(rows, _abstracts(connection, rows), strict=True):
            found[abstract.id] = row.position, abstract
    return found


def by_position(connection: sa.Connection, positions: Sequence[int]) -> list[Abstract]:
    """The abstracts at these positions (at most a few hundred), in their order."""
    rows = fetch(connection, _BY_POSITION, {"positions": positions})
    rank = {position: n for n, position in enumerate(positions)}
    return _abstracts(connection, sorted(rows, key=lambda row: rank[row.position]))


def in_batches(
    connection: sa.Connection, collection: int, batch: int, order: Order
) -> Iterator[list[Abstract]]:
    """All abstracts of a collection in order, at most `batch` at a time."""
    after = _START[order]
    while True:
        place = {"collection": collection, "after": after, "batch": batch}
        rows = fetch(connection, _NEXT[order], place)
        if not rows:
            return
        yield _abstracts(connection, rows)
        after = rows[-1].position if order == "stored" else rows[-1].id


def _abstracts(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> list[Abstract]:
    found = _sources(connection, [row.position for row in rows])
    return [to_abstract(row, found) for row in rows]


def _sources(connection: sa.Connection, positions: Sequence[int]) -> dict[int, tuple[Source, ...]]:
    found: defaultdict[int, tuple[Source, ...]] = defaultdict(tuple)
    for start in range(0, len(positions), _CHUNK):
        chosen = {"positions": positions[start : start + _CHUNK]}
        for row in fetch(connection, _SOURCES, chosen):
            found[row.abstract] += (Source(row.file, row.line),)
    return found
