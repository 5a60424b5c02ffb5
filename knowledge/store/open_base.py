"""A base that is open: its connections, and the abstracts that its collections hold."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Self

import sqlalchemy as sa

from knowledge.errors import InputError, StoreError, UnknownCollectionError
from knowledge.model import Abstract
from knowledge.store import lookup, queries, statistics
from knowledge.store.backend import Database
from knowledge.store.following import Followed
from knowledge.store.origin import now
from knowledge.store.queries import Holdings, Order, View


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

    def followed(self, collection: str) -> Followed:
        """The collection, for an index that many processes share.

        Raises:
            InputError: the base is in no database that they can share.
        """
        if self._database.engine.dialect.name != statistics.DIALECT:
            raise InputError(
                "An index that many processes share needs a base in PostgreSQL: give the URL of "
                "one, or take another engine."
            )
        return Followed(
            self._database.engine,
            self._reading,
            self._writing,
            lambda: self.statistics(collection),
            lambda: self._view(collection),
        )

    def abstract(self, collection: str, abstract_id: str) -> Abstract | None:
        """The abstract with this id, or None."""
        return self.abstracts(collection, [abstract_id]).get(abstract_id)

    def abstracts(self, collection: str, ids: Iterable[str]) -> dict[str, Abstract]:
        """The abstracts with these ids, by id, in the order asked for; unknown ids are left out."""
        wanted = [each for each in dict.fromkeys(ids) if each.isalnum() and each.isascii()]
        view = self._view(collection)
        with self._reading() as connection:
            found = queries.by_id(connection, view, wanted)
        return {each: found[each] for each in wanted if each in found}

    def iterate(
        self, collection: str, batch: int = 1000, *, order: Order = "stored"
    ) -> Iterator[Abstract]:
        """All abstracts, as they were when the iteration began, read `batch` at a time.

        `stored` is the order in which they were first stored; `id` is the same for the same
        knowledge version, however it came about.
        """
        view = self.statistics(collection).view
        with self._reading() as connection:
            for abstracts in queries.in_batches(connection, view, batch, order):
                yield from abstracts

    def suggest(self, collection: str, prefix: str, limit: int = 25) -> list[Abstract]:
        """At most `limit` abstracts for what somebody has begun to type.

        Every word of `prefix` must begin a word of the title (of the opening words, where there is
        none) or of an author's name; case and accents do not matter. Those whose title begins with
        `prefix` come first, the others in stored order; an empty `prefix` gives the first stored.
        """
        view = self.statistics(collection).view
        words = lookup.typed_words(prefix)
        with self._reading() as connection:
            positions = self._database.names.positions(connection, view.scope, words)
            hidden = queries.shadowed(connection, view, positions)
            found = queries.at(connection, view, [p for p in positions if p not in hidden])
        return lookup.best_first(found.values(), words)[:limit]

    def _view(self, collection: str) -> View:
        """What a collection sees; that stays, so that what is known needs not be asked for."""
        held = self._holdings.get(collection)
        return held.view if held else self.statistics(collection).view

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
