"""A stage whose bot reads messages, with a Q&A channel, a Q&A forum and a channel left alone."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.bot.fakes import SmallKnowledge
from tests.bot.messages.forum import Forum
from tests.bot.stage import Stage, staged


@pytest_asyncio.fixture
async def forum() -> AsyncIterator[Forum]:
    """The bot answers in two channels; in the end, everything that was sent is checked."""
    made: list[Forum] = []

    def prepare(stage: Stage[SmallKnowledge]) -> None:
        made.append(Forum(stage))

    async with staged(SmallKnowledge(), prepare, reads_messages=True):
        yield made[0]
