"""What the base holds and how the bot is doing, as a reply."""

from dataclasses import dataclass

from bot.rendering.citations import small
from bot.rendering.replies import Reply
from bot.rendering.shortening import fit
from knowledge.model import Statistics


@dataclass(frozen=True, slots=True)
class Latency:
    """How long the last commands took, from arrival to the shown reply, in milliseconds."""

    count: int
    median_ms: float
    p95_ms: float


def about(statistics: Statistics, version: str, latency: Latency | None) -> Reply:
    """What `/about` shows; `latency` is None before anything was answered."""
    abstracts = _count(statistics.abstracts, "paper")
    sources = _count(statistics.sources, "source")
    lines = (
        "I answer from the abstracts I hold, quote them to the character and cite them.",
        f"I hold **{abstracts}** from {sources}.",
        "Ask with `/ask`, check a claim with `/check`, look a paper up with `/papers`.",
        small(fit(f"Knowledge version {statistics.knowledge_version}", 100)),
        small(fit(f"Footnote {version} · engine {statistics.engine}", 100)),
        small(_times(latency)),
    )
    return Reply(("\n".join(lines),))


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _times(latency: Latency | None) -> str:
    if latency is None:
        return "Nothing was asked yet since I started."
    if latency.count == 1:
        return f"The last command took {latency.median_ms:.0f} ms."
    return (
        f"The last {latency.count:,} commands: median {latency.median_ms:.0f} ms, "
        f"95 % within {latency.p95_ms:.0f} ms."
    )
