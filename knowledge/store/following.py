"""What an index that many processes share needs to follow the base: who writes it, and what."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import NamedTuple

import sqlalchemy as sa

from knowledge.model import Abstract
from knowledge.store import changes, queries, statistics
from knowledge.store.changes import Changes
from knowledge.store.queries import Holdings, View
from knowledge.store.schema import collections, shadows
from knowledge.store.word_counts import WordCounts

_BASE = sa.select(statistics.counted.c.base)
_ACCOUNTS = sa.select(
    collections.c.key, collections.c.generation, collections.c.hash_sum, collections.c.abstracts
).where(collections.c.key.in_(sa.bindparam("scope", expanding=True)))
_HIDDEN = sa.select(shadows.c.id).where(shadows.c.collection == sa.bindparam("own"))
_BATCH = 500
_MANY = 500
"""Counts of so many entries are worth folding: a common word has a row for each of them."""
_TRY = sa.text("SELECT pg_try_advisory_lock(:family, :number)")
_LET_GO = sa.text("SELECT pg_advisory_unlock(:family, :number)")
_FAMILY = 0x466F6F74
"""What tells our locks from others' in the same database."""


class Part(NamedTuple):
    """What a collection itself has given, as it is now: a generation of it, and a hash."""

    key: int
    generation: int
    hash_sum: str


class Followed:
    """One collection, for what follows it. Any thread may call any method.

    Args:
        engine: gives connections of their own.
        reading: gives a connection for reading.
        writing: gives one for writing.
        held: what the collection sees now.
        view: the same without asking what it holds.
    """

    def __init__(
        self,
        engine: sa.Engine,
        reading: Callable[[], AbstractContextManager[sa.Connection]],
        writing: Callable[[], AbstractContextManager[sa.Connection]],
        held: Callable[[], Holdings],
        view: Callable[[], View],
    ) -> None:
        self._engine = engine
        self._reading, self._writing = reading, writing
        self._held, self._view = held, view

    def base(self) -> str:
        """By which name the indexes of this base know it; another one where all is made anew."""
        with self._reading() as connection:
            return str(connection.scalars(_BASE).one())

    def holdings(self) -> Holdings:
        """What the collection sees now."""
        return self._held()

    def state(self) -> tuple[Holdings, tuple[Part, ...], tuple[str, ...]]:
        """What it sees now, the parts of that (that of `base` first), and what it hides of it."""
        view = self._view()
        with self._reading() as connection:
            held = next(h for h in queries.holdings(connection).values() if h.view == view)
            rows = connection.execute(_ACCOUNTS, {"scope": view.scope}).all()
            hides = connection.scalars(_HIDDEN, {"own": view.own}).all()
        parts = {row.key: Part(row.key, row.generation, row.hash_sum) for row in rows}
        return held, tuple(parts[key] for key in view.scope), tuple(hides)

    def counts_at(self, generation: int) -> WordCounts:
        """What was counted of what the collection saw at a generation."""
        return WordCounts(self._reading, self._view(), generation)

    def version_at(self, generation: int) -> str | None:
        """The knowledge version that the collection had after an entry, if it is known."""
        held = self._held()
        with self._reading() as connection:
            return changes.version_at(connection, held, generation)

    @contextmanager
    def frozen(self) -> Iterator["Frozen"]:
        """The base as it is now, whatever is written while the block goes on."""
        with self._reading() as connection:
            yield Frozen(connection, self._view())

    @contextmanager
    def elected(self, part: int) -> Iterator[bool]:
        """Whether nobody else writes the index of a part; nobody does while the block goes on.

        PostgreSQL lets go of the lock when its holder ends, however it ends.
        """
        lock = {"family": _FAMILY, "number": part}
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            won = bool(connection.scalar(_TRY, lock))
            try:
                yield won
            finally:
                if won:
                    try:
                        connection.execute(_LET_GO, lock)
                    except sa.exc.DBAPIError:
                        connection.invalidate()

    def fold(self, generation: int) -> None:
        """Let counts up to a generation be told no more apart, if there are many.

        Who still answers from an earlier one is told that it is outdated.
        """
        with self._reading() as connection:
            since = statistics.folded(connection)
        if generation - since > _MANY:
            with self._writing() as connection:
                statistics.fold(connection, generation)


class Frozen:
    """One state of the base, as a collection sees it, on a connection."""

    def __init__(self, connection: sa.Connection, view: View) -> None:
        self._connection = connection
        self._view = view

    def part(self, key: int) -> Part:
        """A part of it."""
        (row,) = self._connection.execute(_ACCOUNTS, {"scope": [key]}).all()
        return Part(row.key, row.generation, row.hash_sum)

    def changes(self, part: int, generation: int) -> Changes | None:
        """What has changed since a generation in what one collection itself has given.

        None where all is to be read again.
        """
        every = queries.holdings(self._connection).values()
        own = next(held for held in every if held.view.own == part)
        alone = replace(own, view=View(part, None))
        return changes.changes(self._connection, alone, generation, None)

    def own(self, part: int) -> Iterator[Sequence[Abstract]]:
        """The abstracts that one collection itself has given, some hundreds at a time."""
        alone = View(part, None)
        for batch in queries.in_batches(self._connection, alone, _BATCH, "id"):
            if part == self._view.own and self._view.under is not None:
                yield list(self.abstracts([each.id for each in batch]).values())
            else:
                yield batch

    def abstracts(self, ids: Sequence[str]) -> Mapping[str, Abstract]:
        """The abstracts with these ids, with what the collection takes in of `base`."""
        return queries.by_id(self._connection, self._view, ids)
