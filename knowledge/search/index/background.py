"""An index brought up to date by a process of its own while an ingest is still under way.

Storing keeps one processor busy, indexing another. The process is told what the ingest does to a
collection, batch by batch, and commits once it hears that the store has: until then nobody sees any
of it. Whatever goes wrong with it costs nothing but time, as the index is then brought up to date
the usual way.
"""

import datetime as dt
import marshal
import os
import subprocess
import sys
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, BinaryIO, Self

from knowledge.model import Abstract, Bibliography, Published
from knowledge.search.index.corpus import Corpus

MANY = 3000
"""Fewer new abstracts are indexed before a process has begun."""
ALL, HELD, DONE = b"all\n", b"held\n", b"done\n"
"""What the process says: that it must be told all that there is, or holds that; it is done."""
_BATCH = 500
_WAITING = 4
"""So many messages may wait to be read."""
_MAIN = "from knowledge.search.index.background_process import main; main()"
_SPARING = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": str(1 << 19)}
"""To glibc: what is let go of in large pieces goes back to the system at once."""
_LENGTH = 8
"""Bytes of a number that says how long a message is."""
Message = tuple[str, Any]


class Ahead:
    """Tells a process of its own what an ingest does; to be used by one ingest, in one thread.

    Args:
        root: the folder of the collection's indexes.
        corpus: the collection.
        many: how many new abstracts are worth a process.
    """

    def __init__(self, root: Path, corpus: Corpus, many: int = MANY) -> None:
        self._root = root
        self._corpus = corpus
        self._many = many
        self._put = 0
        self._kept: list[Message] = []
        self._process: _Process | None = None
        self._failed = False

    def watch(self, gone: Collection[str], come: Sequence[Abstract]) -> None:
        """Abstracts are gone, and others have come."""
        if gone:
            self._tell(("take_out", list(gone)))
        if come:
            self._put += len(come)
            self._tell(("put", [_row(abstract) for abstract in come]))

    def commit(self) -> bool:
        """To be called once the store has committed: whether the index is of that version now."""
        if self._process is None:
            return False
        self._send(("commit", (self._corpus.generation(), self._corpus.knowledge_version())))
        return self._process.answer() == DONE

    def close(self) -> None:
        """Wait for the process; what it was not told to commit is dropped."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tell(self, message: Message) -> None:
        if self._failed:
            return
        if self._process is not None:
            self._send(message)
            return
        self._kept.append(message)
        if self._put >= self._many:
            self._start()

    def _start(self) -> None:
        # Nobody else can write now, so this is what the collection was before the ingest.
        generation, version = self._corpus.generation(), self._corpus.knowledge_version()
        try:
            self._process = _Process(str(self._root), str(generation), version)
        except OSError:
            self._failed = True
            return
        answer = self._process.answer()
        if answer == ALL:
            remaining = iter(self._corpus.iterate())
            while batch := [_row(abstract) for abstract in islice(remaining, _BATCH)]:
                self._send(("put", batch))
        self._failed = answer not in {ALL, HELD}
        for message in self._kept:
            self._send(message)
        self._kept = []

    def _send(self, message: Message) -> None:
        if self._process is not None:
            self._process.send(marshal.dumps(message))


class _Process:
    """The process: it is sent messages, and answers with lines; b"" once it has ended."""

    def __init__(self, *arguments: str) -> None:
        path = os.pathsep.join(filter(None, sys.path))
        self._process = subprocess.Popen(  # noqa: S603  # this very program
            [sys.executable, "-P", "-c", _MAIN, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path, **_SPARING},
            start_new_session=True,  # who interrupts the ingest ends it by ending its messages
        )
        self._messages: Queue[bytes | None] = Queue(_WAITING)
        self._thread = Thread(target=self._write, daemon=True)
        self._thread.start()

    def send(self, message: bytes) -> None:
        self._messages.put(message)

    def answer(self) -> bytes:
        stream = self._process.stdout
        return stream.readline() if stream else b""

    def close(self) -> None:
        self._messages.put(None)
        self._thread.join()
        self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def _write(self) -> None:
        """Pass messages on; once nobody reads them, they are dropped."""
        stream = self._process.stdin
        while (message := self._messages.get()) is not None:
            with suppress(OSError, ValueError):
                write_message(stream, message)
        with suppress(OSError, ValueError):
            if stream:
                stream.close()


def write_message(stream: Any, message: bytes) -> None:  # noqa: ANN401  # a pipe, or none
    """Write a message, with its length."""
    stream.write(len(message).to_bytes(_LENGTH, "big") + message)
    stream.flush()


def messages(stream: BinaryIO) -> Iterable[Message]:
    """The messages of a stream, to its end; one that was cut off is left out."""
    while len(length := stream.read(_LENGTH)) == _LENGTH:
        size = int.from_bytes(length, "big")
        if len(message := stream.read(size)) < size:
            return
        yield marshal.loads(message)  # noqa: S302  # from the process that started this one


def _row(abstract: Abstract) -> tuple[Any, ...]:
    """What an index needs of an abstract; these are quick to send."""
    stated = abstract.bibliography
    date = stated.published.date
    places, categories = stated.affiliations, stated.categories
    day = date.toordinal() if date else None
    when = stated.published.text, day
    return abstract.id, abstract.text, stated.title, stated.authors, places, categories, when


def abstract_of(row: tuple[Any, ...]) -> Abstract:
    """The abstract of a row, as far as an index needs it."""
    identifier, text, title, authors, places, categories, (worded, day) = row
    date = dt.date.fromordinal(day) if day else None
    stated = Bibliography(
        title=title,
        authors=authors,
        affiliations=places,
        categories=categories,
        published=Published(worded, date),
    )
    return Abstract(identifier, text, stated, ())
