"""What `/stats` shows: the figures in words, and drawn where that can be done."""

from collections.abc import Mapping

from bot.language import say, say_count
from bot.render.citations import title
from bot.render.figures import hint, milliseconds, nothing_kept, people, percent, shown
from bot.render.replies import Enclosed, Reply
from bot.service.usage import Usage
from knowledge.model import Abstract

FILE_NAME = "stats.png"


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


def name_of(abstract_id: str, papers: Mapping[str, Abstract]) -> str:
    """A paper's title, plain; of one that has gone, its id."""
    abstract = papers.get(abstract_id)
    return abstract.label if abstract else abstract_id


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
