"""Which terms an abstract holds, and how often, by the abstract's number: what scoring needs.

Two files that only ever grow. What stands behind the committed ends was written by a process that
was stopped, and is written over.
"""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

_DOCUMENT = np.dtype([("id", "S40"), ("start", "<i8"), ("entries", "<i4"), ("length", "<i4")])
"""`start`: where its entries begin; `entries`: how many there are; `length`: of BM25."""
_ENTRY = np.dtype([("term", "<u4"), ("count", "<u2")])
_MOST = (1 << 16) - 1
_FILES = ("documents.bin", "entries.bin")


class Documents:
    """The committed part of the files, mapped into memory."""

    def __init__(self, folder: Path, documents: int, entries: int) -> None:
        held = _mapped(folder / _FILES[0], _DOCUMENT, documents)
        self._ids, self._lengths = held["id"], held["length"]
        self._starts, self._counts = held["start"], held["entries"]
        written = _mapped(folder / _FILES[1], _ENTRY, entries)
        self._terms, self._often = written["term"], written["count"]

    def ids(self, numbers: NDArray[np.int64]) -> list[str]:
        """The identifiers of abstracts."""
        return [raw.decode() for raw in self._ids[numbers].tolist()]

    def lengths(self, numbers: NDArray[np.int64]) -> NDArray[np.int32]:
        """The lengths of abstracts, as BM25 counts them."""
        return np.asarray(self._lengths[numbers])

    def frequencies(
        self, numbers: NDArray[np.int64], terms: NDArray[np.uint32]
    ) -> NDArray[np.float64]:
        """How often abstracts hold terms, which are sorted: a row for each abstract."""
        count = self._counts[numbers]
        ends = count.cumsum()
        place = np.repeat(self._starts[numbers] - ends + count, count)
        place += np.arange(len(place))
        written = self._terms[place]
        column = terms.searchsorted(written)
        column[column == len(terms)] = 0
        held = np.flatnonzero(terms[column] == written)
        row = ends.searchsorted(held, side="right")
        found = np.zeros((len(numbers), len(terms)))
        found[row, column[held]] = self._often[place[held]]
        return found


class DocumentsAppended:
    """The files, open to add to them."""

    def __init__(self, folder: Path, documents: int, entries: int) -> None:
        self.documents = documents
        self.entries = entries
        sizes = (documents * _DOCUMENT.itemsize, entries * _ENTRY.itemsize)
        with ExitStack() as closing:
            self._files = [
                closing.enter_context(_opened(folder / name, size))
                for name, size in zip(_FILES, sizes, strict=True)
            ]
            self._closing = closing.pop_all()

    def add(
        self,
        ids: Sequence[str],
        terms: NDArray[np.int64],
        counts: NDArray[np.int64],
        entries: NDArray[np.int64],
        lengths: NDArray[np.int64],
    ) -> int:
        """Add abstracts; the number of the first.

        Args:
            ids: their identifiers.
            terms: the numbers of their terms, one abstract after the other.
            counts: how often each of these counts.
            entries: how many there are in each abstract.
            lengths: of BM25.
        """
        written = np.empty(len(terms), _ENTRY)
        written["term"] = terms
        written["count"] = np.minimum(counts, _MOST)
        documents = np.empty(len(ids), _DOCUMENT)
        documents["id"] = np.array([identifier.encode() for identifier in ids], "S40")
        documents["start"] = self.entries + entries.cumsum() - entries
        documents["entries"] = entries
        documents["length"] = lengths
        self._files[0].write(documents.tobytes())
        self._files[1].write(written.tobytes())
        first = self.documents
        self.entries += len(terms)
        self.documents += len(ids)
        return first

    def commit(self) -> None:
        """Return once everything added is on the disk."""
        for file in self._files:
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """Close the files."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def whole(folder: Path, documents: int, entries: int) -> bool:
    """Whether the files hold as much as was committed."""
    least = (documents * _DOCUMENT.itemsize, entries * _ENTRY.itemsize)
    paths: Sequence[Path] = [folder / name for name in _FILES]
    return all(p.exists() and p.stat().st_size >= n for p, n in zip(paths, least, strict=True))


def _opened(path: Path, size: int) -> BinaryIO:
    path.touch()
    file = path.open("r+b")
    file.truncate(size)
    file.seek(size)
    return file


def _mapped(path: Path, kind: "np.dtype[np.void]", count: int) -> NDArray[np.void]:
    if not count:  # an empty file cannot be mapped
        return np.zeros(0, dtype=kind)
    mapped = np.memmap(path, dtype=kind, mode="r", shape=(count,))
    return np.asarray(mapped)  # the same memory, without what a memmap costs at each look
