"""A ledger for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty one, in `tmp_path / "ledger.db"`."""
    made = Ledger(tmp_path / "ledger.db")
    yield made
    made.close()
