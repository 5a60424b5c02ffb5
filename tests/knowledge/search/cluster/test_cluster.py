"""A base in PostgreSQL whose abstracts a real OpenSearch finds: as on one machine."""

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Thread

import pytest

from knowledge.base import KnowledgeBase
from knowledge.errors import InputError, StoreError
from knowledge.evaluation import datasets
from knowledge.model import Abstention, Record
from knowledge.search.cluster.connection import Address, client
from tests.evaluation.scoring import HERE
from tests.knowledge.lexical import Lexical
from tests.knowledge.making import record
from tests.knowledge.search.cluster.making import counted, opened
from tests.knowledge.shelf import assert_one_line

CRANFIELD = Path(__file__).parents[5] / "shared" / "eval" / "cran"
MOST = 4
BIBLIOGRAPHIC = [
    "papers by Thomas Wang",
    "Which papers did Muennighoff write?",
    "who wrote StarCoder?",
    "Which papers are from 2022?",
    "papers from October 2022",
    "the newest papers",
    "papers from hugging face",
    "cs.CL papers",
    "Who wrote \u201cBLOOM: A 176B-Parameter Open-Access Multilingual Language Model\u201d?",
    "what is the lama 4 modle?",
    "star coder license",
    "How many langauges does BLOOM cover, and who made it?",
]


def told(reply: object) -> str:
    """All that is said, but for how long it took."""
    return re.sub(r"elapsed_ms=[0-9.e-]+", "", repr(reply))


@pytest.fixture
def seeds(schema: str, address: Address) -> Iterator[KnowledgeBase]:
    """The seeds, in PostgreSQL and the cluster."""
    with KnowledgeBase.open(Path(schema), engine=address, reader=Lexical()) as base:
        yield base


