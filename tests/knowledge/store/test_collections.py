from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.base import KnowledgeBase
from knowledge.dedup import abstract_id
from knowledge.errors import HistoryError, UnknownCollectionError
from knowledge.model import Answer
from knowledge.store import Store
from tests.examples import times
from tests.knowledge.making import numbered, record

CANARY = "canary"
SERVERS = ["server-1", "server-2", "server-3"]


def canary(server: str) -> str:
    """An abstract's text that only one server may see."""
    return f"The {CANARY} of {server} sings at dawn."


def told(store: Store, name: str, versions: list[str]) -> str:
    """Everything that every reading call says about a collection, as one text."""
    parts: list[object] = [
        list(store.iterate(name)),
        list(store.iterate(name, order="id")),
        store.suggest(name, CANARY),
        store.suggest(name, ""),
        store.abstracts(name, [abstract_id(canary(server)) for server in SERVERS]),
        list(store.export(name)),
        store.history(name),
        store.changes_since(0, name),
    ]
    for version in versions:
        try:
            parts += [list(store.diff(name, version, store.knowledge_version(name)))]
        except HistoryError:
            continue
    return repr(parts)


@times(0.5, one_folder=True)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["base", *SERVERS]), st.integers(0, 4), st.booleans()),
        min_size=1,
        max_size=8,
    )
)
def test_no_server_sees_another_s(tmp_path: Path, steps: list[tuple[str, int, bool]]) -> None:
    """What is ingested for a server, or its name, is in nothing that any other is told."""
    with TemporaryDirectory(dir=tmp_path) as folder, Store.open(Path(folder), create=True) as store:
        versions: list[str] = []
        for name, number, undone in steps:
            met = numbered(number, number + 2, file=name)
            if name != "base":
                met.append(record(canary(name), file=name, title=f"A {CANARY} of {name}"))
            entry = store.add(name, met, what=[name]).entry
            if undone:
                store.undo(name, entry)
            versions += [store.knowledge_version(each) for each in store.collections()]
        for name in store.collections():
            for server in SERVERS:
                if server != name:
                    assert server not in told(store, name, versions)
        for name, _, undone in steps:
            if name != "base" and not undone:
                assert store.abstract(name, abstract_id(canary(name))) is not None


def test_a_base_asked_for_a_server_answers_from_base_and_its_own(tmp_path: Path) -> None:
    """The server's own papers and those of `base` answer; another server's are not found."""
    with Store.open(tmp_path, create=True) as store:
        store.add("base", [record("The otter corpus holds 512 recordings of wild otters.")])
        store.add("one", [record("The heron corpus holds 77 recordings of grey herons.")])
        store.create_collection("two")
    for name, held in (("one", 2), ("two", 1), ("base", 1)):
        with KnowledgeBase.open(tmp_path, collection=name) as base:
            assert base.statistics().abstracts == held
            answer = base.ask("How many recordings does the otter corpus hold?")
            assert isinstance(answer, Answer)
            assert answer.short_answer == "512"
            assert any("heron" in paper.text for paper in base.papers("grey heron")) == (held == 2)


def test_an_ingest_makes_its_collection(tmp_path: Path) -> None:
    """What is to be asked must be there; what is ingested into need not be."""
    with Store.open(tmp_path, create=True):
        pass
    with pytest.raises(UnknownCollectionError):
        KnowledgeBase.open(tmp_path, collection="new")
    with KnowledgeBase.open(tmp_path, collection="new", seed=False) as base:
        with pytest.raises(UnknownCollectionError):
            base.statistics()
        beside = base.beside("base").statistics().abstracts
        base.ingest_records(numbered(0, 2), ["two papers"])
        assert base.statistics().abstracts == beside + 2
    with KnowledgeBase.open(tmp_path, collection="new") as base:
        assert len(base.papers()) == beside + 2
