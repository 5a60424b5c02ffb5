"""A short friendly line for who greets the bot, thanks it, or objects to it; as a reply."""

from collections.abc import Sequence

from bot.language import mark, say, say_count
from bot.render.citations import small
from bot.render.reply import Reply
from bot.render.truncation import fit
from bot.service.courtesy import Courtesy

_OPENINGS = {
    Courtesy.GREETING: mark("Hello!"),
    Courtesy.THANKS: mark("You are welcome!"),
}
_QUESTION_LIMIT = 200


def welcome(kind: Courtesy, papers: int, questions: Sequence[str]) -> Reply:
    """What is in the base, some questions that it answers, and how to ask.

    Args:
        kind: what was said.
        papers: how many the base holds.
        questions: those that it answers, as `examples` makes them.
    """
    opening = say(_OPENINGS[kind]) if kind in _OPENINGS else ""
    lines = [" ".join(filter(None, (opening, _holding(papers))))]
    if questions:
        lines += [say("You could ask, for example:"), *(f"- {_shown(q)}" for q in questions)]
    lines.append(small(_how()))
    return Reply(("\n".join(lines),))


def regret() -> Reply:
    """For who says that an answer is wrong: how to report it, and what else may help."""
    return Reply(
        (
            say(
                "I am sorry about that. Please press 👎 below the answer to report it, or ask "
                "again in other words."
            ),
        )
    )


def _shown(question: str) -> str:
    return fit(question, _QUESTION_LIMIT)


def _holding(papers: int) -> str:
    if not papers:
        return say("I hold no papers yet: `/knowledge add` adds some.")
    counted = say_count("{number} paper", "{number} papers", papers)
    return say(
        "I answer questions from the abstracts of **{papers}**, with quotes and sources.",
        papers=counted,
    )


def _how() -> str:
    return say(
        "Ask with `/ask`, by mentioning me, or in a direct message; `/check` checks a claim, and "
        "`/papers` looks a paper up."
    )
