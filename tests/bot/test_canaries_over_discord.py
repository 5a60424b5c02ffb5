"""What one server has is never heard in another: `tests.bench.canaries`, for a moment."""

from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from tests.bench.canaries import crowded
from tests.bench.town import CANARIES, Town, paper
from tests.bot.stage import staged


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", [1, 2])
async def test_no_canary_crosses(tmp_path: Path, seed: int) -> None:
    """Two servers with canaries in all their papers, and people who do things at random."""
    town, done = await crowded(tmp_path, 100, seed)
    assert town.crossed == []
    assert 4 * town.heard["at home"] > done.total()


@pytest.mark.asyncio
async def test_a_canary_that_crosses_is_noticed(tmp_path: Path) -> None:
    """One that somebody put into the shared base is heard in both servers."""
    made: list[Town] = []
    with KnowledgeBase.open(tmp_path, seed=False) as base:
        async with staged(base, lambda stage: made.append(Town(stage))) as stage:
            (town,) = made
            base.ingest_records([paper("Quarry", CANARIES[0], 46, 12)])
            for place in town.places[:2]:
                stage.asker, stage.channel = place.people[1], place.channels[0]
                await stage.ask("How many parameters does Quarry have?")
                town.listen()
                assert bool(town.crossed) is (place.home == 1)
