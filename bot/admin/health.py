"""`/health`: how the bot is doing here."""

import datetime as dt

import discord
from discord import app_commands

from bot.admin.health_page import page
from bot.ledger import Ledger
from bot.serve.responses import BotInteraction
from bot.serve.standing import member_of, now
from bot.service.checkup import BEFORE, RECENT, Checkup, Kept, checkup
from bot.service.closed_channels import ClosedChannels
from bot.service.library import Library
from bot.service.permissions import Member, managed_by
from bot.service.unmet import gaps


@app_commands.command(description="How I am doing here: the system, the answers, the impact.")
@app_commands.default_permissions(discord.Permissions(manage_guild=True))
@app_commands.guild_only()
async def health(interaction: BotInteraction) -> None:
    """Show it privately."""
    desk, member = interaction.client.desk, member_of(interaction)
    await desk.serve(
        interaction,
        lambda: page(of_server(desk.ledger, desk.library, member, desk.closed_channels)),
        private=True,
    )


def of_server(ledger: Ledger, library: Library, member: Member, closed: ClosedChannels) -> Checkup:
    """The checkup of a server."""
    guild_id, moment = managed_by(member), now()
    since = moment - RECENT - BEFORE
    kept = Kept(
        asked=ledger.asked_since(guild_id, since),
        opinions=ledger.feedback_since(guild_id, since),
        served=ledger.served_since(guild_id, moment - RECENT),
        gaps=gaps(ledger.unmet(guild_id, since)),
        golden_runs=ledger.golden_runs(guild_id, 2),
        changed_at=_changed_at(library, guild_id),
        closed=closed.of_server(guild_id),
        readings=library.of(guild_id, None).statistics().readings,
    )
    return checkup(kept, moment)


def _changed_at(library: Library, guild_id: int) -> dt.datetime | None:
    """When what the server sees was last changed."""
    own = library.own(guild_id)
    if own is None:
        return None
    there = own.collection in own.store.collections()
    entries = own.store.history(own.collection if there else "base")
    return entries[-1].at if entries else None
