"""A base in a file of SQLite's."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import cast

import sqlalchemy as sa

from knowledge.database_files import BUSY_SECONDS
from knowledge.errors import StoreError
from knowledge.store import backup, lookup, placement, sqlite_file
from knowledge.store.connections import begin_writing
from knowledge.store.faults import told


class SqliteDatabase:
    """The base in a file, open; see `backend.Database`."""

    names = lookup.SQLITE

    def __init__(self, path: Path, *, create: bool) -> None:
        self._path = path
        self._lock = Lock()
        with self.told():
            self.engine = sqlite_file.open_engine(path, create=create)
            # Its own connection, in no transaction, on which SQLite tells of others' commits.
            self._watch = self.engine.raw_connection()

    @property
    def place(self) -> str:
        """The path of the file."""
        return str(self._path)

    def told(self) -> AbstractContextManager[None]:
        """A block whose database errors become StoreErrors that name the file."""
        return told(self._path)

    def begin_writing(self) -> sa.Connection:
        """A connection whose transaction takes the write lock when it begins."""
        return begin_writing(self.engine)

    def is_being_written(self) -> bool:
        """Whether another connection has the write lock, or the file cannot be written."""
        with self._connected() as live:
            live.execute("PRAGMA busy_timeout = 0")
            try:
                live.execute("BEGIN IMMEDIATE")
                live.execute("ROLLBACK")
            except sqlite3.OperationalError:
                return True
            finally:
                live.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        return False

    def seen(self) -> object:
        """SQLite's count of commits by other connections than the one that asks."""
        with self._lock:
            return self._watch.cursor().execute("PRAGMA data_version").fetchone()

    def flaws(self) -> list[str]:
        """What SQLite's own check finds wrong."""
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return [f"The database says: {each}." for each in found if each != "ok"]

    def backup(self, file: Path) -> None:
        """Copy the base as it is now into a file, which is there whole or not at all.

        Raises:
            StoreReadOnlyError: if the file cannot be written.
            StoreError: if the file is the base's own.
        """
        backup.refuse_itself(file, self._path)
        with told(file), self._connected() as live:
            backup.backup(live, file)

    def restore(self, file: Path, note: Callable[[sa.Connection], None]) -> None:
        """Put the base of a file in the place of this one, in one commit.

        Raises:
            StoreReadOnlyError: if the base cannot be written here.
            StoreVersionError: if another version of Footnote wrote the file.
            StoreError: if the file is the base's own, or no sound base.
        """
        backup.refuse_itself(file, self._path)
        with placement.new_folder(self._path.parent) as aside:
            made = aside / sqlite_file.FILE_NAME
            with told(file):
                backup.copy_base(file, made)
            with told(made):
                self._prepare(made, file, note)
            with self._connected() as live:
                backup.restore(made, live)

    def _prepare(self, made: Path, file: Path, note: Callable[[sa.Connection], None]) -> None:
        prepared = SqliteDatabase(made, create=False)
        try:
            if prepared.flaws():
                raise StoreError(f"{file} is damaged: restore from another copy.")
            with prepared.begin_writing() as connection, connection.begin():
                note(connection)
        finally:
            prepared.close()

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """The driver's own connection."""
        with self.told():
            pooled = self.engine.raw_connection()
            try:
                yield cast("sqlite3.Connection", pooled.driver_connection)
            finally:
                pooled.close()

    def close(self) -> None:
        """Close all connections."""
        self._watch.close()
        self.engine.dispose()
