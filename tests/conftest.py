"""What several tests share: a seeded base, repeatable examples, a Discord to test against."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from knowledge.base import KnowledgeBase
from tests.discord_server.fixtures import discord_server

__all__ = ["discord_server"]

# No test depends on how fast the machine is: what is slow to make is no fault.
settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose base holds the seeds; tests read it and leave it as it is."""
    data_dir = tmp_path_factory.mktemp("seeded")
    KnowledgeBase.open(data_dir).close()
    return data_dir
