"""Nodes, or the database, that are killed while they are asked: nothing is lost."""

from collections.abc import Iterator
from threading import Event, Thread

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import FootnoteError, StoreError
from knowledge.model import Record
from knowledge.search.cluster.connection import Address
from tests.knowledge import postgres_server
from tests.knowledge.cluster import nodes
from tests.knowledge.making import record
from tests.knowledge.search.cluster.making import opened
from tests.knowledge.shelf import assert_one_line

PAPERS = 20


@pytest.fixture
def three() -> Iterator[nodes.Cluster]:
    """A cluster of three nodes, of this test's own: it kills them."""
    if missing := nodes.missing():
        pytest.skip(f"No OpenSearch can be started: {missing}")
    with nodes.running(3) as cluster:
        yield cluster


class Traffic:
    """Questions and ingests that go on until the end, one after the other."""

    def __init__(self, url: str, address: Address) -> None:
        self._url, self._address = url, address
        self.end = Event()
        self.acknowledged: list[int] = []
        self.answered = 0
        self.failures: list[str] = []

    def ask(self) -> None:
        with opened(self._url, self._address) as base:
            while not self.end.is_set():
                number = self.answered % PAPERS
                try:
                    if not finds(base, number):
                        self.failures.append(f"Paper {number} is not found.")
                except FootnoteError as error:
                    self.failures.append(f"{type(error).__name__}: {error}")
                self.answered += 1

    def write(self) -> None:
        with opened(self._url, self._address) as base:
            number = PAPERS
            while not self.end.is_set():
                number += 1
                try:
                    base.ingest_records([written(number)])
                except FootnoteError:
                    continue  # it was not acknowledged
                self.acknowledged.append(number)

    def until_more(self, questions: int) -> None:
        """Return once so many more questions have been answered."""
        wanted = self.answered + questions
        while self.answered < wanted:
            self.end.wait(0.05)


def written(number: int) -> Record:
    """A paper of its own."""
    return record(f"We study subject{number} by itself.", file=f"{number}")


def finds(base: KnowledgeBase, number: int) -> bool:
    """Whether that paper is among the best for its subject."""
    found = base.search(f"subject{number}", 3)
    there = base.store.abstracts("base", [hit.abstract_id for hit in found])
    return any(f"subject{number} " in abstract.text for abstract in there.values())


@pytest.mark.timeout(1500)  # five nodes start, however slow the machine is
def test_no_question_fails_and_nothing_is_lost(schema: str, three: nodes.Cluster) -> None:
    """With one node killed, with two of three, and once all were and two came back."""
    address = Address(three.urls, name="survival")
    with opened(schema, address) as base:
        base.ingest_records([written(number) for number in range(PAPERS)])
    traffic = Traffic(schema, address)
    asking, writing = Thread(target=traffic.ask), Thread(target=traffic.write)
    asking.start()
    writing.start()
    try:
        traffic.until_more(10)
        three.kill(0)
        traffic.until_more(20)
        three.kill(1)
        traffic.until_more(20)
    finally:
        traffic.end.set()
        asking.join()
        three.kill(2)  # whatever is being written waits for nothing any more
        writing.join()
    assert traffic.failures == []
    three.start([1, 2])  # each has all that was acknowledged since the first was killed
    three.wait(2)
    with opened(schema, address) as base:
        base._held.follow()
        lost = [number for number in traffic.acknowledged if not finds(base, number)]
    assert traffic.acknowledged
    assert lost == []


def test_a_database_that_is_killed_is_told(
    mortal: postgres_server.Server, address: Address
) -> None:
    """Questions and ingests say so in one line; once it is back, all is answered and kept."""
    with opened(postgres_server.schema(mortal.url), address) as base:
        base.ingest_records([written(number) for number in range(PAPERS)])
        assert finds(base, 1)
        mortal.kill()
        try:
            for doing in (
                lambda: finds(base, 2),
                lambda: base.ask("What do we study by subject3?"),
                lambda: base.ingest_records([written(PAPERS)]),
            ):
                with pytest.raises(StoreError) as told:
                    doing()
                assert_one_line(told.value)
        finally:
            mortal.start()
        assert all(finds(base, number) for number in range(PAPERS))
        base.ingest_records([written(PAPERS)])
        assert finds(base, PAPERS)
