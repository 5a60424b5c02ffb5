import contextlib
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import StoreError, StoreReadOnlyError, StoreVersionError
from knowledge.store import Store, exists, sqlite_file
from knowledge.store.faults import store_error, told
from tests.knowledge.making import numbered

NOBODY = 65534


def stored(data_dir: Path, count: int = 3) -> Path:
    """The file of a base with a few abstracts, closed."""
    with Store.open(data_dir, create=True) as store:
        store.add("base", numbered(0, count))
    return data_dir / "footnote.db"


def change(path: Path, *statements: str) -> None:
    """Change a base behind its back."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refuse_log(path: Path) -> None:
    """Keep SQLite from making its log beside the file, whoever runs this."""
    path.with_name("footnote.db-shm").symlink_to("no such folder/file")


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder; to the super-user, who may write everywhere, rights apply like to anybody else."""
    folder = Path(tempfile.mkdtemp())
    stored(folder / "warm up")  # whatever is imported on first use is, while everything can be read
    folder.chmod(0o777)
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(before)
    shutil.rmtree(folder)


def assert_one_line(error: BaseException, *parts: str) -> None:
    """The message is one line that ends like a sentence and holds these parts."""
    message = str(error)
    assert "\n" not in message
    assert message.endswith(".")
    for part in parts:
        assert part in message


@pytest.mark.parametrize("made", [[], ["footnote.db"]])
def test_no_base_is_told(tmp_path: Path, made: list[str]) -> None:
    """Without a base, or with an empty file, opening says how to make one and makes nothing."""
    for name in made:
        (tmp_path / name).touch()
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path)
    assert_one_line(caught.value, str(tmp_path), "footnote ingest PATH")
    assert sorted(path.name for path in tmp_path.iterdir()) == made
    assert not exists(tmp_path)


def test_a_creation_that_was_interrupted_is_made_good(tmp_path: Path) -> None:
    """An empty file, or an empty database, becomes a base."""
    (tmp_path / "footnote.db").touch()
    Store.open(tmp_path, create=True).close()
    change(tmp_path / "footnote.db", "PRAGMA user_version = 1")
    blank = tmp_path / "blank"
    blank.mkdir()
    change(blank / "footnote.db", "PRAGMA journal_mode = WAL")
    with pytest.raises(StoreError, match="no knowledge base"):
        Store.open(blank)
    with Store.open(blank, create=True) as store:
        assert store.collections() == ["base"]


def test_opening_to_create_keeps_what_is_there(tmp_path: Path) -> None:
    """`create` on an existing base opens it as it is."""
    stored(tmp_path)
    with Store.open(tmp_path, create=True) as store:
        assert store.statistics("base").abstracts == 3


@pytest.mark.parametrize("create", [True, False])
def test_another_version_is_told(tmp_path: Path, *, create: bool) -> None:
    """A base of another schema is refused, with both numbers, and left as it is."""
    path = stored(tmp_path)
    change(path, "PRAGMA user_version = 7")
    before = path.read_bytes()
    with pytest.raises(StoreVersionError) as caught:
        Store.open(tmp_path, create=create)
    assert_one_line(caught.value, str(path), "7", "--data DIR")
    assert path.read_bytes() == before


