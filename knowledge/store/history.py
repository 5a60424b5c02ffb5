"""The history of a collection: what was ingested, removed and undone, by whom and when.

What an entry brought counts unless the entry was undone, or a removal covers it. Undoing is an
entry as well: undone itself, it makes count again what it took away.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from knowledge.errors import HistoryError
from knowledge.model import Abstract
from knowledge.store import queries
from knowledge.store.change import Change
from knowledge.store.documents import to_statement
from knowledge.store.queries import View
from knowledge.store.rows import CHUNK, fetch, fetch_chosen
from knowledge.store.schema import (
    abstracts,
    brings,
    collections,
    covers,
    entries,
    statements,
    versions,
)

INGEST, REMOVE, UNDO, RESTORE = "ingest", "remove", "undo", "restore"

_UNDOING = sa.select(entries.c.undoes, sa.func.max(entries.c.key).label("by"))
_ENTRIES = (
    sa.select(entries, collections.c.name.label("of"), versions.c.before, versions.c.after)
    .join(versions, versions.c.entry == entries.c.key)
    .join(collections, collections.c.key == entries.c.collection)
    .where(versions.c.collection == sa.bindparam("own"))
    .order_by(entries.c.key)
)
_ENTRY = sa.select(entries).where(entries.c.key == sa.bindparam("wanted"))
_SWITCH = entries.update().where(entries.c.key == sa.bindparam("of"))
_BROUGHT = (
    sa.select(brings.c.statement)
    .where(brings.c.entry == sa.bindparam("of"), brings.c.statement > sa.bindparam("after"))
    .order_by(brings.c.statement)
    .limit(CHUNK)
)
_COVERED = (
    sa.select(covers.c.statement)
    .where(covers.c.entry == sa.bindparam("of"), covers.c.statement > sa.bindparam("after"))
    .group_by(covers.c.statement)
    .order_by(covers.c.statement)
    .limit(CHUNK)
)
_HIDE_BROUGHT = (
    brings.update()
    .where(
        brings.c.entry == sa.bindparam("of"),
        brings.c.statement.in_(sa.bindparam("chosen", expanding=True)),
    )
    .values(hidden=brings.c.hidden + sa.bindparam("more"))
)
_HIDE_COVERED = (
    brings.update()
    .where(
        brings.c.statement.in_(sa.bindparam("chosen", expanding=True)),
        sa.exists().where(
            covers.c.entry == sa.bindparam("of"),
            covers.c.statement == brings.c.statement,
            covers.c.brought == brings.c.entry,
        ),
    )
    .values(hidden=brings.c.hidden + sa.bindparam("more"))
)
_STANDING = sa.select(
    statements.c.key,
    statements.c.abstract,
    statements.c.text_id,
    statements.c.document,
    sa.exists().where(brings.c.statement == statements.c.key, brings.c.hidden == 0).label("counts"),
).where(statements.c.key.in_(sa.bindparam("chosen", expanding=True)))
_AGAIN = (
    statements.update()
    .where(statements.c.key.in_(sa.bindparam("chosen", expanding=True)))
    .values(abstract=statements.c.key)
)
_OWN_BRINGS = sa.select(brings.c.entry, brings.c.statement).where(
    brings.c.statement.in_(sa.bindparam("chosen", expanding=True)), brings.c.hidden == 0
)
_POSITION = sa.select(abstracts.c.position).where(
    abstracts.c.collection == sa.bindparam("own"), abstracts.c.id == sa.bindparam("wanted")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to a collection: an ingest, a removal, or the undoing of an entry.

    `what` is what was ingested or removed, in the words of who did it. `counts` are the figures of
    an ingest, or of what else was done. `undone_by` is the entry that undid it, None where it
    stands. The versions are those of the collection whose history was asked for; `collection` is
    the one that was changed: that one, or `base`.
    """

    id: int
    collection: str
    kind: str
    at: dt.datetime
    who: str
    what: tuple[str, ...]
    counts: dict[str, int]
    undoes: int | None
    undone_by: int | None
    version_before: str
    version_after: str


def is_blank(connection: sa.Connection) -> bool:
    """Whether nothing has happened yet, in any collection."""
    return connection.execute(sa.select(entries.c.key).limit(1)).first() is None


def history(connection: sa.Connection, view: View) -> Iterator[Entry]:
    """The entries that changed what a collection sees, the oldest first."""
    undoing = _UNDOING.where(entries.c.undoes.is_not(None)).group_by(entries.c.undoes)
    undone = {row.undoes: row.by for row in fetch(connection, undoing, {})}
    for row in fetch(connection, _ENTRIES, {"own": view.own}):
        yield _entry(row, None if row.active else undone.get(row.key))


