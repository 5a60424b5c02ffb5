"""`/about`: what the base holds, the version, how fast answers come."""

from discord import app_commands

from bot import __version__
from bot.presenting import BotInteraction
from bot.rendering.about import about as about_reply


@app_commands.command(description="What this bot is, what it holds and how fast it answers.")
async def about(interaction: BotInteraction) -> None:
    """Show it, privately."""
    desk = interaction.client.desk
    await desk.serve(
        interaction,
        lambda: about_reply(desk.knowledge.statistics(), __version__, desk.latency.measured()),
        private=True,
    )
