import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from knowledge import collection
from knowledge.base import KnowledgeBase
from knowledge.collection import Collection, index_folder
from knowledge.errors import InputError, StoreError
from knowledge.evaluation import synthetic
from knowledge.model import Abstention, Abstract, Answer
from knowledge.search.engines.choice import IN_MEMORY, ON_DISK, chosen
from knowledge.settings import tuned
from knowledge.store import Store
from tests.knowledge.shelf import OTTER, ZEBRA, abstract_page

ROOT = Path(__file__).parents[2]
LAYERS = "how many layers does Zebrafish have?"
RECORDED = "when was OtterBench recorded?"


def on_disk(data_dir: Path) -> KnowledgeBase:
    """A base without the seeds, asked on disk however small."""
    return KnowledgeBase.open(data_dir, seed=False, engine=ON_DISK)


@pytest.fixture
def pages(tmp_path: Path) -> tuple[Path, Path]:
    """Two pages, of one abstract each."""
    return abstract_page(tmp_path / "zebra.txt", ZEBRA), abstract_page(
        tmp_path / "otter.txt", OTTER
    )


def test_a_small_collection_is_held_in_memory_a_large_one_is_not() -> None:
    """The settings say from where on; an engine that is named is taken as it is."""
    most = tuned().retrieval.in_memory
    assert (chosen(None, most), chosen("auto", most + 1)) == (IN_MEMORY, ON_DISK)
    assert (chosen(IN_MEMORY, 10**6), chosen(ON_DISK, 1)) == (IN_MEMORY, ON_DISK)


def test_an_unknown_engine_is_told_of(tmp_path: Path) -> None:
    """With the names of those that there are."""
    for _ in range(2):  # in a new base, and in one that is there
        with pytest.raises(InputError, match="auto, rank-bm25, tantivy"):
            KnowledgeBase.open(tmp_path, seed=False, engine="lucene")


def test_a_base_that_grows_goes_on_disk_by_itself(tmp_path: Path) -> None:
    """Beyond the threshold there is an index, and the same questions are answered."""
    with KnowledgeBase.open(tmp_path, seed=False) as base:
        base.ingest_records(synthetic.records(40))
        assert base.statistics().engine == IN_MEMORY
        assert not (tmp_path / "index").exists()
        (asked,) = synthetic.questions(1, 40)
        first = base.ask(asked.question)
        base.ingest_records(synthetic.records(320))
        assert base.statistics().engine == ON_DISK
        assert (tmp_path / "index" / "base" / "current").exists()
        second = base.ask(asked.question)
    assert isinstance(first, Answer)
    assert isinstance(second, Answer)
    assert asked.answer in first.text
    assert asked.answer in second.text


def test_a_change_is_seen_at_the_next_question(tmp_path: Path, pages: Sequence[Path]) -> None:
    """What another object has ingested, or this one, is known without opening again."""
    with on_disk(tmp_path / "data") as asking, on_disk(tmp_path / "data") as writing:
        assert isinstance(asking.ask(LAYERS), Abstention)
        writing.ingest(pages[:1])
        answer = asking.ask(LAYERS)  # the writer has written the index as well
        assert isinstance(answer, Answer)
        assert answer.knowledge_version == writing.knowledge_version
        asking.ingest(pages[1:])
        assert isinstance(asking.ask(RECORDED), Answer)
        assert len(asking.search("otters")) == 1


def test_a_change_by_another_process_is_seen(tmp_path: Path, pages: Sequence[Path]) -> None:
    """Also if that process knows nothing of the index."""
    code = (
        "import sys; from pathlib import Path; from knowledge.base import KnowledgeBase\n"
        "with KnowledgeBase.open(Path(sys.argv[1]), seed=False) as base:\n"
        "    print(base.ingest([Path(sys.argv[2])]).knowledge_version)"
    )
    with on_disk(tmp_path / "data") as base:
        assert isinstance(base.ask(LAYERS), Abstention)
        command = [sys.executable, "-c", code, str(tmp_path / "data"), str(pages[0])]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        base.ask(LAYERS)  # which need not wait for the index
        base._held.follow()
        answer = base.ask(LAYERS)
        assert isinstance(answer, Answer)
        assert answer.knowledge_version == run.stdout.strip()


