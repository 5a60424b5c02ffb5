"""What the store needs of a database, whichever it is."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from knowledge.model import Abstract
from knowledge.store.lookup import Names

Watcher = Callable[[Collection[str], Sequence[Abstract]], None]
"""Is told of what `base` holds while it changes, by the identifiers of abstracts that are gone, and
the abstracts that have come; none of it counts before the commit."""


class Database(Protocol):
    """An open database that holds a base. Any thread may call any method."""

    @property
    def engine(self) -> sa.Engine:
        """Gives connections; a transaction that reads sees one state."""

    @property
    def place(self) -> str:
        """What to call it in a message."""

    @property
    def names(self) -> Names:
        """Its index of names."""

    def told(self) -> AbstractContextManager[None]:
        """A block whose database errors become StoreErrors that name the place."""

    def begin_writing(self) -> sa.Connection:
        """A connection whose transaction is the only one that writes, from its beginning on."""

    def is_being_written(self) -> bool:
        """Whether another connection writes just now, or nobody can; asks without waiting."""

    def seen(self) -> object:
        """Something that differs from what it was before any other connection's commit."""

    def flaws(self) -> list[str]:
        """What the database's own check finds wrong, a sentence each."""

    def backup(self, file: Path) -> None:
        """Copy the base as it is now into a file, which is there whole or not at all."""

    def restore(self, file: Path, note: Callable[[sa.Connection], None]) -> None:
        """Put the base of a file in the place of this one, whole or not at all.

        `note` writes into it before it is in place, on a connection within a transaction.
        """

    def close(self) -> None:
        """Close it."""
