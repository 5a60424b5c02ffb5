import marshal
import subprocess
import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest

from knowledge.evaluation import synthetic
from knowledge.model import Abstract, Record
from knowledge.search.index.background import (
    ALL,
    DONE,
    HELD,
    Ahead,
    Message,
    messages,
    write_message,
)
from knowledge.search.index.background_process import follow
from knowledge.search.index.corpus import Corpus
from knowledge.search.index.maintenance import Keeper, alone, current
from knowledge.search.index.snapshot import taken
from knowledge.store import Store
from tests.knowledge.search.index.test_writer import seen, written
from tests.knowledge.shelf import OTTER, ZEBRA, abstract

FEW = 5


def records(count: int, start: int = 0) -> list[Record]:
    """Abstracts made up, some of them met twice."""
    return list(synthetic.records(count, start=start))


def ingested(store: Store, root: Path, come: Iterable[Record]) -> bool:
    """Store records with a process beside; whether the index was up to date at once."""
    corpus = Corpus(store, "base")
    with Ahead(root, corpus, many=FEW) as ahead:
        store.add("base", come, watcher=ahead.watch)
        return ahead.commit()


@pytest.fixture
def store(tmp_path: Path) -> Iterable[Store]:
    """An empty base."""
    with Store.open(tmp_path / "base", create=True) as made:
        yield made


def test_the_index_is_there_when_the_ingest_is(tmp_path: Path, store: Store) -> None:
    """First from nothing, then from what is held: the same as one that is built afterwards."""
    root = tmp_path / "index"
    store.add("base", records(3))
    assert ingested(store, root, records(30, start=3))
    first = current(root)
    assert first is not None
    assert ingested(store, root, records(30, start=20))
    assert current(root) == first
    found = taken(first, store.knowledge_version("base"))
    keeper = Keeper(tmp_path / "other", Corpus(store, "base"))
    built = keeper.now()
    assert found is not None
    assert built is not None
    assert found.state.abstracts == 50
    assert seen(found) == seen(built)
    keeper.close()


def test_few_abstracts_start_no_process(tmp_path: Path, store: Store) -> None:
    """They are indexed afterwards."""
    assert not ingested(store, tmp_path / "index", records(FEW - 1))
    assert not (tmp_path / "index").exists()


def test_an_ingest_that_fails_leaves_nothing(tmp_path: Path, store: Store) -> None:
    """What was told is dropped, and the next one begins from nothing."""

    def broken() -> Iterable[Record]:
        yield from records(600)
        raise ValueError("cut off")

    with pytest.raises(ValueError, match="cut off"):
        ingested(store, tmp_path / "index", broken())
    assert current(tmp_path / "index") is None
    assert not list((tmp_path / "index").glob("index-*"))
    assert ingested(store, tmp_path / "index", records(20))


def test_a_process_that_cannot_write_costs_nothing(tmp_path: Path, store: Store) -> None:
    """The ingest goes on without it."""
    (tmp_path / "index").write_text("no folder", encoding="utf-8")
    assert not ingested(store, tmp_path / "index", records(1100))
    assert store.statistics("base").abstracts == 1100


def told(*said: Message) -> BytesIO:
    """Messages as a process reads them."""
    stream = BytesIO()
    for message in said:
        write_message(stream, marshal.dumps(message))
    stream.seek(0)
    return stream


def row(made: Abstract) -> tuple[object, ...]:
    """What is told of an abstract."""
    return (made.id, made.text, None, ("Ann x",), (), (), (None, None))


def test_what_is_told_is_what_is_indexed(tmp_path: Path) -> None:
    """What goes is taken out again; nothing is seen before the commit is told."""
    first, second = abstract(ZEBRA), abstract(OTTER)
    put: Message = ("put", [row(first), row(second)])
    answers = BytesIO()
    follow(tmp_path, 0, "none", told(put), answers)
    assert (answers.getvalue(), current(tmp_path)) == (ALL, None)
    answers = BytesIO()
    said = put, ("take_out", [first.id]), ("commit", (1, "version 1"))
    follow(tmp_path, 0, "none", told(*said), answers)
    assert answers.getvalue() == ALL + DONE
    answers = BytesIO()
    again: Message = ("put", [row(written(1))])
    follow(tmp_path, 1, "version 1", told(again, ("commit", (2, "version 2"))), answers)
    assert answers.getvalue() == HELD + DONE
    folder = current(tmp_path)
    assert folder is not None
    found = taken(folder, "version 2")
    assert found is not None
    assert (found.state.abstracts, found.state.generation) == (2, 2)
    assert found.retriever.look_up(["otter"]).terms["otter"].held == 1


def test_an_index_of_another_version_is_made_anew(tmp_path: Path) -> None:
    """Then all is asked for."""
    follow(tmp_path, 0, "none", told(("commit", (1, "version 1"))), BytesIO())
    answers = BytesIO()
    follow(tmp_path, 1, "another", told(), answers)
    assert answers.getvalue() == ALL


def test_a_message_that_is_cut_off_is_left_out() -> None:
    """As of a process that was killed."""
    stream = told(("put", []), ("take_out", ["x"]))
    assert list(messages(BytesIO(stream.getvalue()[:-1]))) == [("put", [])]
    assert list(messages(BytesIO(stream.getvalue()[:3]))) == []


def test_one_at_a_time_writes(tmp_path: Path) -> None:
    """Who waits for the lock longer than it likes is told."""
    with alone(tmp_path), pytest.raises(Exception, match="locked"), alone(tmp_path, 0.0):
        pass


def test_the_process_does_without_the_database() -> None:
    """It imports nothing of the store, whose libraries take more memory than all else it loads."""
    code = (
        "import sys, knowledge.search.index.background_process\n"
        "heavy = ('knowledge.store', 'sqlalchemy', 'pydantic')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
