"""Two bots on one database, each on a shard of its own, killed in the middle of their work."""

import pytest

from tests.bench.two_processes import Troubles, endured
from tests.knowledge.postgres_server import Server


@pytest.mark.asyncio
async def test_two_processes_answer_everything_once(mortal: Server) -> None:
    """Nothing is lost and nothing answered twice, whichever of them, or the database, is killed."""
    outcome = await endured(Troubles(uses=24, kills=1, taken_over=0, outages=1), mortal)
    assert outcome.lost == []
    assert outcome.twice == []
    assert outcome.violations == []
