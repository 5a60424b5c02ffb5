"""Replies sent to Discord. Every message leaves through `show`, and none can ping."""

import contextlib
import io
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never, cast

import discord

from bot.language import Locales, chosen, language, mark, privately, say
from bot.language import speech as speaking
from bot.render.custom_ids import MORE, custom_id
from bot.render.discord_limits import BUTTON_LABEL, OPTION, SHOWN_ACTIONS
from bot.render.escapes import escape
from bot.render.notes import HELD_UP, as_commands
from bot.render.replies import (
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
from bot.render.truncation import clip
from bot.serve.delivery import UNDELIVERED, acknowledging, persistently

if TYPE_CHECKING:
    from bot.client import FootnoteClient

BotInteraction: TypeAlias = "discord.Interaction[FootnoteClient]"

NOBODY = discord.AllowedMentions.none()
ORIGINAL = cast("int", "@original")  # Discord's name for the reply, where discord.py asks an id
_ACKNOWLEDGED, _REPLIED, _TOLD = "acknowledged", "replied", "told"
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
    SILENTLY = 3


async def acknowledge(interaction: BotInteraction, *, private: bool) -> None:
    """Say that a reply will come: "thinking…", seen by the one who asked alone if `private`.

    Raises:
        discord.NotFound: Discord has given the interaction up (3 s).
    """
    await acknowledging(lambda: interaction.response.defer(ephemeral=private, thinking=True))
    how = _Acknowledged.PRIVATELY if private else _Acknowledged.PUBLICLY
    interaction.extras[_ACKNOWLEDGED] = how


async def take(interaction: BotInteraction) -> None:
    """Acknowledge a press or a choice without a word; what is shown then comes below.

    Raises:
        discord.NotFound: Discord has given the interaction up (3 s).
    """
    await acknowledging(interaction.response.defer)
    interaction.extras[_ACKNOWLEDGED] = _Acknowledged.SILENTLY


async def show(interaction: BotInteraction, reply: Reply) -> int | None:
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


async def apologise(interaction: BotInteraction, sorry: Reply) -> bool:
    """Say what became of a reply, unless the reply itself stands there by now; whether it was said.

    Raises:
        discord.HTTPException: Discord does not take it, or does not tell what stands there.
    """
    if await _is_shown(interaction):
        return False
    await show(interaction, sorry)
    return True


async def _is_shown(interaction: BotInteraction) -> bool:
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
    interaction: BotInteraction, reply: Reply, view: discord.ui.LayoutView
) -> int | None:
    sent = await acknowledging(
        lambda: interaction.response.send_message(
            view=view, files=_files(reply), ephemeral=reply.private, allowed_mentions=NOBODY
        )
    )
    interaction.extras[_ACKNOWLEDGED] = _Acknowledged.SILENTLY
    return sent.message_id if sent else None


async def _in_place(interaction: BotInteraction, reply: Reply, view: discord.ui.LayoutView) -> int:
    interaction.extras[_REPLIED] = True
    edited = await persistently(
        lambda: interaction.edit_original_response(
            view=view, attachments=_files(reply), allowed_mentions=NOBODY
        ),
        lambda: _say_later(interaction),
    )
    return edited.id


async def _say_later(interaction: BotInteraction) -> None:
    """Tell the one who waits, once and directly, that Discord holds the answer up."""
    if _TOLD in interaction.extras:
        return
    interaction.extras[_TOLD] = True
    with contextlib.suppress(*UNDELIVERED):
        await interaction.user.send(view=layout(HELD_UP), allowed_mentions=NOBODY)


def _files(reply: Reply) -> list[discord.File]:
    """The files of a reply, to be read once."""
    return [discord.File(io.BytesIO(each.content), each.name) for each in reply.files]


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
        text = as_commands(escape(say(block))) if reply.standing else block
        box.add_item(discord.ui.TextDisplay(text))
    for each in reply.files:
        box.add_item(_enclosed(each))
    view.add_item(box)
    for row in _rows(reply.actions):
        view.add_item(row)
    # Nothing waits for presses on this message: they reach bot.buttons.reading_on by their custom_id,
    # before a restart as after one, and no view is kept in memory for each reply.
    view.stop()
    return view


def _enclosed(file: Enclosed) -> discord.ui.Item[discord.ui.LayoutView]:
    """Where a file stands in a reply."""
    address = f"attachment://{file.name}"
    if file.is_picture:
        return discord.ui.MediaGallery(discord.MediaGalleryItem(address))
    return discord.ui.File(address)


def _rows(actions: Sequence[Action]) -> Iterator[discord.ui.ActionRow[discord.ui.LayoutView]]:
    """The first of what can be done as buttons, and the rest in a menu below."""
    most = SHOWN_ACTIONS if len(actions) <= SHOWN_ACTIONS else SHOWN_ACTIONS - 1
    shown, rest = actions[:most], actions[most:]
    if shown:
        yield discord.ui.ActionRow(*map(_button, shown))
    if rest:
        options = [
            discord.SelectOption(label=clip(label_of(each), OPTION), value=custom_id(each))
            for each in rest
        ]
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=MORE, placeholder=say("More …"), options=options
        )
        yield discord.ui.ActionRow(menu)


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
