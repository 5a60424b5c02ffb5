"""The queries that read, on an open connection.

What a collection sees is a `View`: its own abstracts and, for a server's collection, those of
`base`. Where an own abstract takes in one of `base`'s, it shadows that one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from knowledge.model import Abstract
from knowledge.store.documents import damaged, to_statement
from knowledge.store.rows import fetch, fetch_chosen
from knowledge.store.sameness import canonical_of
from knowledge.store.schema import BASE, abstracts, collections, shadows, statements
from knowledge.store.version import version

Order = Literal["stored", "id"]

_COLLECTIONS = sa.select(collections).order_by(collections.c.key)
_MEMBERS = (
    sa.select(statements.c.abstract, statements.c.key, statements.c.text_id, statements.c.document)
    .where(statements.c.abstract.in_(sa.bindparam("chosen", expanding=True)))
    .order_by(statements.c.key)
)
_STATED = (
    sa.select(statements.c.abstract, statements.c.key, statements.c.text_id, statements.c.document)
    .join(abstracts, abstracts.c.position == statements.c.abstract)
    .where(
        abstracts.c.collection == sa.bindparam("own"),
        abstracts.c.id.in_(sa.bindparam("chosen", expanding=True)),
    )
    .order_by(statements.c.key)
)
_TAKEN_IN = sa.select(shadows.c.over, shadows.c.under).where(
    shadows.c.collection == sa.bindparam("own"),
    shadows.c.over.in_(sa.bindparam("chosen", expanding=True)),
)
_SHADOWED = sa.select(shadows.c.under).where(
    shadows.c.collection == sa.bindparam("own"),
    shadows.c.under.in_(sa.bindparam("chosen", expanding=True)),
)
_BY_ID = sa.select(abstracts.c.position).where(
    abstracts.c.collection.in_(sa.bindparam("scope", expanding=True)),
    abstracts.c.id.in_(sa.bindparam("chosen", expanding=True)),
)


def _next_by(column: sa.Column[Any]) -> sa.Select[Any]:
    return (
        sa.select(abstracts.c.position, abstracts.c.id)
        .where(
            column > sa.bindparam("after"),
            abstracts.c.collection.in_(sa.bindparam("scope", expanding=True)),
        )
        .order_by(column)
        .limit(sa.bindparam("batch"))
    )


_NEXT: dict[Order, sa.Select[Any]] = {
    "stored": _next_by(abstracts.c.position),
    "id": _next_by(abstracts.c.id),
}
_START: dict[Order, int | str] = {"stored": 0, "id": ""}
_COLUMN: dict[Order, int] = {"stored": 0, "id": 1}


@dataclass(frozen=True, slots=True)
class View:
    """What one collection sees: the keys of its own collection and of `base`, None for `base`."""

    own: int
    under: int | None

    @property
    def scope(self) -> tuple[int, ...]:
        """The keys of the collections that it sees."""
        return (self.own,) if self.under is None else (self.under, self.own)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a collection sees: how many abstracts with how many sources, and its version.

    `generation` grows with every change. `view` is the database's own.
    """

    abstracts: int
    sources: int
    knowledge_version: str
    generation: int
    view: View


def holdings(connection: sa.Connection) -> dict[str, Holdings]:
    """What every collection sees, by name, in the order in which they were created."""
    rows = fetch(connection, _COLLECTIONS, {})
    try:
        sums = {row.name: int(row.hash_sum, 16) for row in rows}
    except ValueError as error:
        raise damaged() from error
    base = next((row for row in rows if row.name == BASE), None)
    if base is None:
        raise damaged()
    return {row.name: _holdings(row, base, sums) for row in rows}


def _holdings(row: sa.Row[Any], base: sa.Row[Any], sums: Mapping[str, int]) -> Holdings:
    if row.key == base.key:
        held, sources, total = row.abstracts, row.sources, sums[BASE]
    else:
        held, sources = base.abstracts + row.abstracts, base.sources + row.sources
        total = sums[BASE] + sums[row.name]
    return Holdings(
        held,
        sources,
        version(total, held),
        max(row.generation, base.generation),
        View(row.key, None if row.key == base.key else base.key),
    )


def members(connection: sa.Connection, positions: Iterable[int]) -> dict[int, dict[int, Abstract]]:
    """The statements of abstracts, by position and key; those of `base` that they take in aside."""
    found: dict[int, dict[int, Abstract]] = {}
    for row in fetch_chosen(connection, _MEMBERS, positions):
        statement = to_statement(row.text_id, row.document)
        found.setdefault(row.abstract, {})[row.key] = statement
    return found


def taken_in(connection: sa.Connection, own: int, positions: Iterable[int]) -> dict[int, list[int]]:
    """The positions in `base` that abstracts of the collection `own` shadow."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row in fetch_chosen(connection, _TAKEN_IN, positions, own=own):
        found[row.over].append(row.under)
    return found


def at(connection: sa.Connection, view: View, positions: Iterable[int]) -> dict[int, Abstract]:
    """The abstracts at these positions of a view."""
    wanted = list(positions)
    unders = taken_in(connection, view.own, wanted) if view.under is not None else {}
    lists = members(connection, [*wanted, *(u for each in unders.values() for u in each)])
    made = {}
    for position in wanted:
        parts = [lists.get(each, {}) for each in (position, *unders.get(position, ()))]
        if stated := [statement for part in parts for statement in part.values()]:
            made[position] = canonical_of(stated)
    return made


def shadowed(connection: sa.Connection, view: View, positions: Iterable[int]) -> set[int]:
    """Those of these positions in `base` that an own abstract of the view shadows."""
    if view.under is None:
        return set()
    return {row.under for row in fetch_chosen(connection, _SHADOWED, positions, own=view.own)}


def by_id(connection: sa.Connection, view: View, ids: Iterable[str]) -> dict[str, Abstract]:
    """The abstracts with these ids that a view holds, by id."""
    if view.under is None:
        made: defaultdict[int, list[Abstract]] = defaultdict(list)
        for row in fetch_chosen(connection, _STATED, ids, own=view.own):
            made[row.abstract].append(to_statement(row.text_id, row.document))
        whole = map(canonical_of, made.values())
        return {abstract.id: abstract for abstract in whole}
    rows = fetch_chosen(connection, _BY_ID, ids, scope=view.scope)
    positions = [row.position for row in rows]
    hidden = shadowed(connection, view, positions)
    found = at(connection, view, [each for each in positions if each not in hidden])
    return {abstract.id: abstract for abstract in found.values()}


def in_batches(
    connection: sa.Connection, view: View, batch: int, order: Order
) -> Iterator[list[Abstract]]:
    """All abstracts of a view in order, at most `batch` at a time."""
    after: int | str = _START[order]
    hidden = _all_shadowed(connection, view)
    values = {"scope": view.scope, "batch": batch}
    while rows := fetch(connection, _NEXT[order], values | {"after": after}):
        positions = [row.position for row in rows if row.position not in hidden]
        found = at(connection, view, positions)
        yield [found[position] for position in positions if position in found]
        after = rows[-1][_COLUMN[order]]


def _all_shadowed(connection: sa.Connection, view: View) -> set[int]:
    if view.under is None:
        return set()
    every = sa.select(shadows.c.under).where(shadows.c.collection == view.own)
    return set(connection.scalars(every))
