"""Papers and ledger are kept together: in one copy, looked through, and moved to a server."""

import contextlib
import datetime as dt
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.cli.main import main
from bot.ledger import Feedback, Golden, Ledger, QaChannel, ServerSettings, ledger_place
from bot.service import backup
from bot.service.lock import alone
from knowledge.errors import StoreError, StoreReadOnlyError
from knowledge.store import Store, derivation
from knowledge.store.lookup import POSTGRESQL
from knowledge.store.statistics import counts, hidden, lengths
from tests.bot.ledger.samples import ANNE, CHANNEL, GUILD, NOW, asked, owed, wish
from tests.knowledge import postgres_server
from tests.knowledge.making import numbered

SET = ServerSettings(GUILD, (QaChannel(CHANNEL),), strictness="strict", retention_days=7)
LEDGER = "ledger.db"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data directory with a history of papers, one undone, and something of all that is kept."""
    folder = tmp_path / "data"
    with Store.open(folder, create=True, user="ann", clock=lambda: NOW) as store:
        store.add("base", numbered(0, 12), what=["pages"])
        store.add(f"guild_{GUILD}", numbered(10, 15), what=["more"])
        store.add("base", numbered(20, 22), what=["a mistake"])
        store.undo("base", 3)
        store.remove("base", next(store.iterate("base")).id)
    with closing(Ledger(folder / LEDGER)) as ledger:
        ledger.change_settings(GUILD, lambda _: SET)
        ledger.keep_asked(asked())
        ledger.keep_asked(asked("What of – “ünïcode”?"))
        last = ledger.keep_asked(asked("To be forgotten"))
        ledger.keep_feedback(Feedback(last - 1, ANNE, helpful=False, at=NOW, reason="wrong"))
        with ledger._writing() as connection:
            connection.exec_driver_sql("DELETE FROM ledger_questions WHERE id = ?", (last,))
        ledger.keep_wish(wish())
        ledger.add_golden(Golden(GUILD, "Who?", ("a1",), NOW, ANNE))
        ledger.owe(owed())
        ledger.keep_change(GUILD, 2, ANNE)
        ledger.see(CHANNEL, 99)
    return folder


def papers(place: Path | str) -> list[object]:
    """All that is known of papers: what every collection holds, its version and its history."""
    with Store.open(place) as store:
        return [
            (
                name,
                store.knowledge_version(name),
                store.generation(name),
                list(store.iterate(name)),
                store.history(name),
                [each.id for each in store.suggest(name, "subject")],
            )
            for name in store.collections()
        ]


def remembered(place: Path | str) -> list[object]:
    """All that a ledger tells."""
    with closing(Ledger(place)) as ledger:
        return [
            ledger.settings(GUILD),
            [asdict(each) for each in ledger.asked_since(GUILD, NOW)],
            ledger.unmet(GUILD, NOW),
            ledger.wishes(GUILD),
            ledger.goldens(GUILD),
            ledger.owed(NOW - dt.timedelta(days=1)),
            ledger.changers(GUILD),
            ledger.last_seen(),
        ]


def is_told(capsys: pytest.CaptureFixture[str], *command: object) -> str:
    """What a command says on stderr that cannot be done: one line."""
    assert main([str(part) for part in command]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    return error


def test_a_copy_holds_papers_and_ledger(data: Path, tmp_path: Path) -> None:
    """One file; put back here or elsewhere it is all as it was, and sound."""
    copy = tmp_path / "copy.db"
    before, kept = papers(data), remembered(data / LEDGER)
    with closing(Ledger(data / LEDGER)) as running:
        backup.backup(data, copy)
        running.keep_asked(asked("Since then?"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "data"]
    (tmp_path / "new").mkdir()
    for folder in (data, tmp_path / "new"):
        assert backup.restore(folder, copy)
        assert [(each[0], each[1], each[3]) for each in papers(folder)] == [  # type: ignore[index]
            (each[0], each[1], each[3])  # type: ignore[index]
            for each in before
        ]
        assert remembered(folder / LEDGER) == kept
        assert backup.flaws(folder) == []
        with closing(Ledger(folder / LEDGER)) as ledger:
            assert ledger.keep_asked(asked()) == 4  # the third was given once
        with Store.open(folder) as store, store._reading() as connection:
            tables = sa.inspect(connection).get_table_names()
        assert not [table for table in tables if table.startswith("ledger")]


def test_a_copy_is_made_while_the_ledger_is_written(data: Path, tmp_path: Path) -> None:
    """It holds what was kept when it began, whole, whatever comes meanwhile."""
    stop, started = threading.Event(), threading.Event()
    written = []

    def write() -> None:
        with closing(Ledger(data / LEDGER)) as ledger:
            while not stop.is_set():
                written.append(ledger.keep_asked(asked()))
                started.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert started.wait(30)
        first = len(written)
        backup.backup(data, tmp_path / "copy.db")
    finally:
        stop.set()
        writer.join()
    backup.restore(tmp_path / "new", tmp_path / "copy.db")
    with closing(Ledger(tmp_path / "new" / LEDGER)) as ledger:
        found = [each.id for each in ledger.asked_since(GUILD, NOW) if each.id in set(written)]
    assert found == written[: len(found)]
    assert len(found) >= first
    assert backup.flaws(tmp_path / "new") == []


def test_papers_are_restored_while_the_bot_runs(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path
) -> None:
    """What it remembers is not taken from under it: one line says so, and nothing is changed."""
    copy = tmp_path / "copy.db"
    backup.backup(data, copy)
    with Store.open(data) as store:
        store.undo("base", 1)
    with closing(Ledger(data / LEDGER)) as ledger:
        ledger.keep_asked(asked("Since then?"))
    kept, changed = remembered(data / LEDGER), papers(data)
    with alone(data):
        assert "with --papers" in is_told(capsys, "restore", copy, "--data", data)
        assert papers(data) == changed
        assert main(["restore", str(copy), "--papers", "--data", str(data)]) == 0
    assert remembered(data / LEDGER) == kept
    with Store.open(data) as store:
        assert store.statistics("base").abstracts == 11


def test_a_copy_without_a_ledger_leaves_the_one_that_is_there(
    capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path
) -> None:
    """As earlier versions wrote them."""
    with Store.open(data) as store:
        store.backup(tmp_path / "copy.db")
    kept = remembered(data / LEDGER)
    assert main(["restore", str(tmp_path / "copy.db"), "--data", str(data)]) == 0
    assert "no ledger in this copy" in capsys.readouterr().err
    assert remembered(data / LEDGER) == kept


def test_what_cannot_be_copied_or_put_back_is_told(data: Path, tmp_path: Path) -> None:
    """And nothing is left behind, and nothing changed."""
    before = papers(data), remembered(data / LEDGER)
    for name in ("footnote.db", LEDGER):
        with pytest.raises(StoreError, match="itself"):
            backup.backup(data, data / name)
    with pytest.raises(StoreReadOnlyError):
        backup.backup(data, tmp_path / "no" / "where.db")
    (tmp_path / "text").write_text("no copy" * 1000)
    for file, words in ((tmp_path / "text", "damaged"), (tmp_path / "none", "no file")):
        with pytest.raises(StoreError, match=words):
            backup.restore(data, file)
    assert (papers(data), remembered(data / LEDGER)) == before
    assert not list(data.glob(".footnote-*"))


def test_verifying_looks_at_the_ledger(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    """What it says of what is not there, and what cannot be read, is a line each."""
    command = ["verify", "--data", str(data)]
    assert main(command) == 0
    with closing(Ledger(data / LEDGER)) as ledger, ledger._writing() as connection:
        connection.exec_driver_sql("UPDATE ledger_servers SET document = 'no JSON'")
    assert main(command) == 1
    assert "keeps of servers cannot be read" in capsys.readouterr().err
    engine = sa.create_engine(f"sqlite:///{data / LEDGER}", poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE ledger_feedback SET asked_id = 77")
    assert main(command) == 1
    assert "ledger_feedback is about one that is not there" in capsys.readouterr().err


def test_a_base_moves_to_a_server(data: Path, schema: str) -> None:
    """The same versions, histories, settings and owed replies; numbers go on behind the last."""
    assert main(["move", schema, "--data", str(data)]) == 0
    assert papers(schema) == papers(data)
    assert remembered(ledger_place(Path(schema))) == remembered(data / LEDGER)
    assert backup.flaws(Path(schema)) == []
    with closing(Ledger(schema)) as ledger:
        assert ledger.keep_asked(asked()) == 4
    for place in (data, schema):  # both go on alike
        with Store.open(place, clock=lambda: NOW, user="ann") as store:
            store.add("base", numbered(30, 33), what=["later"])
            store.add("guild_9", numbered(33, 35))
            store.undo("base", store.history("base")[-2].id)
            assert store.verify() == []
    assert papers(schema) == papers(data)


def test_what_is_counted_is_counted_there(data: Path, schema: str) -> None:
    """As if everything had been stored there: of words and titles, and of what servers hide."""
    assert main(["move", schema, "--data", str(data)]) == 0

    def counted(connection: sa.Connection) -> list[object]:
        keys = counts.c.collection, counts.c.kind, counts.c.key
        sums = [sa.func.sum(column) for column in (counts.c.held, counts.c.capital, counts.c.lower)]
        held = sa.select(*keys, *sums).group_by(*keys).order_by(*keys).having(sums[0] != 0)
        long = sa.func.sum(lengths.c.length), sa.func.sum(lengths.c.abstracts)
        whole = sa.select(lengths.c.collection, *long).group_by(lengths.c.collection)
        hides = sa.select(hidden.c.collection, hidden.c.under).order_by(hidden.c.under)
        return [
            connection.execute(held).all(),
            sorted(map(tuple, connection.execute(whole))),
            connection.execute(hides).all(),
        ]

    with Store.open(schema) as store, store._writing() as connection:
        moved = counted(connection)
        derivation.rederive(connection, POSTGRESQL)
        assert moved == counted(connection)
    assert all(moved)


def test_nothing_moves_onto_something(
    capsys: pytest.CaptureFixture[str], data: Path, schema: str, tmp_path: Path
) -> None:
    """A base or a ledger that is there stays as it is; a running bot is not moved, nor a URL."""
    with alone(data):
        assert "stop it first" in is_told(capsys, "move", schema, "--data", data)
    assert "from a data directory" in is_told(capsys, "move", tmp_path, "--data", data)
    assert "from a data directory" in is_told(capsys, "move", schema, "--data", schema)
    with closing(Ledger(schema)) as ledger:
        ledger.owe(owed(8))
    assert "a ledger in the database already" in is_told(capsys, "move", schema, "--data", data)
    with Store.open(schema) as store:
        assert store.is_unused()
        store.add("base", numbered(0, 1))
    assert "holds a base already" in is_told(capsys, "move", schema, "--data", data)
    with Store.open(schema) as store:
        assert store.statistics("base").abstracts == 1


def test_a_move_that_fails_leaves_nothing(
    capsys: pytest.CaptureFixture[str], data: Path, schema: str
) -> None:
    """It is told in one line, and may be tried again."""
    Store.open(schema, create=True).close()
    engine = sa.create_engine(schema, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE touched RENAME TO elsewhere")
    assert "could not be used" in is_told(capsys, "move", schema, "--data", data)
    with Store.open(schema) as store:
        assert store.is_unused()
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO touched")
    assert main(["move", schema, "--data", str(data)]) == 0
    assert papers(schema) == papers(data)


@pytest.fixture
def database(postgresql: str) -> Iterator[str]:
    """The URL of an empty database of its own."""
    engine = sa.create_engine(postgresql, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE copied")
        yield postgresql.removesuffix("postgres") + "copied"
        connection.exec_driver_sql("DROP DATABASE copied WITH (FORCE)")


def _run(line: str) -> None:
    """Run what a message says."""
    folder = postgres_server.programs()
    assert folder is not None
    environment = {"PATH": f"{folder}:/usr/bin:/bin"}
    subprocess.run(["/bin/sh", "-c", line], env=environment, check=True)


def test_a_server_is_copied_as_is_told(
    capsys: pytest.CaptureFixture[str], data: Path, database: str, tmp_path: Path
) -> None:
    """The commands that `backup` and `restore` name do it, for papers and ledger."""
    assert main(["move", database, "--data", str(data)]) == 0
    before, kept = papers(database), remembered(database)
    copy = tmp_path / "a copy"
    _run(is_told(capsys, "backup", copy, "--data", database).partition("it: ")[2])
    with contextlib.closing(Ledger(database)) as ledger:
        ledger.keep_asked(asked("Since then?"))
    with Store.open(database) as store:
        store.undo("base", 1)
    _run(is_told(capsys, "restore", copy, "--data", database).partition("it: ")[2])
    assert papers(database) == before
    assert remembered(database) == kept
    assert main(["verify", "--data", database]) == 0
