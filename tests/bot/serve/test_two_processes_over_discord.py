"""Two bots on one database, each on a shard of its own, killed in the middle of their work."""

import pytest

from tests.bench.two_processes import Troubles, endured


@pytest.mark.asyncio
async def test_two_processes_answer_everything_once(schema: str) -> None:
    """Nothing is lost and nothing answered twice, whichever of them is killed."""
    outcome = await endured(Troubles(uses=24, kills=1, taken_over=0), schema)
    assert outcome.lost == []
    assert outcome.twice == []
    assert outcome.violations == []
