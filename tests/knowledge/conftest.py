"""What the tests of the core share: a base on the seeds, and examples that repeat."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.base import KnowledgeBase

settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def seeded_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose base holds the seeds; tests read it and leave it as it is."""
    data_dir = tmp_path_factory.mktemp("seeded")
    KnowledgeBase.open(data_dir).close()
    return data_dir


@pytest.fixture(scope="session")
def base(seeded_dir: Path) -> Iterator[KnowledgeBase]:
    """The base on the seeds, for asking only."""
    with KnowledgeBase.open(seeded_dir) as opened:
        yield opened
