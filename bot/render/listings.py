"""An answer that lists papers: its heading, so that no title has to stand there twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.render.truncation import fit
from knowledge.model import Answer, Citation

_HEADING_LIMIT = 400
_REST_LIMIT = 100


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
