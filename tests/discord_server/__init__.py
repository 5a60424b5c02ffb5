"""A Discord on loopback for the real, unpatched discord.py: see `DiscordServer`.

It enforces what Discord enforces. What a bot must never do is also listed in
`DiscordServer.violations`, which the `discord_server` fixture asserts to be empty after each test.
"""

from .interactions import CallbackType, Interaction, InteractionType
from .invoking import ImpossibleError
from .server import DiscordServer
from .world import (
    EVERYDAY_PERMISSIONS,
    Attachment,
    Channel,
    Guild,
    Member,
    Message,
    MessageFlag,
    User,
)

__all__ = [
    "EVERYDAY_PERMISSIONS",
    "Attachment",
    "CallbackType",
    "Channel",
    "DiscordServer",
    "Guild",
    "ImpossibleError",
    "Interaction",
    "InteractionType",
    "Member",
    "Message",
    "MessageFlag",
    "User",
]
