"""What the tests of bad days share: a server with a Q&A channel and the bot."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.bot.fakes import SmallKnowledge
from tests.bot.messages.forum import Forum
from tests.bot.stage import staged


@pytest_asyncio.fixture
async def forum() -> AsyncIterator[Forum]:
    """A server with a Q&A channel and the bot."""
    made: list[Forum] = []
    async with staged(
        SmallKnowledge(), lambda stage: made.append(Forum(stage)), reads_messages=True
    ) as stage:
        assert stage.client is not None
        await stage.client.wait_until_ready()
        await stage.quiet()
        yield made[0]
