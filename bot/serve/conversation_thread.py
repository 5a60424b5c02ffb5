"""A thread for a conversation, opened on the answer to a command."""

import contextlib
from typing import Final

import discord

from bot.render.truncation import clip
from bot.serve.responses import BotInteraction
from knowledge.text import display

THREAD_NAME = 100
"""Characters that the name of a thread may have."""
DAY: Final = 1440
"""Minutes without a message after which a thread is put away."""


async def open_thread(interaction: BotInteraction, message_id: int | None, question: str) -> None:
    """Open a thread on a reply, in a text channel; where Discord refuses, do without."""
    channel, name = interaction.channel, clip(display(question), THREAD_NAME)
    if message_id is None or not name or not isinstance(channel, discord.TextChannel):
        return
    with contextlib.suppress(discord.HTTPException):
        answer = channel.get_partial_message(message_id)
        await answer.create_thread(name=name, auto_archive_duration=DAY)
