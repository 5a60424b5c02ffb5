"""What several tests share: a seeded base, repeatable examples, a Discord, a PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from knowledge.base import KnowledgeBase
from tests.discord_server.fixtures import discord_server
from tests.knowledge import postgres_server

__all__ = ["discord_server"]

# No test depends on how fast the machine is: what is slow to make is no fault.
# The same few examples in every run; `make laws` tries a thousand others.
_ALWAYS = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", _ALWAYS, derandomize=True, max_examples=20)
settings.register_profile("deep", _ALWAYS, max_examples=1000, print_blob=True)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose base holds the seeds; tests read it and leave it as it is."""
    data_dir = tmp_path_factory.mktemp("seeded")
    KnowledgeBase.open(data_dir).close()
    return data_dir


@pytest.fixture(scope="session")
def postgresql_data() -> Iterator[Path]:
    """What a PostgreSQL server keeps that has never run."""
    with postgres_server.laid_out(_programs()) as data:
        yield data


@pytest.fixture(scope="session")
def postgresql(postgresql_data: Path) -> Iterator[str]:
    """The URL of a database of a PostgreSQL server that runs for these tests."""
    with postgres_server.served(_programs(), postgresql_data) as server:
        yield server.url


@pytest.fixture
def mortal(postgresql_data: Path) -> Iterator[postgres_server.Server]:
    """A PostgreSQL server of one test's own, which may kill it, and start it again."""
    with postgres_server.served(_programs(), postgresql_data) as server:
        yield server


@pytest.fixture
def schema(postgresql: str) -> str:
    """The URL of an empty schema of its own in a PostgreSQL database."""
    return postgres_server.schema(postgresql)


def _programs() -> Path:
    found = postgres_server.programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return found
