"""Replies sent to Discord. Every message leaves through `show`, and none can ping."""

import contextlib
import io
from enum import Enum
from typing import Any, Final, TypeAlias, cast

import discord

from bot.language import Locales, chosen, language, speaking
from bot.render.layout import layout
from bot.render.notes import HELD_UP
from bot.render.reply import (
    Reply,
)
from bot.render.truncation import clip
from bot.serve.delivery import UNDELIVERED, acknowledging, persistently
from knowledge.text.canonical import display

AnyInteraction: TypeAlias = discord.Interaction[Any]

NOBODY = discord.AllowedMentions.none()
ORIGINAL = cast("int", "@original")  # Discord's name for the reply, where discord.py asks an id
_ACKNOWLEDGED, _REPLIED, _TOLD = "acknowledged", "replied", "told"
THREAD_NAME = 100
"""Characters that the name of a thread may have."""
DAY: Final = 1440
"""Minutes without a message after which a thread is put away."""


class _Acknowledged(Enum):
    PUBLICLY = 1
    PRIVATELY = 2
    SILENTLY = 3


async def acknowledge(interaction: AnyInteraction, *, private: bool) -> None:
    """Say that a reply will come: "thinking…", seen by the one who asked alone if `private`.

    Raises:
        discord.NotFound: Discord has given the interaction up (3 s).
    """
    await acknowledging(lambda: interaction.response.defer(ephemeral=private, thinking=True))
    how = _Acknowledged.PRIVATELY if private else _Acknowledged.PUBLICLY
    interaction.extras[_ACKNOWLEDGED] = how


async def take(interaction: AnyInteraction) -> None:
    """Acknowledge a press or a choice without a word; what is shown then comes below.

    Raises:
        discord.NotFound: Discord has given the interaction up (3 s).
    """
    await acknowledging(interaction.response.defer)
    interaction.extras[_ACKNOWLEDGED] = _Acknowledged.SILENTLY


async def show(interaction: AnyInteraction, reply: Reply) -> int | None:
    """Send a reply where the interaction stands: at once, or in place of "thinking…".

    A private reply stays private after a public acknowledgement, whose place is cleared. It is said
    in the language of the one who reads it. What Discord has trouble with is sent again.

    Returns:
        The id of the message that shows it; None where Discord did not say.

    Raises:
        discord.HTTPException: Discord did not take it.
    """
    with speaking(language(), reader=language_of(interaction)):
        view = layout(reply)
    acknowledged = interaction.extras.get(_ACKNOWLEDGED)
    if acknowledged is None and not interaction.response.is_done():
        return await _at_once(interaction, reply, view)
    if acknowledged is _Acknowledged.PRIVATELY or (
        acknowledged is _Acknowledged.PUBLICLY and not reply.private
    ):
        return await _in_place(interaction, reply, view)
    if acknowledged is _Acknowledged.PUBLICLY:
        with contextlib.suppress(discord.NotFound):
            await persistently(interaction.delete_original_response)
    followup = await persistently(  # shown twice to one person alone is better than not at all
        lambda: interaction.followup.send(
            view=view, files=_files(reply), ephemeral=True, allowed_mentions=NOBODY, wait=True
        )
    )
    return followup.id


async def apologise(interaction: AnyInteraction, sorry: Reply) -> bool:
    """Say what became of a reply, unless the reply itself stands there by now; whether it was said.

    Raises:
        discord.HTTPException: Discord does not take it, or does not tell what stands there.
    """
    if await _is_shown(interaction):
        return False
    await show(interaction, sorry)
    return True


async def _is_shown(interaction: AnyInteraction) -> bool:
    """Whether an answer may stand in place of "thinking…" by now, whatever Discord said of it.

    Raises:
        discord.HTTPException: Discord does not tell.
    """
    if _REPLIED not in interaction.extras:
        return False
    try:
        shown = await interaction.followup.fetch_message(ORIGINAL)
    except discord.NotFound:
        return False
    return not shown.flags.loading


async def _at_once(
    interaction: AnyInteraction, reply: Reply, view: discord.ui.LayoutView
) -> int | None:
    sent = await acknowledging(
        lambda: interaction.response.send_message(
            view=view, files=_files(reply), ephemeral=reply.private, allowed_mentions=NOBODY
        )
    )
    interaction.extras[_ACKNOWLEDGED] = _Acknowledged.SILENTLY
    return sent.message_id if sent else None


async def _in_place(interaction: AnyInteraction, reply: Reply, view: discord.ui.LayoutView) -> int:
    interaction.extras[_REPLIED] = True
    edited = await persistently(
        lambda: interaction.edit_original_response(
            view=view, attachments=_files(reply), allowed_mentions=NOBODY
        ),
        lambda: _say_later(interaction),
    )
    return edited.id


async def _say_later(interaction: AnyInteraction) -> None:
    """Tell the one who waits, once and directly, that Discord holds the answer up."""
    if _TOLD not in interaction.extras:
        interaction.extras[_TOLD] = True
        with contextlib.suppress(*UNDELIVERED):
            await tell_directly(interaction, HELD_UP)


async def tell_directly(interaction: AnyInteraction, note: Reply) -> None:
    """Send the one who waits a note as a direct message.

    Raises:
        discord.HTTPException: Discord does not take it.
    """
    with speaking(language_of(interaction)):
        await interaction.user.send(view=layout(note), allowed_mentions=NOBODY)


def _files(reply: Reply) -> list[discord.File]:
    """The files of a reply, to be read once."""
    return [discord.File(io.BytesIO(each.content), each.name) for each in reply.files]


def language_of(interaction: AnyInteraction) -> str:
    """What is spoken to the one who did something, in private."""
    return chosen(Locales(interaction.locale.value), private=True)


async def open_thread(interaction: AnyInteraction, message_id: int | None, question: str) -> None:
    """Open a thread on a reply, in a text channel; where Discord refuses, do without."""
    channel, name = interaction.channel, clip(display(question), THREAD_NAME)
    if message_id is None or not name or not isinstance(channel, discord.TextChannel):
        return
    with contextlib.suppress(discord.HTTPException):
        answer = channel.get_partial_message(message_id)
        await answer.create_thread(name=name, auto_archive_duration=DAY)
