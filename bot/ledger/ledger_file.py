"""The ledger in a file of SQLite's, in which no trace is left of what was taken out."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import cast

import sqlalchemy as sa

from bot.ledger import schema
from bot.ledger.tables import bring_up
from knowledge.database_files import connected
from knowledge.errors import StoreError, StoreVersionError
from knowledge.store import backup
from knowledge.store.connections import begin_writing, pooled
from knowledge.store.faults import told, unwritable

_KEPT_CONNECTIONS = 4
# Whatever is deleted is overwritten with zeros; nothing of it is put into temporary files. What is
# committed outlives the process at once, and a loss of power as soon as the log is checkpointed:
# waiting for the disk at each of the writes of two hundred questions would take seconds.
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = NORMAL",
)


class LedgerFile:
    """An open ledger in a file of its own, made where it is missing."""

    is_shared = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = Lock()  # SQLite lets writers wait by sleeping: up to a tenth of a second each
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path.parent) from error
        self.engine = pooled(lambda: connected(path, "mode=rwc", _PRAGMAS), _KEPT_CONNECTIONS)
        try:
            with self.told():
                self._lay_out()
        except BaseException:
            self.engine.dispose()
            raise

    @property
    def place(self) -> str:
        """The path of the file."""
        return str(self._path)

    def told(self) -> AbstractContextManager[None]:
        """A block whose database errors become StoreErrors that name the file."""
        return told(self._path)

    @contextmanager
    def writing(self, _turn: str | None = None) -> Iterator[sa.Connection]:
        """A transaction that has the write lock from its beginning on."""
        with self._turn, begin_writing(self.engine) as connection, connection.begin():
            yield connection

    def tell(self, connection: sa.Connection, guild_id: int) -> None:
        """Nothing: nobody else is to be told that settings were changed."""

    def now(self, _connection: sa.Connection) -> dt.datetime:
        """What time it is."""
        return dt.datetime.now(dt.UTC)

    def scrub(self) -> None:
        """Leave no byte in the files of what has been deleted.

        Deleting overwrites with zeros, but a page may hold older copies of what it holds, and the
        log the pages before: so the file is written anew, and the log emptied.

        Raises:
            StoreError: another process is in the way.
        """
        with self._turn, self._raw() as raw:
            raw.execute("VACUUM")
            (busy, *_) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreError(f"{self._path} is in use: try again in a minute.")

    def backup(self, file: Path) -> None:
        """Copy the ledger as it is now into a file, which is there whole or not at all.

        Raises:
            StoreReadOnlyError: the file cannot be written.
        """
        with told(file), self._raw() as raw:
            backup.backup(raw, file)

    def restore(self, made: Path) -> None:
        """Put a ledger in a closed file in the place of this one, in one commit.

        Raises:
            StoreError: another process is in the way.
        """
        with self.told(), self._turn, self._raw() as raw:
            backup.restore(made, raw)
        self.scrub()

    def flaws(self) -> list[str]:
        """What SQLite's own checks find wrong, a sentence each."""
        with self._raw() as raw:
            found = [row for (row,) in raw.execute("PRAGMA integrity_check") if row != "ok"]
            loose = raw.execute("PRAGMA foreign_key_check").fetchall()
        said = [f"The database of the ledger says: {each}." for each in found]
        return said + [f"A row of {table} is about one that is not there." for table, *_ in loose]

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def _raw(self) -> Iterator[sqlite3.Connection]:
        """The driver's own connection, in no transaction."""
        pooled = self.engine.raw_connection()
        try:
            yield cast("sqlite3.Connection", pooled.driver_connection)
        finally:
            pooled.close()

    def _lay_out(self) -> None:
        """Make the tables, or bring those of an older version up to date, in one transaction."""
        with self._raw() as raw:
            raw.execute("PRAGMA journal_mode = WAL")
        with self.writing() as connection:
            bring_up(connection, _recognise(connection, self._path))
            connection.exec_driver_sql(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")


def _recognise(connection: sa.Connection, path: Path) -> int:
    """The version of a ledger's schema; 0: the file is empty."""
    application = connection.exec_driver_sql("PRAGMA application_id").scalar()
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0)
    if application != schema.APPLICATION_ID:
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            return 0
        raise StoreError(f"{path} is no ledger of Footnote's: move it away and start again.")
    if not 0 < version <= schema.VERSION:
        raise StoreVersionError(
            f"{path} was written by a later version of Footnote (its schema is {version}, this "
            f"one writes {schema.VERSION}): use that version."
        )
    return version
