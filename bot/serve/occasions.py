"""Who did something, and where: the records that the rest of the bot decides on."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.service.permissions import Member, manages


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who asks, and where.

    Attributes:
        user_id: who asks.
        guild_id: in which server; None outside servers.
        channel_id: in which channel or thread.
        roles: the ids of the roles of the one who asks.
        private: whether they wish a private reply; None: whatever is usual there.
        manages: whether they manage the server, and so may ask whatever is set.
        parent_id: the channel that a thread belongs to; None where it is no thread.
    """

    user_id: int
    guild_id: int | None
    channel_id: int
    roles: frozenset[int] = frozenset()
    private: bool | None = None
    manages: bool = False
    parent_id: int | None = None


def occasion_of(interaction: discord.Interaction[Any], *, private: bool | None = None) -> Occasion:
    """Who asks, and where; in a server that the bot is no member of, as outside servers."""
    member = interaction.user if isinstance(interaction.user, discord.Member) else None
    return Occasion(
        user_id=interaction.user.id,
        guild_id=server_of(interaction),
        channel_id=interaction.channel_id or 0,
        roles=frozenset(role.id for role in member.roles) if member else frozenset(),
        private=private,
        manages=manages(interaction.permissions),
        parent_id=counted_in(interaction.channel),
    )


def server_of(interaction: discord.Interaction[Any]) -> int | None:
    """The server that the bot is a member of; None outside servers and where it is no member."""
    return interaction.guild_id if interaction.is_guild_integration() else None


def member_of(interaction: discord.Interaction[Any]) -> Member:
    """Who it is, with what they may do; outside servers where the bot is no member."""
    person = interaction.user
    here = interaction.guild_id if interaction.is_guild_integration() else None
    roles = person.roles if here is not None and isinstance(person, discord.Member) else ()
    return Member(
        user_id=person.id,
        guild_id=here,
        manages=here is not None and manages(interaction.permissions),
        roles=frozenset(role.id for role in roles),
    )


def channel_of(message: discord.Message) -> int:
    """The channel that a message counts to: its own, or that of the thread in which it stands."""
    return counted_in(message.channel) or message.channel.id


def counted_in(channel: object) -> int | None:
    """The channel that something in a channel or thread counts to; None where there is none."""
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    return channel.id if isinstance(channel, discord.abc.Snowflake) else None
