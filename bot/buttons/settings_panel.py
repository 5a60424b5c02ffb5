"""The panel of a server's settings: menus that show what is set, and set it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import discord
from discord import ui

from bot.buttons.forms import FORM_SECONDS, filled_in
from bot.buttons.press import Lasting
from bot.language import mark, say, say_count, speak
from bot.language.catalogues import NAMES
from bot.ledger import ServerSettings, WhenUnanswered
from bot.render.amounts import NONE_YET
from bot.render.truncation import clip
from bot.serve.delivery import acknowledging, persistently
from bot.serve.failures import tell
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.serve.responses import NOBODY, language_of, take
from bot.service.permissions import managed_by
from bot.service.settings_changes import (
    CHANNEL_MENUS,
    LIMITS,
    MOST_CHANNELS,
    REPLIES,
    RETENTIONS,
    ROLE_MENUS,
    STRICT,
    UNSET,
    Change,
    changed_by,
    limited_by,
)
from knowledge.errors import InputError
from knowledge.settings import table

OPEN_LIMITS = "limits"
CUSTOM_ID = "settings:{name}"
_LABEL = 100
_MOST_DIGITS = 9
_CHANNEL_TYPES = [discord.ChannelType.text, discord.ChannelType.news, discord.ChannelType.forum]
_LIMIT_LABELS = {
    "user": mark("Questions a day for each person"),
    "channel": mark("Questions a day in each channel"),
    "server": mark("Questions a day in the whole server"),
}
_Menu = ui.Select[Any] | ui.RoleSelect[Any] | ui.ChannelSelect[Any] | ui.Button[Any]


def panel(
    settings: ServerSettings, channels: Mapping[int, str], roles: Iterable[int]
) -> ui.LayoutView:
    """The panel as it stands. It keeps nothing: each menu is served by its custom_id.

    Args:
        settings: what is set.
        channels: the names of the server's channels by id.
        roles: the ids of its roles; Discord shows no menu that names one that is gone.
    """
    box: ui.Container[ui.LayoutView] = ui.Container()
    box.add_item(ui.TextDisplay(say("**Settings of this server**")))
    for words, menu in _sections(settings, channels, set(roles)):
        box.add_item(ui.TextDisplay(words))
        box.add_item(ui.ActionRow(menu))
    view = ui.LayoutView(timeout=None)
    view.add_item(box)
    view.stop()  # nothing waits in memory
    return view


class LimitsForm(ui.Modal):
    """The form for daily limits; `limits_typed` gets what is filled in, also after a restart."""

    def __init__(self, settings: ServerSettings) -> None:
        custom_id = _id(OPEN_LIMITS)
        super().__init__(title=say("Daily limits"), custom_id=custom_id, timeout=FORM_SECONDS)
        for name in LIMITS:
            limit = getattr(settings.limits, name)
            field: ui.TextInput[Any] = ui.TextInput(
                custom_id=name,
                required=False,
                max_length=_MOST_DIGITS,
                default=None if limit is None else str(limit),
            )
            label = clip(say(_LIMIT_LABELS[name]), 45)
            described = say("Leave it empty for no limit.")
            self.add_item(ui.Label(text=label, description=described, component=field))


async def limits_typed(interaction: BotInteraction) -> None:
    """Set the limits, if the interaction is their form filled in; never raises."""
    form = filled_in(interaction)
    if form is None or form.custom_id != _id(OPEN_LIMITS):
        return
    speak(language_of(interaction))
    try:
        await change(interaction, limited_by(form.typed))
    except Exception as error:  # noqa: BLE001  # told in one place, like a command's
        await tell(interaction, error)


class SettingsMenu(Lasting, template=r"settings:(?P<name>[a-z]{1,20})"):
    """A menu or button of the panel of settings."""

    async def serve(self, interaction: BotInteraction) -> None:
        """Set what was chosen, for those who manage this server, and show the panel anew."""
        guild_id = managed_by(member_of(interaction))
        name, desk = self.remembered["name"], interaction.client.desk
        if name == OPEN_LIMITS:
            current = await desk.work(lambda: desk.ledger.settings(guild_id))
            await acknowledging(lambda: interaction.response.send_modal(LimitsForm(current)))
            return
        data = cast("dict[str, Any]", interaction.data or {})
        values = [str(value) for value in data.get("values", [])]
        check_here(interaction.guild, name, values)
        await change(interaction, changed_by(name, values))


def check_here(guild: discord.Guild | None, name: str, values: Sequence[str]) -> None:
    """Check that the channels or roles that a menu names are this server's.

    Raises:
        InputError: one is not.
    """
    there = {
        **dict.fromkeys(CHANNEL_MENUS, guild.channels if guild else ()),
        **dict.fromkeys(ROLE_MENUS, guild.roles if guild else ()),
    }
    if name in there and not set(values) <= {str(each.id) for each in there[name]}:
        raise InputError(say("This cannot be set: use `/settings` again."))


async def change(interaction: BotInteraction, how: Change) -> None:
    """Change the settings of the server whose member this is, if they manage it.

    Raises:
        NotAllowedError: they do not.
    """
    guild_id, desk = managed_by(member_of(interaction)), interaction.client.desk
    await take(interaction)

    async def changed() -> None:
        current: ServerSettings = await desk.work(
            lambda: desk.ledger.change_settings(guild_id, how)
        )
        interaction.client.dispatch("settings_changed", current, interaction.id)
        await show_panel(interaction, current)

    await desk.see_through(changed())


async def show_panel(interaction: BotInteraction, current: ServerSettings) -> None:
    """Show the panel in place of what the interaction stands for."""
    guild = interaction.guild
    channels = {channel.id: channel.name for channel in guild.channels} if guild else {}
    roles = [role.id for role in guild.roles] if guild else []
    view = panel(current, channels, roles)
    await persistently(
        lambda: interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
    )


def _sections(
    settings: ServerSettings, channels: Mapping[int, str], roles: set[int]
) -> list[tuple[str, _Menu]]:
    there = [channel for channel in settings.channels if channel.id in channels]
    silent = {c.id for c in there if c.when_unanswered is WhenUnanswered.SILENT}
    named = [(str(c.id), f"#{channels[c.id]}", c.id in silent) for c in there]
    sections: list[tuple[str, _Menu]] = [
        (
            say("**Q&A channels**: what is asked there is answered without a command."),
            _channel_menu([channel.id for channel in there]),
        ),
        (
            say("Of these, **silent** where I have no answer:"),
            _menu("silent", named, least=0, most=len(named)),
        ),
        (say("**Answers** go"), _of("replies", REPLIES, settings.replies)),
        (_strictness(), _of("strictness", STRICT, settings.strictness or UNSET)),
        (say("**Who may ask** (everyone, if empty)"), _role("asker", settings.asker_role, roles)),
        (say("**Helpers** whom “Ask a human” calls"), _role("helper", settings.helper_role, roles)),
        (
            say("**Who may change papers** besides those who manage the server"),
            _role("keeper", settings.keeper_role, roles),
        ),
        (say("**Language**"), _language(settings.language)),
        (say("**Questions are kept** for"), _retention(settings.retention_days)),
        (say("**Daily limits**: {limits}", limits=_limits(settings)), _limits_button()),
    ]
    return [section for section in sections if section[1].custom_id != _id("silent") or named]


def _strictness() -> str:
    wrong = table("error_rates")["strictness"]
    return say(
        "**Strictness**: on other people's questions, at most {strict}, {normal} and {lenient} % "
        "of what strict, normal and lenient showed was wrong.",
        strict=wrong["strict"],
        normal=wrong["normal"],
        lenient=wrong["lenient"],
    )


def _of(name: str, words: Mapping[Any, str], value: str) -> ui.Select[Any]:
    return _menu(name, [(str(key), say(said), key == value) for key, said in words.items()])


def _language(language: str | None) -> ui.Select[Any]:
    own = (UNSET, say("Everybody's own"), language is None)
    return _menu("language", [own, *((key, name, key == language) for key, name in NAMES.items())])


def _retention(days: int) -> ui.Select[Any]:
    known = sorted({*RETENTIONS, days})
    return _menu(
        "retention",
        [
            (str(each), say_count("{number} day", "{number} days", each), each == days)
            for each in known
        ],
    )


def _menu(
    name: str, options: Sequence[tuple[str, str, bool]], *, least: int = 1, most: int = 1
) -> ui.Select[Any]:
    """A menu of values with their words, and whether each is chosen."""
    return ui.Select(
        custom_id=_id(name),
        min_values=least,
        max_values=max(most, 1),
        options=[
            discord.SelectOption(value=value, label=clip(words, _LABEL) or value, default=chosen)
            for value, words, chosen in options
        ],
    )


def _channel_menu(chosen: Sequence[int]) -> ui.ChannelSelect[Any]:
    return ui.ChannelSelect(
        custom_id=_id("channels"),
        channel_types=_CHANNEL_TYPES,
        min_values=0,
        max_values=MOST_CHANNELS,
        default_values=[discord.Object(each, type=discord.TextChannel) for each in chosen],
    )


def _role(name: str, chosen: int | None, roles: set[int]) -> ui.RoleSelect[Any]:
    there = [discord.Object(chosen, type=discord.Role)] if chosen in roles and chosen else []
    return ui.RoleSelect(custom_id=_id(name), min_values=0, max_values=1, default_values=there)


def _limits_button() -> ui.Button[Any]:
    return ui.Button(label=say("Change the limits"), custom_id=_id(OPEN_LIMITS))


def _limits(settings: ServerSettings) -> str:
    values = [getattr(settings.limits, name) for name in LIMITS]
    if all(value is None for value in values):
        return say("none")
    user, channel, server = (NONE_YET if value is None else value for value in values)
    return say(
        "{user} for a person, {channel} in a channel, {server} in all",
        user=user,
        channel=channel,
        server=server,
    )


def _id(name: str) -> str:
    return CUSTOM_ID.format(name=name)
