"""What several tests share: a seeded base, repeatable examples, logs left as they were."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings

from knowledge.base import KnowledgeBase

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose base holds the seeds; tests read it and leave it as it is."""
    data_dir = tmp_path_factory.mktemp("seeded")
    KnowledgeBase.open(data_dir).close()
    return data_dir


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A test may set up logs, or run the bot: the next begins without."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory())
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
