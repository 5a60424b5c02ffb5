"""An office for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.bot.admin.office import Office, opened


@pytest_asyncio.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """A server whose bot has a real base; in the end, everything that was sent is checked."""
    async with opened(tmp_path / "data") as made:
        yield made
