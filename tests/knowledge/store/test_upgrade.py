import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.errors import StoreVersionError
from knowledge.model import Source
from knowledge.store import Store, derivation, lookup, sqlite_file
from tests.knowledge.making import numbered, record

OLD = Path(__file__).with_name("base_of_version_1.sql")
# What its collections held when it was written.
ABSTRACTS, SOURCES, VERSION = 9, 14, "f435ac9f316f0552"


def old_base(data_dir: Path) -> Path:
    """A base as the first version of Footnote wrote it."""
    path = data_dir / "footnote.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(OLD.read_text(encoding="utf-8"))
    return path


def columns(path: Path) -> dict[str, list[tuple[str, bool, bool]]]:
    """The tables of a base: each column's name, whether it must be given, whether it is a key."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: [
                (row[1], bool(row[3]), bool(row[5]))
                for row in connection.execute(f"PRAGMA table_info({name})")
            ]
            for (name,) in names
        }


def indexes(path: Path) -> set[tuple[str, str]]:
    """The indexes of a base, with their tables."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'")
        return {(name, table) for name, table in found}


def test_a_base_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """It holds what it held, under the same knowledge version, and can be added to and undone."""
    old_base(tmp_path)
    with Store.open(tmp_path, user="ann") as store:
        held = store.statistics("base")
        assert (held.abstracts, held.sources) == (ABSTRACTS, SOURCES)
        assert held.knowledge_version == VERSION
        assert store.verify() == []
        assert store.suggest("server 1", "it's")[0].bibliography.authors == ("Ö. Å",)
        (entry,) = store.history("base")
        assert (entry.kind, entry.version_after) == ("ingest", VERSION)
        store.add("base", [*numbered(0, 3), record("Quoted 'text' with ünïcode.", file="more")])
        (found,) = store.suggest("server 1", "it's")
        assert found.sources == (Source("more", 1), Source("page.txt", 1))
        store.undo("base", store.history("base")[-1].id)
        assert store.knowledge_version("base") == VERSION
        store.undo("base", entry.id)
        assert store.statistics("base").abstracts == 0


def test_an_upgraded_base_is_like_a_new_one(tmp_path: Path) -> None:
    """The steps lead to the tables and indexes that a new base is made with."""
    path = old_base(tmp_path)
    Store.open(tmp_path).close()
    Store.open(tmp_path / "new", create=True).close()
    assert columns(path) == columns(tmp_path / "new" / "footnote.db")
    assert indexes(path) == indexes(tmp_path / "new" / "footnote.db")


def test_an_old_base_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """Where the steps cannot be taken, nothing is changed and the message says what to do."""
    path = old_base(tmp_path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    before = path.read_bytes()
    with pytest.raises(StoreVersionError, match="open it once where it can be written"):
        sqlite_file._open_unwritable(path)
    assert path.read_bytes() == before


def test_two_that_bring_a_base_up_to_date_do_it_once(tmp_path: Path) -> None:
    """Who finds it up to date when their turn comes leaves it so."""
    path = old_base(tmp_path)
    with Store.open(tmp_path) as store:
        store.add("base", numbered(0, 3))
        expected = store.knowledge_version("base")
        sqlite_file._upgrade(store._database.engine, path, allowed=True)
        assert store.knowledge_version("base") == expected


def test_everything_that_follows_can_be_made_anew(tmp_path: Path) -> None:
    """Made anew from the statements, a base is what it was, collection by collection."""
    with Store.open(tmp_path, create=True) as store:
        store.add("base", [*numbered(0, 9), *numbered(3, 5, file="b")])
        undone = store.add("base", numbered(7, 20, file="c")).entry
        store.add("server", [*numbered(2, 4, file="d"), *numbered(30, 33)])
        store.undo("base", undone)
        names = ["base", "server"]
        before = [(store.knowledge_version(n), list(store.iterate(n, order="id"))) for n in names]
        with store._writing() as connection:
            derivation.rederive(connection, lookup.SQLITE)
        after = [(store.knowledge_version(n), list(store.iterate(n, order="id"))) for n in names]
        assert before == after
        assert store.suggest("server", "subject 3")[0].title == "Subject 3"
        assert store.verify() == []


def test_a_base_that_is_up_to_date_needs_no_steps(tmp_path: Path) -> None:
    """Opening it imports nothing of what brings older ones up to date."""
    Store.open(tmp_path, create=True).close()
    code = (
        "import pathlib, sys; from knowledge.store import Store\n"
        "Store.open(pathlib.Path(sys.argv[1])).close()\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('alembic', 'psycopg')])"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
