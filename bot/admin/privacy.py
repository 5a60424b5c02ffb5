"""`/privacy`: what is kept about oneself, as a file, and how to have it forgotten."""

from discord import app_commands

from bot.admin import privacy_page as pages
from bot.ledger import RETENTION_DAYS, Ledger
from bot.render.replies import Reply
from bot.serve.responses import BotInteraction
from bot.serve.standing import member_of

privacy: app_commands.Group = app_commands.Group(
    name="privacy",
    description="What I keep about you.",
    allowed_contexts=app_commands.AppCommandContext(
        guild=True, dm_channel=True, private_channel=True
    ),
    allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
)


@privacy.command(name="kept", description="What I keep about you, and for how long.")
async def kept(interaction: BotInteraction) -> None:
    """Say it."""
    desk, guild_id = interaction.client.desk, member_of(interaction).guild_id
    await desk.serve(interaction, lambda: what_is_kept(desk.ledger, guild_id), private=True)


@privacy.command(name="my-data", description="All that I keep about you, as a file.")
async def my_data(interaction: BotInteraction) -> None:
    """Give it to them."""
    desk, user_id = interaction.client.desk, interaction.user.id
    await desk.serve(interaction, lambda: pages.data(desk.ledger.about_user(user_id)), private=True)


@privacy.command(name="forget-me", description="Delete all that I keep about you.")
async def forget_me(interaction: BotInteraction) -> None:
    """Ask whether they are sure."""
    desk, user_id = interaction.client.desk, interaction.user.id
    await desk.serve(interaction, lambda: pages.sure(user_id), private=True)


def what_is_kept(ledger: Ledger, guild_id: int | None) -> Reply:
    """What is kept here, and for how long."""
    if guild_id is None:
        return pages.kept(RETENTION_DAYS)
    return pages.kept(ledger.settings(guild_id).retention_days)
