"""Rows, fetched."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from knowledge.store.documents import damaged

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
