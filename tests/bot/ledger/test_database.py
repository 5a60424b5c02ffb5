"""A ledger's file: made, recognised, refused."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger import Ledger, schema
from knowledge.errors import StoreError, StoreReadOnlyError, StoreVersionError
from tests.bot.ledger.samples import GUILD, NOW, asked


def test_a_closed_ledger_says_so(tmp_path: Path) -> None:
    """Closing twice is no error; using it is, in words."""
    ledger = Ledger(tmp_path / "ledger.db")
    ledger.close()
    ledger.close()
    with pytest.raises(StoreError, match="open it again"):
        ledger.settings(GUILD)
    with pytest.raises(StoreError, match="open it again"):
        ledger.keep_asked(asked())


def test_two_open_the_same_ledger(tmp_path: Path) -> None:
    """What one has kept, the other sees at once."""
    path = tmp_path / "deep" / "ledger.db"
    first, second = Ledger(path), Ledger(path)
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
    """The steps since its version are taken in one transaction, and what it holds stays."""
    path = tmp_path / "ledger.db"
    ledger = Ledger(path)
    number = ledger.keep_asked(asked())
    ledger.close()

    def step(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE served ADD COLUMN shard INTEGER")

    again = Ledger(path, (*schema.STEPS, step))
    assert again.asked(number) is not None
    assert again.served_since(GUILD, NOW) == []
    again.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.STEPS) + 2,)
        assert "shard" in str(connection.execute("PRAGMA table_info(served)").fetchall())
