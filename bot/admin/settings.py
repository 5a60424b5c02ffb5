"""`/settings`: a panel of menus."""

import discord
from discord import app_commands

from bot.ledger import ServerSettings
from bot.render.panel import panel
from bot.serve.delivery import persistently
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.serve.responses import NOBODY
from bot.service.permissions import managed_by


@app_commands.command(description="How I behave in this server.")
@app_commands.default_permissions(discord.Permissions(manage_guild=True))
@app_commands.guild_only()
async def settings(interaction: BotInteraction) -> None:
    """Show the panel privately."""
    guild_id, desk = managed_by(member_of(interaction)), interaction.client.desk
    await desk.carry_out(interaction, lambda: _shown(interaction, guild_id), private=True)


async def _shown(interaction: BotInteraction, guild_id: int) -> None:
    desk = interaction.client.desk
    await show_panel(interaction, await desk.work(lambda: desk.ledger.settings(guild_id)))


async def show_panel(interaction: BotInteraction, current: ServerSettings) -> None:
    """Show the panel in place of what the interaction stands for."""
    guild = interaction.guild
    channels = {channel.id: channel.name for channel in guild.channels} if guild else {}
    roles = [role.id for role in guild.roles] if guild else []
    view = panel(current, channels, roles)
    await persistently(
        lambda: interaction.edit_original_response(view=view, allowed_mentions=NOBODY)
    )
