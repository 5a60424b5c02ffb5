"""`/about`: what the base holds, the version, how fast answers come."""

from importlib.metadata import PackageNotFoundError, version

from discord import app_commands

from bot.presenting import BotInteraction
from bot.rendering.about import about as about_reply


@app_commands.command(description="What this bot is, what it holds and how fast it answers.")
async def about(interaction: BotInteraction) -> None:
    """Show it, privately."""
    desk = interaction.client.desk
    await desk.serve(
        interaction,
        lambda: about_reply(desk.knowledge.statistics(), _version(), desk.latency.measured()),
        private=True,
    )


def _version() -> str:
    try:
        return version("footnote-bot")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "(version unknown: not installed)"
