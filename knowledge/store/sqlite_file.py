"""The file of a base: found, recognised and created, and how SQLite keeps it."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from knowledge.database_files import BUSY_SECONDS, connected
from knowledge.errors import StoreError, StoreReadOnlyError, StoreVersionError
from knowledge.store import lookup, schema
from knowledge.store.connections import begin_writing, is_writing, pooled
from knowledge.store.faults import primary_code, unmade, unwritable

FILE_NAME = "footnote.db"
_POOLED_CONNECTIONS = 8
_WROTE = "footnote_wrote"
# Kilobytes of pages in memory. An index by ids is written all over: while a million abstracts are
# stored, 32 MB hold most of it, and little is written again and again.
_WRITING_CACHE = 32 * 1024
_READING_CACHE = 2000
# FULL: a commit is on the disk before it is reported, even if the power fails the next instant.
# The page size counts when a base is created: abstracts fill pages of 4 KB badly; with 16 KB an
# ingest is 17 % faster and the file 10 % smaller. The size limit shrinks the log after an ingest.
_PRAGMAS = (
    "PRAGMA page_size = 16384",
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    f"PRAGMA journal_size_limit = {64 << 20}",
)


def exists(data_dir: Path) -> bool:
    """Whether a data directory holds a base (of any version, or damaged)."""
    try:
        return (data_dir / FILE_NAME).stat().st_size > 0
    except OSError:
        return False


def open_engine(path: Path, *, create: bool) -> sa.Engine:
    """Connect to the base at `path`, after making sure that it is one.

    A base whose folder cannot be written is opened for reading.

    Raises:
        StoreReadOnlyError: if there is no base and none can be created here.
        StoreVersionError: if another version of Footnote wrote it.
        StoreError: if there is no base and none is to be created, or the file is no base.
    """
    if create:
        _make_folder(path)
    elif not exists(path.parent):
        raise _nothing_here(path)
    try:
        return _open(path, "mode=rwc" if create else "mode=rw", create=create)
    except DBAPIError as error:
        if primary_code(error.orig) not in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            raise
        return _open_unwritable(path)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unmade(path.parent) from error


def _open(path: Path, how: str, *, create: bool = False, upgrade: bool = True) -> sa.Engine:
    engine = _engine(path, how)
    try:
        version = _recognise(engine, path)
        if not version:
            _create(engine, path, allowed=create)
        elif version < schema.SCHEMA_VERSION:
            _upgrade(engine, path, allowed=upgrade)
        _use_log(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _open_unwritable(path: Path) -> sa.Engine:
    """Open a base beside which SQLite cannot keep its log: as a file that nobody changes.

    That would hide what stands in a log only, so a base with such a log is refused.
    """
    if not exists(path.parent):
        raise unwritable(path.parent)
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > 0:
        raise StoreReadOnlyError(
            f"{path} was not closed and its folder cannot be written: "
            "open it once where it can be written, or allow writing there."
        )
    return _open(path, "mode=ro&immutable=1", upgrade=False)


def _engine(path: Path, how: str) -> sa.Engine:
    engine = pooled(lambda: connected(path, how, _PRAGMAS), _POOLED_CONNECTIONS)
    sa.event.listen(engine, "begin", _grow)
    sa.event.listen(engine, "checkin", _shrink)
    return engine


def _grow(connection: sa.Connection) -> None:
    """Take more memory for writing."""
    if is_writing(connection):
        connection.info[_WROTE] = True
        connection.exec_driver_sql(f"PRAGMA cache_size = {-_WRITING_CACHE}")


def _shrink(raw: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    """Give the memory back that writing took."""
    if raw is not None and record.info.pop(_WROTE, False):
        raw.execute(f"PRAGMA cache_size = {-_READING_CACHE}")
        raw.execute("PRAGMA shrink_memory")


def _recognise(engine: sa.Engine, path: Path) -> int:
    """The version of the base's schema, this one or an older; 0: the file is empty."""
    with engine.connect() as connection:
        application: int = _scalar(connection, "PRAGMA application_id")
        version: int = _scalar(connection, "PRAGMA user_version")
        if application != schema.APPLICATION_ID:
            if _is_empty(connection):
                return 0
            raise StoreError(
                f"{path} is not a Footnote database: give another folder with --data DIR."
            )
    if not 0 < version <= schema.SCHEMA_VERSION:
        raise StoreVersionError(
            f"{path} was written by another version of Footnote (its schema is {version}, this "
            f"one reads {schema.SCHEMA_VERSION}): use that version, "
            "or give another folder with --data DIR."
        )
    return version


def _upgrade(engine: sa.Engine, path: Path, *, allowed: bool) -> None:
    """Bring an older base up to date in one transaction; another process may be faster."""
    if not allowed:
        raise StoreVersionError(
            f"{path} was written by an earlier version of Footnote and cannot be brought up to "
            "date here: open it once where it can be written, or allow writing there."
        )
    from knowledge.store import upgrade  # noqa: PLC0415  # Alembic costs every start 100 ms

    with begin_writing(engine) as connection, connection.begin():
        version: int = _scalar(connection, "PRAGMA user_version")
        if version < schema.SCHEMA_VERSION:
            upgrade.upgrade(connection, lookup.SQLITE, version)
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")


def _create(engine: sa.Engine, path: Path, *, allowed: bool) -> None:
    """Make the base in one transaction; another process may be faster."""
    if not allowed:
        raise _nothing_here(path)
    with begin_writing(engine) as connection, connection.begin():
        if _is_empty(connection):
            _lay_out(connection)


def _lay_out(connection: sa.Connection) -> None:
    schema.create(connection)
    for statement in lookup.SQLITE.create:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")


def _use_log(engine: sa.Engine) -> None:
    """Let readers read while another process writes: write-ahead logging, which the file remembers.

    Where it cannot be had now (the file is busy or cannot be written), the base is as safe without.
    """
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            cursor.execute("PRAGMA busy_timeout = 0")
            with suppress(sqlite3.OperationalError):
                cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    finally:
        raw.close()


def _is_empty(connection: sa.Connection) -> bool:
    return not _scalar(connection, "SELECT count(*) FROM sqlite_master")


def _scalar(connection: sa.Connection, statement: str) -> Any:  # noqa: ANN401  # what SQLite answers
    return connection.exec_driver_sql(statement).scalar()


def _nothing_here(path: Path) -> StoreError:
    return StoreError(
        f"There is no knowledge base in {path.parent} yet: "
        "make one with `footnote ingest PATH`, or give another folder with --data DIR."
    )
