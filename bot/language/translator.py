"""Names and descriptions of commands, in the languages that the bot speaks."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.language.catalogues import ENGLISH, catalogue
from bot.language.locales import spoken

NAME = "name"
"""The context in the catalogues of what is a name: one word in lower case, or a menu's entry."""
CHOICE = "choice"
_CONTEXTS = {
    Location.command_name: NAME,
    Location.group_name: NAME,
    Location.parameter_name: NAME,
    Location.choice_name: CHOICE,
}
Commands = app_commands.CommandTree[Any]
Named = tuple[str | None, str]
"""A string with its context in the catalogues; descriptions have none."""


class CatalogueTranslator(app_commands.Translator):
    """Looks the strings of commands up in the catalogues."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The string in a locale of Discord's; None where English stays."""
        language = spoken(locale.value)
        if language is None or language == ENGLISH:
            return None
        words = catalogue(language)
        kind = _CONTEXTS.get(context.location)
        text = string.message
        said = words.pgettext(kind, text) if kind else words.gettext(text)
        return said if said != text else None


def command_strings(tree: Commands) -> Iterator[Named]:
    """Everything about the commands of a tree that Discord shows, with its context."""
    kinds = discord.AppCommandType
    for kind in (kinds.chat_input, kinds.message, kinds.user):
        for command in tree.get_commands(type=kind):
            yield from _strings(command.to_dict(tree))


def _strings(definition: dict[str, Any]) -> Iterator[Named]:
    yield NAME, definition["name"]
    if definition.get("description"):
        yield None, definition["description"]
    for choice in definition.get("choices") or ():
        yield CHOICE, choice["name"]
    for option in definition.get("options") or ():
        yield from _strings(option)
