"""`/gaps`: what people asked for and did not get."""

import datetime as dt

from discord import app_commands

from bot.admin.gaps_page import page
from bot.ledger import Ledger
from bot.render.replies import Reply
from bot.serve.responses import BotInteraction
from bot.serve.standing import member_of, now
from bot.service.permissions import Member, kept_by
from bot.service.unmet import gaps as grouped


@app_commands.command(description="What was asked and not answered here, most wanted first.")
@app_commands.describe(days="Of how many days; 30 without it.")
@app_commands.guild_only()
async def gaps(interaction: BotInteraction, days: app_commands.Range[int, 1, 365] = 30) -> None:
    """Show them privately, with a table."""
    desk, member = interaction.client.desk, member_of(interaction)
    await desk.serve(interaction, lambda: of_server(desk.ledger, member, days), private=True)


def of_server(ledger: Ledger, member: Member, days: int) -> Reply:
    """The gaps of a server."""
    guild_id = kept_by(member, ledger)
    since = now() - dt.timedelta(days=days)
    return page(grouped(ledger.unmet(guild_id, since)), days)
