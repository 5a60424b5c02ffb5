"""Commands told to Discord when their definition differs from what Discord has."""

import asyncio
from typing import Any

import discord
import structlog
from discord import app_commands

_OF_DISCORD = frozenset({"id", "application_id", "dm_permission"})
"""Keys that define nothing: Discord's numbers, and what `contexts` has replaced."""
_DEFAULTED = ("contexts", "integration_types")
"""Keys that Discord fills in where a definition leaves them out."""
_log = structlog.stdlib.get_logger(__name__)


async def register(tree: app_commands.CommandTree[Any]) -> bool:
    """Register all commands, if any differs from what Discord has.

    What Discord has is asked for rather than remembered: that is right also after a change made
    elsewhere, and with a new data directory. Where Discord refuses, the bot runs on with the old.

    Returns:
        Whether they were registered.
    """
    try:
        if same(await _known(tree), await _definitions(tree)):
            return False
        registered = await tree.sync()
    except discord.HTTPException as error:
        _log.error("commands not registered", why=str(error))
        return False
    _log.info("commands registered", count=len(registered))
    return True


async def _known(tree: app_commands.CommandTree[Any]) -> list[app_commands.AppCommand]:
    """What Discord has. It gives the names in other languages only where one command is asked."""
    listed = await tree.fetch_commands()
    return await asyncio.gather(*(tree.fetch_command(command.id) for command in listed))


async def _definitions(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """What would be registered: with names and descriptions in every language, if there are any."""
    commands, translator = tree.get_commands(), tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, translator) for command in commands]


def same(known: list[app_commands.AppCommand], wanted: list[dict[str, Any]]) -> bool:
    """Whether Discord's commands are those wanted, whatever their order."""
    held = {(c.type.value, c.name): _as_held(c) for c in known}
    asked = {(c["type"], c["name"]): c for c in wanted}
    return held.keys() == asked.keys() and all(
        _definition(held[key], asked[key]) == _definition(asked[key], asked[key]) for key in asked
    )


def _as_held(command: app_commands.AppCommand) -> dict[str, Any]:
    permissions = command.default_member_permissions
    return {
        **command.to_dict(),
        "default_member_permissions": None if permissions is None else permissions.value,
        "nsfw": command.nsfw,
    }


def _definition(command: dict[str, Any], wanted: dict[str, Any]) -> object:
    left_out = {key for key in _DEFAULTED if wanted.get(key) is None}
    return _stated({k: v for k, v in command.items() if k not in _OF_DISCORD | left_out})


def _stated(value: object) -> object:
    """`value` without what only repeats a default: None, False and what is empty."""
    if isinstance(value, dict):
        stated = {key: _stated(inner) for key, inner in value.items()}
        return {
            k: v
            for k, v in stated.items()
            if v is not None and v is not False and v not in ([], {}, "")
        }
    if isinstance(value, list):
        return [_stated(inner) for inner in value]
    return value
