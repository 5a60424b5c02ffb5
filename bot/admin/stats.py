"""`/stats`: how the bot is used here, as a picture."""

import datetime as dt
from collections.abc import Mapping

from discord import app_commands

from bot.admin import chart
from bot.language import say, say_count
from bot.ledger import Ledger
from bot.render.amounts import hint, milliseconds, nothing_kept, people, percent, shown
from bot.render.citations import title
from bot.render.reply import Enclosed, Reply
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.service.clock import now
from bot.service.library import Server
from bot.service.permissions import Member, kept_by
from bot.service.usage import Usage, usage
from knowledge.model import Abstract

FILE_NAME = "stats.png"


@app_commands.command(description="How I am used here: questions, answers, opinions, papers.")
@app_commands.describe(days="Of how many days; 30 without it.")
@app_commands.guild_only()
async def stats(interaction: BotInteraction, days: app_commands.Range[int, 1, 365] = 30) -> None:
    """Show it privately."""
    desk, member = interaction.client.desk, member_of(interaction)
    await desk.serve(
        interaction, lambda server: of_server(desk.ledger, server, member, days), private=True
    )


def of_server(ledger: Ledger, server: Server, member: Member, days: int) -> Reply:
    """The figures of a server, drawn where that can be done."""
    guild_id, moment = kept_by(member, server.known_settings), now()
    first = moment.date() - dt.timedelta(days=days - 1)
    since = dt.datetime.combine(first, dt.time(), dt.UTC)
    asked = ledger.asked_since(guild_id, since)
    found = usage(asked, ledger.feedback_since(guild_id, since), moment.date(), days)
    papers = {
        each: abstract for each, _ in found.top if (abstract := server.knowledge.abstract(each))
    }
    drawn = chart.png(found, papers) if found.asked and chart.can_draw() else None
    return page(found, papers, drawn)


def page(usage: Usage, papers: Mapping[str, Abstract], picture: bytes | None) -> Reply:
    """The figures of some days.

    Args:
        usage: the figures.
        papers: the papers that were cited most, as far as they are still there.
        picture: the figures drawn, as PNG; None where nothing can be drawn.
    """
    if not usage.asked:
        return Reply((nothing_kept(),), private=True)
    heading = say_count("**The last {number} day**", "**The last {number} days**", len(usage.days))
    lines = [
        say_count("{number} question", "{number} questions", usage.asked)
        + f" · {people(usage.people)}",
        say("Answered: {share}", share=percent(usage.answered_share)),
        say("Helpful: {share} of opinions", share=percent(usage.helpful_share)),
        say(
            "Time to the answer: {median} at the median, 95 % within {p95}",
            median=milliseconds(usage.median_ms),
            p95=milliseconds(usage.p95_ms),
        ),
    ]
    blocks = ("\n".join((heading, *lines)), _top(usage, papers), "" if picture else _no_picture())
    files = (Enclosed(FILE_NAME, picture, is_picture=True),) if picture else ()
    return Reply(tuple(filter(None, blocks)), private=True, files=files)


def _top(usage: Usage, papers: Mapping[str, Abstract]) -> str:
    if not usage.top:
        return ""
    lines = [
        f"{count} × {title(papers[each], 120) if each in papers else shown(each)}"
        for each, count in usage.top
    ]
    return "\n".join((say("Cited most:"), *lines))


def _no_picture() -> str:
    return hint(say("With the extra `plots` installed, there is a picture as well."))
