import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from knowledge.errors import StoreError
from knowledge.search.index import maintenance
from knowledge.search.index.maintenance import Keeper, current
from knowledge.search.index.snapshot import Snapshot, shelf
from knowledge.search.index.state import State
from knowledge.search.shelf import REMEMBERED, Fetched
from tests.knowledge.search.index.making import Shelved
from tests.knowledge.search.index.test_writer import (
    seen,
    stopped_between_commits,
    stray_deletions,
    written,
)
from tests.knowledge.shelf import OTTER, ZEBRA, abstract

ROOT = Path(__file__).parents[4]


def now(keeper: Keeper) -> Snapshot:
    """The index, however long it takes."""
    found = keeper.now()
    assert found is not None
    return found


@pytest.fixture
def shelved() -> Shelved:
    """A store with two abstracts."""
    store = Shelved()
    store.change([abstract(ZEBRA), abstract(OTTER)])
    return store


def test_an_index_is_built_once_and_then_followed(tmp_path: Path, shelved: Shelved) -> None:
    """What changes is put in and taken out; nothing else is read again."""
    keeper = Keeper(tmp_path, shelved)
    assert len(now(keeper).retriever) == 2
    shelved.change([written(1)], gone=[abstract(ZEBRA)])
    shelved.change([written(2)])
    found = now(keeper)
    assert (found.state.generation, found.state.knowledge_version) == (3, "version 3")
    assert shelved.read == 1
    keeper.close()
    other = Keeper(tmp_path / "other", shelved)
    assert seen(found) == seen(now(other))
    other.close()


def test_another_process_finds_the_index_as_it_is(tmp_path: Path, shelved: Shelved) -> None:
    """Opening again builds nothing and writes nothing."""
    first = Keeper(tmp_path, shelved)
    now(first)
    first.close()
    again = Keeper(tmp_path, shelved)
    assert len(now(again).retriever) == 2
    assert shelved.read == 1
    again.close()


def test_where_changes_cannot_be_told_a_new_index_takes_the_place(
    tmp_path: Path, shelved: Shelved
) -> None:
    """It is built beside the old one, which answers on for whoever has it open."""
    keeper = Keeper(tmp_path, shelved)
    old = now(keeper)
    known, folder = seen(old), current(tmp_path)
    shelved.forgets = True
    shelved.change([written(1)])
    assert len(now(keeper).retriever) == 3
    assert current(tmp_path) != folder
    assert seen(old) == known
    assert [path.name for path in tmp_path.glob("index-*")] == [str(current(tmp_path).name)]  # type: ignore[union-attr]
    keeper.close()


def test_a_question_need_not_wait_for_a_large_change(tmp_path: Path, shelved: Shelved) -> None:
    """It is told that the index is not there yet, and finds it once it is."""
    keeper = Keeper(tmp_path, shelved)
    now(keeper)
    shelved.held_up = Event()
    shelved.change([written(1)])
    assert keeper.now(patience=0.01) is None
    assert keeper.now(patience=0) is None
    shelved.held_up.set()
    assert len(now(keeper).retriever) == 3
    keeper.close()


def test_what_changes_while_the_index_is_built_is_in_it(tmp_path: Path, shelved: Shelved) -> None:
    """An ingest that comes in between is followed at once."""
    shelved.held_up = Event()
    keeper = Keeper(tmp_path, shelved)
    assert keeper.now(patience=0.01) is None
    shelved.change([written(1)], gone=[abstract(OTTER)])
    shelved.held_up.set()
    found = now(keeper)
    assert (len(found.retriever), found.state.knowledge_version) == (2, "version 2")
    keeper.close()


def test_half_a_commit_is_repaired_without_reading_everything(
    tmp_path: Path, shelved: Shelved
) -> None:
    """The changes since the last whole commit are made once more."""
    keeper = Keeper(tmp_path, shelved)
    now(keeper)
    keeper.close()
    shelved.change([written(1)])
    folder = current(tmp_path)
    assert folder is not None
    stopped_between_commits(folder, [written(1)])
    assert len(now(keeper).retriever) == 3
    assert shelved.read == 1
    keeper.close()


@pytest.mark.parametrize("part", ["counts.db", "entries.bin", "current"])
def test_a_damaged_index_is_built_anew(tmp_path: Path, shelved: Shelved, part: str) -> None:
    """Whatever is broken, the store has all that is needed."""
    keeper = Keeper(tmp_path, shelved)
    known = seen(now(keeper))
    keeper.close()
    folder = current(tmp_path)
    assert folder is not None
    broken = tmp_path / part if part == "current" else folder / part
    broken.write_bytes(b"x")
    assert seen(now(keeper)) == known
    assert shelved.read == 2
    keeper.close()


