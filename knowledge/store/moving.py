"""A whole base copied into another database, row by row: history, numbers and versions stay."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from knowledge.errors import StoreError
from knowledge.store import history, lookup, queries, schema, statistics
from knowledge.store.address import open_database
from knowledge.store.lookup import Names
from knowledge.store.queries import View
from knowledge.store.rows import CHUNK

_BATCH = 5000
_OWN = (
    sa.select(schema.abstracts.c.position)
    .where(
        schema.abstracts.c.collection == sa.bindparam("own"),
        schema.abstracts.c.position > sa.bindparam("after"),
    )
    .order_by(schema.abstracts.c.position)
    .limit(CHUNK)
)

_SHADOWED = sa.select(schema.shadows.c.under).where(
    schema.shadows.c.collection == sa.bindparam("own")
)


def move(
    source: Path | str, target: str, also: Callable[[sa.Connection], None] = lambda _: None
) -> None:
    """Copy a base into a database where nothing was stored yet; the source stays as it is.

    Args:
        source: the data directory; what is copied is of the moment when this begins.
        target: the URL of the database; on an error nothing is stored there.
        also: copies what else is to be there, or nowhere, within the same transaction.

    Raises:
        StoreError: something was stored there, or one of the two cannot be used.
    """
    with (
        closing(open_database(source, create=False)) as here,
        closing(open_database(target, create=True)) as there,
        here.told(),
        here.engine.connect() as old,
        there.told(),
        there.begin_writing() as new,
        new.begin(),
    ):
        if not history.is_blank(new):
            raise StoreError(f"{there.place} holds a base already: give an empty database.")
        new.execute(schema.collections.delete())
        for table in schema.metadata.sorted_tables:
            if table is not schema.alembic_version:
                _pour(old, new, table)
        _derive(new, there.names)
        for table in (schema.collections, schema.entries):
            count_on(new, table.c.key)
        also(new)


def _pour(old: sa.Connection, new: sa.Connection, table: sa.Table) -> None:
    """Copy all rows of a table, which are of millions, as PostgreSQL takes them fastest."""
    driver = new.dialect.loaded_dbapi
    into = f"COPY {table.name} ({', '.join(column.name for column in table.c)}) FROM STDIN"
    raw: Any = new.connection.driver_connection
    try:
        with raw.cursor() as cursor, cursor.copy(into) as copy:
            for row in old.execute(sa.select(table), execution_options={"yield_per": _BATCH}):
                copy.write_row(tuple(row))
    except driver.Error as error:
        raise DBAPIError.instance(into, None, error, driver.Error) from error


def copy_rows(old: sa.Connection, new: sa.Connection, table: sa.Table) -> None:
    """Copy all rows of a table into an empty one of the same columns."""
    columns = [column.name for column in table.c]
    for batch in old.execute(
        sa.select(table), execution_options={"yield_per": _BATCH}
    ).partitions():
        new.execute(table.insert(), [dict(zip(columns, row, strict=True)) for row in batch])


def count_on(new: sa.Connection, column: sa.Column[int], last: int = 0) -> None:
    """Let numbers that the database gives go on behind those that are there, and behind `last`."""
    if new.dialect.name != "postgresql":  # SQLite looks at what is there
        return
    greatest = max(new.scalar(sa.select(sa.func.max(column))) or 0, last)
    if greatest:
        sequence = sa.func.pg_get_serial_sequence(column.table.name, column.name)
        new.execute(sa.select(sa.func.setval(sequence, greatest)))


def _derive(new: sa.Connection, names: Names) -> None:
    """Make what each database keeps of its own kind: names, and what is counted."""
    for held in queries.holdings(new).values():
        own, after = held.view.own, 0
        tallies = statistics.Tallies(new, own, held.generation) if statistics.kept(new) else None
        while positions := new.scalars(_OWN, {"own": own, "after": after}).all():
            found = queries.at(new, held.view, positions)
            names.add(new, [(p, lookup.indexed_words(own, a)) for p, a in found.items()])
            if tallies:
                tallies.count(1, list(found.values()))
            after = positions[-1]
        if tallies:
            _hide(new, held.view, tallies)
            tallies.finish()


def _hide(new: sa.Connection, view: View, tallies: statistics.Tallies) -> None:
    """Count off what a server's collection hides of `base`."""
    if view.under is None:
        return
    unders = new.scalars(_SHADOWED, {"own": view.own}).all()
    for start in range(0, len(unders), CHUNK):
        base = View(view.under, None)
        for under, abstract in queries.at(new, base, unders[start : start + CHUNK]).items():
            tallies.hide(under, abstract)
