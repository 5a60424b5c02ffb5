"""`/about`: what the base holds, the version, how fast answers come."""

from discord import app_commands

from bot import __version__
from bot.commands.contexts import everywhere
from bot.language import say, say_count
from bot.render.citations import small
from bot.render.reply import Reply
from bot.render.truncation import fit
from bot.serve.interaction import BotInteraction
from bot.serve.stopwatch import Latency
from knowledge.model import Statistics


@everywhere
@app_commands.command(description="What this bot is, what it holds and how fast it answers.")
async def about(interaction: BotInteraction) -> None:
    """Show it, privately."""
    desk = interaction.client.desk
    await desk.serve(
        interaction,
        lambda server: page(server.knowledge.statistics(), __version__, desk.latency.measured()),
        private=True,
    )


def page(statistics: Statistics, version: str, latency: Latency | None) -> Reply:
    """What `/about` shows; `latency` is None before anything was answered."""
    sources = say_count("{number} source", "{number} sources", statistics.sources)
    abstracts = say_count("{number} paper", "{number} papers", statistics.abstracts)
    lines = (
        say("I answer from the abstracts I hold, quote them to the character and cite them."),
        say("I hold **{abstracts}** from {sources}.", abstracts=abstracts, sources=sources),
        say("Ask with `/ask`, check a claim with `/check`, look a paper up with `/papers`."),
        small(say("Knowledge version {version}", version=fit(statistics.knowledge_version, 80))),
        small(_program(version, statistics.engine)),
        small(_times(latency)),
    )
    return Reply(("\n".join(lines),))


def _program(version: str, engine: str) -> str:
    return fit(say("Footnote {version} · engine {engine}", version=version, engine=engine), 100)


def _times(latency: Latency | None) -> str:
    if latency is None:
        return say("Nothing was asked yet since I started.")
    return say_count(
        "The last command took {median} ms.",
        "The last {number} commands: median {median} ms, 95 % within {p95} ms.",
        latency.count,
        median=round(latency.median_ms),
        p95=round(latency.p95_ms),
    )
