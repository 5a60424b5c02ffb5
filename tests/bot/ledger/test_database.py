"""A ledger's file: made, recognised, refused."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger import Ledger
from bot.ledger import schema as tables
from knowledge.base import KnowledgeBase
from knowledge.errors import StoreError, StoreReadOnlyError, StoreVersionError
from tests.bot.ledger.samples import ANNE, BERT, GUILD, NOW, asked

OLD = Path(__file__).with_name("ledger_of_version_1.sql")


def test_a_closed_ledger_says_so(ledger: Ledger) -> None:
    """Closing twice is no error; using it is, in words."""
    ledger.close()
    ledger.close()
    with pytest.raises(StoreError, match="open it again"):
        ledger.settings(GUILD)
    with pytest.raises(StoreError, match="open it again"):
        ledger.keep_asked(asked())


def test_two_open_the_same_ledger(place: Path | str) -> None:
    """What one has kept, the other sees at once."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(Ledger, (place, place))
    number = first.keep_asked(asked())
    assert second.asked(number) is not None
    first.close()
    second.close()


def _of(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def _later(path: Path) -> None:
    Ledger(path).close()
    _of(path, "PRAGMA user_version = 99")


def _foreign(path: Path) -> None:
    _of(path, "CREATE TABLE other (id INTEGER)")


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 500)


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (_later, StoreVersionError, "later version"),
        (_foreign, StoreError, "no ledger of Footnote"),
        (_garbage, StoreError, "damaged"),
    ],
)
def test_what_is_no_ledger_is_refused(
    tmp_path: Path, make: Callable[[Path], None], kind: type[StoreError], words: str
) -> None:
    """In one line that says what to do, and the file stays as it was."""
    path = tmp_path / "ledger.db"
    make(path)
    before = path.read_bytes()
    with pytest.raises(kind, match=words) as error:
        Ledger(path)
    assert "\n" not in str(error.value)
    assert path.read_bytes()[100:] == before[100:]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """Where a file stands in its place."""
    (tmp_path / "data").write_text("a file")
    with pytest.raises(StoreReadOnlyError, match="cannot be written"):
        Ledger(tmp_path / "data" / "ledger.db")


def test_an_older_ledger_is_brought_up_to_date(tmp_path: Path) -> None:
    """It holds what it held, counts on from its numbers, and is laid out as a new one is."""
    path, new = tmp_path / "ledger.db", tmp_path / "new.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    ledger = Ledger(path)
    kept = ledger.answer_in(555)
    assert kept == asked("Kept question?", context=("Before?",), id=1)
    assert ledger.settings(GUILD).retention_days == 30
    assert [each.interaction_id for each in ledger.owed(NOW)] == [5]
    assert ledger.wishes(GUILD)[0].asked_id == 1
    assert ledger.keep_asked(asked()) == 3
    assert set(ledger.about_user(BERT)) == {"feedback", "humans_asked"}
    assert ledger.forget_user(ANNE) == 6
    assert ledger.about_user(BERT) == {}
    ledger.close()
    Ledger(new).close()
    assert _columns(path) == _columns(new)


def _columns(path: Path) -> dict[str, set[tuple[str, bool, bool]]]:
    """The tables of a ledger: each column's name, whether it must be given, whether it is a key."""
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
    inspector = sa.inspect(engine)

    def keys(name: str) -> list[str]:
        return inspector.get_pk_constraint(name)["constrained_columns"]

    return {
        name: {
            (column["name"], column["nullable"], column["name"] in keys(name))
            for column in inspector.get_columns(name)
        }
        for name in inspector.get_table_names()
    }


def _later_on_a_server(url: str) -> None:
    Ledger(url).close()
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.execute(tables.version.update().values(version_num="0099"))


def test_a_later_ledger_on_a_server_is_refused(schema: str) -> None:
    """As one in a file is."""
    _later_on_a_server(schema)
    with pytest.raises(StoreVersionError, match="later version"):
        Ledger(schema)


def test_a_ledger_and_a_base_stand_in_one_database(schema: str, tmp_path: Path) -> None:
    """Whichever is made first, and nothing is written into a file."""
    Ledger(schema).close()
    KnowledgeBase.open(Path(schema)).close()
    ledger = Ledger(schema)
    assert ledger.asked(ledger.keep_asked(asked())) is not None
    ledger.close()
    assert list(tmp_path.iterdir()) == []


def test_no_password_stands_in_an_error() -> None:
    """A server that cannot be asked is told of in one line."""
    with pytest.raises(StoreError, match="could not be used") as error:
        Ledger("postgresql://footnote:secret@127.0.0.1:1/base")
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)
