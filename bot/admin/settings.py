"""`/settings`: a panel of menus.

What there is to set, and its defaults: `bot/ledger/server_settings.py`; what each menu changes:
`bot/service/settings_changes.py`; the menus: `bot/buttons/settings_panel.py`.
"""

import discord
from discord import app_commands

from bot.buttons.settings_panel import show_panel
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.service.permissions import MANAGING, managed_by


@app_commands.command(description="How I behave in this server.")
@app_commands.default_permissions(discord.Permissions(**{MANAGING: True}))
@app_commands.guild_only()
async def settings(interaction: BotInteraction) -> None:
    """Show the panel privately.

    Raises:
        NotAllowedError: who uses it does not manage this server.
    """
    guild_id, desk = managed_by(member_of(interaction)), interaction.client.desk
    await desk.carry_out(interaction, lambda: _shown(interaction, guild_id), private=True)


async def _shown(interaction: BotInteraction, guild_id: int) -> None:
    desk = interaction.client.desk
    await show_panel(interaction, await desk.work(lambda: desk.ledger.settings(guild_id)))
