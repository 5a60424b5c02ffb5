"""What tests of buttons share."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.bot.buttons.pressing import Place
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import staged


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Place]:
    """A server with the bot, and a role for those who help."""

    def prepare(made: Place) -> None:
        made.may_ping.add(made.guild.add_role("helpers"))

    async with staged(SmallKnowledge(), prepare) as made:
        yield made
