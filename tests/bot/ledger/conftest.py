"""A ledger for each test, in a file and in a PostgreSQL database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.ledger import Ledger, ledger_place
from bot.ledger.schema import metadata

Place = Path | str


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where a ledger can be made: `tmp_path / "ledger.db"`, and an empty schema of a database."""
    kept = tmp_path if request.param == "sqlite" else request.getfixturevalue("schema")
    return ledger_place(kept)


@pytest.fixture
def ledger(place: Place) -> Iterator[Ledger]:
    """An empty one there."""
    made = Ledger(place)
    yield made
    made.close()


@pytest.fixture
def written(place: Place) -> Callable[[], bytes]:
    """Gives all that is kept: every byte of the files; every row that a database shows anybody."""

    def of_files() -> bytes:
        folder = Path(place).parent
        return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())

    def of_rows() -> bytes:
        engine = sa.create_engine(str(place), poolclass=sa.NullPool)
        with engine.connect() as connection:
            rows = [connection.execute(sa.select(t)).all() for t in metadata.sorted_tables]
        return repr(rows).encode()

    return of_files if isinstance(place, Path) else of_rows
