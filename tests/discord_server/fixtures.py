"""Fixtures of the loopback Discord, for conftest.py."""

from collections.abc import AsyncIterator

import pytest_asyncio

from .server import DiscordServer


@pytest_asyncio.fixture
async def discord_server() -> AsyncIterator[DiscordServer]:
    """A Discord that discord.py talks to; the bot must leave no violation behind."""
    async with DiscordServer() as server:
        server.attach()
        yield server
    assert not server.violations, "\n".join(server.violations)
