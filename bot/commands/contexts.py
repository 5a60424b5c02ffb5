"""Where commands are offered."""

from typing import TypeVar

from discord import app_commands

_C = TypeVar("_C")


def everywhere(command: _C) -> _C:
    """Offer a command in servers, in direct messages, and to whoever has installed the app."""
    installed = app_commands.allowed_installs(guilds=True, users=True)(command)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(installed)
