import contextlib
import datetime as dt
import os
import sqlite3
import threading
from pathlib import Path

import pytest

from knowledge.errors import HistoryError, StoreError, StoreReadOnlyError, StoreVersionError
from knowledge.store import Store, backup
from tests.knowledge.making import numbered
from tests.knowledge.store.test_upgrade import VERSION, old_base

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def filled(data_dir: Path, count: int) -> Store:
    """A base with so many abstracts, open."""
    store = Store.open(data_dir, create=True, clock=lambda: NOON, user="ann")
    store.add("base", numbered(0, count))
    return store


def test_a_copy_holds_what_the_base_held(tmp_path: Path) -> None:
    """One file, which another data directory can begin with."""
    with filled(tmp_path / "live", 40) as store:
        store.add("server", numbered(30, 50, file="b"))
        (tmp_path / "other").mkdir()
        copy = tmp_path / "other" / "footnote.db"
        copy.write_bytes(b"what stood there before")
        store.backup(copy)
        store.add("base", numbered(50, 60))
        assert [path.name for path in copy.parent.iterdir()] == ["footnote.db"]
        with Store.open(copy.parent) as other:
            assert other.statistics("base").abstracts == 40
            assert other.statistics("server").abstracts == 50
            assert other.verify() == []


def test_a_copy_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    """An ingest that goes on meanwhile is wholly in the copy, or not at all, and is not held up."""
    with filled(tmp_path / "live", 40) as store, Store.open(tmp_path / "live") as writer:
        begun, copied = threading.Event(), threading.Event()

        def slowly() -> object:
            for n, each in enumerate(numbered(40, 900)):
                if n == 600:
                    begun.set()
                    assert copied.wait(30)
                yield each

        writing = threading.Thread(target=writer.add, args=("base", slowly()))
        writing.start()
        assert begun.wait(30)
        (tmp_path / "copy").mkdir()
        store.backup(tmp_path / "copy" / "footnote.db")
        copied.set()
        writing.join()
        assert store.statistics("base").abstracts == 900
        with Store.open(tmp_path / "copy") as other:
            assert other.statistics("base").abstracts == 40
            assert other.verify() == []


def test_a_copy_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder that is not there, or the base itself: one line, and nothing is changed."""
    with filled(tmp_path, 3) as store:
        with pytest.raises(StoreReadOnlyError, match="cannot be written"):
            store.backup(tmp_path / "nowhere" / "copy.db")
        with pytest.raises(StoreError, match="is the base itself"):
            store.backup(tmp_path / "footnote.db")
        with pytest.raises(StoreError, match="is the base itself"):
            store.restore(tmp_path / "footnote.db")
        assert store.verify() == []


def test_restoring_swaps_the_base_whole_and_is_noticed(tmp_path: Path) -> None:
    """Another connection sees the copy's base in its next call; who was reading reads on."""
    with filled(tmp_path / "live", 40) as store, Store.open(tmp_path / "live") as other:
        store.backup(tmp_path / "copy.db")
        expected = store.knowledge_version("base")
        later = store.add("base", numbered(40, 60)).knowledge_version
        generation = other.generation("base")
        walking = other.iterate("base", batch=5)
        next(walking)
        store.restore(tmp_path / "copy.db")
        assert len(list(walking)) == 59
        assert other.knowledge_version("base") == store.knowledge_version("base") == expected
        assert other.verify() == []
        assert other.changes_since(generation, "base") is None
        assert other.generation("base") > generation
        last = other.history("base")[-1]
        assert (last.kind, last.who, last.at) == ("restore", "ann", NOON)
        assert (last.version_before, last.version_after) == (later, expected)
        with pytest.raises(HistoryError):
            list(store.diff("base", expected, later))
        added = other.add("base", numbered(40, 41))
        changes = store.changes_since(last.id, "base", expected)
        assert changes is not None
        assert len(changes.put) == added.abstracts_added == 1
    assert [path.name for path in (tmp_path / "live").iterdir()] == ["footnote.db"]


def test_an_older_copy_is_brought_up_to_date(tmp_path: Path) -> None:
    """A copy of a base of the first version can be restored, and stays as it is."""
    copy = old_base(tmp_path)
    with filled(tmp_path / "live", 3) as store:
        before = copy.read_bytes()
        store.restore(copy)
        assert store.knowledge_version("base") == VERSION
        assert store.verify() == []
        assert copy.read_bytes() == before


def damaged(path: Path) -> None:
    """Overwrite the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = os.urandom(len(content) - len(content) // 2)
    path.write_bytes(content)


def test_what_is_no_copy_is_refused(tmp_path: Path) -> None:
    """Missing, foreign, damaged or of another version: one line, and the base stays as it is."""
    with filled(tmp_path / "live", 300) as store:
        version = store.knowledge_version("base")
        for name in ("damaged", "newer"):
            store.backup(tmp_path / name)
        damaged(tmp_path / "damaged")
        with contextlib.closing(sqlite3.connect(tmp_path / "newer")) as connection:
            connection.execute("PRAGMA user_version = 99")
        with contextlib.closing(sqlite3.connect(tmp_path / "foreign")) as connection:
            connection.execute("CREATE TABLE theirs (x)")
        (tmp_path / "noise").write_bytes(b"no database at all" * 99)
        for name, told in {
            "missing": "no file",
            "foreign": "Footnote",
            "noise": "damaged",
            "damaged": "damaged",
        }.items():
            with pytest.raises(StoreError, match=told) as caught:
                store.restore(tmp_path / name)
            assert "\n" not in str(caught.value)
        with pytest.raises(StoreVersionError):
            store.restore(tmp_path / "newer")
        assert store.knowledge_version("base") == version
        assert store.verify() == []


def test_who_restores_waits_for_who_writes(tmp_path: Path) -> None:
    """A writer that does not finish is told of, and nothing is restored."""
    with filled(tmp_path / "live", 3) as store:
        store.backup(tmp_path / "copy.db")
        store.add("base", numbered(3, 5))
        path = tmp_path / "live" / "footnote.db"
        with (
            contextlib.closing(sqlite3.connect(path, isolation_level=None)) as writer,
            contextlib.closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as live,
        ):
            writer.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="Another process has been writing"):
                backup.restore(tmp_path / "copy.db", live, patience=0.05)
            writer.execute("ROLLBACK")
        assert store.statistics("base").abstracts == 5


def test_postgresql_has_programs_of_its_own(place: Path | str) -> None:
    """Copying and restoring a base in a server is refused, with the programs that do it."""
    with Store.open(place, create=True) as store:
        for call in (store.backup, store.restore) if isinstance(place, str) else ():
            with pytest.raises(StoreError, match=r"pg_(dump|restore) --"):
                call(Path("copy.db"))
        assert store.verify() == []
