"""What the tests of the bot share: logs left as they were."""

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def _logs_as_they_were() -> Iterator[None]:
    """A test may set up logs, or run the bot: the next begins without."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    structlog.configure(logger_factory=structlog.stdlib.LoggerFactory())
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
