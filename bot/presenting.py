"""Replies sent to Discord. Every message leaves through `show`, and none can ping."""

import contextlib
import io
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

import aiohttp
import discord

from bot.language import Locales, chosen, language, mark, privately, say, speaking
from bot.rendering.custom_ids import custom_id
from bot.rendering.escaping import escape
from bot.rendering.limits import BUTTON_LABEL, ROW_BUTTONS
from bot.rendering.replies import (
    Action,
    AskHuman,
    Cite,
    Dismiss,
    Enclosed,
    Notify,
    Press,
    Rate,
    Reply,
    Share,
    ShowInContext,
    Verify,
)
from bot.rendering.shortening import clip

if TYPE_CHECKING:
    from bot.client import FootnoteClient

BotInteraction: TypeAlias = "discord.Interaction[FootnoteClient]"

NOBODY = discord.AllowedMentions.none()
UNDELIVERED = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What a reply that does not reach Discord raises."""
_ACKNOWLEDGED = "acknowledged"
_LABELS: dict[type[Action], str] = {
    Verify: mark("Verify"),
    Cite: "BibTeX",
    AskHuman: mark("Ask a human"),
    Notify: mark("Notify me"),
    Share: mark("Share"),
    Dismiss: mark("Dismiss"),
}


class _Acknowledged(Enum):
    PUBLICLY = 1
    PRIVATELY = 2


async def acknowledge(interaction: BotInteraction, *, private: bool) -> None:
    """Say that a reply will come: "thinking…", seen by the one who asked alone if `private`.

    Raises:
        discord.NotFound: Discord has given the interaction up (3 s).
    """
    await interaction.response.defer(ephemeral=private, thinking=True)
    how = _Acknowledged.PRIVATELY if private else _Acknowledged.PUBLICLY
    interaction.extras[_ACKNOWLEDGED] = how


async def show(interaction: BotInteraction, reply: Reply) -> int | None:
    """Send a reply where the interaction stands: at once, or in place of "thinking…".

    A private reply stays private after a public acknowledgement, whose place is cleared. It is said
    in the language of the one who reads it.

    Returns:
        The id of the message that shows it.

    Raises:
        discord.HTTPException: Discord did not take it.
    """
    with speaking(language(), reader=language_of(interaction)):
        view = layout(reply)
    acknowledged = interaction.extras.get(_ACKNOWLEDGED)
    files = [discord.File(io.BytesIO(each.content), each.name) for each in reply.files]
    if not interaction.response.is_done():
        sent = await interaction.response.send_message(
            view=view, files=files, ephemeral=reply.private, allowed_mentions=NOBODY
        )
        return sent.message_id
    if acknowledged is _Acknowledged.PRIVATELY or (acknowledged and not reply.private):
        edited = await interaction.edit_original_response(
            view=view, attachments=files, allowed_mentions=NOBODY
        )
        return edited.id
    if acknowledged:
        with contextlib.suppress(discord.NotFound):
            await interaction.delete_original_response()
    followup = await interaction.followup.send(
        view=view, files=files, ephemeral=True, allowed_mentions=NOBODY, wait=True
    )
    return followup.id


def language_of(interaction: discord.Interaction[Any]) -> str:
    """What is spoken to the one who did something, in private."""
    return chosen(Locales(interaction.locale.value), private=True)


def layout(reply: Reply) -> discord.ui.LayoutView:
    """A reply as Discord's components: a container of texts with lines between, buttons below."""
    with privately() if reply.private else contextlib.nullcontext():
        return _layout(reply)


def _layout(reply: Reply) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    box: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container()
    for index, block in enumerate(reply.blocks):
        if index:
            box.add_item(discord.ui.Separator())
        text = escape(say(block)) if reply.standing else block
        box.add_item(discord.ui.TextDisplay(text))
    for each in reply.files:
        box.add_item(_enclosed(each))
    view.add_item(box)
    for first in range(0, len(reply.actions), ROW_BUTTONS):
        row = reply.actions[first : first + ROW_BUTTONS]
        view.add_item(discord.ui.ActionRow(*map(_button, row)))
    # Nothing waits for presses on this message: they reach bot.commands.buttons by their custom_id,
    # before a restart as after one, and no view is kept in memory for each reply.
    view.stop()
    return view


def _enclosed(file: Enclosed) -> discord.ui.Item[discord.ui.LayoutView]:
    """Where a file stands in a reply."""
    address = f"attachment://{file.name}"
    if file.is_picture:
        return discord.ui.MediaGallery(discord.MediaGalleryItem(address))
    return discord.ui.File(address)


def _button(action: Action) -> discord.ui.Button[Any]:
    main = isinstance(action, ShowInContext | Share | Notify)
    main = action.main if isinstance(action, Press) else main
    style = discord.ButtonStyle.primary if main else discord.ButtonStyle.secondary
    label = clip(label_of(action), BUTTON_LABEL)
    return discord.ui.Button(style=style, label=label, custom_id=custom_id(action))


def label_of(action: Action) -> str:
    """What stands on a button."""
    match action:
        case ShowInContext() | Press():
            return action.label
        case Rate():
            return "👍" if action.helpful else "👎"
        case Verify() | Cite() | AskHuman() | Notify() | Share() | Dismiss():
            return say(_LABELS[type(action)])
        case _:
            assert_never(action)
