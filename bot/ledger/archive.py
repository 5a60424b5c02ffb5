"""The ledger copied: into the file of a base and out of it, and into another database."""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from bot.ledger import schema
from bot.ledger.ledger_file import LedgerFile
from knowledge.errors import StoreError
from knowledge.store.faults import told
from knowledge.store.moving import copy_rows, count_on

_OURS = f"{schema.PREFIX}%"
_LAID_OUT = (
    "SELECT sql FROM other.sqlite_master "
    "WHERE (name LIKE ? OR tbl_name LIKE ?) AND sql IS NOT NULL ORDER BY rowid"
)
_TABLES = "SELECT name FROM other.sqlite_master WHERE type = 'table' AND name LIKE ?"
_LAST = sa.text("SELECT seq FROM sqlite_sequence WHERE name = :name")
"""SQLite keeps which number of a row was the last: none is ever given twice."""


def put_in(ledger: Path, file: Path) -> None:
    """Put a ledger into the file of a base, neither of which anybody has open.

    Raises:
        StoreError: they cannot be read or written.
    """
    with told(file), closing(sqlite3.connect(file, isolation_level=None)) as whole:
        _take(whole, ledger)


def take_out(file: Path, ledger: Path) -> bool:
    """Write the ledger that is in the file of a base into a file that is not there yet.

    Returns:
        Whether there is one.

    Raises:
        StoreError: the file cannot be read, or the other not be written.
    """
    with told(file), closing(sqlite3.connect(ledger, isolation_level=None)) as alone:
        if not _take(alone, file):
            return False
        (version,) = alone.execute(f"SELECT version_num FROM {schema.version.name}").fetchone()  # noqa: S608  # our own name
        alone.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        alone.execute(f"PRAGMA user_version = {int(version)}")
        return True


def move(old: LedgerFile | None, new: sa.Connection) -> None:
    """Copy a ledger into the empty tables of another database, within the caller's transaction.

    Args:
        old: what is copied; None: there is nothing.
        new: to the other database, where the tables are.

    Raises:
        StoreError: the other ledger is not empty, or one cannot be used.
    """
    tables = [table for table in schema.metadata.sorted_tables if table is not schema.version]
    if any(new.execute(sa.select(table).limit(1)).first() for table in tables):
        raise StoreError("There is a ledger in the database already: give an empty one.")
    if old is None:
        return
    with old.told(), old.engine.connect() as connection:
        for table in tables:
            copy_rows(connection, new, table)
            if table.autoincrement_column is not None:
                count_on(new, table.autoincrement_column, _last_given(connection, table))


def _last_given(connection: sa.Connection, table: sa.Table) -> int:
    """The last number of a row that SQLite gave, if it keeps that."""
    return connection.scalar(_LAST, {"name": table.name}) or 0


def _take(into: sqlite3.Connection, file: Path) -> bool:
    """Copy the tables of a ledger from another file; whether there are any."""
    into.execute("PRAGMA foreign_keys = OFF")
    into.execute("ATTACH ? AS other", (str(file),))
    tables = [name for (name,) in into.execute(_TABLES, (_OURS,))]
    into.execute("BEGIN")
    for (statement,) in into.execute(_LAID_OUT, (_OURS, _OURS)).fetchall():
        into.execute(statement)
    for table in tables:
        into.execute(f"INSERT INTO main.{table} SELECT * FROM other.{table}")  # noqa: S608  # a table of ours
    if tables:
        into.execute("DELETE FROM main.sqlite_sequence WHERE name LIKE ?", (_OURS,))
        into.execute(
            "INSERT INTO main.sqlite_sequence SELECT * FROM other.sqlite_sequence "
            "WHERE name LIKE ?",
            (_OURS,),
        )
    into.execute("COMMIT")
    return bool(tables)
