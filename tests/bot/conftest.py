"""Knowledge bases that several tests read."""

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose base holds the seeds; tests read it and leave it as it is."""
    data_dir = tmp_path_factory.mktemp("seeded")
    KnowledgeBase.open(data_dir).close()
    return data_dir
