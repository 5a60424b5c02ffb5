"""Where an interaction stands, as the records that the rest of the bot decides on."""

from typing import TypeVar

import discord
from discord import app_commands

from bot.ledger.port import Ledger
from bot.messages.history import counted_in
from bot.questions import Occasion, context_in
from bot.serve.responses import BotInteraction

_C = TypeVar("_C")


def everywhere(command: _C) -> _C:
    """Offer a command in servers, in direct messages, and to whoever has installed the app."""
    installed = app_commands.allowed_installs(guilds=True, users=True)(command)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(installed)


def occasion_of(interaction: BotInteraction, *, private: bool | None = None) -> Occasion:
    """Who asks, and where; in a server that the bot is no member of, as outside servers."""
    member = interaction.user if isinstance(interaction.user, discord.Member) else None
    return Occasion(
        user_id=interaction.user.id,
        guild_id=server_of(interaction),
        channel_id=interaction.channel_id or 0,
        roles=frozenset(role.id for role in member.roles) if member else frozenset(),
        private=private,
        manages=interaction.permissions.manage_guild,
        parent_id=counted_in(interaction.channel),
    )


def server_of(interaction: BotInteraction) -> int | None:
    """The server that the bot is a member of; None outside servers and where it is no member."""
    return interaction.guild_id if interaction.is_guild_integration() else None


def conversation(interaction: BotInteraction, ledger: Ledger) -> tuple[str, ...]:
    """The questions before this one, where it stands in a thread that the bot has opened."""
    channel = interaction.channel
    if not isinstance(channel, discord.Thread) or channel.owner_id != interaction.application_id:
        return ()
    return context_in(ledger, channel.id, channel.id)
