"""A ledger for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ledger import SqliteLedger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    """An empty one, in `tmp_path / "ledger.db"`."""
    made = SqliteLedger(tmp_path / "ledger.db")
    yield made
    made.close()
