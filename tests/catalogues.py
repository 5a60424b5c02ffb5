"""The catalogues of `config/translations/`, brought up to date with what the bot says.

`python -m tests.catalogues` adds what is new and takes out what nobody says any more; what stands
there is kept. A new sentence has an empty translation, which a test finds.
"""

import ast
import io
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import discord
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from discord import app_commands

from bot.client import COMMANDS
from bot.language.catalogues import ENGLISH, LANGUAGES, path_of
from bot.language.translator import command_strings
from knowledge.reasons import Reason, reason, remarks, why_abstained, why_found, why_unusable

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"say": 1, "mark": 1, "standing": 1, "say_count": 2}
"""What takes sentences, and how many."""
_HEADER = "# What Footnote says in Discord. `make catalogues` brings this file up to date.\n#"


def said(tree: app_commands.CommandTree[Any]) -> Catalog:
    """Everything that the bot says: what its source says, and what its commands show."""
    catalog = Catalog(project="Footnote", charset="utf-8", fuzzy=False)
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for message in spoken_in(path.read_text(encoding="utf-8")):
            catalog.add(message, None, [(path.relative_to(ROOT).as_posix(), 0)])
    for message in reasons():
        catalog.add(message, None, [("knowledge/reasons", 0)])
    for context, text in command_strings(tree):
        catalog.add(text, None, [("commands", 0)], context=context)
    return catalog


def reasons() -> Iterator[str | tuple[str, ...]]:
    """The sentences of the core's reasons, what joins their values, and values that have words."""
    modules = (reason, remarks, why_abstained, why_found, why_unusable)
    for kind in (each for module in modules for each in vars(module).values()):
        if isinstance(kind, type) and issubclass(kind, Reason) and kind.sentence:
            yield (kind.sentence, kind.several) if kind.several else kind.sentence
            if kind.joint != Reason.joint:
                yield kind.joint
        elif isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            yield from (each.value for each in kind)


def spoken_in(source: str) -> Iterator[str | tuple[str, ...]]:
    """The sentences that a module's source says, also inside f-strings; a pair has plural forms."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            wanted = node.args[: KEYWORDS.get(node.func.id, 0)]
            texts = tuple(str(a.value) for a in wanted if isinstance(a, ast.Constant))
            if texts:
                yield texts if len(texts) > 1 else texts[0]


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
    write_po(out, catalog, width=100, sort_output=True, omit_header=True, no_location=True)
    return f"{_HEADER[:-2]}\n{_header(catalog)}\n{out.getvalue().decode().strip()}\n"


def _header(catalog: Catalog) -> str:
    """Only what gettext needs: dates and names would change with every run."""
    fields = ("Content-Type: text/plain; charset=UTF-8", f"Language: {catalog.locale}")
    lines = (*fields, f"Plural-Forms: {catalog.plural_forms}")
    return "\n".join(['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in lines), ""])


def all_commands() -> app_commands.CommandTree[Any]:
    """Every command of the bot."""
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    for command in COMMANDS:
        tree.add_command(command)
    return tree


def template() -> Catalog:
    """What the bot says as it stands."""
    return said(all_commands())


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
