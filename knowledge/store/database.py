"""The store: abstracts on disk, by collection. Any thread may call any method."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Self

import sqlalchemy as sa

from knowledge.errors import StoreError, UnknownCollectionError
from knowledge.model import Abstract, Record
from knowledge.store import lookup, opening, reading, schema
from knowledge.store.faults import told
from knowledge.store.ingesting import Added, ingest
from knowledge.store.reading import Holdings, Order


class Store:
    """An open base. Use it as a context manager, or close it.

    Besides what each method says, all raise StoreError where the file is damaged, missing or busy
    for more than 30 seconds, and UnknownCollectionError for a collection that is not there.
    """

    def __init__(self, engine: sa.Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._lock = Lock()
        self._closed = False
        self._seen_change: int | None = None
        self._holdings: dict[str, Holdings] = {}
        with told(path):
            # Its own connection, in no transaction, on which SQLite tells of others' commits.
            self._watch = engine.raw_connection()

    @classmethod
    def open(cls, data_dir: Path, *, create: bool = False) -> Self:
        """Open the base in a data directory; with `create`, make an empty one where there is none.

        A base that cannot be written here opens for reading.

        Raises:
            StoreReadOnlyError: if there is no base and none can be created here.
            StoreVersionError: if another version of Footnote wrote it.
            StoreError: if there is none and `create` is false, or the file is damaged or no base.
        """
        path = Path(data_dir) / opening.FILE_NAME
        with told(path):
            return cls(opening.open_engine(path, create=create), path)

    def close(self) -> None:
        """Close the base; closing twice is no error."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._watch.close()
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def collections(self) -> list[str]:
        """The names of the collections, `base` first."""
        return list(self._current())

    def create_collection(self, name: str) -> None:
        """Add an empty collection; one that exists stays as it is.

        Raises:
            StoreReadOnlyError: if the base cannot be written here.
            StoreError: if the name is empty or not made of printable characters.
        """
        if not name or not name.isprintable():
            raise StoreError("A collection needs a name of printable characters.")
        with self._writing() as connection:
            if name not in reading.holdings(connection):
                schema.add_collection(connection, name)

    def add(self, collection: str, records: Iterable[Record]) -> Added:
        """Store records: all of them or, on any error, none. What it returns is safely on disk.

        A record whose abstract is there already adds its source and what it states. One writer
        writes at a time; a second one waits up to 30 seconds for the first.

        Raises:
            StoreReadOnlyError: if the base cannot be written here.
        """
        with self._writing() as connection:
            before = self._named(reading.holdings(connection), collection)
            return ingest(connection, before, records)

    def abstract(self, collection: str, abstract_id: str) -> Abstract | None:
        """The abstract with this id, or None."""
        return self.abstracts(collection, [abstract_id]).get(abstract_id)

    def abstracts(self, collection: str, ids: Iterable[str]) -> dict[str, Abstract]:
        """The abstracts with these ids, by id, in the order asked for; unknown ids are left out."""
        wanted = [each for each in dict.fromkeys(ids) if each.isascii()]  # as every id is
        key = self.statistics(collection).key
        with self._reading() as connection:
            found = reading.by_id(connection, key, wanted)
        return {each: found[each][1] for each in wanted if each in found}

    def iterate(
        self, collection: str, batch: int = 1000, *, order: Order = "stored"
    ) -> Iterator[Abstract]:
        """All abstracts, as they were when the iteration began, read `batch` at a time.

        `stored` is the order in which they were first stored; `id` is the same for the same
        knowledge version, however it came about.
        """
        key = self.statistics(collection).key
        with self._reading() as connection:
            for abstracts in reading.in_batches(connection, key, batch, order):
                yield from abstracts

    def suggest(self, collection: str, prefix: str, limit: int = 25) -> list[Abstract]:
        """At most `limit` abstracts for what somebody has begun to type.

        Every word of `prefix` must begin a word of the title (of the opening words, where there is
        none) or of an author's name; case and accents do not matter. Those whose title begins with
        `prefix` come first, the others in stored order; an empty `prefix` gives the first stored.
        """
        key = self.statistics(collection).key
        with self._reading() as connection:
            positions = lookup.positions_of(connection, key, prefix, limit)
            return reading.by_position(connection, positions)

    def statistics(self, collection: str) -> Holdings:
        """What the collection holds; costs no counting."""
        return self._named(self._current(), collection)

    def knowledge_version(self, collection: str) -> str:
        """The hash of what the collection holds now, after any other process's ingest; cheap."""
        return self.statistics(collection).knowledge_version

    def _current(self) -> dict[str, Holdings]:
        """What every collection holds, read again only after a commit by any other connection."""
        with self._lock, told(self._path):
            self._check_open()
            (change,) = self._watch.cursor().execute("PRAGMA data_version").fetchone()
            if change != self._seen_change:
                with self._engine.connect() as connection:
                    self._holdings = reading.holdings(connection)
                self._seen_change = change
            return self._holdings

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        self._check_open()
        with told(self._path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        self._check_open()
        with (
            told(self._path),
            opening.begin_writing(self._engine) as connection,
            connection.begin(),
        ):
            yield connection

    def _check_open(self) -> None:
        if self._closed:
            raise StoreError(f"{self._path} has been closed: open it again.")

    @staticmethod
    def _named(holdings: dict[str, Holdings], collection: str) -> Holdings:
        if collection not in holdings:
            known = ", ".join(holdings)
            raise UnknownCollectionError(
                f"There is no collection “{collection}”: choose one of {known}."
            )
        return holdings[collection]
