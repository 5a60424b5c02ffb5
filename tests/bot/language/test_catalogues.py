"""The catalogues: complete, true to what is said in English, and within Discord's limits."""

import re
import string
from collections.abc import Iterator
from typing import Any

import discord
import pytest
from babel.messages.catalog import Message

from bot.language.catalogues import ENGLISH, LANGUAGES, path_of
from bot.language.translator import CHOICE, NAME
from tests.catalogues import all_commands, read, template, translations, updated

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
_SLASH_NAME = re.compile(r"[-_'\w]{1,32}")
_COMMAND = re.compile(r"(?<![\w/])/([a-z-]+(?: [a-z-]+)?)")
_LONGEST_DESCRIPTION = _LONGEST_CHOICE = 100
_LONGEST_NAME = 32
_SLASH, _MENU = discord.AppCommandType.chat_input, discord.AppCommandType.message


def _messages(language: str) -> list[Message]:
    return [message for message in read(language) if message.id]


def _texts(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_holds_what_is_said_and_nothing_else(language: str) -> None:
    """Whoever adds a sentence, or takes one out, runs `make catalogues`."""
    wanted = {(message.context, message.id) for message in template() if message.id}
    assert {(message.context, message.id) for message in _messages(language)} == wanted


@pytest.mark.parametrize("language", OTHERS)
def test_bringing_a_catalogue_up_to_date_keeps_what_is_translated(language: str) -> None:
    """Where nothing was added or taken out, the file stays as it is."""
    assert updated(language, template()) == path_of(language).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", OTHERS)
def test_everything_is_translated(language: str) -> None:
    """No message lacks its translation, or one of its plural forms."""
    assert [m.id for m in _messages(language) if not all(translations(m))] == []


@pytest.mark.parametrize("language", OTHERS)
def test_placeholders_and_marks_are_those_of_the_sentence(language: str) -> None:
    """What is filled in is filled in everywhere, bold stays bold, and code stays code."""
    wrong = [
        said
        for message in _messages(language)
        for said in translations(message)
        if _placeholders(said) not in {_placeholders(text) for text in _texts(message)}
        or said.count("**") != _texts(message)[0].count("**")
        or said.count("`") != _texts(message)[0].count("`")
    ]
    assert wrong == []


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize("language", OTHERS)
def test_commands_are_called_by_their_names_in_the_language(language: str) -> None:
    """A sentence that sends somebody to a command names it as their Discord shows it."""
    names = {m.id: str(m.string) for m in _messages(language) if m.context == NAME}
    wrong = []
    for message in _messages(language):
        for said in translations(message) if message.context is None else ():
            for path in _COMMAND.findall(_texts(message)[0]):
                known = [names[word] for word in path.split() if word in names]
                if f"/{' '.join(known)}" not in said:
                    wrong.append((path, said))
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_names_and_descriptions_keep_discords_rules(language: str) -> None:
    """Names of slash commands are words in lower case, none too long, none the same as another."""
    said = {(m.context, m.id): str(m.string) for m in _messages(language)}
    for definition in _definitions(said):
        assert _SLASH_NAME.fullmatch(definition["name"]), definition
        assert definition["name"] == definition["name"].lower()
        assert 0 < len(definition["description"]) <= _LONGEST_DESCRIPTION, definition
        names = [inner["name"] for inner in definition["options"]]
        assert len(set(names)) == len(names), names
    menus = [said[NAME, menu.name] for menu in all_commands().get_commands(type=_MENU)]
    assert all(len(name) <= _LONGEST_NAME for name in menus)
    assert all(
        len(text) <= _LONGEST_CHOICE for (context, _), text in said.items() if context == CHOICE
    )


def _definitions(said: dict[Any, str]) -> Iterator[dict[str, Any]]:
    """Slash commands, subcommands and options in a language, each with those inside it."""
    tree = all_commands()
    commands = [command.to_dict(tree) for command in tree.get_commands(type=_SLASH)]
    everything = _translated({"name": "ask", "description": "All.", "options": commands}, said)
    yield from _walk(everything)


def _translated(definition: dict[str, Any], said: dict[Any, str]) -> dict[str, Any]:
    return {
        "name": said[NAME, definition["name"]],
        "description": said.get((None, definition["description"]), definition["description"]),
        "options": [_translated(inner, said) for inner in definition.get("options", [])],
    }


def _walk(definition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield definition
    for inner in definition["options"]:
        yield from _walk(inner)
