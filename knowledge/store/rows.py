"""Rows: fetched, and many written at once, straight through the driver.

SQLAlchemy writes the statement, once; the rows are of what a driver takes as it is (numbers, texts
and nulls), so that nothing need be looked at row by row: that would cost more than writing them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import Executable

from knowledge.store.documents import damaged

Row = tuple[int | str | None, ...]
# Values in one IN list; well under the databases' limits of variables.
CHUNK = 500


def fetch(
    connection: sa.Connection, statement: sa.Select[Any], values: Mapping[str, Any]
) -> Sequence[sa.Row[Any]]:
    """All rows that a query finds.

    Raises:
        StoreError: if one cannot be read.
    """
    try:
        return connection.execute(statement, values).all()
    except ValueError as error:
        raise damaged() from error


def fetch_chosen(
    connection: sa.Connection, statement: sa.Select[Any], chosen: Iterable[Any], **values: object
) -> Iterator[sa.Row[Any]]:
    """The rows that a query with the list `chosen` finds, for a list of any length."""
    remaining = list(chosen)
    for start in range(0, len(remaining), CHUNK):
        part = remaining[start : start + CHUNK]
        yield from fetch(connection, statement, values | {"chosen": part})


def write_rows(connection: sa.Connection, statement: Executable, rows: Sequence[Row]) -> None:
    """Execute a statement once for each row; its values stand in the order of its parameters."""
    if not rows:
        return
    written, names = _written(statement, connection.dialect)
    if connection.dialect.positional:
        connection.exec_driver_sql(written, list(rows))
    else:
        connection.exec_driver_sql(written, [dict(zip(names, row, strict=True)) for row in rows])


def insertion(table: sa.Table, *columns: str) -> Executable:
    """A statement that puts a row into a table; its parameters are the columns, in this order."""
    names, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
    return sa.text(f"INSERT INTO {table.name} ({names}) VALUES ({values})")  # noqa: S608  # our own names


@lru_cache(maxsize=64)
def _written(statement: Executable, dialect: sa.Dialect) -> tuple[str, tuple[str, ...]]:
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # as all are
    return str(compiled), tuple(compiled.params)
