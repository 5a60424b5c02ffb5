"""The catalogues of `config/language/`, brought up to date with what the bot says.

`python -m tests.catalogues` adds what is new and takes out what nobody says any more; what stands
there is kept. A new sentence has an empty translation, which a test finds.
"""

import io
import sys
from pathlib import Path
from typing import Any

import discord
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po
from discord import app_commands

from bot.admin.commands import COMMANDS as ADMIN_COMMANDS
from bot.client import COMMANDS
from bot.language.catalogues import ENGLISH, LANGUAGES, path_of
from bot.language.translating import command_strings

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS: dict[str, Any] = {"say": None, "mark": None, "say_count": (1, 2), "standing": None}
_HEADER = "# What Footnote says in Discord. `make catalogues` brings this file up to date.\n#"


def said(tree: app_commands.CommandTree[Any]) -> Catalog:
    """Everything that the bot says: what its source says, and what its commands show."""
    catalog = Catalog(project="Footnote", charset="utf-8", fuzzy=False)
    found = extract_from_dir(ROOT / "bot", keywords=KEYWORDS, comment_tags=())
    for file, _, message, _, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalog.add(message, None, [(f"bot/{file}", 0)], context=context)
    for context, text in command_strings(tree):
        catalog.add(text, None, [("commands", 0)], context=context)
    return catalog


def read(language: str) -> Catalog:
    """A catalogue as it stands."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, template: Catalog) -> str:
    """The catalogue of a language with every message of the template, as a file's text."""
    path = path_of(language)
    catalog = read(language) if path.exists() else Catalog(locale=language)
    catalog.update(template, no_fuzzy_matching=True, keep_user_comments=False)
    catalog.obsolete.clear()
    catalog.header_comment, catalog.fuzzy = _HEADER, False
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=False, omit_header=True, include_lineno=False)
    return f"{_HEADER[:-2]}\n{_header(catalog)}\n{out.getvalue().decode().strip()}\n"


def _header(catalog: Catalog) -> str:
    """Only what gettext needs: dates and names would change with every run."""
    fields = ("Content-Type: text/plain; charset=UTF-8", f"Language: {catalog.locale}")
    lines = (*fields, f"Plural-Forms: {catalog.plural_forms}")
    return "\n".join(['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in lines), ""])


def template() -> Catalog:
    """What the bot says as it stands."""
    client = discord.Client(intents=discord.Intents.none())
    tree = app_commands.CommandTree(client)
    for command in COMMANDS:
        tree.add_command(command)
    for administering in ADMIN_COMMANDS:
        tree.add_command(administering)
    return said(tree)


def main() -> None:
    """Write all catalogues anew, and say how many translations each lacks."""
    messages = template()
    for language in LANGUAGES:
        if language != ENGLISH:
            text = updated(language, messages)
            path_of(language).write_text(text, encoding="utf-8")
            missing = sum(not all(translations(m)) for m in read(language) if m.id)
            sys.stdout.write(f"{language}: {missing} to translate\n")


def translations(message: Message) -> tuple[str, ...]:
    """What a message is translated to: one string, or one for each plural form."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)


if __name__ == "__main__":
    main()
