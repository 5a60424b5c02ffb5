"""What a machine that joins waits for, and when it finds what another one has ingested.

    python -m tests.bench.joining [COUNT [URL]] [--cluster]

COUNT made-up abstracts are stored in a PostgreSQL database: one that is started for it, or that of
URL, which may hold them already. Another process with an empty home asks that base: how long until
its first answer, with nothing there and with a copy of the index of this one. Then this process
ingests again and again, while the other one asks for what has just come: how long after the ingest
has returned it is found. And it tries additions out, an abstract each: how long until a question
has been asked of what would be. Each engine keeps its index on its own machine here; with
`--cluster` a node of OpenSearch is started, which finds for both, and there is nothing to copy.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import IO, Self

from knowledge.base import KnowledgeBase
from knowledge.collection import index_folder
from knowledge.evaluation import synthetic
from knowledge.model import Answer
from knowledge.search.cluster.connection import Address
from tests.knowledge import postgres_server
from tests.knowledge.cluster import nodes

COUNT = 87_000
_ROUNDS = 20
_STARTS = 5
_PAUSE = 0.2
_PROGRAM = "from bot.cli.main import main; main()"


class Machine:
    """A process that answers, as on a machine of its own: with a home that nobody else has."""

    def __init__(self, url: str, home: Path, engine: Mapping[str, str]) -> None:
        home.mkdir(exist_ok=True)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "ask", "--json", "--data", url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "HOME": str(home), **engine},
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


def first_answer(url: str, home: Path, engine: Mapping[str, str]) -> tuple[float, float]:
    """Seconds from the start of a process to its first answer, and those of the processor."""
    started, before = time.perf_counter(), _worked()
    with Machine(url, home, engine) as machine:
        assert machine.finds(7)
        answered = time.perf_counter() - started
    return answered, _worked() - before


def _worked() -> float:
    """Seconds of the processor that processes have used which this one started and which ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tried_out(base: KnowledgeBase) -> list[float]:
    """Seconds from an addition that may be, and a question about it, to what would be answered."""
    delays = []
    first = base.statistics().abstracts + 2_000_000
    for number in range(first, first + _ROUNDS):
        started = time.perf_counter()
        trial = base.foreseen(synthetic.records(1, start=number))
        said = trial.ask(f"What is {synthetic.name(number)}?")
        delays.append(time.perf_counter() - started)
        assert isinstance(said, Answer), said
        assert synthetic.name(number) in said.text, said.text
    return delays


def found_after(
    base: KnowledgeBase, url: str, home: Path, engine: Mapping[str, str]
) -> list[float]:
    """Seconds from the return of each ingest to the answer of the other process that has it."""
    delays = []
    first = base.statistics().abstracts + 1_000_000
    with Machine(url, home, engine) as machine:
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


def copied(url: str, folder: Path) -> None:
    """Copy the index of this machine to where another one looks for it."""
    index = index_folder(url)
    size = sum(f.stat().st_size for f in index.rglob("*") if f.is_file())
    _tell("index, MB", size / 1e6)
    started = time.perf_counter()
    shutil.copytree(index, folder / index.relative_to(Path.home()))
    _tell("copying it, s", time.perf_counter() - started)


def main() -> None:
    """Fill, join, ingest and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=COUNT)
    parser.add_argument("url", nargs="?")
    parser.add_argument("--cluster", action="store_true", help="OpenSearch finds")
    given = parser.parse_args()
    with ExitStack() as closing:
        folder = Path(closing.enter_context(TemporaryDirectory(prefix="footnote-bench-")))
        url = closing.enter_context(_database(given.url))
        address = None
        engine = {"FOOTNOTE_RETRIEVAL__ENGINE": "tantivy"}
        if given.cluster:
            address = Address(closing.enter_context(nodes.running(1, "512m")).urls)
            engine = {"FOOTNOTE_SEARCH__URLS": ",".join(address.urls)}
        base = closing.enter_context(
            KnowledgeBase.open(Path(url), seed=False, engine=address or "tantivy")
        )
        if not base.statistics().abstracts:
            base.ingest_records(synthetic.records(given.count))
        base.ask("What is a model?")  # the index is written
        _tell("abstracts", base.statistics().abstracts)
        there = folder / "there"
        if not given.cluster:
            copied(url, there)
        firsts, worked = zip(
            *(first_answer(url, there, engine) for _ in range(_STARTS)), strict=True
        )
        _tell("first answer, index is there, median, s", median(firsts))
        _tell("first answer, index is there, at most, s", max(firsts))
        _tell("of that, its own processor, s", median(worked))
        delays = found_after(base, url, there, engine)
        _tell("found elsewhere after, median, s", median(delays))
        _tell("found elsewhere after, at most, s", max(delays))
        delays = tried_out(base)
        _tell("an addition tried out, median, s", median(delays))
        _tell("an addition tried out, at most, s", max(delays))
        if not given.cluster:
            _tell("first answer with no index, s", first_answer(url, folder / "empty", engine)[0])


def _tell(what: str, value: float) -> None:
    sys.stdout.write(f"{what:40}{value:>12,.2f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
