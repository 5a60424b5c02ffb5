"""What the tests of the core share: a base on the seeds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase


@pytest.fixture(scope="session")
def base(seeded: Path) -> Iterator[KnowledgeBase]:
    """The base on the seeds, for asking only."""
    with KnowledgeBase.open(seeded) as opened:
        yield opened
