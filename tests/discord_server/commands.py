"""The application's registered commands: kept over reconnects and restarts of the client."""

from collections.abc import Sequence
from typing import Any

from .world import World

Json = dict[str, Any]


class CommandRegistry:
    """Commands by scope (a guild's id, or None for global ones), as Discord stores them.

    `writes` counts what the bot wrote: a bot that registers only what has changed keeps it low.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._scopes: dict[int | None, dict[tuple[int, str], Json]] = {}
        self.writes = 0

    def listed(self, guild_id: int | None = None) -> list[Json]:
        """Returns the commands of a scope, oldest first."""
        return list(self._scopes.get(guild_id, {}).values())

    def overwrite(self, commands: Sequence[Json], guild_id: int | None = None) -> list[Json]:
        """Replaces a scope. An unchanged command keeps its id and version; a changed one its id."""
        before = self._scopes.pop(guild_id, {})
        self._scopes[guild_id] = {}
        for command in commands:
            key = _key(command)
            self._scopes[guild_id][key] = self._stored(command, before.get(key), guild_id)
        self.writes += 1
        return self.listed(guild_id)

    def upsert(self, command: Json, guild_id: int | None = None) -> tuple[Json, bool]:
        """Adds or replaces one command; returns it, and whether it is new."""
        scope = self._scopes.setdefault(guild_id, {})
        key = _key(command)
        before = scope.get(key)
        scope[key] = self._stored(command, before, guild_id)
        self.writes += 1
        return scope[key], before is None

    def by_id(self, command_id: str, guild_id: int | None = None) -> Json | None:
        """Returns the command with this id, or None."""
        return next((c for c in self.listed(guild_id) if c["id"] == command_id), None)

    def edit(self, command: Json, changes: Json, guild_id: int | None = None) -> Json:
        """Changes some fields of a command."""
        scope = self._scopes[guild_id]
        del scope[_key(command)]
        edited = command | changes
        scope[_key(edited)] = self._stored(edited, command, guild_id)
        self.writes += 1
        return scope[_key(edited)]

    def delete(self, command: Json, guild_id: int | None = None) -> None:
        """Removes a command."""
        del self._scopes[guild_id][_key(command)]
        self.writes += 1

    def find(self, name: str, kind: int, guild_id: int | None) -> Json:
        """Returns what a person sees under this name: the guild's own command, else the global one.

        Raises:
            LookupError: no such command is registered.
        """
        for scope in (guild_id, None):
            command = self._scopes.get(scope, {}).get((kind, name))
            if command is not None:
                return command
        known = sorted({key[1] for scope in self._scopes.values() for key in scope})
        raise LookupError(f"no command {name!r} of type {kind} is registered; there are {known}")

    def _stored(self, command: Json, before: Json | None, guild_id: int | None) -> Json:
        permissions = command.get("default_member_permissions")
        stored: Json = {
            "id": before["id"] if before else str(self._world.new_id()),
            "application_id": str(self._world.bot.id),
            "type": command.get("type") or 1,
            "name": command["name"],
            "name_localizations": command.get("name_localizations"),
            "description": command.get("description") or "",
            "description_localizations": command.get("description_localizations"),
            "default_member_permissions": None if permissions is None else str(permissions),
            "nsfw": bool(command.get("nsfw")),
        }
        if guild_id is None:
            stored |= _global_fields(command)
        else:
            stored["guild_id"] = str(guild_id)
        if command.get("options"):
            stored["options"] = [_stored_option(option) for option in command["options"]]
        unversioned = {key: value for key, value in (before or {}).items() if key != "version"}
        same = before is not None and unversioned == stored
        stored["version"] = before["version"] if before and same else str(self._world.new_id())
        return stored


def _global_fields(command: Json) -> Json:
    return {
        "dm_permission": command.get("dm_permission") is not False,
        "contexts": command.get("contexts"),
        "integration_types": command.get("integration_types") or [0],
    }


def _stored_option(option: Json) -> Json:
    """Discord leaves out what stands at its default: definitions return other than they went."""
    stored = {k: v for k, v in option.items() if v is not None and v is not False and v != []}
    if option.get("options"):
        stored["options"] = [_stored_option(inner) for inner in option["options"]]
    return stored


def _key(command: Json) -> tuple[int, str]:
    return command.get("type") or 1, command["name"]
