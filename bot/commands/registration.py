"""Commands told to Discord when their definition differs from what Discord has."""

from typing import Any, cast

import discord
import structlog
from discord import app_commands
from discord.http import Route

_OF_DISCORD = frozenset({"id", "application_id", "dm_permission", "version"})
"""Keys that define nothing: Discord's numbers, and what `contexts` has replaced."""
_DEFAULTED = ("contexts", "integration_types")
"""Keys that Discord fills in where a definition leaves them out."""
_SLASH = 1
_log = structlog.stdlib.get_logger(__name__)


async def register(tree: app_commands.CommandTree[Any]) -> bool:
    """Register all commands, if any differs from what Discord has.

    What Discord has is asked for rather than remembered: that is right also after a change made
    elsewhere, and with a new data directory. Where Discord refuses, the bot runs on with the old.

    Returns:
        Whether they were registered.
    """
    try:
        if same(await _held(tree), await _definitions(tree)):
            return False
        registered = await tree.sync()
    except discord.HTTPException as error:
        _log.error("commands not registered", why=str(error))
        return False
    _log.info("commands registered", count=len(registered))
    return True


async def _definitions(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """What would be registered: with names and descriptions in every language, if there are any."""
    commands, translator = tree.get_commands(), tree.translator
    if translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, translator) for command in commands]


async def _held(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """What Discord has, as it says it.

    Of `CommandTree.fetch_commands`, the contexts and integration types are not those that Discord
    names (discord.py 2.7.1 counts them from one), and the names in other languages are missing.
    """
    client = tree.client
    route = Route("GET", "/applications/{number}/commands", number=client.application_id)
    found = await client.http.request(route, params={"with_localizations": "true"})
    return cast("list[dict[str, Any]]", found)


def same(known: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> bool:
    """Whether Discord's commands are those wanted, whatever their order."""
    held = {(c.get("type", _SLASH), c["name"]): c for c in known}
    asked = {(c["type"], c["name"]): c for c in wanted}
    return held.keys() == asked.keys() and all(
        _definition(held[key], asked[key]) == _definition(asked[key], asked[key]) for key in asked
    )


def _definition(command: dict[str, Any], wanted: dict[str, Any]) -> object:
    left_out = {key for key in _DEFAULTED if wanted.get(key) is None}
    permissions = command.get("default_member_permissions")
    stated = command | {
        "type": command.get("type", _SLASH),
        "default_member_permissions": None if permissions is None else str(permissions),
    }
    return _stated({k: v for k, v in stated.items() if k not in _OF_DISCORD | left_out})


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
