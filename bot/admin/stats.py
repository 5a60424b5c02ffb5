"""`/stats`: how the bot is used here, as a picture."""

import datetime as dt

from discord import app_commands

from bot.admin import chart as picture
from bot.admin.stats_page import page
from bot.ledger import Ledger
from bot.protocol import Knowledge
from bot.render.replies import Reply
from bot.serve.responses import BotInteraction
from bot.serve.standing import member_of, now
from bot.service.permissions import Member, kept_by
from bot.service.usage import usage


@app_commands.command(description="How I am used here: questions, answers, opinions, papers.")
@app_commands.describe(days="Of how many days; 30 without it.")
@app_commands.guild_only()
async def stats(interaction: BotInteraction, days: app_commands.Range[int, 1, 365] = 30) -> None:
    """Show it privately."""
    desk, member = interaction.client.desk, member_of(interaction)
    seen = desk.knowledge_of(member.guild_id)
    await desk.serve(interaction, lambda: of_server(desk.ledger, seen, member, days), private=True)


def of_server(ledger: Ledger, seen: Knowledge, member: Member, days: int) -> Reply:
    """The figures of a server, drawn where that can be done."""
    guild_id, moment = kept_by(member, ledger), now()
    first = moment.date() - dt.timedelta(days=days - 1)
    since = dt.datetime.combine(first, dt.time(), dt.UTC)
    asked = ledger.asked_since(guild_id, since)
    found = usage(asked, ledger.feedback_since(guild_id, since), moment.date(), days)
    papers = {each: abstract for each, _ in found.top if (abstract := seen.abstract(each))}
    drawn = picture.png(found, papers) if found.asked and picture.can_draw() else None
    return page(found, papers, drawn)
