"""Where the answer to a message is posted: below it, in a thread on it, or directly."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import discord

from bot.language import say, speaking
from bot.language.catalogues import ENGLISH
from bot.render.layout import layout
from bot.render.reply import Reply
from bot.render.truncation import clip
from bot.serve.responses import DAY, NOBODY, THREAD_NAME
from knowledge.text.canonical import display


@dataclass(frozen=True, slots=True)
class Response:
    """What is posted, and where.

    Attributes:
        reply: what is posted.
        privately: whether in a direct message.
        thread: what a thread is called that is opened on the message for it; empty: none is.
        language: what is spoken in it.
    """

    reply: Reply
    privately: bool = False
    thread: str = ""
    language: str = ENGLISH


async def post(message: discord.Message, response: Response) -> discord.Message | None:
    """Post the answer where it belongs; a thread that cannot be opened is done without.

    Raises:
        discord.HTTPException: Discord does not take it.
    """
    with speaking(response.language):
        view = layout(response.reply)
        name = clip(display(response.thread), THREAD_NAME) or say("Question")
    # Discord makes one message of what is sent twice with the same nonce: where a process died
    # after it had sent this, the next one sends it again.
    once: Mapping[str, Any] = {"allowed_mentions": NOBODY, "nonce": message.id}
    if response.privately:
        return await message.author.send(view=view, **once)
    if response.thread:
        with contextlib.suppress(discord.HTTPException):
            thread = await _thread_on(message, name)
            return await thread.send(view=view, **once)
    return await message.reply(view=view, mention_author=False, **once)


async def _thread_on(message: discord.Message, name: str) -> discord.Thread:
    """The thread on a message; opened, unless it was when the answer was tried before."""
    opened = message.guild.get_thread(message.id) if message.guild else None
    return opened or await message.create_thread(name=name, auto_archive_duration=DAY)
