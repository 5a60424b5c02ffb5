"""A server of people who ask in channels, for tests of what is heard there."""

from dataclasses import replace
from typing import Any

import discord

from bot.ledger import QaChannel, WhenUnanswered
from tests.bot.fakes import SmallKnowledge
from tests.bot.stage import Stage
from tests.discord_server import Channel

QUESTION = "How many parameters has Tidal?"
UNANSWERED = "Who won the regatta?"
FOLLOW_UP = "And how many layers?"


class Forum:
    """A stage with `questions` and `posts`, where questions are answered, and `lounge`."""

    def __init__(self, stage: Stage[SmallKnowledge]) -> None:
        self.stage = stage
        self.server = stage.server
        self.lounge = stage.channel
        stage.guild.bot_permissions |= discord.Permissions(create_public_threads=True).value
        self.role = stage.guild.add_role("readers")
        self.questions = stage.guild.add_channel("ask-the-papers")
        self.posts = stage.guild.add_channel("posts", is_forum=True)
        self.set(channels=(QaChannel(self.questions.id), QaChannel(self.posts.id)))

    def set(self, **settings: Any) -> None:
        """Set something for the server."""
        guild_id = self.stage.guild.id
        self.stage.ledger.change_settings(guild_id, lambda now: replace(now, **settings))

    def silence(self) -> None:
        """Say nothing where there is no answer."""
        silent = WhenUnanswered.SILENT
        self.set(channels=(QaChannel(self.questions.id, silent), QaChannel(self.posts.id, silent)))

    def mention(self, question: str = "") -> str:
        """A question in which the bot is mentioned."""
        return f"<@{self.server.bot.id}> {question}".strip()

    async def texts(self, channel: Channel | None = None) -> list[str]:
        """What the bot has said, in the Q&A channel or another, once it is quiet."""
        return [message.text for message in await self.stage.answers(channel or self.questions)]

    @property
    def contexts(self) -> list[tuple[str, ...]]:
        """What each question so far was asked after."""
        return self.stage.knowledge.contexts
