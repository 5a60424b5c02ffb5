"""What `/gaps` shows: what people asked for and did not get, most wanted first."""

from collections.abc import Sequence

from bot.language import say, say_count
from bot.render.citations import small, within
from bot.render.figures import people, shown, when
from bot.render.replies import Enclosed, Reply
from bot.service.unmet import Gap, as_csv

_LIMIT = 3400
FILE_NAME = "gaps.csv"


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
