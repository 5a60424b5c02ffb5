"""What there is to use, as tables: commands, options, variables, menus."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, cast, get_args, get_origin

import typer
from discord import app_commands, ui
from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo
from typer.core import TyperGroup

from bot.buttons.settings_panel import panel
from bot.cli.main import app
from bot.client import COMMANDS
from bot.ledger import QaChannel, ServerSettings
from bot.settings import Settings

LINE = cast("TyperGroup", typer.main.get_command(app))
"""The command line."""
SUBCOMMANDS = dict(LINE.commands)
Offered = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu | app_commands.Group
_MOST_NAMED = 9
"""Of an option that more commands take, those are named that do not."""


def commands() -> str:
    """Every command of the command line, with its arguments."""
    rows = []
    for name, command in SUBCOMMANDS.items():
        given = [_argument(p) for p in command.params if p.param_type_name == "argument"]
        rows.append((_code("footnote", name, *given), first_line(command.help)))
    return table(("command", "what it does"), rows)


def options() -> str:
    """Every option, with the commands that take it."""
    taken: dict[tuple[str, str], list[str]] = {}
    defaults: dict[tuple[str, str], str] = {}
    for name, option in _options():
        key = _spelled(option), _sentence(option.help or "")
        taken.setdefault(key, []).append(name)
        defaults[key] = "" if option.is_flag or option.default is None else f"`{option.default}`"
    rows = [(*key, defaults[key], _takers(names)) for key, names in taken.items()]
    return table(("option", "what it does", "default", "taken by"), rows)


def environment() -> str:
    """Every environment variable of the bot and of the command line."""
    rows = {name: (default, says) for name, default, says in _variables(Settings, "FOOTNOTE_")}
    for _, option in _options():
        given = option.envvar or []
        names = [given] if isinstance(given, str) else given
        for name in names:  # the first that is set counts
            says = f"{_sentence(option.help or '')} `{_long(option)}` goes before it."
            told = option.default is not None and name == names[-1]
            rows[name] = f"`{option.default}`" if told else "none", says
    cells = [(f"`{name}`", default, says) for name, (default, says) in rows.items()]
    return table(("variable", "default", "what it sets"), cells)


def panel_of_settings() -> str:
    """What `/settings` shows, with the choices of each menu."""

    async def shown() -> ui.LayoutView:
        return panel(ServerSettings(0, (QaChannel(1),)), {1: "questions"}, ())

    items = list(asyncio.run(shown()).walk_children())
    rows, words = [], ""
    for item in items:
        if isinstance(item, ui.TextDisplay):
            words = item.content
        elif isinstance(item, ui.Select) and item.custom_id != "settings:silent":
            chosen = next((o.label for o in item.options if o.default), "")
            rows.append((words, " · ".join(o.label for o in item.options), chosen))
        elif isinstance(item, ui.RoleSelect):
            rows.append((words, "a role", "none"))
        elif isinstance(item, ui.ChannelSelect | ui.Select):
            rows.append((words, "channels", "none"))
        elif isinstance(item, ui.Button):
            rows.append((words.partition(":")[0], "numbers", words.partition(": ")[2]))
    return table(("setting", "choices", "at first"), rows)


def slash_commands() -> str:
    """Every command in Discord, with its options."""
    rows = []
    for command in discord_commands():
        if isinstance(command, app_commands.ContextMenu):
            rows.append((f"`Apps > {command.name}`", "In a message's menu, for what it says.", ""))
            continue
        described = (f"`{p.name}`: {p.description}" for p in command.parameters)
        usage = _code(f"/{command.qualified_name}", *(f"{p.name}:" for p in command.parameters))
        rows.append((usage, command.description, " ".join(described)))
    return table(("command", "what it does", "its options"), rows)


def discord_commands() -> Iterator[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu]:
    """All commands in Discord, those of groups one by one."""

    def each(offered: Iterable[Offered]) -> Iterator[Any]:
        for one in offered:
            yield from each(one.commands) if isinstance(one, app_commands.Group) else (one,)

    yield from each(COMMANDS)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows below a head, as Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    cells = ([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in lines)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def first_line(text: str | None) -> str:
    """What a docstring says first."""
    return (text or "").partition("\n")[0]


def _options() -> Iterator[tuple[str, Any]]:
    """Every option that a command takes, with the command's name, but for help."""
    for name, command in (("", LINE), *SUBCOMMANDS.items()):
        for parameter in command.params:
            if parameter.param_type_name == "option" and "--help" not in parameter.opts:
                yield name, parameter


def _argument(argument: Any) -> str:
    """An argument as usage lines have it."""
    name = argument.metavar if argument.required else f"[{argument.metavar}]"
    return f"{name}..." if argument.nargs < 0 else str(name)


def _long(option: Any) -> str:
    return next(str(name) for name in option.opts if name.startswith("--"))


def _spelled(option: Any) -> str:
    """An option as it is typed, with what follows it."""
    if option.is_flag:
        return _code(_long(option))
    choices = "|".join(getattr(option.type, "choices", ()))
    return _code(_long(option), option.metavar or choices)


def _takers(names: Sequence[str]) -> str:
    """The commands that take an option, in few words."""
    if names == [""]:
        return "`footnote` itself"
    if len(names) <= _MOST_NAMED or len(names) <= len(SUBCOMMANDS) / 2:
        return ", ".join(f"`{name}`" for name in names)
    others = [name for name in SUBCOMMANDS if name not in names]
    return "all but " + ", ".join(f"`{name}`" for name in others)


def _variables(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str]]:
    """The environment variables that a model of settings reads, with defaults and descriptions."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _variables(field.annotation, f"{prefix}{name}__".upper())
            continue
        default = "none" if field.default is None else f"`{_plain(field.default)}`"
        for variable in _aliases(field) or [f"{prefix}{name}".upper()]:
            yield variable, default, " ".join(filter(None, (field.description, _choices(field))))


def _aliases(field: FieldInfo) -> list[str]:
    alias = field.validation_alias
    if isinstance(alias, AliasChoices):
        return [str(choice) for choice in alias.choices]
    return [str(alias)] if alias else []


def _choices(field: FieldInfo) -> str:
    """The values that a setting may have, where these are some words."""
    if get_origin(field.annotation) is not Literal:
        return ""
    return "One of " + ", ".join(f"`{value}`" for value in get_args(field.annotation)) + "."


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sentence(text: str) -> str:
    return " ".join(text.split())


def _code(*words: str) -> str:
    return f"`{' '.join(filter(None, words))}`"
