"""What a cluster costs and survives: `python -m tests.bench.cluster COUNT`.

It starts PostgreSQL and three OpenSearch nodes on loopback, ingests COUNT made-up abstracts, and
compares the ten best of 600 queries with the exact formula, on tantivy and on OpenSearch, with the
time that each takes, in turns; and how much processor time the nodes and this process take for it,
which other work on the machine hardly changes. Then ten questions and ten ingests a second go on
while each node in turn is killed, then two of the three, and then all; what failed and what was
lost is printed.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.base import KnowledgeBase
from knowledge.errors import FootnoteError
from knowledge.evaluation import synthetic
from knowledge.model import Abstract, Hit
from knowledge.search.cluster.connection import Address
from knowledge.search.engines.bm25 import idf, saturated
from knowledge.search.engines.retriever import Concept, once
from knowledge.search.query import concepts_of
from knowledge.text.indexing.batch import Gatherer
from tests.knowledge import postgres_server
from tests.knowledge.cluster import nodes
from tests.knowledge.lexical import Lexical

QUERIES = 600
RATE = 10.0
WRITERS = 8
"""So many ingests may go on at once, as those of several people do."""
_BATCH = 500


def say(text: str) -> None:
    """Print a line, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Exact:
    """The formula over all abstracts, one by one, with nothing left out."""

    def __init__(self, abstracts: Sequence[Abstract]) -> None:
        gatherer = Gatherer(1 << 40)  # it forgets nothing, so that numbers of terms stay
        terms, counts, owners, lengths = [], [], [], []
        for start in range(0, len(abstracts), _BATCH):
            found = gatherer.gather(abstracts[start : start + _BATCH])
            terms.append(found.terms)
            counts.append(found.counts)
            owners.append(np.repeat(np.arange(len(found.entries)) + start, found.entries))
            lengths.append(found.lengths)
        order = np.argsort(np.concatenate(terms), kind="stable")
        self._terms = np.concatenate(terms)[order]
        self._counts = np.concatenate(counts)[order].astype(np.float64)
        self._owners = np.concatenate(owners)[order]
        self._numbers = {term: n for n, term in enumerate(gatherer.spelt)}
        all_lengths = np.concatenate(lengths)
        self._share = all_lengths / (all_lengths.sum() / len(abstracts))
        self._ids = [abstract.id for abstract in abstracts]

    def search(self, concepts: Sequence[Concept], k: int) -> list[Hit]:
        """The best `k`."""
        total: NDArray[np.float64] = np.zeros(len(self._ids))
        for concept in once(concepts):
            best: NDArray[np.float64] = np.zeros(len(self._ids))
            for a in concept.alternatives:
                number = self._numbers.get(a.term, -1)
                first, last = np.searchsorted(self._terms, [number, number + 1])
                where = self._owners[first:last]
                each = saturated(self._counts[first:last], self._share[where])
                scores = idf(len(self._ids), len(where)) * each
                best[where] = np.maximum(best[where], scores * a.weight)
            total += best * concept.weight
        chosen = np.argpartition(-total, k + 50)[: k + 50]
        ranked = sorted((-total[i], self._ids[i]) for i in chosen if total[i] > 0)
        return [Hit(identifier, -float(score)) for score, identifier in ranked[:k]]


def compare(base: KnowledgeBase, alone: KnowledgeBase) -> None:
    """The ten best of each engine beside the exact ones, and the time that each takes."""
    say("reading all abstracts for the exact formula")
    exact = Exact(alone.papers())
    engines = {"tantivy": alone, "opensearch": base}
    retrievers = {name: each._held.current().retriever for name, each in engines.items()}
    wrong: dict[str, int] = defaultdict(int)
    spent: dict[str, list[float]] = defaultdict(list)
    worked: dict[str, float] = defaultdict(float)
    for words in synthetic.queries(QUERIES):
        asked = concepts_of(" ".join(words), retrievers["tantivy"])
        expected = [hit.abstract_id for hit in exact.search(asked, 10)]
        for name, retriever in retrievers.items():
            retriever.look_up({a.term for c in asked for a in c.alternatives})
            started, before = time.perf_counter(), time.process_time()
            found = retriever.search(asked, 10)
            spent[name].append((time.perf_counter() - started) * 1000)
            worked[name] += (time.process_time() - before) * 1000 / QUERIES
            wrong[name] += [hit.abstract_id for hit in found] != expected
    for name in engines:
        p50, p95 = np.percentile(spent[name], [50, 95])
        say(
            f"{name}: {wrong[name]} of {QUERIES} lists differ; p50 {p50:.2f} ms, p95 {p95:.2f} ms; "
            f"{worked[name]:.2f} ms of our own processor time"
        )
    ratio = np.median(spent["opensearch"]) / np.median(spent["tantivy"])
    say(f"p50 of opensearch: {ratio:.1f} times tantivy's")