class SlowStore(Store):
    """A store that gives abstracts by identifier only once it may."""

    may = Event()

    def abstracts(self, collection: str, ids: Sequence[str]) -> dict[str, Abstract]:  # type: ignore[override]
        assert self.may.wait(300)
        return super().abstracts(collection, ids)


def test_questions_are_answered_while_the_index_grows(
    tmp_path: Path, pages: Sequence[Path]
) -> None:
    """From what was known before; and from the new as soon as it is there."""
    with SlowStore.open(tmp_path, create=True) as store, Store.open(tmp_path) as other:
        answering = Collection(store, "base", ON_DISK, tmp_path / "index")
        with KnowledgeBase(other) as writing:
            writing.ingest(pages[:1])
            before = answering.current()
            writing.ingest(pages[1:])
            assert answering.current() is before
            store.may.set()
            answering.follow()
            assert answering.current().knowledge_version == writing.knowledge_version
        answering.close()


def test_questions_and_ingests_at_once(tmp_path: Path) -> None:
    """Four threads ask while a fifth ingests: all succeed, each on a version that existed."""
    texts = [f"We introduce Fish{n}, a model with {n} layers." for n in range(2, 12)]
    files = [abstract_page(tmp_path / f"{n}.txt", text) for n, text in enumerate(texts)]
    with on_disk(tmp_path / "data") as base, on_disk(tmp_path / "data") as writer:
        versions = {base.knowledge_version, writer.ingest(files[:1]).knowledge_version}
        done = Event()

        def ask(_: int) -> Iterator[Answer | Abstention]:
            while not done.is_set():
                yield base.ask("how many layers does Fish2 have?")

        with ThreadPoolExecutor(4) as threads:
            asking = threads.map(lambda n: list(ask(n)), range(4))
            versions |= {writer.ingest([file]).knowledge_version for file in files[1:]}
            done.set()
            outcomes = [outcome for each in asking for outcome in each]
        assert {outcome.knowledge_version for outcome in outcomes} <= versions
        assert all(isinstance(outcome, Answer) for outcome in outcomes)
        assert base.ask("what is Fish11?").knowledge_version == writer.knowledge_version


def test_what_was_undone_is_found_no_more(tmp_path: Path, pages: Sequence[Path]) -> None:
    """The index follows the history of the store."""
    with Store.open(tmp_path, create=True) as store:
        base = KnowledgeBase(store, engine=ON_DISK, index=tmp_path / "index")
        base.ingest(pages)
        known = base.ask(LAYERS)
        assert isinstance(known, Answer)
        for outcome in (Abstention, Answer):
            store.undo("base", store.history("base")[-1].id)
            base._held.follow()
            assert isinstance(base.ask(LAYERS), outcome)
        assert base.ask(LAYERS) == known
        base.close()


def test_where_no_index_can_be_written_all_is_held_in_memory(
    tmp_path: Path, pages: Sequence[Path]
) -> None:
    """A base that is not too large is answered from all the same."""
    with KnowledgeBase.open(tmp_path / "data", seed=False) as base:
        base.ingest(pages)
    (tmp_path / "data" / "index").write_text("no folder", encoding="utf-8")
    with on_disk(tmp_path / "data") as base:
        assert isinstance(base.ask(LAYERS), Answer)


def test_a_base_too_large_for_memory_needs_its_index(
    tmp_path: Path, pages: Sequence[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then one line says what to do."""
    monkeypatch.setattr(collection, "MOST_IN_MEMORY", 1)
    with KnowledgeBase.open(tmp_path / "data", seed=False) as base:
        base.ingest(pages)
    (tmp_path / "data" / "index").write_text("no folder", encoding="utf-8")
    with (
        on_disk(tmp_path / "data") as base,
        pytest.raises(StoreError, match="could not be written"),
    ):
        base.ask(LAYERS)


def test_every_collection_and_every_database_has_a_folder_of_its_own(tmp_path: Path) -> None:
    """Whatever it is called; that of a URL is in the user's cache and does not tell the URL."""
    names = ["base", "server_1", "Server 1", "../base", "ü"]
    folders = {collection._folder_name(name) for name in names}
    assert len(folders) == len(names)
    assert all(folder.replace("-", "").replace("_", "").isalnum() for folder in folders)
    assert index_folder(tmp_path) == tmp_path / "index"
    cached = index_folder("postgresql://me:secret@localhost/x")
    assert cached.parent == Path.home() / ".cache" / "footnote"
    assert "secret" not in str(cached)