def test_answers_are_those_of_one_machine(
    seeds: KnowledgeBase, seeded: Path, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To the byte, and for few round trips: version, look-up, search and abstracts, once warm."""
    asked = [p.question for p in datasets.own(HERE, "tune")][::9]
    claims = ["BLOOM has 176 billion parameters.", "Zebras are an arXiv category."]
    trips = []
    with KnowledgeBase.open(seeded, engine="tantivy", reader=Lexical()) as alone:
        assert seeds.statistics().engine == "opensearch"
        for question in [*asked, *BIBLIOGRAPHIC]:
            with counted(seeds, address, monkeypatch) as made:
                reply = seeds.ask(question)
            assert told(reply) == told(alone.ask(question))
            if question in asked[1:]:
                trips.append(len(made.made))
            with counted(seeds, address, monkeypatch) as again:
                assert told(seeds.ask(question)) == told(reply)
            if question in asked:
                assert len(again.made) <= MOST
        assert [told(seeds.check(c)) for c in claims] == [told(alone.check(c)) for c in claims]
        assert seeds.search("language models", 10) == alone.search("language models", 10)
    # More only where words are misspelt, or several things are asked: each is looked for.
    assert sorted(trips)[len(trips) // 2] <= MOST


@pytest.mark.skipif(not CRANFIELD.is_dir(), reason="Cranfield is not in ../shared/eval")
def test_hits_are_those_of_one_machine(schema: str, address: Address, tmp_path: Path) -> None:
    """On questions as people ask them: the same ten, with the same scores."""
    judged = datasets.beir(CRANFIELD)
    with (
        opened(schema, address) as base,
        KnowledgeBase.open(tmp_path, seed=False, engine="tantivy") as alone,
    ):
        for each in (base, alone):
            each.ingest_records(judged.records)
        queries = list(judged.queries.values())[::5]
        assert [base.search(q, 10) for q in queries] == [alone.search(q, 10) for q in queries]


WORDS = [
    "ant",
    "bee",
    "cat",
    "dog",
    "eel",
    "fox",
    "gnu",
    "hen",
    "ibis",
    "jay",
    "koi",
    "lark",
    "mole",
    "newt",
    "owl",
]


def made(random: Random, file: str) -> Record:
    """A record of a few words; many are alike, and some are the same."""
    words = " ".join(random.choices(WORDS, k=random.randint(4, 9)))
    title = random.choice([None, "Ants and Bees", f"On the {random.choice(WORDS)}"])
    authors = tuple(random.sample(["Ann Li", "Bo Ek", "Cy Oz"], random.randint(0, 2)))
    return record(
        f"We study {words}. The Ibis was {random.randint(1, 9)} there.",
        file=file,
        line=random.randint(1, 999),
        title=title,
        authors=authors,
    )


@pytest.mark.parametrize("seed", range(2))
def test_whatever_comes_and_goes_is_followed(
    schema: str, address: Address, tmp_path: Path, seed: int
) -> None:
    """In `base` and in a server's collection, which hides of it what it has itself."""
    random = Random(seed)
    queries = ["ant bee", "koi", "the Ibis of 3", "On the owl", "ibs", "Ann Li", "antbee"]
    with (
        opened(schema, address) as base,
        KnowledgeBase.open(tmp_path, seed=False, engine="rank-bm25", reader=Lexical()) as alone,
    ):
        for step in range(12):
            which = random.choice(["base", "server"]) if step else "base"
            records = [made(random, f"{step}") for _ in range(random.randint(1, 6))]
            undone = random.random() < 0.3 and step > 1
            for each in (base, alone):
                place = each.beside(which)
                history = each.store.history(which) if undone else []
                own = [e for e in history if e.collection == which and e.undone_by is None]
                if own:
                    each.store.undo(which, own[step % len(own)].id)
                else:
                    place.ingest_records(records)
                place.close()
            for name in each.store.collections():
                mine, theirs = base.beside(name), alone.beside(name)
                mine._held.follow()  # or the version before may answer for a moment
                assert mine.knowledge_version == theirs.knowledge_version
                assert [mine.search(q, 5) for q in queries] == [
                    theirs.search(q, 5) for q in queries
                ]
                asked = ["papers by Ann Li", "Who wrote \u201cAnts and Bees\u201d?"]
                assert [told(mine.ask(q)) for q in asked] == [told(theirs.ask(q)) for q in asked]
                mine.close()
                theirs.close()


def test_a_question_sees_one_version(schema: str, address: Address) -> None:
    """Whoever asks goes on with what there was; the next question sees what came."""
    with opened(schema, address) as base, opened(schema, address) as other:
        base.ingest_records([record("Ants eat bees.", file="a")])
        before = other._held.current()
        hits = before.search("ants", 5)
        base.ingest_records([record("Ants eat cats and dogs.", file="b")])
        assert before.search("ants eat", 5)[0].abstract_id == hits[0].abstract_id
        assert len(before.search("ants", 5)) == 1
        assert len(other.search("ants", 5)) == 2


def test_one_of_many_writes_for_all(schema: str, address: Address) -> None:
    """Each ingest of several at once is found by all of them."""
    opened(schema, address).close()
    with opened(schema, address) as base:
        base.ingest_records([record("Nothing yet.")])

    def ingest(number: int) -> None:
        with opened(schema, address) as mine:
            mine.ingest_records([record(f"Ants eat bees {number}.", file=f"{number}")])
            assert len(mine.search(f"{number}", 5)) == 1

    threads = [Thread(target=ingest, args=(n,)) for n in range(100, 104)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with opened(schema, address) as base:
        assert [len(base.search(f"{n}", 5)) for n in range(100, 104)] == [1] * 4


def test_what_was_left_without_a_mark_is_made_again(schema: str, address: Address) -> None:
    """An index that is gone, or that is another base's, is built aside and takes its place."""
    with opened(schema, address) as base:
        base.ingest_records([record("Ants eat bees.")])
    names = client(address).indices.get_alias(name=f"{address.name}-base")
    client(address).indices.delete(index=",".join(names))
    with opened(schema, address) as base:
        assert len(base.search("ants", 5)) == 1
        with base.store._writing() as connection:
            connection.exec_driver_sql("UPDATE counted SET base = 'another'")
        base.ingest_records([record("Bees eat ants.", file="b")])
        assert len(base.search("ants", 5)) == 2
    assert len(client(address).indices.get_alias(name=f"{address.name}-base")) == 1


def test_a_moment_that_the_cluster_forgot_is_taken_again(schema: str, address: Address) -> None:
    """A node that goes takes the moments with it that it held: nobody notices."""
    with opened(schema, address) as base:
        base.ingest_records([record("Ants eat bees.")])
        assert len(base.search("ants", 5)) == 1
        client(address).transport.perform_request("DELETE", "/_search/point_in_time/_all")
        assert len(base.search("bees", 5)) == 1


def test_a_cluster_that_fails_is_told(schema: str, address: Address) -> None:
    """It is an error in one line, and never taken for a base that holds no answer."""
    gone = dataclasses.replace(address, urls=("http://127.0.0.1:9",))
    with opened(schema, address) as base:
        base.ingest_records([record("Ants eat bees.")])
        assert not isinstance(base.ask("What do ants eat?"), Abstention)
    with opened(schema, gone) as base, pytest.raises(StoreError, match="could not be used") as told:
        base.ask("What do ants eat?")
    assert_one_line(told.value)
    assert "127.0.0.1:9" in str(told.value)


def test_it_needs_a_base_that_can_be_shared(tmp_path: Path, address: Address) -> None:
    """A file of SQLite's is on one machine."""
    with (
        KnowledgeBase.open(tmp_path, engine=address, reader=Lexical()) as base,
        pytest.raises(InputError, match="PostgreSQL"),
    ):
        base.ask("What is BLOOM?")


def test_a_very_long_query_is_answered(schema: str, address: Address) -> None:
    """Lucene takes a thousand clauses: what counts least is left out."""
    words = [f"word{n}x" for n in range(1500)]
    with opened(schema, address) as base:
        base.ingest_records([record(" ".join(words))])
        assert len(base.search(" ".join(words), 5)) == 1
