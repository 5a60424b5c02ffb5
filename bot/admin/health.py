"""`/health`: how the bot is doing here."""

import datetime as dt
from collections.abc import Iterator, Sequence

import discord
from discord import app_commands

from bot.language import mark, say, say_count
from bot.ledger import GoldenRun, Ledger
from bot.render.amounts import NONE_YET, age, milliseconds, percent
from bot.render.reply import Reply
from bot.serve.interaction import BotInteraction
from bot.serve.occasions import member_of
from bot.service.checkup import BEFORE, RECENT, Checkup, Drift, Kept, State, checkup
from bot.service.clock import now
from bot.service.closed_channels import ClosedChannels
from bot.service.library import Library
from bot.service.permissions import MANAGING, Member, managed_by
from bot.service.unmet import gaps
from bot.service.usage import share

_MOST_CLOSED = 10
_SIGNS = {
    State.GOOD: mark("✓ good"),
    State.LOOK: mark("⚠ look"),
    State.UNKNOWN: mark("· too little known"),
}


@app_commands.command(description="How I am doing here: the system, the answers, the impact.")
@app_commands.default_permissions(discord.Permissions(**{MANAGING: True}))
@app_commands.guild_only()
async def health(interaction: BotInteraction) -> None:
    """Show it privately."""
    desk, member = interaction.client.desk, member_of(interaction)
    await desk.serve(
        interaction,
        lambda _: page(of_server(desk.ledger, desk.library, member, desk.closed_channels)),
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


def page(found: Checkup) -> Reply:
    """The checkup, each figure with what to make of it."""
    return Reply((_system(found), _answers(found), _impact(found)), private=True)


def _system(found: Checkup) -> str:
    return "\n".join(
        (
            say("**System** (the last 7 days)"),
            *_closed(found.closed),
            _line(
                found.acknowledging,
                say("acknowledged: 95 % within {time}", time=milliseconds(found.acknowledged_ms)),
            ),
            _line(
                found.failing,
                say(
                    "failed: {failed} of {served} ({share})",
                    failed=found.failed,
                    served=found.served,
                    share=percent(share(found.failed, found.served)),
                ),
            ),
            say(
                "papers last changed: {age} ago",
                age=age(found.knowledge_age) if found.knowledge_age is not None else NONE_YET,
            ),
            *_reading(found),
        )
    )


def _closed(channels: Sequence[int]) -> Iterator[str]:
    """Where the bot may not answer, and what would let it."""
    if not channels:
        return
    named = ", ".join(f"<#{channel}>" for channel in channels[:_MOST_CLOSED])
    more = " …" if len(channels) > _MOST_CLOSED else ""
    words = say(
        "I may not answer in {channels}: let me view the channel, send messages and read the "
        "history there.",
        channels=named + more,
    )
    yield _line(State.LOOK, words)


def _reading(found: Checkup) -> Iterator[str]:
    """How the endpoint reads, where there is one."""
    if found.readings is None:
        return
    yield _line(
        found.reading,
        say(
            "endpoint, since I started: {fallbacks} of {calls} passages not read there ({share})",
            fallbacks=found.readings.fallbacks,
            calls=found.readings.calls,
            share=percent(share(found.readings.fallbacks, found.readings.calls)),
        ),
    )


def _answers(found: Checkup) -> str:
    return "\n".join(
        (
            say("**Answers** (the last 7 days, and the 4 weeks before)"),
            _line(found.abstained.state, say("unanswered: {drift}", drift=_drift(found.abstained))),
            _line(
                found.unknown_words.state,
                say("with words that no paper has: {drift}", drift=_drift(found.unknown_words)),
            ),
            _line(
                found.golden_state,
                say(
                    "golden questions: {score} (before: {before})",
                    score=_score(found.golden),
                    before=_score(found.golden_before),
                ),
            ),
        )
    )


def _impact(found: Checkup) -> str:
    return "\n".join(
        (
            say("**Impact** (the last 5 weeks)"),
            _line(found.helping, say("helpful: {share} of opinions", share=percent(found.helpful))),
            _line(
                found.repeating,
                say_count(
                    "{number} gap that more than one person met",
                    "{number} gaps that more than one person met",
                    found.repeated,
                )
                + (" · `/gaps`" if found.repeated else ""),
            ),
        )
    )


def _line(state: State, words: str) -> str:
    return f"{say(_SIGNS[state])} · {words}"


def _drift(found: Drift) -> str:
    return f"{percent(found.lately)} ← {percent(found.before)}"


def _score(run: GoldenRun | None) -> str:
    if run is None:
        return NONE_YET
    return say("{passed} of {total}", passed=run.passed, total=run.total)
