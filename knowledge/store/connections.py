"""A base that is open: its connections, and what its collections hold at a glance."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Self

import sqlalchemy as sa

from knowledge.errors import StoreError, UnknownCollectionError
from knowledge.store import queries
from knowledge.store.backend import Database
from knowledge.store.origin import now
from knowledge.store.queries import Holdings


class OpenBase:
    """An open base. Use it as a context manager, or close it."""

    def __init__(
        self,
        database: Database,
        *,
        clock: Callable[[], dt.datetime] = now,
        user: str | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._user = user
        self._lock = Lock()
        self._closed = False
        self._seen: object = None
        self._holdings: dict[str, Holdings] = {}

    def close(self) -> None:
        """Close the base; closing twice is no error."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def collections(self) -> list[str]:
        """The names of the collections, `base` first."""
        return list(self._current())

    def statistics(self, collection: str) -> Holdings:
        """What the collection sees; costs no counting."""
        return self._named(self._current(), collection)

    def knowledge_version(self, collection: str) -> str:
        """The hash of what the collection sees now, after any other process's ingest; cheap."""
        return self.statistics(collection).knowledge_version

    def generation(self, collection: str) -> int:
        """A number that grows with every change of what the collection sees; cheap."""
        return self.statistics(collection).generation

    def _current(self) -> dict[str, Holdings]:
        """What every collection holds, read again only after a commit by any other connection."""
        with self._lock, self._database.told():
            self._check_open()
            seen = self._database.seen()
            if seen != self._seen:
                with self._database.engine.connect() as connection:
                    self._holdings = queries.holdings(connection)
                self._seen = seen
            return self._holdings

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        self._check_open()
        with self._database.told(), self._database.engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        self._check_open()
        with (
            self._database.told(),
            self._database.begin_writing() as connection,
            connection.begin(),
        ):
            yield connection

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(f"{self._database.place} has been closed: open it again.")

    @staticmethod
    def _named(holdings: dict[str, Holdings], collection: str) -> Holdings:
        if collection not in holdings:
            known = ", ".join(holdings)
            raise UnknownCollectionError(
                f"There is no collection “{collection}”: choose one of {known}."
            )
        return holdings[collection]
