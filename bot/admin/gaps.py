"""`/gaps`: what people asked for and did not get."""

import datetime as dt
from collections.abc import Sequence

from discord import app_commands

from bot.language import say, say_count
from bot.ledger import Ledger
from bot.render.amounts import people, shown, when
from bot.render.citations import small, within
from bot.render.reply import Enclosed, Reply
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.service.clock import now
from bot.service.library import Server
from bot.service.permissions import Member, kept_by
from bot.service.unmet import Gap, as_csv
from bot.service.unmet import gaps as grouped

_LIMIT = 3400
FILE_NAME = "gaps.csv"


@app_commands.command(description="What was asked and not answered here, most wanted first.")
@app_commands.describe(days="Of how many days; 30 without it.")
@app_commands.guild_only()
async def gaps(interaction: BotInteraction, days: app_commands.Range[int, 1, 365] = 30) -> None:
    """Show them privately, with a table."""
    desk, member = interaction.client.desk, member_of(interaction)
    await desk.serve(
        interaction, lambda server: of_server(desk.ledger, server, member, days), private=True
    )


def of_server(ledger: Ledger, server: Server, member: Member, days: int) -> Reply:
    """The gaps of a server."""
    guild_id = kept_by(member, server.known_settings)
    since = now() - dt.timedelta(days=days)
    return page(grouped(ledger.unmet(guild_id, since)), days)


def page(found: Sequence[Gap], days: int) -> Reply:
    """The gaps of some days, and all of them as a table."""
    if not found:
        said = say_count(
            "In the last {number} day, everything was answered and nothing marked as of no help.",
            "In the last {number} days, everything was answered and nothing marked as of no help.",
            days,
        )
        return Reply((said,), private=True)
    heading = say_count(
        "**{number} gap** of the last {days} days, the most wanted first:",
        "**{number} gaps** of the last {days} days, the most wanted first:",
        len(found),
        days=days,
    )
    body = within([_gap(gap) for gap in found], _LIMIT, say("gap"), say("gaps"))
    table = Enclosed(FILE_NAME, as_csv(found))
    return Reply((f"{heading}\n{body}",), private=True, files=(table,))


def _gap(gap: Gap) -> str:
    facts = [
        people(gap.people),
        say_count("asked {number} time", "asked {number} times", gap.asked),
        say_count("{number} 👎", "{number} 👎", gap.unhelpful) if gap.unhelpful else "",
        say("last {when}", when=when(gap.last)),
        say("not covered: {words}", words=shown(", ".join(gap.uncovered[:5]), 80))
        if gap.uncovered
        else "",
        shown(gap.reasons[0], 80) if gap.reasons else "",
    ]
    return f"- {shown(gap.question)}\n  {small(' · '.join(filter(None, facts)))}"
