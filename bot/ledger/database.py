"""An open ledger: what its parts share, wherever it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import sqlalchemy as sa

from bot.ledger.ledger_file import LedgerFile
from bot.ledger.ledger_server import LedgerServer
from bot.ledger.records import ServerSettings
from knowledge.errors import StoreError
from knowledge.store import url_of


class OpenLedger:
    """An open ledger's connections: what the parts of the ledger share."""

    def __init__(self, place: Path | str) -> None:
        """Open the ledger in a file or in a PostgreSQL database, made where it is missing.

        Args:
            place: the file, or the URL of the database.

        Raises:
            StoreVersionError: a later version of Footnote wrote it.
            StoreReadOnlyError: it cannot be written.
            StoreError: the file is damaged, or no ledger; the server cannot be asked.
        """
        self._lock = Lock()
        self._settings: dict[int, ServerSettings] = {}
        """What each server has set, as far as it was read: every message asks for it."""
        self._closed = False
        url = url_of(place)
        self._database = LedgerServer(url) if url else LedgerFile(Path(place))

    @property
    def is_shared(self) -> bool:
        """Whether several processes may serve from it."""
        return self._database.is_shared

    @property
    def place(self) -> str:
        """What to call it in a message."""
        return self._database.place

    def close(self) -> None:
        """Close it; closing twice is no error."""
        with self._lock:
            self._closed = True
            self._database.close()

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        self._check_open()
        with self._database.told(), self._database.engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self, turn: str | None = None) -> Iterator[sa.Connection]:
        """A transaction; no other one with the same `turn` comes in between."""
        self._check_open()
        with self._database.told(), self._database.writing(turn) as connection:
            yield connection

    def _scrub(self) -> None:
        """Leave nothing behind of what has been deleted."""
        with self._database.told():
            self._database.scrub()

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(f"{self.place} has been closed: open it again.")
