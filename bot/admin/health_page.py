"""What `/health` shows: the system, its answers, and what people get out of it."""

from collections.abc import Iterator, Sequence

from bot.language import mark, say, say_count
from bot.ledger import GoldenRun
from bot.render.figures import NONE_YET, age, milliseconds, percent
from bot.render.replies import Reply
from bot.service.checkup import Checkup, Drift, State
from bot.service.usage import share

_MOST_CLOSED = 10
_SIGNS = {
    State.GOOD: mark("✓ good"),
    State.LOOK: mark("⚠ look"),
    State.UNKNOWN: mark("· too little known"),
}


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
