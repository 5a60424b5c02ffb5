"""An open ledger: what its parts share, wherever it is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bot.ledger.ledger_file import LedgerFile
from bot.ledger.ledger_server import LedgerServer
from bot.ledger.schema import kind_of, metadata
from bot.ledger.server_settings import ServerSettings
from knowledge.errors import StoreError
from knowledge.store import url_of

if TYPE_CHECKING:
    from bot.ledger.fleet import Fleet
    from bot.ledger.news import News
    from bot.ledger.sharding import Plan

_BATCH = 1000


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
        self._known: dict[int, ServerSettings] = {}
        """The same as it was last read, for when nothing can be read."""
        self._changes = 0
        """How often settings were changed: what was read before a change is not remembered."""
        self._heard: Callable[[int], None] = lambda _: None
        self._news: News | None = None
        self._closed = False
        self._url = url_of(place)
        self._database = LedgerServer(self._url) if self._url else LedgerFile(Path(place))

    @property
    def is_shared(self) -> bool:
        """Whether several processes may serve from it."""
        return self._database.is_shared

    @property
    def place(self) -> str:
        """What to call it in a message."""
        return self._database.place

    def listen(self, heard: Callable[[int], None] = lambda _: None) -> None:
        """Hear of settings that other processes change, where there are any, until it is closed.

        Without that, settings in a shared ledger are read each time.

        Args:
            heard: called in a thread with each server whose settings were changed.
        """
        self._heard = heard
        if self._url is None or self._news is not None:
            return
        from bot.ledger.news import News  # noqa: PLC0415  # few have a server

        def changed(guild_id: int | None) -> None:
            self._forget_settings(guild_id)
            if guild_id is not None:
                self._heard(guild_id)

        self._news = News(self._url, changed)

    def fleet(self, plan: "Plan") -> "Fleet | None":
        """This process among those that serve from this ledger; None where there are no others."""
        if self._url is None:
            return None
        from bot.ledger.fleet import Fleet  # noqa: PLC0415  # few have a server

        return Fleet(self._url, plan)

    def flaws(self) -> list[str]:
        """What is wrong with the ledger, a sentence each; nothing: it is sound. Reads all of it."""
        self._check_open()
        with self._database.told():
            if found := self._database.flaws():
                return found
        with self._reading() as connection:
            return [
                f"What the ledger keeps of {kind_of(table)} cannot be read."
                for table in metadata.sorted_tables
                if not _can_be_read(connection, table)
            ]

    def close(self) -> None:
        """Close it; closing twice is no error."""
        if self._news is not None:
            self._news.close()
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

    @property
    def _remembers(self) -> bool:
        """Whether what was read of settings stays right until it is forgotten."""
        return self._url is None or (self._news is not None and self._news.is_listening)

    def _forget_settings(self, guild_id: int | None) -> None:
        """Read a server's settings anew (None: everybody's): they may have been changed."""
        with self._lock:
            self._changes += 1
            if guild_id is None:
                self._settings.clear()
            else:
                self._settings.pop(guild_id, None)

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(f"{self.place} has been closed: open it again.")


def _can_be_read(connection: sa.Connection, table: sa.Table) -> bool:
    """Whether every row of a table is what it is to be."""
    try:
        for _ in connection.execute(sa.select(table), execution_options={"yield_per": _BATCH}):
            pass
    except (ValueError, TypeError):
        return False
    return True
