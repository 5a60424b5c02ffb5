"""What a machine that joins waits for, and when it finds what another one has ingested.

    python -m tests.bench.joining [COUNT [URL]]

COUNT made-up abstracts are stored in a PostgreSQL database: one that is started for it, or that of
URL, which may hold them already. Another process with an empty home asks that base: how long until
its first answer, with nothing there and with a copy of the index of this one. Then this process
ingests again and again, while the other one asks for what has just come: how long after the ingest
has returned it is found. Each engine keeps its index on its own machine here.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO, Self

from knowledge.base import KnowledgeBase
from knowledge.collection import index_folder
from knowledge.evaluation import synthetic
from tests.knowledge import postgres_server

COUNT = 87_000
_ROUNDS = 20
_PAUSE = 0.2
_PROGRAM = "from bot.cli.main import main; main()"


class Machine:
    """A process that answers, as on a machine of its own: with a home that nobody else has."""

    def __init__(self, url: str, home: Path) -> None:
        home.mkdir(exist_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "ask", "--json", "--data", url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "HOME": str(home), "FOOTNOTE_RETRIEVAL__ENGINE": "tantivy"},
            text=True,
        )

    def finds(self, number: int) -> bool:
        """Whether it answers with what an abstract says."""
        self._stream(self._process.stdin).write(f"What is {synthetic.name(number)}?\n")
        self._stream(self._process.stdin).flush()
        said = json.loads(self._stream(self._process.stdout).readline())
        return any(synthetic.name(number) in cited["quote"] for cited in said["citations"])

    @staticmethod
    def _stream(stream: IO[str] | None) -> IO[str]:
        assert stream is not None
        return stream

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream(self._process.stdin).close()
        self._process.wait()


def first_answer(url: str, home: Path) -> float:
    """Seconds from the start of a process to its first answer."""
    started = time.perf_counter()
    with Machine(url, home) as machine:
        assert machine.finds(7)
        return time.perf_counter() - started


def found_after(base: KnowledgeBase, url: str, home: Path) -> list[float]:
    """Seconds from the return of each ingest to the answer of the other process that has it."""
    delays = []
    first = base.statistics().abstracts + 1_000_000
    with Machine(url, home) as machine:
        assert machine.finds(7)
        for number in range(first, first + _ROUNDS):
            base.ingest_records(synthetic.records(1, start=number))
            returned = time.perf_counter()
            while not machine.finds(number):
                time.sleep(_PAUSE)
            delays.append(time.perf_counter() - returned)
    return delays


@contextmanager
def _database(url: str | None) -> Iterator[str]:
    if url is not None:
        yield url
        return
    folder = postgres_server.programs()
    assert folder is not None, "PostgreSQL is not installed"
    with postgres_server.running(folder) as started:
        yield started


def main() -> None:
    """Fill, join, ingest and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with (
        TemporaryDirectory(prefix="footnote-bench-") as name,
        _database(sys.argv[2] if len(sys.argv) > 2 else None) as url,
        KnowledgeBase.open(Path(url), seed=False, engine="tantivy") as base,
    ):
        if not base.statistics().abstracts:
            base.ingest_records(synthetic.records(count))
        base.ask("What is a model?")  # the index is written
        index = index_folder(url)
        size = sum(f.stat().st_size for f in index.rglob("*") if f.is_file())
        _tell("abstracts", base.statistics().abstracts)
        _tell("index, MB", size / 1e6)
        started = time.perf_counter()
        there = Path(name) / "copied" / index.relative_to(Path.home())
        shutil.copytree(index, there)
        _tell("copying it, s", time.perf_counter() - started)
        _tell("first answer with a copy of it, s", first_answer(url, Path(name) / "copied"))
        delays = found_after(base, url, Path(name) / "copied")
        _tell("found elsewhere after, median, s", median(delays))
        _tell("found elsewhere after, at most, s", max(delays))
        _tell("first answer with no index, s", first_answer(url, Path(name) / "empty"))


def _tell(what: str, value: float) -> None:
    sys.stdout.write(f"{what:40}{value:>12,.2f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
