"""The README tells the truth about commands, options, settings, words and files."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

import pytest
import typer
from discord.app_commands import Command, ContextMenu, Group
from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo
from typer.core import TyperGroup

from bot.cli.chat import COMMANDS as CHAT_COMMANDS
from bot.cli.main import app
from bot.client import COMMANDS as DISCORD_COMMANDS
from bot.settings import Settings
from tests.readme import README, ROOT, with_parts

ROOT_COMMAND = cast("TyperGroup", typer.main.get_command(app))
COMMANDS = list(ROOT_COMMAND.commands.values())
Offered = Command[Any, ..., Any] | ContextMenu | Group
TEXT = README.read_text(encoding="utf-8")


def _section(heading: str) -> str:
    """What stands below a heading, up to the next."""
    (section,) = re.findall(
        rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", TEXT, re.DOTALL | re.MULTILINE
    )
    return str(section)


def _first_cells(section: str) -> list[str]:
    """The first column of a section's tables, headings left out."""
    return [
        row.split(" | ")[0].removeprefix("| ") for row in section.splitlines() if row[:3] == "| `"
    ]


def _settings(model: type[BaseModel], prefix: str) -> Iterator[str]:
    """The environment variables that a settings model reads."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _settings(field.annotation, f"{prefix}{name}__".upper())
        else:
            yield from _names(field) or [f"{prefix}{name}".upper()]


def _commands(offered: Iterable[Offered]) -> Iterator[Command[Any, ..., Any] | ContextMenu]:
    """Commands, and those of groups."""
    for each in offered:
        if isinstance(each, Group):
            yield from _commands(each.commands)
        else:
            yield each


def _names(field: FieldInfo) -> list[str]:
    alias = field.validation_alias
    if isinstance(alias, AliasChoices):
        return [str(choice) for choice in alias.choices]
    return [str(alias)] if alias else []


def test_what_is_made_from_the_project_is_up_to_date() -> None:
    """The transcript is what the chat says, and every module is in the table; else: make readme."""
    assert with_parts(TEXT) == TEXT


def test_the_commands_are_those_that_there_are() -> None:
    """Every command has its line, with the arguments that its help shows."""
    documented = re.findall(r"^\| `footnote (\w+)([^`]*)`", _section("Commands"), re.MULTILINE)
    assert {name for name, _ in documented} == {command.name for command in COMMANDS}
    for command in COMMANDS:
        arguments = dict(documented)[command.name]
        metavars = [str(p.metavar) for p in command.params if p.param_type_name == "argument"]
        assert re.findall(r"[A-Z]+", arguments) == metavars


def test_the_options_are_those_that_there_are() -> None:
    """None is missing, and none is named that does not exist."""
    options = [p.opts for command in (ROOT_COMMAND, *COMMANDS) for p in command.params]
    real = {"--help", "-h"} | {name for names in options for name in names if name[0] == "-"}
    documented = re.findall(r"`(--?[a-z]+)", " ".join(_first_cells(_section("Commands"))))
    assert set(documented) == real


def test_the_settings_are_those_that_are_read() -> None:
    """Each environment variable of the bot and of the command line has its line."""
    documented = re.findall(r"[A-Z_]{6,}", " ".join(_first_cells(_section("Settings"))))
    given = [p.envvar for command in COMMANDS for p in command.params if p.envvar]
    of_commands = {
        name for names in given for name in ([names] if isinstance(names, str) else names)
    }
    assert sorted(documented) == sorted({*of_commands, *_settings(Settings, "FOOTNOTE_")})


def test_the_commands_in_discord_and_in_the_chat_are_named() -> None:
    """With their options, as Discord shows them."""
    in_discord = set(_first_cells(_section("Add it to a Discord server")))
    for command in _commands(DISCORD_COMMANDS):
        if isinstance(command, ContextMenu):
            assert f"`Apps > {command.name}`" in in_discord
            continue
        options = "".join(f" {parameter.name}:" for parameter in command.parameters)
        assert f"`/{command.qualified_name}{options}`" in in_discord
    for name in (*CHAT_COMMANDS, "/quit"):
        assert f"`{name}`" in _section("Commands")


@pytest.mark.parametrize("target", re.findall(r"\]\((?!http)([^)#]+)\)|`(config/[\w.]+)`", TEXT))
def test_files_that_are_linked_exist(target: tuple[str, str]) -> None:
    """A link within the repository leads somewhere."""
    assert (ROOT / "".join(target)).exists()
