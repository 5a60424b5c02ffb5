"""Who used a command, a button or a menu, as Discord described them with it."""

import datetime as dt
from typing import Any

import discord

from bot.service.permissions import Member


def member_of(interaction: discord.Interaction[Any]) -> Member:
    """Who it is, with what they may do; outside servers where the bot is no member."""
    person = interaction.user
    here = interaction.guild_id if interaction.is_guild_integration() else None
    roles = person.roles if here is not None and isinstance(person, discord.Member) else ()
    return Member(
        user_id=person.id,
        guild_id=here,
        manages=here is not None and interaction.permissions.manage_guild,
        roles=frozenset(role.id for role in roles),
    )


def now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)
