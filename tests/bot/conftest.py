"""What the tests of the bot share: a ledger, and logs left as they were."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.ledger import Ledger
from knowledge.answers import pipeline
from tests.bot.reader import Knowing


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A test may set up logs, or run the bot: the next begins without."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory())
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


@pytest.fixture(autouse=True)
def _read_as_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the bot shows is tested, and not what the weights make of a sentence."""
    monkeypatch.setattr(pipeline, "built_in", Knowing)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger, in `tmp_path / "ledger.db"`."""
    made = Ledger(tmp_path / "ledger.db")
    yield made
    made.close()
