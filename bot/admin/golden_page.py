"""What `/golden` shows."""

from collections.abc import Mapping, Sequence

from bot.language import say, say_count
from bot.ledger import Golden
from bot.render.citations import title, within
from bot.render.figures import hint, shown
from bot.render.replies import Reply
from bot.service.golden import Judged
from knowledge.model import Abstract

_LIMIT = 3400


def added(golden: Golden, judged: Judged) -> Reply:
    """A golden question that was kept, and how it does now."""
    lines = (
        say("Kept as golden question **{number}**.", number=str(golden.id)),
        _outcome(judged),
        hint(
            say("It is asked after every change of this server's papers; `/golden run` asks now.")
        ),
    )
    return Reply(("\n".join(lines),), private=True)


def ran(judged: Sequence[Judged]) -> Reply:
    """How the golden questions do; those that fail first."""
    if not judged:
        return _none()
    passed = sum(each.passed for each in judged)
    heading = say(
        "**{passed} of {total}** golden questions pass.", passed=passed, total=len(judged)
    )
    ordered = sorted(judged, key=lambda each: each.passed)
    body = within([_outcome(each) for each in ordered], _LIMIT, say("question"), say("questions"))
    return Reply((f"{heading}\n{body}",), private=True)


def listing(goldens: Sequence[Golden], papers: Mapping[str, Abstract]) -> Reply:
    """All golden questions with the papers that they expect."""
    if not goldens:
        return _none()
    heading = say_count(
        "**{number}** golden question:", "**{number}** golden questions:", len(goldens)
    )
    lines = [f"**{each.id}** {shown(each.question)} → {_papers(each, papers)}" for each in goldens]
    body = within(lines, _LIMIT, say("question"), say("questions"))
    return Reply((f"{heading}\n{body}",), private=True)


def removed(*, was_there: bool) -> Reply:
    """Whether a golden question was taken out."""
    said = (
        say("It is no golden question any more.")
        if was_there
        else say("There is no such golden question here: `/golden list` shows them.")
    )
    return Reply((said,), private=True)


def _none() -> Reply:
    said = say("There are no golden questions here yet: `/golden add` adds one.")
    return Reply((said,), private=True)


def _outcome(judged: Judged) -> str:
    question = f"**{judged.golden.id}** {shown(judged.golden.question)}"
    if judged.passed:
        return f"✓ {question} · {say('passes')}"
    if not judged.answered:
        return f"✗ {question} · {say('no answer')}"
    cited = shown(", ".join(judged.cited), 120)
    return f"✗ {question} · {say('answered from {papers} instead', papers=cited)}"


def _papers(golden: Golden, papers: Mapping[str, Abstract]) -> str:
    return ", ".join(
        title(papers[each], 80) if each in papers else say("a paper that is gone")
        for each in golden.expected
    )
