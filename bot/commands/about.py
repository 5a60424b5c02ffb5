"""`/about`: what the base holds, the version, how fast answers come."""

from discord import app_commands

from bot import __version__
from bot.render.about import about as about_reply
from bot.serve.occasions import everywhere, server_of
from bot.serve.responses import BotInteraction


@everywhere
@app_commands.command(description="What this bot is, what it holds and how fast it answers.")
async def about(interaction: BotInteraction) -> None:
    """Show it, privately."""
    desk, server = interaction.client.desk, server_of(interaction)
    await desk.serve(
        interaction,
        lambda: about_reply(
            desk.knowledge_of(server).statistics(), __version__, desk.latency.measured()
        ),
        private=True,
    )
