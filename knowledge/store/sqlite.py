"""A base in a file of SQLite's."""

from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock

import sqlalchemy as sa

from knowledge.store import lookup, opening
from knowledge.store.faults import told


class SqliteDatabase:
    """The base in a file, open; see `port.Database`."""

    names = lookup.SQLITE

    def __init__(self, path: Path, *, create: bool) -> None:
        self._path = path
        self._lock = Lock()
        with self.told():
            self.engine = opening.open_engine(path, create=create)
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
        return opening.begin_writing(self.engine)

    def seen(self) -> object:
        """SQLite's count of commits by other connections than the one that asks."""
        with self._lock:
            return self._watch.cursor().execute("PRAGMA data_version").fetchone()

    def flaws(self) -> list[str]:
        """What SQLite's own check finds wrong."""
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        return [f"The database says: {each}." for each in found if each != "ok"]

    def close(self) -> None:
        """Close all connections."""
        self._watch.close()
        self.engine.dispose()
