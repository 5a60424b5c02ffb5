import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from knowledge.base import KnowledgeBase
from knowledge.collection import index_folder
from knowledge.evaluation import synthetic
from knowledge.model import Abstract
from knowledge.search.index.copies import Beneath
from knowledge.search.index.corpus import Corpus
from knowledge.search.index.maintenance import Keeper, current
from knowledge.search.index.snapshot import Snapshot
from knowledge.store import Store
from tests.knowledge.making import numbered
from tests.knowledge.search.index.test_writer import seen

SERVER = "server"


class Watched(Corpus):
    """A collection that counts how often all of it is read."""

    read = 0

    def iterate(self) -> Iterator[Abstract]:
        """All abstracts."""
        self.read += 1
        return super().iterate()


def kept(root: Path, corpus: Watched, beneath: Path | None = None) -> Snapshot:
    """The index of a collection, made from that of `base` where its folder is given."""
    keeper = Keeper(root, corpus, Beneath(beneath, corpus.changes_from_base) if beneath else None)
    found = keeper.now()
    assert found is not None
    keeper.close()
    return found


def changed(store: Store, name: str, random: Random) -> None:
    """Add some abstracts to a collection, or take back what was added last."""
    brought = [entry for entry in store.history(name) if entry.collection == name]
    undoable = [e.id for e in brought if e.kind == "ingest" and e.undone_by is None]
    if undoable and random.random() < 0.25:
        store.undo(name, undoable[-1])
        return
    first = random.randrange(30)
    store.add(name, numbered(first, first + random.randrange(1, 8), file=name))


@pytest.mark.parametrize("seed", range(12))
def test_an_index_grown_from_that_of_base_is_like_one_made_anew(tmp_path: Path, seed: int) -> None:
    """Whatever both collections went through before and after: it answers alike, to the digit."""
    random = Random(seed)
    with Store.open(tmp_path, create=True) as store:
        store.add("base", numbered(0, 12))
        store.add(SERVER, numbered(8, 14, file=SERVER))
        for name in random.choices(["base", SERVER], k=random.randrange(5)):
            changed(store, name, random)
        base, server = Watched(store, "base"), Watched(store, SERVER)
        kept(tmp_path / "base", base)
        for name in random.choices(["base", SERVER], k=random.randrange(5)):
            changed(store, name, random)
        grown = kept(tmp_path / SERVER, server, tmp_path / "base")
        assert server.read == 0
        anew = kept(tmp_path / "anew", server)
        assert server.read == 1
        assert seen(grown) == seen(anew)
        assert grown.state.knowledge_version == store.knowledge_version(SERVER)
        before = seen(kept(tmp_path / "again", Watched(store, "base")))
        assert seen(kept(tmp_path / "base", base)) == before
        assert base.read == 1


def test_where_base_has_no_index_one_is_made(tmp_path: Path) -> None:
    """A server's index needs no other."""
    with Store.open(tmp_path, create=True) as store:
        store.add(SERVER, numbered(0, 5))
        server = Watched(store, SERVER)
        found = kept(tmp_path / SERVER, server, tmp_path / "base")
        assert len(found.retriever) == 5
        assert server.read == 1


def test_an_index_of_another_base_is_not_used(tmp_path: Path) -> None:
    """What was made of another file, or of a base that was restored, is left alone."""
    with Store.open(tmp_path / "other", create=True) as store:
        store.add("base", numbered(20, 25))
        kept(tmp_path / "base", Watched(store, "base"))
    with Store.open(tmp_path, create=True) as store:
        store.add("base", numbered(0, 5))
        store.add(SERVER, numbered(5, 7))
        server = Watched(store, SERVER)
        assert len(kept(tmp_path / SERVER, server, tmp_path / "base").retriever) == 7
        assert server.read == 1


def test_a_machine_that_joins_takes_a_copy_of_an_older_index(
    schema: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is brought up to date with the database, and not made anew."""
    here, there = tmp_path / "here", tmp_path / "there"
    monkeypatch.setenv("HOME", str(here))
    with KnowledgeBase.open(Path(schema), seed=False, engine="tantivy") as base:
        base.ingest_records(synthetic.records(10))
        shutil.copytree(here, there)
        base.ingest_records(synthetic.records(1, start=50))
        expected = base.search("model", 20)
    monkeypatch.setenv("HOME", str(there))
    root = index_folder(schema) / "base"
    copied = current(root)
    with KnowledgeBase.open(Path(schema), seed=False, engine="tantivy") as joined:
        assert joined.search("model", 20) == expected
    assert copied is not None
    assert current(root) == copied
