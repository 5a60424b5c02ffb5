"""Opening the ledger's file, and leaving no trace in it of what was taken out."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import cast

import sqlalchemy as sa

from bot.ledger import schema
from bot.ledger.records import ServerSettings
from bot.ledger.schema import Step
from knowledge.errors import StoreError, StoreVersionError
from knowledge.store.faults import told, unwritable

BUSY_SECONDS = 30
_WRITES = "ledger_writes"
# Whatever is deleted is overwritten with zeros; nothing of it is put into temporary files. What is
# committed outlives the process at once, and a loss of power as soon as the log is checkpointed:
# waiting for the disk at each of the writes of two hundred questions would take seconds.
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = NORMAL",
)


class OpenLedger:
    """An open ledger's connections: what the parts of the ledger share."""

    def __init__(self, path: Path, steps: Sequence[Step] = schema.STEPS) -> None:
        """Open the ledger in a file, made where it is missing.

        Args:
            path: the file.
            steps: those from each schema to the next.

        Raises:
            StoreVersionError: a later version of Footnote wrote it.
            StoreReadOnlyError: it cannot be written.
            StoreError: the file is damaged, or no ledger.
        """
        self._path = path
        self._steps = steps
        self._lock = Lock()
        self._turn = Lock()  # SQLite lets writers wait by sleeping: up to a tenth of a second each
        self._settings: dict[int, ServerSettings] = {}
        """What each server has set, as far as it was read: every message asks for it."""
        self._closed = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path.parent) from error
        self._engine = _engine(path)
        try:
            with told(path):
                self._lay_out()
        except BaseException:
            self._engine.dispose()
            raise

    def close(self) -> None:
        """Close it; closing twice is no error."""
        with self._lock:
            self._closed = True
            self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        self._check_open()
        with told(self._path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction that has the write lock from its beginning on."""
        self._check_open()
        writes = {_WRITES: True}
        with (
            told(self._path),
            self._turn,
            self._engine.connect().execution_options(**writes) as connection,
            connection.begin(),
        ):
            yield connection

    def _scrub(self) -> None:
        """Leave no byte in the files of what has been deleted.

        Deleting overwrites with zeros, but a page may hold older copies of what it holds, and the
        log the pages before: so the file is written anew, and the log emptied.
        """
        with told(self._path), self._turn, self._raw() as raw:
            raw.execute("VACUUM")
            (busy, *_) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreError(f"{self._path} is in use: try again in a minute.")

    @contextmanager
    def _raw(self) -> Iterator[sqlite3.Connection]:
        """The driver's own connection, in no transaction."""
        pooled = self._engine.raw_connection()
        try:
            yield cast("sqlite3.Connection", pooled.driver_connection)
        finally:
            pooled.close()

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(f"{self._path} has been closed: open it again.")

    def _lay_out(self) -> None:
        """Make the tables, or bring those of an older version up to date, in one transaction."""
        with self._raw() as raw:
            raw.execute("PRAGMA journal_mode = WAL")
        with self._writing() as connection:
            newest = len(self._steps) + 1
            version = _recognise(connection, self._path, newest)
            if version == newest:
                return
            if not version:
                schema.metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            for step in self._steps[version - 1 :] if version else ():
                step(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {newest}")


def _engine(path: Path) -> sa.Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    engine = sa.create_engine(
        "sqlite://", creator=connect, poolclass=sa.QueuePool, pool_size=4, max_overflow=-1
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _recognise(connection: sa.Connection, path: Path, newest: int) -> int:
    """The version of a ledger's schema; 0: the file is empty."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    if application != schema.APPLICATION_ID:
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            return 0
        raise StoreError(f"{path} is no ledger of Footnote's: move it away and start again.")
    if not 0 < version <= newest:
        raise StoreVersionError(
            f"{path} was written by a later version of Footnote (its schema is {version}, this "
            f"one writes {newest}): use that version."
        )
    return version
