import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from knowledge.dedup import abstract_id, deduplicate
from knowledge.errors import StoreError
from knowledge.store import Store
from knowledge.store.version import digest, version
from tests.knowledge.ingesting import batch
from tests.knowledge.making import numbered

ROOT = Path(__file__).parents[3]


def ingesting(data_dir: Path, first: int, last: int) -> subprocess.Popen[str]:
    """A process that stores batches `first` to `last`."""
    command = [sys.executable, "-m", "tests.knowledge.ingesting"]
    command += [str(data_dir), str(first), str(last)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # ours


def kill_after(process: subprocess.Popen[str], lines: int) -> list[int]:
    """Kill a process when it has told so many lines; the batches that it reported as stored."""
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(lines)]
    process.kill()
    told += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    return [int(line.split()[1]) for line in told if line.startswith("stored")]


def assert_sound(data_dir: Path) -> None:
    """The file is intact, and its counts, version and index agree with its abstracts."""
    with Store.open(data_dir) as store:
        abstracts = list(store.iterate("base"))
        held = store.statistics("base")
        assert held.abstracts == len(abstracts)
        assert held.sources == sum(len(a.sources) for a in abstracts)
        assert held.knowledge_version == version(
            sum(map(digest, abstracts)) % 2**256, len(abstracts)
        )
        assert all(a in store.suggest("base", a.label) for a in abstracts[-5:])
    with contextlib.closing(sqlite3.connect(data_dir / "footnote.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_was_reported_survives_being_killed(tmp_path: Path) -> None:
    """Killed five times, at any moment, a base holds every reported ingest, and only whole ones."""
    random = Random(20260)
    Store.open(tmp_path, create=True).close()
    following, reported = 0, set[int]()
    for _ in range(5):
        process = ingesting(tmp_path, following, following + 1000)
        reported |= set(kill_after(process, random.randint(1, 24)))
        assert_sound(tmp_path)
        following = max(reported, default=-1) + 1
        with Store.open(tmp_path) as store:
            count = store.statistics("base").abstracts
            for n in reported:
                ids = [abstract_id(each.text) for each in batch(n)]
                assert len(store.abstracts("base", ids)) == len(ids)
        # Nothing but whole batches; the last one may be stored without having been reported.
        assert count in {0, 40} | {20 * (following + more) + 20 for more in (0, 1)}
    assert len(reported) > 10


def test_two_processes_ingest_at_once(tmp_path: Path) -> None:
    """Two processes that create and fill one base both succeed, and nothing is lost."""
    processes = [ingesting(tmp_path, 0, 25), ingesting(tmp_path, 15, 40)]
    for process in processes:
        out, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        assert out.count("stored") == 25
    assert_sound(tmp_path)
    expected = deduplicate(each for n in range(40) for each in batch(n))
    with Store.open(tmp_path) as store:
        assert {a.id: a for a in store.iterate("base")} == expected


def test_a_full_disk_stores_nothing(tmp_path: Path) -> None:
    """Where the space ends within an ingest, what was there stays, and the base goes on working."""
    with Store.open(tmp_path, create=True) as store:
        before = store.add("base", numbered(0, 100))

        def bound(connection: sqlite3.Connection, *_: object) -> None:
            connection.execute("PRAGMA max_page_count = 40")

        sa.event.listen(store._database.engine, "checkout", bound)
        with pytest.raises(StoreError, match=r"is full: free some space[^\n]*nothing was stored"):
            store.add("base", numbered(100, 9000))
        assert store.knowledge_version("base") == before.knowledge_version
        assert store.add("base", numbered(100, 110)).abstracts_added == 10
    assert_sound(tmp_path)


def test_a_failing_disk_stores_nothing(tmp_path: Path) -> None:
    """Where writing fails within an ingest, it is told in one line and what was there stays."""
    with Store.open(tmp_path, create=True) as store:
        store.add("base", numbered(0, 100))
    script = (
        "import pathlib, resource, sys\n"
        "from knowledge.errors import StoreError\n"
        "from knowledge.store import Store\n"
        "from tests.knowledge.making import numbered\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))\n"
        "store = Store.open(pathlib.Path(sys.argv[1]))\n"
        "try:\n"
        "    store.add('base', numbered(100, 9000))\n"
        "except StoreError as error:\n"
        "    print(error)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 1
    assert "check the disk" in done.stdout or "free some space" in done.stdout
    assert_sound(tmp_path)
    with Store.open(tmp_path) as store:
        assert store.statistics("base").abstracts == 100


def test_a_writer_that_takes_too_long_is_told(tmp_path: Path) -> None:
    """Who waits too long for another writer is told so, and may read meanwhile."""
    with Store.open(tmp_path, create=True) as store:
        store.add("base", numbered(0, 3))

        def be_impatient(connection: sqlite3.Connection, *_: object) -> None:
            connection.execute("PRAGMA busy_timeout = 1")

        sa.event.listen(store._database.engine, "checkout", be_impatient)
        with contextlib.closing(sqlite3.connect(tmp_path / "footnote.db")) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="Another process has been writing"):
                store.add("base", numbered(3, 6))
            assert len(list(store.iterate("base"))) == 3
        assert store.add("base", numbered(3, 6)).abstracts_added == 3


def test_commits_are_on_the_disk(tmp_path: Path) -> None:
    """Every connection writes ahead, synchronises fully and keeps foreign keys."""
    with Store.open(tmp_path, create=True) as store, store._database.engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    assert found == ["wal", 2, 1, 30_000]


def test_a_busy_creation_goes_on_without_a_log(tmp_path: Path) -> None:
    """A base whose journal mode cannot be changed just now opens all the same."""
    path = tmp_path / "footnote.db"
    Store.open(tmp_path, create=True).close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM collections").fetchall()
        with Store.open(tmp_path) as store:
            assert store.collections() == ["base"]
        other.execute("ROLLBACK")
    with Store.open(tmp_path) as store, store._database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