def last(connection: sa.Connection, view: View) -> Entry:
    """The latest entry that changed what a collection sees."""
    latest = _ENTRIES.order_by(None).order_by(entries.c.key.desc()).limit(1)
    (row,) = fetch(connection, latest, {"own": view.own})
    return _entry(row, None)


def undo(change: Change, number: int) -> None:
    """Undo an entry of the change's collection.

    Raises:
        HistoryError: if there is no such entry here, or it was undone already.
    """
    row = undoable(change.connection, change.view, number)
    change.connection.execute(_SWITCH, {"of": number, "active": False})
    _switch(change, row, on=False)


def undoable(connection: sa.Connection, view: View, number: int) -> sa.Row[Any]:
    """The row of an entry that can be undone.

    Raises:
        HistoryError: if it cannot be.
    """
    wanted = number if 0 < number < 1 << 31 else 0
    row = next(iter(fetch(connection, _ENTRY, {"wanted": wanted})), None)
    if row is None or row.collection != view.own or row.kind == RESTORE:
        raise HistoryError(
            f"There is no entry {number} here that can be undone: `footnote history` lists them."
        )
    if not row.active:
        raise HistoryError(f"Entry {number} has been undone already: see `footnote history`.")
    return row


def remove(change: Change, abstract_id: str) -> None:
    """Take out what the collection's own ingests brought of an abstract.

    Raises:
        HistoryError: if the collection has no such abstract of its own.
    """
    position = removable(change.connection, change.view, abstract_id)
    keys = list(queries.members(change.connection, [position])[position])
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        rows = fetch(change.connection, _OWN_BRINGS, {"chosen": part})
        values = [
            {"entry": change.entry, "statement": row.statement, "brought": row.entry}
            for row in rows
        ]
        change.connection.execute(covers.insert(), values)
        hiding = {"of": change.entry, "chosen": part, "more": 1}
        change.connection.execute(_HIDE_COVERED, hiding)
        _settle(change, part)


def removable(connection: sa.Connection, view: View, abstract_id: str) -> int:
    """The position of an abstract that the collection itself brought.

    Raises:
        HistoryError: if there is none.
    """
    wanted = abstract_id if abstract_id.isascii() and abstract_id.isprintable() else ""
    position = connection.scalars(_POSITION, {"own": view.own, "wanted": wanted}).first()
    if position is not None:
        return int(position)
    if queries.by_id(connection, view, [wanted]):
        raise HistoryError(
            f"The abstract {wanted} stands in `base`: remove it with --collection base."
        )
    raise HistoryError(
        f"There is no abstract {wanted or 'of that id'} here: `footnote papers --json` lists them."
    )


def _entry(row: sa.Row[Any], undone_by: int | None) -> Entry:
    return Entry(
        id=row.key,
        collection=row.of,
        kind=row.kind,
        at=dt.datetime.fromisoformat(row.at),
        who=row.who,
        what=tuple(json.loads(row.what)),
        counts=json.loads(row.counts),
        undoes=row.undoes,
        undone_by=undone_by,
        version_before=row.before,
        version_after=row.after,
    )


def _switch(change: Change, row: sa.Row[Any], *, on: bool) -> None:
    """Let an entry have its effect, or no more."""
    if row.kind == UNDO:
        (target,) = fetch(change.connection, _ENTRY, {"wanted": row.undoes})
        change.connection.execute(_SWITCH, {"of": target.key, "active": not on})
        _switch(change, target, on=not on)
        return
    finding, hiding = (_COVERED, _HIDE_COVERED) if row.kind == REMOVE else (_BROUGHT, _HIDE_BROUGHT)
    more = 1 if on == (row.kind == REMOVE) else -1
    after = 0
    while keys := change.connection.scalars(finding, {"of": row.key, "after": after}).all():
        change.connection.execute(hiding, {"of": row.key, "chosen": keys, "more": more})
        _settle(change, keys)
        after = keys[-1]


def _settle(change: Change, keys: Iterable[int]) -> None:
    """Bring abstracts up to date with which of these statements count now."""
    come: dict[int, Abstract] = {}
    gone: set[int] = set()
    for row in fetch_chosen(change.connection, _STANDING, keys):
        if row.counts and row.abstract is None:
            come[row.key] = to_statement(row.text_id, row.document)
        elif not row.counts and row.abstract is not None:
            gone.add(row.key)
    if come:
        change.connection.execute(_AGAIN, {"chosen": list(come)})
    change.tally.add("statements_back", len(come))
    change.tally.add("statements_gone", len(gone))
    change.apply(change.plan(come, gone))