class Traffic:
    """Questions and ingests that go on, and what came of them."""

    def __init__(self, url: Path, address: Address, count: int) -> None:
        self._url, self._address, self._count = url, address, count
        self._end = Event()
        self.asked = self.failed = self.wrong = self.late = self.refused = 0
        self.acknowledged: list[int] = []
        self._threads = [Thread(target=self._ask), Thread(target=self._write)]

    def _ticks(self) -> Iterator[int]:
        begun, n = time.monotonic(), 0
        while not self._end.wait(max(0.0, begun + n / RATE - time.monotonic())):
            n += 1
            yield n

    def _ask(self) -> None:
        with KnowledgeBase.open(
            self._url, seed=False, engine=self._address, reader=Lexical()
        ) as base:
            for n in self._ticks():
                name = synthetic.name(n * 37 % self._count)
                self.asked += 1
                try:
                    found = base.search(name, 3)
                except FootnoteError as error:
                    self.failed += 1
                    say(f"  a question failed: {error}")
                    continue
                there = base.store.abstracts("base", [hit.abstract_id for hit in found])
                self.wrong += not any(name in paper.text for paper in there.values())

    def _write(self) -> None:
        with (
            KnowledgeBase.open(
                self._url, seed=False, engine=self._address, reader=Lexical()
            ) as base,
            ThreadPoolExecutor(WRITERS) as writers,
        ):
            for n in self._ticks():
                writers.submit(self._ingest, base, self._count + n)

    def _ingest(self, base: KnowledgeBase, number: int) -> None:
        try:
            base.ingest_records(synthetic.records(1, start=number))
            self.acknowledged.append(number)
        except FootnoteError:
            self.refused += 1

    @contextmanager
    def going_on(self, what: str) -> Iterator[None]:
        """A block during which they do."""
        before = self.asked, self.failed, self.wrong, len(self.acknowledged), self.refused
        yield
        now = self.asked, self.failed, self.wrong, len(self.acknowledged), self.refused
        asked, failed, wrong, written, refused = (b - a for a, b in zip(before, now, strict=True))
        say(
            f"{what}: {asked} questions, {failed} failed, {wrong} without their paper; {written} "
            f"ingests acknowledged, {refused} not"
        )

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()


def survive(cluster: nodes.Cluster, url: Path, address: Address, count: int, wait: float) -> None:
    """Nodes killed in turn, two of three, and all."""
    with Traffic(url, address, count) as traffic:
        with traffic.going_on("all up"):
            time.sleep(wait)
        for number in range(3):
            with traffic.going_on(f"node {number} killed"):
                cluster.kill(number)
                time.sleep(wait)
            with traffic.going_on(f"node {number} back"):
                cluster.start([number])
                cluster.wait()
        with traffic.going_on("nodes 0 and 1 killed"):
            cluster.kill(0)
            cluster.kill(1)
            time.sleep(wait)
        with traffic.going_on("both back"):
            cluster.start([0, 1])
            cluster.wait()
    for number in range(3):
        cluster.kill(number)
    cluster.start()
    cluster.wait()
    with KnowledgeBase.open(url, seed=False, engine=address, reader=Lexical()) as base:
        lost = 0
        for number in traffic.acknowledged:
            found = base.search(synthetic.name(number), 3)
            there = base.store.abstracts("base", [hit.abstract_id for hit in found])
            lost += not any(synthetic.name(number) in paper.text for paper in there.values())
        say(f"all killed and restarted: {lost} of {len(traffic.acknowledged)} ingests lost")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seconds", type=float, default=10.0, help="0: kill nothing")
    parser.add_argument("--nodes", type=int, default=3, choices=(1, 3))
    given = parser.parse_args()
    programs = postgres_server.programs()
    if programs is None or nodes.missing():
        sys.exit(f"It needs PostgreSQL and OpenSearch: {nodes.missing()}")
    with ExitStack() as closing:
        started = time.monotonic()
        cluster = closing.enter_context(nodes.running(given.nodes, "512m"))
        say(f"{given.nodes} nodes: up in {time.monotonic() - started:.0f} s")
        url = Path(closing.enter_context(postgres_server.running(programs)))
        folder = Path(closing.enter_context(TemporaryDirectory()))
        address = Address(cluster.urls, name="bench")
        alone = closing.enter_context(
            KnowledgeBase.open(folder, seed=False, engine="tantivy", reader=Lexical())
        )
        base = closing.enter_context(
            KnowledgeBase.open(url, seed=False, engine=address, reader=Lexical())
        )
        for name, each in (("SQLite and tantivy", alone), ("PostgreSQL", base)):
            started = time.monotonic()
            records = synthetic.records(given.count)
            if each is base:
                base.store.add("base", records)
            else:
                alone.ingest_records(records)
            say(f"ingest, {name}: {given.count / (time.monotonic() - started):.0f}/s")
        started, worked, theirs = time.monotonic(), time.process_time(), cluster.worked()
        base._held.follow()
        wall, own = time.monotonic() - started, time.process_time() - worked
        nodes_took = cluster.worked() - theirs
        say(
            f"index, OpenSearch: {given.count / wall:.0f}/s; {own:.1f} s of our processor time, "
            f"{given.count / (wall - own):.0f}/s beside it; {nodes_took:.1f} s of the nodes'"
        )
        theirs = cluster.worked()
        compare(base, alone)
        say(f"nodes worked {(cluster.worked() - theirs) * 1000 / QUERIES:.1f} ms for a search")
        if given.seconds and given.nodes > 1:
            survive(cluster, url, address, given.count, given.seconds)


if __name__ == "__main__":
    main()
