"""What the index on disk needs of the store that it is derived from."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from knowledge.model import Abstract


class Changes(Protocol):
    """What to do to an index of one generation to make it one of another.

    `put` and `gone` are identifiers: of what to add or replace, and of what to take out, whether it
    is held or not.
    """

    @property
    def put(self) -> Sequence[str]:
        """Of what to add, or to put in place of what is held."""
        ...

    @property
    def gone(self) -> Sequence[str]:
        """Of what to take out."""
        ...

    @property
    def generation(self) -> int:
        """The generation that this leads to."""
        ...

    @property
    def knowledge_version(self) -> str:
        """Its knowledge version."""
        ...


class Corpus(Protocol):
    """One collection of the store. Any thread may call any method."""

    def knowledge_version(self) -> str:
        """The hash of what the collection holds now; cheap."""
        ...

    def generation(self) -> int:
        """A number that grows with every change; cheap."""
        ...

    def changes_since(self, generation: int, knowledge_version: str) -> Changes | None:
        """What has changed since a generation; None where all is to be read again."""
        ...

    def abstracts(self, ids: Sequence[str]) -> Mapping[str, Abstract]:
        """The abstracts with these identifiers; those that are not there are left out."""
        ...

    def iterate(self) -> Iterator[Abstract]:
        """All abstracts."""
        ...
