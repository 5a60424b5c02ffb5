"""Every command in every language over the wire: no sentence stays English, whoever reads it."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from discord import app_commands

from bot.language.catalogues import ENGLISH, LANGUAGES
from tests.bot.admin.office import BIBTEX, HOW_MANY, Office, opened
from tests.catalogues import all_commands, read, translations
from tests.discord_server import Message
from tests.discord_server.world import walk

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
_LOCALES = {"de": "de", "fr": "fr", "es": "es-ES", "ja": "ja"}
_PLACEHOLDER = re.compile(r"\\{\w+\\}")
_ENOUGH = 3
"""Words that a sentence has to be told from the words of papers."""
_USES: dict[str, dict[str, Any]] = {
    "about": {},
    "ask": {"question": HOW_MANY},
    "check": {"claim": "Tidal has 12B parameters."},
    "compare": {"first": "Tidal", "second": "Zorblax"},
    "gaps": {},
    "golden add": {"question": HOW_MANY, "paper": "no paper"},
    "golden list": {},
    "golden remove": {"number": 7},
    "golden run": {},
    "health": {},
    "knowledge add": {},
    "knowledge history": {},
    "knowledge remove": {"paper": "no paper"},
    "knowledge search": {"query": "sea"},
    "knowledge undo": {"entry": 99},
    "papers": {"query": "Tidal"},
    "privacy forget-me": {},
    "privacy kept": {},
    "privacy my-data": {},
    "settings": {},
    "stats": {},
}
"""A use of every slash command."""


@pytest.mark.asyncio
@pytest.mark.parametrize("language", OTHERS)
async def test_nothing_stays_english(language: str, tmp_path: Path) -> None:
    """Replies, notes, buttons, menus and forms are in the language of server and reader."""
    async with opened(tmp_path / "data") as office:
        office.guild.locale = office.manager.user.locale = _LOCALES[language]
        await office.stage.restart()
        english = [
            (name, line)
            for name, shown in [(n, m) async for n, m in _everything(office)]
            for line in shown
            if _english(language).fullmatch(line.strip("-# *•>"))
        ]
        assert english == []


def test_a_use_of_every_command_is_tried() -> None:
    """A new command is used here as well."""
    commands = all_commands().walk_commands()
    slash = {c.qualified_name for c in commands if isinstance(c, app_commands.Command)}
    assert slash == set(_USES)


async def _everything(office: Office) -> Any:
    """What each command shows, line by line; and what the buttons of an answer show."""
    for name, options in _USES.items():
        given = dict(options)
        if name == "knowledge add":
            given["file"] = office.server.upload("lunar.bib", BIBTEX)
        yield name, _lines(await office.use(name, **given))
    answer = await office.use("ask", question=HOW_MANY)
    for custom_id in [button["custom_id"] for button in answer.buttons]:
        pressed = await office.server.click(office.manager, answer, custom_id)
        await pressed.acknowledged()
        if pressed.modal is not None:
            yield "form", _lines_of(pressed.modal)
        elif "dismiss" not in custom_id:
            yield custom_id, _lines(await pressed.response())


def _lines(message: Message) -> list[str]:
    return list(_lines_of({"components": message.components}))


def _lines_of(shown: Any) -> list[str]:
    """Every text of a message or form."""
    texts = [shown.get("title", "")]
    for each in walk(shown["components"]):
        options = each.get("options") or []
        texts += [
            str(each.get(key) or "") for key in ("content", "label", "description", "placeholder")
        ]
        texts += [option["label"] for option in options]
    return [line for text in texts for line in text.splitlines() if line]


@cache
def _english(language: str) -> re.Pattern[str]:
    """Any English sentence of the catalogue that reads differently in a language."""
    return re.compile("|".join(_patterns(language)))


def _patterns(language: str) -> Iterator[str]:
    for message in read(language):
        texts = (message.id,) if isinstance(message.id, str) else message.id
        for text in texts if message.context is None else ():
            words = re.findall("[A-Za-z]{2,}", re.sub(r"\{\w+\}", "", text))
            if len(words) >= _ENOUGH and text not in translations(message):
                yield "(?:.* · )?" + _PLACEHOLDER.sub(".+", re.escape(text)) + "(?: .*)?"