def test_an_index_of_mostly_nothing_is_built_anew() -> None:
    """Where more was taken out than is left, and much."""
    assert maintenance._wasteful(State(abstracts=5, documents=20_000))
    assert not maintenance._wasteful(State(abstracts=5, documents=9_000))
    assert not maintenance._wasteful(State(abstracts=15_000, documents=29_000))


def test_many_may_ask_at_once(tmp_path: Path, shelved: Shelved) -> None:
    """Eight threads with two keepers, as two processes would have, all get the same index."""
    keepers = [Keeper(tmp_path, shelved), Keeper(tmp_path, shelved)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda n: now(keepers[n % 2]), range(8)))
    assert {index.state.serial for index in found} == {1}
    for keeper in keepers:
        keeper.close()


def test_an_index_that_cannot_be_written_is_told_of(tmp_path: Path, shelved: Shelved) -> None:
    """In one line that says what to do."""
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    keeper = Keeper(tmp_path / "file", shelved)
    with pytest.raises(StoreError, match="free some space or allow writing"):
        keeper.now()
    keeper.close()


def test_an_error_of_the_store_is_passed_on(tmp_path: Path) -> None:
    """Who waits for the index is told what went wrong with what it is made from."""

    class Broken(Shelved):
        def generation(self) -> int:
            raise StoreError("The disk is gone.")

    keeper = Keeper(tmp_path, Broken())
    with pytest.raises(StoreError, match="disk is gone"):
        keeper.now()
    keeper.close()


WRITER = """
import sys
from pathlib import Path
from knowledge.search.index.maintenance import Keeper
from tests.knowledge.search.index.making import Shelved
from tests.knowledge.search.index.test_writer import written
store = Shelved()
keeper = Keeper(Path(sys.argv[1]), store)
for n in range(10_000):
    store.change([written(n)])
    assert keeper.now() is not None
    print(n, flush=True)
"""


@pytest.mark.parametrize("after", [1, 9])
def test_a_killed_writer_leaves_an_index_that_can_be_followed(tmp_path: Path, after: int) -> None:
    """Killed at any instant, it opens again, and goes on from its last commit or is built anew."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    lines = [int(line) for line, _ in zip(writer.stdout, range(after), strict=False)]
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read()
    writer.wait()
    writer.stdout.close()
    reported = [*lines, *(int(line) for line in rest.split("\n")[:-1])]
    store = Shelved()
    for n in range(len(reported) + 1):
        store.change([written(n)])
    keeper = Keeper(tmp_path, store)
    assert len(now(keeper).retriever) == len(reported) + 1
    keeper.close()


def test_abstracts_are_fetched_when_they_are_asked_for() -> None:
    """Each once, as long as few others are; what is gone is left out."""
    papers = {a.id: a for a in (written(n) for n in range(4))}
    asked: list[list[str]] = []

    def fetch(ids: list[str]) -> dict[str, object]:
        asked.append(list(ids))
        return {i: papers[i] for i in ids if i in papers}

    first, second, *_ = papers
    fetched = Fetched(fetch, lambda: papers, len(papers))  # type: ignore[arg-type]
    assert fetched.of([second, "gone", first]) == [papers[second], papers[first]]
    assert fetched[first] is papers[first]
    assert asked == [[second, "gone", first]]
    assert (set(fetched), len(fetched)) == (set(papers), 4)
    assert "gone" not in fetched
    assert len(fetched._kept) <= REMEMBERED


def test_a_shelf_on_disk_holds_what_the_store_holds(tmp_path: Path, shelved: Shelved) -> None:
    """Its abstracts are those of the store."""
    keeper = Keeper(tmp_path, shelved)
    held = shelf(now(keeper), shelved)
    assert dict(held.abstracts) == shelved.held
    assert (held.retriever.name, len(held.retriever)) == ("tantivy", 2)
    keeper.close()


def test_an_index_that_cannot_be_written_on_is_made_anew(tmp_path: Path, shelved: Shelved) -> None:
    """Beside the old one, and put in its place."""
    keeper = Keeper(tmp_path, shelved)
    now(keeper)
    folder = current(tmp_path)
    assert folder is not None
    for path in stray_deletions(folder):
        path.mkdir()  # which is not removed as a file would be
    shelved.change([written(1)], gone=[abstract(ZEBRA)])
    assert len(now(keeper).retriever) == 2
    assert current(tmp_path) != folder
    keeper.close()
