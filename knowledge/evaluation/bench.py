"""What Footnote costs, by how many abstracts it holds, beside other engines on the same work."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Literal

import numpy as np

from knowledge.base import KnowledgeBase
from knowledge.dedup import abstract_of
from knowledge.evaluation import peers, synthetic
from knowledge.evaluation.cold_start import asked
from knowledge.text.tokens import index_terms

QUESTIONS = 300
_SLOW = 20
"""Queries for an engine that takes longer than `_PATIENCE` milliseconds for one."""
_PATIENCE = 50.0
_MEGABYTE = 1e6

Unit = Literal["ms", "s", "MB", "1/s", "share", "number"]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """One figure for so many abstracts; `ratio`: as a multiple of that of `beside`."""

    abstracts: int
    engine: str
    what: str
    value: float
    unit: Unit
    ratio: float | None = None
    beside: str | None = None


def measure(count: int, tell: Tell, queries: int = QUESTIONS) -> Iterator[Cost]:
    """All figures for `count` abstracts; `tell` is told what is being done."""
    yield from _engines(count, tell, queries)
    with TemporaryDirectory(prefix="footnote-bench-") as folder:
        yield from _base(Path(folder), count, tell, queries)


def _engines(count: int, tell: Tell, queries: int) -> Iterator[Cost]:
    tell(f"{count:,} abstracts: building the engines")
    records = (r for r in synthetic.records(count) if r.source.file != synthetic.ALSO)
    abstracts = [abstract_of(record) for record in records]
    built: dict[str, peers.Peer] = {}
    with ExitStack() as closing:
        for name, make in peers.made(abstracts).items():
            started = time.perf_counter()
            built[name] = make()
            closing.callback(built[name].close)
            yield Cost(count, name, "build", time.perf_counter() - started, "s")
            if (size := built[name].size()) is not None:
                yield Cost(count, name, "size on disk", size / _MEGABYTE, "MB")
        del abstracts
        tell(f"{count:,} abstracts: searching")
        asked_for = [index_terms(" ".join(words)) for words in synthetic.queries(queries)]
        yield from _searches(count, built, asked_for)


def _searches(
    count: int, built: dict[str, peers.Peer], asked_for: Sequence[list[str]]
) -> Iterator[Cost]:
    """Every query to every engine in turn, so that what else the machine does hits all alike."""
    spent: dict[str, list[float]] = {name: [] for name in built}
    for number, terms in enumerate(asked_for):
        for name, peer in built.items():
            if number >= _SLOW and np.median(spent[name]) > _PATIENCE:
                continue
            started = time.perf_counter()
            peer.search(terms)
            spent[name].append((time.perf_counter() - started) * 1000)
    for rank in (50, 95, 99):
        took = {name: float(np.percentile(times, rank)) for name, times in spent.items()}
        ours = took[peers.OURS]
        for name, value in took.items():
            yield Cost(count, name, f"search, p{rank}", value, "ms", value / ours, peers.OURS)


def _base(folder: Path, count: int, tell: Tell, queries: int) -> Iterator[Cost]:
    tell(f"{count:,} abstracts: ingesting")
    with KnowledgeBase.open(folder, seed=False) as base:
        started = time.perf_counter()
        report = base.ingest_records(synthetic.records(count))
        seconds = time.perf_counter() - started
        found = report.exact_duplicates + report.near_duplicates
    yield _of_base(count, "ingest", report.records / seconds, "1/s")
    yield _of_base(
        count, "planted duplicates found", found / max(1, count // synthetic.PLANTED), "share"
    )
    yield _of_base(count, "size on disk with the texts", peers.bytes_in(folder) / _MEGABYTE, "MB")
    tell(f"{count:,} abstracts: asking")
    cold = asked(folder, count, queries)
    yield _of_base(count, "process start to first answer", cold.first, "s")
    for rank in (50, 95, 99):
        took = float(np.percentile(cold.milliseconds, rank))
        yield _of_base(count, f"ask, p{rank}", took, "ms")
    yield _of_base(count, "right answers", cold.right, "share")
    yield _of_base(count, "memory of its own while serving", cold.anonymous, "MB")
    yield _of_base(count, "memory with mapped files", cold.resident, "MB")
    tell(f"{count:,} abstracts: adding one")
    yield from _one_more(folder, count)


def _one_more(folder: Path, count: int) -> Iterator[Cost]:
    """How soon an abstract that is added is found, and what other questions take meanwhile."""
    spent: list[float] = []
    done = Event()
    with (
        KnowledgeBase.open(folder, seed=False) as base,
        KnowledgeBase.open(folder, seed=False) as other,
    ):

        def ask_on() -> None:
            for each in synthetic.questions(100_000, count, seed=11):
                if done.is_set():
                    return
                started = time.perf_counter()
                other.ask(each.question)
                spent.append((time.perf_counter() - started) * 1000)

        base.ask("What is it?")
        other.ask("What is it?")
        asking = Thread(target=ask_on, daemon=True)
        asking.start()
        started = time.perf_counter()
        added = base.ingest_records(synthetic.records(1, start=count)).knowledge_version
        while base.ask(f"What is {synthetic.name(count)}?").knowledge_version != added:
            pass
        seconds = time.perf_counter() - started
        done.set()
        asking.join()
    yield _of_base(count, "added to found", seconds, "s")
    yield _of_base(count, "slowest question meanwhile", max(spent, default=0.0), "ms")


def _of_base(count: int, what: str, value: float, unit: Unit) -> Cost:
    return Cost(count, peers.OURS, what, value, unit)
