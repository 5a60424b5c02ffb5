"""An index brought up to date with its store, or built anew beside the old one and swapped in."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import StoreError
from knowledge.search.index.copies import Beneath, copy_files
from knowledge.search.index.corpus import Corpus
from knowledge.search.index.snapshot import UNUSABLE, Snapshot, state_of, taken
from knowledge.search.index.state import State
from knowledge.search.index.writer import Writing
from knowledge.search.keeping import Keeping

if TYPE_CHECKING:
    from knowledge.store import Changes

_CURRENT = "current"
_LOCK = "lock.db"
_PATIENCE = 3600.0
"""Seconds to wait for another process that is writing the index."""
_SHORT = 10.0
"""The same, where an index can be made without it."""
_BATCH = 1000
_MANY = 5000
_WASTE = 10_000
"""An index with more that was taken out than it holds, and with so much, is built anew."""


class Keeper:
    """Keeps the index of one collection. Any thread may call any method.

    Args:
        root: a folder of its own; made where it is missing.
        corpus: what the index is derived from.
        beneath: the index of what the collection sees beside its own, to begin with.
    """

    def __init__(self, root: Path, corpus: Corpus, beneath: Beneath | None = None) -> None:
        self._root = root
        self._corpus = corpus
        self._beneath = beneath
        self._keeping = Keeping(self._fresh, self._bring_up)

    def now(self, patience: float | None = None) -> Snapshot | None:
        """The index of what the collection holds now, brought up to date where it is not.

        Args:
            patience: seconds from its beginning to wait for that; it goes on beside. None: as long
                as it takes.

        Returns:
            None where it takes longer.

        Raises:
            StoreError: the index cannot be read or written.
        """
        return self._keeping.now(patience)

    def close(self) -> None:
        """Wait for what is being written."""
        self._keeping.close()

    def _fresh(self) -> Snapshot | None:
        folder = current(self._root)
        return taken(folder, self._corpus.knowledge_version()) if folder else None

    def _bring_up(self, done: Callable[[], None]) -> None:
        try:
            with alone(self._root):
                writing = bring_up_to_date(self._root, self._corpus, self._beneath)
                done()
                if writing is not None:
                    _settled(writing)
        except UNUSABLE as error:
            raise _unwritable(self._root, error) from error


def current(root: Path) -> Path | None:
    """Where the index is that questions are answered from; None where there is none."""
    try:
        return root / (root / _CURRENT).read_text(encoding="utf-8")
    except OSError:
        return None


def bring_up_to_date(root: Path, corpus: Corpus, beneath: Beneath | None = None) -> Writing | None:
    """Make the index hold what the store holds; to be called by one at a time, see `alone`.

    Returns:
        What is left to be settled and closed, if anything.
    """
    folder = current(root)
    state = state_of(folder) if folder else None
    if folder is not None and state is not None and not _wasteful(state):
        changes = corpus.changes_since(state.generation, state.knowledge_version)
        if changes is not None:
            with suppress(*UNUSABLE):  # what cannot be written on is made anew
                return _followed(folder, corpus, changes)
    if beneath is None or folder is not None or not _grown(root, corpus, beneath):
        _built(root, corpus)
    return None


@contextmanager
def alone(root: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Nobody else writes the index meanwhile, in no other process either.

    SQLite's lock on an empty database is let go when its holder ends, however it ends.

    Raises:
        sqlite3.Error: somebody else has been writing it for `patience` seconds.
    """
    root.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(root / _LOCK, timeout=patience, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()


def _wasteful(state: State) -> bool:
    taken_out = state.documents - state.abstracts
    return taken_out > max(_WASTE, state.abstracts)


def _followed(folder: Path, corpus: Corpus, changes: "Changes") -> Writing:
    writing = Writing(folder, many=len(changes.put) > _MANY)
    try:
        _follow(writing, corpus, changes)
    except BaseException:
        writing.close()
        raise
    return writing


def _follow(writing: Writing, corpus: Corpus, changes: "Changes | None") -> None:
    """Make changes, and those that come meanwhile.

    Where these cannot be told, the index stays behind, and whoever asks next finds that it does.
    """
    while changes is not None and changes.generation != writing.state.generation:
        _change(writing, corpus, changes)
        writing.commit(changes.generation, changes.knowledge_version)
        changes = corpus.changes_since(changes.generation, changes.knowledge_version)


def _change(writing: Writing, corpus: Corpus, changes: "Changes") -> None:
    writing.take_out(changes.gone)
    for start in range(0, len(changes.put), _BATCH):
        ids = changes.put[start : start + _BATCH]
        there = corpus.abstracts(ids)
        writing.take_out([i for i in ids if i not in there])
        writing.put(there.values())


def new_folder(root: Path) -> Path:
    """The name of a folder to build an index in."""
    return root / f"index-{secrets.token_hex(8)}"


def usable(folder: Path | None, generation: int, version: str) -> Path | None:
    """An index that can be written on, if it is of this generation and knowledge version."""
    state = state_of(folder) if folder else None
    if state is None or _wasteful(state):
        return None
    return folder if (state.generation, state.knowledge_version) == (generation, version) else None


def _built(root: Path, corpus: Corpus) -> None:
    """Build an index in a new folder, and let it take the place of the old one, whole."""
    folder = new_folder(root)
    generation, version = corpus.generation(), corpus.knowledge_version()
    try:
        with Writing(folder, many=True) as writing:
            writing.put(corpus.iterate())
            writing.commit(generation, version)
            _follow(writing, corpus, corpus.changes_since(generation, version))
            writing.settle()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    settled_in(root, folder)


def _grown(root: Path, corpus: Corpus, beneath: Beneath) -> bool:
    """Make an index from a copy of that beneath; False where there is none to be used."""
    folder = new_folder(root)
    with suppress(*UNUSABLE):
        if _copied(beneath.root, folder) and _turned(folder, corpus, beneath):
            settled_in(root, folder)
            return True
    shutil.rmtree(folder, ignore_errors=True)
    return False


def _turned(folder: Path, corpus: Corpus, beneath: Beneath) -> bool:
    """Turn a copy of the index beneath into one of the corpus; False where that cannot be told."""
    with Writing(folder) as writing:
        changes = beneath.changes(writing.state.generation, writing.state.knowledge_version)
        if changes is None:
            return False
        _change(writing, corpus, changes)
        writing.commit(changes.generation, changes.knowledge_version)
        _follow(writing, corpus, _since(corpus, changes))
        writing.settle()
    return True


def _copied(root: Path, folder: Path) -> bool:
    """Copy the current index to a folder; False where there is none, or it is being written."""
    if current(root) is None:
        return False
    with alone(root, _SHORT):
        found = current(root)
        if found is None or state_of(found) is None:
            return False
        copy_files(found, folder)
        return True


def _since(corpus: Corpus, changes: "Changes") -> "Changes | None":
    return corpus.changes_since(changes.generation, changes.knowledge_version)


def settled_in(root: Path, folder: Path) -> None:
    """Let a folder take the place of the others."""
    _point(root, folder)
    for other in root.glob("index-*"):
        if other != folder:  # who still reads it goes on: its files are gone by name only
            shutil.rmtree(other, ignore_errors=True)


def _point(root: Path, folder: Path) -> None:
    """Say which index is the current one; a reader finds the old one or the new one."""
    new = root / f"{_CURRENT}.new"
    with new.open("w", encoding="utf-8") as file:
        file.write(folder.name)
        file.flush()
        os.fsync(file.fileno())
    new.replace(root / _CURRENT)


def _settled(writing: Writing) -> None:
    with writing:
        writing.settle()


def _unwritable(root: Path, error: BaseException) -> StoreError:
    return StoreError(
        f"The index in {root} could not be written ({error}): free some space or allow writing "
        "there; it is made from the database again."
    )