def test_somebody_else_s_database_is_told(tmp_path: Path) -> None:
    """A database of another program is refused and left as it is."""
    path = tmp_path / "footnote.db"
    change(path, "CREATE TABLE theirs (x)", "INSERT INTO theirs VALUES (1)")
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store.open(tmp_path, create=True)
    assert_one_line(caught.value, "not a Footnote database", "--data DIR")
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello " * 999, b"\x00" * 9000, b"SQLite format 3\x00" * 99])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    """Text, zeros or a bad header give one line and are left as they are."""
    (tmp_path / "footnote.db").write_bytes(content)
    for create in (True, False):
        with pytest.raises(StoreError) as caught:
            Store.open(tmp_path, create=create)
        assert_one_line(caught.value, "footnote.db")
    assert (tmp_path / "footnote.db").read_bytes() == content


def test_a_folder_in_the_file_s_place_is_told(tmp_path: Path) -> None:
    """A folder named like the file gives one line."""
    (tmp_path / "footnote.db" / "x").mkdir(parents=True)
    for create in (True, False):
        with pytest.raises(StoreError) as caught:
            Store.open(tmp_path, create=create)
        assert_one_line(caught.value, "footnote.db")


@pytest.mark.parametrize("kept", [20_000, 60_000, 120_000])
def test_a_file_cut_short_is_told(tmp_path: Path, kept: int) -> None:
    """A truncated base gives one line when it is opened or read, never a wrong abstract."""
    path = stored(tmp_path, 3000)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(StoreError) as caught, Store.open(tmp_path) as store:
        list(store.iterate("base"))
    assert_one_line(caught.value, "damaged", "ingest")


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE statements SET document = '{'",
        "UPDATE statements SET document = '[]'",
        'UPDATE statements SET document = \'{"text": ""}\'',
        "UPDATE statements SET document = replace(document, '}', ',\"published\":{\"date\":1}}')",
        "UPDATE collections SET hash_sum = 'z'",
        "UPDATE collections SET name = 'other'",
        "DROP TABLE statements",
        "UPDATE statements SET document = CAST(x'ff' AS TEXT)",
    ],
)
def test_rows_that_nobody_stored_are_told(tmp_path: Path, damage: str) -> None:
    """Unreadable values give one line, not a traceback."""
    change(stored(tmp_path), damage)
    with Store.open(tmp_path) as store, pytest.raises(StoreError) as caught:
        list(store.iterate("base"))
    assert_one_line(caught.value, "put a good copy in its place")


@pytest.mark.parametrize("below", ["a file/base", "a file"])
def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, below: str) -> None:
    """A data directory in a place where none can be gives one line."""
    (tmp_path / "a file").write_text("x")
    with pytest.raises(StoreReadOnlyError) as caught:
        Store.open(tmp_path / below, create=True)
    assert_one_line(caught.value, "a file", "--data DIR")
    assert not exists(tmp_path / below)
    with pytest.raises(StoreError, match="no knowledge base"):
        Store.open(tmp_path / below)


def test_a_base_without_room_for_a_log_can_be_read(tmp_path: Path) -> None:
    """Where SQLite cannot keep files beside the base, reading works and writing says why not."""
    path = stored(tmp_path)
    refuse_log(path)
    before = path.read_bytes()
    with Store.open(tmp_path) as store:
        assert len(list(store.iterate("base"))) == 3
        assert store.suggest("base", "subject 2")
        for write in (
            lambda: store.add("base", numbered(3, 5)),
            lambda: store.create_collection("more"),
        ):
            with pytest.raises(StoreReadOnlyError) as caught:
                write()
            assert_one_line(caught.value, str(path), "cannot be written", "--data DIR")
        assert store.statistics("base").abstracts == 3
    assert path.read_bytes() == before


def test_a_log_is_never_overlooked(tmp_path: Path) -> None:
    """What stands in a log only is read where that can be done, and asked for where it cannot."""
    copies = [tmp_path / "good", tmp_path / "unwritable"]
    with Store.open(tmp_path / "first", create=True) as store:
        store.add("base", numbered(0, 3))
        for copy in copies:
            copy.mkdir()
            for name in ("footnote.db", "footnote.db-wal"):
                shutil.copy(tmp_path / "first" / name, copy / name)
    with Store.open(copies[0]) as store:
        assert len(list(store.iterate("base"))) == 3
    refuse_log(copies[1] / "footnote.db")
    with pytest.raises(StoreReadOnlyError) as caught:
        Store.open(copies[1])
    assert_one_line(caught.value, "not closed", "open it once")


def test_a_read_only_folder_can_be_read(unprivileged: Path) -> None:
    """A base in a folder that cannot be written answers, and refuses an ingest in one line."""
    path = stored(unprivileged / "base")
    path.chmod(0o444)
    path.parent.chmod(0o555)
    with Store.open(path.parent) as store:
        assert len(list(store.iterate("base"))) == 3
        with pytest.raises(StoreReadOnlyError) as caught:
            store.add("base", numbered(3, 5))
    path.parent.chmod(0o755)
    assert_one_line(caught.value, "cannot be written")


def test_a_read_only_file_can_be_read(unprivileged: Path) -> None:
    """A base whose file alone cannot be written answers too, and stays as it is."""
    path = stored(unprivileged / "base")
    path.chmod(0o444)
    with Store.open(path.parent) as store:
        assert len(list(store.iterate("base"))) == 3
        with pytest.raises(StoreReadOnlyError) as caught:
            store.add("base", numbered(3, 5))
    assert_one_line(caught.value, "cannot be written")


def test_a_read_only_folder_gets_no_base(unprivileged: Path) -> None:
    """Creating a base where nothing can be written gives one line, at any depth."""
    closed = unprivileged / "closed"
    closed.mkdir(mode=0o555)
    for data_dir in (closed, closed / "deeper" / "still"):
        with pytest.raises(StoreReadOnlyError) as caught:
            Store.open(data_dir, create=True)
        assert_one_line(caught.value, str(closed), "--data DIR")


def test_an_unreadable_file_is_told(unprivileged: Path) -> None:
    """A base that cannot even be read gives one line."""
    path = stored(unprivileged / "base")
    path.chmod(0o000)
    with pytest.raises(StoreError) as caught:
        Store.open(path.parent)
    assert_one_line(caught.value, "permissions")


@pytest.mark.parametrize(
    ("code", "kind", "part"),
    [
        (sqlite3.SQLITE_FULL, StoreError, "free some space"),
        (sqlite3.SQLITE_IOERR_WRITE, StoreError, "check the disk"),
        (sqlite3.SQLITE_BUSY, StoreError, "wait for it to finish"),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreError, "damaged"),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreReadOnlyError, "allow writing"),
        (None, StoreError, "two lines"),
    ],
)
def test_every_fault_has_its_line(code: int | None, kind: type[StoreError], part: str) -> None:
    """Each of SQLite's errors, with any extension, becomes one line that says what to do."""
    fault = sqlite3.OperationalError("two\n lines")
    if code is not None:
        fault.sqlite_errorcode = code
    error = store_error(Path("/x/footnote.db"), fault)
    assert type(error) is kind
    assert_one_line(error, "/x/footnote.db", part)
    with pytest.raises(kind, match=re.escape(str(error))), told(Path("/x/footnote.db")):
        raise fault


def test_two_that_create_a_base_make_one(tmp_path: Path) -> None:
    """Who comes second to an empty file, and finds a base when its turn comes, keeps it."""
    path = stored(tmp_path)
    engine = sqlite_file.open_engine(path, create=True)
    sqlite_file._create(engine, path, allowed=True)
    engine.dispose()
    with Store.open(tmp_path) as store:
        assert store.statistics("base").abstracts == 3
