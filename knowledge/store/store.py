"""The store: abstracts on disk, by collection. Any thread may call any method."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from itertools import chain
from pathlib import Path
from typing import Self

import sqlalchemy as sa

from knowledge.model import Record
from knowledge.store import (
    change,
    changes,
    difference,
    export,
    history,
    ingest,
    integrity,
    queries,
    restoration,
)
from knowledge.store.address import open_database
from knowledge.store.backend import Watcher
from knowledge.store.change import Change, Deed
from knowledge.store.changes import Changes
from knowledge.store.difference import Difference
from knowledge.store.foresight import Foreseen, foreseen
from knowledge.store.history import Entry
from knowledge.store.ingest import Added
from knowledge.store.open_base import OpenBase
from knowledge.store.origin import now, user_name
from knowledge.store.schema import BASE


class Store(OpenBase):
    """An open base. Use it as a context manager, or close it.

    Every call names its collection, and sees what that one holds and what `base` holds, nothing
    else. Besides what each method says, all raise StoreError where the database is damaged,
    missing or busy for more than 30 seconds, and those that read raise UnknownCollectionError for
    a collection that is not there.
    """

    @classmethod
    def open(
        cls,
        place: Path | str,
        *,
        create: bool = False,
        clock: Callable[[], dt.datetime] = now,
        user: str | None = None,
    ) -> Self:
        """Open a base; with `create`, make an empty one where there is none.

        A base that cannot be written here opens for reading.

        Args:
            place: the data directory where `footnote.db` is, or is to be; or the URL of a
                PostgreSQL database, such as postgresql+psycopg://USER:PASSWORD@HOST/DATABASE.
            create: whether to make a base.
            clock: tells the time that the history notes.
            user: who the history says it was; None: who is logged in.

        Raises:
            StoreReadOnlyError: if there is no base and none can be created here.
            StoreVersionError: if another version of Footnote wrote it.
            StoreError: if there is none and `create` is false, or the file is damaged or no base.
        """
        return cls(open_database(place, create=create), clock=clock, user=user)

    def create_collection(self, name: str) -> None:
        """Add an empty collection; one that exists stays as it is.

        Raises:
            StoreReadOnlyError: if the base cannot be written here.
            StoreError: if the name is empty or not made of printable characters.
        """
        with self._writing() as connection:
            change.ensure(connection, name)

    def add(
        self,
        collection: str,
        records: Iterable[Record],
        *,
        what: Sequence[str] = (),
        rejected: Sized = (),
        watcher: Watcher | None = None,
        first: bool = False,
    ) -> Added:
        """Store records: all of them or, on any error, none. What it returns is safely on disk.

        Every record is kept as a statement of its own, with its source; the abstracts are what the
        statements make. A collection that is not there is made. One writer writes at a time; a
        second one waits up to 30 seconds for the first. A base does not begin without a record.

        Args:
            collection: where to store them.
            records: what was read.
            what: what is ingested, for the history.
            rejected: what could not be read, by the time that the last record has come.
            watcher: is told of what becomes of `base`, where it is stored there, as it happens.
            first: store them only where nothing was stored before; else nothing is changed.

        Raises:
            StoreReadOnlyError: if the base cannot be written here.
            StoreError: if the collection's name is empty or not made of printable characters.
        """
        remaining = iter(records)
        one = next(remaining, None)
        with self._writing() as connection:
            change.check_name(collection)
            if _is_pointless(connection, one, first=first):
                return self._nothing_added(collection)
            change.ensure(connection, collection)
            deed = self._deed(history.INGEST, what)
            made = Change(connection, self._database.names, collection, deed, watcher)
            ingest.ingest(made, chain([one] if one else [], remaining))
            made.tally.add("rejected", len(rejected))
            return ingest.added(made, made.finish().knowledge_version)

    def foresee(
        self, collection: str, records: Iterable[Record], whole: Callable[[int], bool]
    ) -> Foreseen:
        """What `add` would make of a collection; nothing is stored. See `foresight.foreseen`.

        It waits for whoever writes, and whoever writes for it.

        Raises:
            StoreReadOnlyError: if the base cannot be written here.
        """
        with self._writing() as connection:
            change.ensure(connection, collection)
            found = foreseen(
                self._change(connection, collection, history.INGEST, ()), records, whole
            )
            connection.rollback()
            return found

    def is_unused(self) -> bool:
        """Whether nothing was ever stored here, and nobody is about to."""
        with self._reading() as connection:
            blank = history.is_blank(connection)
        return blank and not self._database.is_being_written()

    def _nothing_added(self, collection: str) -> Added:
        held = self._current()
        seen = held.get(collection, held[BASE])
        return Added(0, 0, 0, 0, seen.knowledge_version, 0)

    def undo(self, collection: str, entry: int) -> Entry:
        """Undo an entry of the collection's history: what it brought counts no more.

        The same that other ingests brought stays. The undoing is an entry, and can be undone.

        Raises:
            HistoryError: if there is no such entry, or it was undone already.
            StoreReadOnlyError: if the base cannot be written here.
        """
        with self._writing() as connection:
            view = self._named(queries.holdings(connection), collection).view
            history.undoable(connection, view, entry)
            made = self._change(connection, collection, history.UNDO, (), undoes=entry)
            history.undo(made, entry)
            made.finish()
            return history.last(connection, view)

    def remove(self, collection: str, abstract_id: str) -> Entry:
        """Take an abstract out, whoever brought it; undoing this entry brings it back.

        Raises:
            HistoryError: if the collection brought no such abstract itself.
            StoreReadOnlyError: if the base cannot be written here.
        """
        with self._writing() as connection:
            view = self._named(queries.holdings(connection), collection).view
            history.removable(connection, view, abstract_id)
            found = queries.by_id(connection, view, [abstract_id])[abstract_id]
            what = (abstract_id, found.label)
            made = self._change(connection, collection, history.REMOVE, what)
            history.remove(made, abstract_id)
            made.finish()
            return history.last(connection, view)

    def history(self, collection: str) -> list[Entry]:
        """What has changed what the collection sees, the oldest first."""
        view = self.statistics(collection).view
        with self._reading() as connection:
            return list(history.history(connection, view))

    def changes_since(
        self, generation: int, collection: str, version: str | None = None
    ) -> Changes | None:
        """What to do to something that holds the collection as it was at `generation`.

        None where that cannot be told and everything is to be read again: the generation, or the
        knowledge version that the collection had then (if given), is none of this base's history.
        """
        self.statistics(collection)
        with self._reading() as connection:
            held = self._named(queries.holdings(connection), collection)
            return changes.changes(connection, held, generation, version)

    def changes_from_base(self, collection: str, generation: int, version: str) -> Changes | None:
        """What to do to something that holds `base`, as it was, to make it hold the collection.

        None where that cannot be told and everything is to be read again.
        """
        with self._reading() as connection:
            held = queries.holdings(connection)
            own = self._named(held, collection)
            return changes.changes_from_base(connection, held[BASE], own, generation, version)

    def diff(self, collection: str, first: str, second: str) -> Iterator[Difference]:
        """What came, went and changed from one knowledge version to another of the history.

        A version may be cut short to four digits or more. Whatever is stored meanwhile, this tells
        of the base as it was when it began.

        Raises:
            HistoryError: if the history has no such version, or several that begin so.
        """
        held = self.statistics(collection)
        with self._reading() as connection:
            now = held.knowledge_version
            yield from difference.differences(connection, held.view, now, first, second)

    def export(self, collection: str) -> Iterator[str]:
        """A line of JSON for every statement that the collection sees, in stored order.

        Ingested elsewhere, the lines make the same abstracts, under the same knowledge version.
        """
        view = self.statistics(collection).view
        with self._reading() as connection:
            yield from export.exported(connection, view)

    def verify(self) -> list[str]:
        """What is wrong with the base, a sentence each; nothing: it is sound. Reads all of it."""
        self._check_open()
        with self._database.told():
            if found := self._database.flaws():
                return found
        with self._reading() as connection:
            return list(integrity.flaws(connection))

    def backup(self, file: Path) -> None:
        """Copy the whole base, as it is now, to a file; others go on reading and writing.

        Raises:
            StoreReadOnlyError: if the file cannot be written.
            StoreError: if the database has another way to be copied.
        """
        self._check_open()
        with self._database.told():
            self._database.backup(file)

    def restore(self, file: Path) -> None:
        """Put a copy that `backup` made in the place of the whole base, all collections with it.

        It is an entry of every collection's history, which is otherwise that of the copy. Others
        go on reading, and see the restored base in their next question.

        Raises:
            StoreReadOnlyError: if the base cannot be written here.
            StoreVersionError: if another version of Footnote wrote the file.
            StoreError: if the file is no sound copy, or the database has another way.
        """
        before = self._current()
        deed = self._deed(history.RESTORE, [str(file)])
        with self._database.told():
            self._database.restore(
                file, lambda connection: restoration.note(connection, deed, before)
            )

    def _change(
        self,
        connection: sa.Connection,
        collection: str,
        kind: str,
        what: Sequence[str],
        undoes: int | None = None,
    ) -> Change:
        deed = self._deed(kind, what, undoes)
        return Change(connection, self._database.names, collection, deed)

    def _deed(self, kind: str, what: Sequence[str], undoes: int | None = None) -> Deed:
        who = self._user if self._user is not None else user_name()
        return Deed(kind, self._clock(), who, what, undoes)


def _is_pointless(connection: sa.Connection, one: Record | None, *, first: bool) -> bool:
    """Whether an ingest would only begin a base with nothing, or come behind another first one."""
    if first or one is None:
        return history.is_blank(connection) is (one is None)
    return False
