"""A bot that is killed in the middle of its work, and comes again."""

import pytest

from tests.bench.kill_between import WITHIN, survived


@pytest.mark.asyncio
async def test_everybody_is_told_after_a_kill() -> None:
    """Who waited when the process died has an answer or an apology soon after the next start."""
    waits = await survived(kills=2)
    assert len(waits) == 2
    assert max(waits) < WITHIN
