"""An answer or an abstention as a reply."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from bot.language import say, worded
from bot.render.citations import (
    details,
    markers,
    small,
    source_entries,
    title,
    within,
)
from bot.render.discord_limits import TOTAL_TEXT, width
from bot.render.reply import About, Kind, Reply
from bot.render.small_print import asked
from bot.render.truncation import fit
from knowledge.model import Abstention, Abstract, Answer, Citation, Statement

_BODY_LIMIT = 2000
_STATEMENT_LEAST = 200
_MARKERS_ROOM = 120
_REASON_LIMIT = 700
_TERM_LIMIT = 60
_TERMS_LIMIT = 500
_HEADING_LIMIT = 400
_REST_LIMIT = 100


def reply(
    outcome: Answer | Abstention,
    asker: int,
    asked_id: int = 0,
    *,
    humans: bool = False,
    private: bool = False,
) -> Reply:
    """What the one who asked sees.

    Args:
        outcome: what came of the question.
        asker: the user id of the one who asked.
        asked_id: the question's number in the ledger; 0: it is not kept.
        humans: whether the server has helpers who can be asked.
        private: whether only the one who asked sees it, and may share it.
    """
    about = About(asker=asker, asked_id=asked_id, humans=humans, shareable=private)
    match outcome:
        case Answer():
            quoted = tuple(c for c in outcome.citations if c.span) or outcome.citations
            return Reply(_answer(outcome), replace(about, kind=Kind.ANSWER, cited=quoted), private)
        case Abstention():
            return Reply(_abstention(outcome), replace(about, kind=Kind.ABSTENTION), private)
        case _:
            assert_never(outcome)


def _answer(answer: Answer) -> tuple[str, ...]:
    papers = listing(answer)
    said = papers.heading if papers else _body(answer.statements)
    body = "\n\n".join(filter(None, (asked(answer.question, answer.notes), said)))
    foot = small(papers.rest) if papers and papers.rest else ""
    room = TOTAL_TEXT - width(body + "\n" + foot)
    sources = within(source_entries(answer.citations), room, say("source"), say("sources"))
    said_and_cited = (f"{body}\n{sources}",) if papers else (body, sources)
    return tuple(filter(None, (*said_and_cited, foot)))


def _advice() -> str:
    return say("Try other words, or look for a paper with `/papers`.")


def _body(statements: tuple[Statement, ...]) -> str:
    share = max(_STATEMENT_LEAST, _BODY_LIMIT // max(len(statements), 1) - _MARKERS_ROOM)
    lines = [f"{fit(s.text, share, s.short)} {markers(s.citations)}" for s in statements]
    return within(lines, _BODY_LIMIT, say("sentence"), say("sentences"))


def _abstention(abstention: Abstention) -> tuple[str, ...]:
    lines = [
        f"**{say('I found no answer.')}** {fit(worded(abstention.reason), _REASON_LIMIT)}",
        _uncovered(abstention.uncovered_terms),
    ]
    said = asked(abstention.question, abstention.notes), "\n".join(filter(None, lines))
    body, foot = "\n\n".join(filter(None, said)), small(_advice())
    blocks = [body, foot]
    if abstention.nearest:
        heading = say("Nearest papers, which do **not** answer it:") + "\n"
        room = TOTAL_TEXT - sum(map(width, (body, heading, foot)))
        papers = within(
            [_nearest(a) for a in abstention.nearest], room, say("paper"), say("papers")
        )
        blocks.insert(1, heading + papers)
    return tuple(blocks)


def _uncovered(terms: tuple[str, ...]) -> str:
    shown: list[str] = []
    room = _TERMS_LIMIT
    for term in terms:
        word = f"**{fit(term, _TERM_LIMIT)}**"
        room -= width(word) + 2
        if room < 0:
            break
        shown.append(word)
    words = ", ".join(shown) + (" …" if len(shown) < len(terms) else "")
    return say("Not covered: {words}", words=words) if shown else ""


def _nearest(abstract: Abstract) -> str:
    return " · ".join(filter(None, (f"- {title(abstract)}", details(abstract.bibliography))))


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands around the papers of a list, escaped: "Papers by …:", and "(and 3 more)"."""

    heading: str
    rest: str


def listing(answer: Answer) -> Listing | None:
    """The list that an answer is, whose items are its sources; None for any other answer."""
    if len(answer.statements) <= 1 or any(citation.span for citation in answer.citations):
        return None
    cited = {citation.n: citation for citation in answer.citations}
    around = [_around(s.text, [cited.get(n) for n in s.citations]) for s in answer.statements]
    heading, rest = (around[0] or ("", ""))[0], (around[-1] or ("", ""))[1]
    if not heading or None in around or _told_between(around):
        return None
    return Listing(fit(heading, _HEADING_LIMIT) + ":", fit(rest, _REST_LIMIT))


def _told_between(around: Sequence[tuple[str, str] | None]) -> bool:
    """Whether anything stands between the papers: "The first author of … is Ada. The …"."""
    befores = [before for before, _ in filter(None, around)]
    afters = [after for _, after in filter(None, around)]
    return any(befores[1:]) or any(afters[:-1])


def _around(text: str, cited: list[Citation | None]) -> tuple[str, str] | None:
    """What stands before and after the one paper that `text` names."""
    match cited:
        case [Citation(abstract=abstract)] if abstract.label in text:
            before, _, after = text.partition(abstract.label)
            return before.rstrip("“: "), after.lstrip("” ")
        case _:
            return None
