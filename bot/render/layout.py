"""Replies as Discord's components."""

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

import discord

from bot.language import privately, say
from bot.render.discord_limits import BUTTON_LABEL, OPTION, SHOWN_ACTIONS
from bot.render.escapes import escape
from bot.render.notes import as_commands
from bot.render.reply import Action, Enclosed, Reply
from bot.render.truncation import clip

MORE = "more"
"""The custom_id of the menu with what has no button; its options have the custom_ids of buttons."""


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
    # Nothing waits for presses on this message: they reach bot.buttons by their custom_id, before a
    # restart as after one, and no view is kept in memory for each reply.
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
            discord.SelectOption(label=clip(each.label, OPTION), value=each.custom_id)
            for each in rest
        ]
        menu: discord.ui.Select[Any] = discord.ui.Select(
            custom_id=MORE, placeholder=say("More …"), options=options
        )
        yield discord.ui.ActionRow(menu)


def _button(action: Action) -> discord.ui.Button[Any]:
    style = discord.ButtonStyle.primary if action.main else discord.ButtonStyle.secondary
    label = clip(action.label, BUTTON_LABEL)
    return discord.ui.Button(style=style, label=label, custom_id=action.custom_id)
