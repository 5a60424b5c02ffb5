"""Indexes on disk made for tests, and a store in memory to derive them from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from knowledge.model import Abstract
from knowledge.search.index.corpus import Corpus
from knowledge.search.index.snapshot import Snapshot, taken
from knowledge.search.index.writer import Writing
from knowledge.store import Changes


def on_disk(folder: Path, abstracts: Iterable[Abstract]) -> Snapshot:
    """An index over abstracts, open."""
    with Writing(folder) as writing:
        writing.put(abstracts)
        writing.commit(1, "test")
    return opened(folder)


def opened(folder: Path) -> Snapshot:
    """The index in a folder, which must be sound."""
    snapshot = taken(folder)
    assert snapshot is not None
    return snapshot


@dataclass
class Shelved(Corpus):
    """A store of abstracts in memory that remembers what was touched when.

    `forgets`: it cannot tell of changes. `held_up`: abstracts come once this is set.
    """

    held: dict[str, Abstract] = field(default_factory=dict)
    touched: list[set[str]] = field(default_factory=list)
    forgets: bool = False
    held_up: Event | None = None
    read: int = 0

    def change(self, put: Sequence[Abstract] = (), gone: Sequence[Abstract] = ()) -> None:
        """Put abstracts in, and take others out."""
        for abstract in gone:
            del self.held[abstract.id]
        self.held.update({abstract.id: abstract for abstract in put})
        self.touched.append({abstract.id for abstract in (*put, *gone)})

    def knowledge_version(self) -> str:
        """Another one for each generation."""
        return f"version {len(self.touched)}"

    def generation(self) -> int:
        """How many changes there were."""
        return len(self.touched)

    def changes_since(self, generation: int, knowledge_version: str) -> Changes | None:
        """What has changed since a generation of this shelf."""
        if self.forgets or knowledge_version != f"version {generation}":
            return None
        ids = set().union(*self.touched[generation:])
        return Changes(
            tuple(sorted(ids & self.held.keys())),
            tuple(sorted(ids - self.held.keys())),
            len(self.touched),
            self.knowledge_version(),
        )

    def abstracts(self, ids: Sequence[str]) -> Mapping[str, Abstract]:
        """The abstracts with these identifiers."""
        self._wait()
        return {i: self.held[i] for i in ids if i in self.held}

    def iterate(self) -> Iterator[Abstract]:
        """All abstracts, by identifier."""
        self._wait()
        self.read += 1
        yield from [self.held[i] for i in sorted(self.held)]

    def _wait(self) -> None:
        if self.held_up is not None:
            assert self.held_up.wait(300)
