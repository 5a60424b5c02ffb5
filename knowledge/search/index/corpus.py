"""What the index on disk is derived from: one collection of the store."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.model import Abstract

if TYPE_CHECKING:  # the process that writes an index does without the database
    from knowledge.store import Changes, Store
    from knowledge.store.following import Followed


class Corpus:
    """One collection of the store. Any thread may call any method."""

    def __init__(self, store: "Store", collection: str) -> None:
        self._store = store
        self._collection = collection

    def knowledge_version(self) -> str:
        """The hash of what the collection holds now."""
        return self._store.knowledge_version(self._collection)

    def generation(self) -> int:
        """A number that grows with every change."""
        return self._store.generation(self._collection)

    def changes_since(self, generation: int, knowledge_version: str) -> "Changes | None":
        """What has changed since a generation; None where all is to be read again."""
        return self._store.changes_since(generation, self._collection, knowledge_version)

    def changes_from_base(self, generation: int, knowledge_version: str) -> "Changes | None":
        """The same for what holds `base` as it was, and is to hold this collection."""
        return self._store.changes_from_base(self._collection, generation, knowledge_version)

    def followed(self) -> "Followed":
        """The same, for an index that many processes share.

        Raises:
            InputError: the base is in no database that they can share.
        """
        return self._store.followed(self._collection)

    def abstracts(self, ids: Sequence[str]) -> Mapping[str, Abstract]:
        """The abstracts with these identifiers; those that are not there are left out."""
        return self._store.abstracts(self._collection, ids)

    def iterate(self) -> Iterator[Abstract]:
        """All abstracts, by identifier."""
        return self._store.iterate(self._collection, order="id")

    def __len__(self) -> int:
        return self._store.statistics(self._collection).abstracts
