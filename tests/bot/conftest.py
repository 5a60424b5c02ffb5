"""What the tests of the bot share: a ledger, and logs left as they were."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.ledger import SqliteLedger


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A test may set up logs, or run the bot: the next begins without."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory())
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    """An empty ledger, in `tmp_path / "ledger.db"`."""
    made = SqliteLedger(tmp_path / "ledger.db")
    yield made
    made.close()
