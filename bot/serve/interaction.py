"""What handlers are given: an interaction with the client that they are part of.

How one is acknowledged and replied to: `responses`.
"""

from typing import TypeAlias

import discord

from bot.serve.desk import Desk
from bot.service.additions import Additions


class Bot(discord.AutoShardedClient):
    """The client, as far as handlers need to know it."""

    desk: Desk
    additions: Additions


BotInteraction: TypeAlias = discord.Interaction[Bot]
