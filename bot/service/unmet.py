"""Questions grouped by what they ask, most wanted first. Pure."""

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.ledger import Outcome, Unmet
from knowledge.reader.reading import content_terms
from knowledge.settings import tuned
from knowledge.text.canonical import canonical

ALIKE = tuned().health.alike
COLUMNS = (
    "question",
    "people",
    "times_asked",
    "unanswered",
    "not_helpful",
    "last_asked",
    "not_covered",
    "reasons",
    "other_wordings",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet calculate."""
Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask the same and were not met.

    Attributes:
        wordings: each once, the most frequent first.
        people: how many asked.
        asked: how often it was asked.
        unanswered: how often it was abstained from.
        unhelpful: how many times an answer to it was marked as of no help.
        last: when it was last asked.
        uncovered: words that nothing covered, the most frequent first.
        reasons: why answers did not help.
    """

    wordings: tuple[str, ...]
    people: int
    asked: int
    unanswered: int
    unhelpful: int
    last: dt.datetime
    uncovered: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def question(self) -> str:
        """Its most frequent wording."""
        return self.wordings[0]


def gaps(unmet: Iterable[Unmet]) -> list[Gap]:
    """Group questions by what they ask; first what most people want, then what is asked most.

    Whatever the order they come in, the groups are the same.
    """
    grouped = [_gap(group) for group in _groups(unmet)]
    return sorted(grouped, key=lambda g: (-g.people, -g.asked - g.unhelpful, -g.last.timestamp()))


def as_csv(found: Iterable[Gap]) -> bytes:
    """A table that spreadsheets open, a gap a line; no cell is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([_inert(cell) for cell in _row(gap)] for gap in found)
    # With the mark, spreadsheets know that it is UTF-8; a lone surrogate is no text.
    return text.getvalue().encode("utf-8-sig", "replace")


def alike(first: Terms, second: Terms) -> float:
    """How much of all terms two questions share, 0 to 1."""
    return len(first & second) / len(first | second) if first or second else 1.0


def _groups(unmet: Iterable[Unmet]) -> list[list[Unmet]]:
    """Each kind of question with the first kind that is like it, from the most frequent on."""
    ordered = sorted(unmet, key=lambda u: (sorted(_terms(u)), u.asked.at, u.asked.id))
    same = [(terms, list(group)) for terms, group in groupby(ordered, _terms)]
    leaders: list[tuple[Terms, list[Unmet]]] = []
    for terms, group in sorted(same, key=lambda kind: (-len(kind[1]), sorted(kind[0]))):
        near = max(leaders, key=lambda leader: alike(leader[0], terms), default=None)
        if near is not None and alike(near[0], terms) >= ALIKE:
            near[1].extend(group)
        else:
            leaders.append((terms, group))
    return [group for _, group in leaders]


def _terms(unmet: Unmet) -> Terms:
    """The terms of a question, with those of the question that it goes on from."""
    asked = unmet.asked
    text = " ".join((*asked.context[-1:], asked.question))
    return content_terms(text) or frozenset(canonical(text).split())


def _gap(group: Sequence[Unmet]) -> Gap:
    asked = [each.asked for each in group]
    uncovered = (word for each in asked for word in dict.fromkeys(each.uncovered))
    reasons = (reason for each in group for reason in each.reasons)
    return Gap(
        wordings=_by_frequency(each.question for each in asked),
        people=len({each.user_id for each in asked}),
        asked=len(asked),
        unanswered=sum(each.outcome is Outcome.ABSTAINED for each in asked),
        unhelpful=sum(each.unhelpful for each in group),
        last=max(each.at for each in asked),
        uncovered=_by_frequency(uncovered),
        reasons=tuple(sorted(set(reasons))),
    )


def _by_frequency(texts: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(texts)
    return tuple(sorted(counts, key=lambda text: (-counts[text], text)))


def _row(gap: Gap) -> list[str]:
    return [
        gap.question,
        str(gap.people),
        str(gap.asked),
        str(gap.unanswered),
        str(gap.unhelpful),
        gap.last.isoformat(timespec="seconds"),
        ", ".join(gap.uncovered),
        " | ".join(gap.reasons),
        " | ".join(gap.wordings[1:]),
    ]


def _inert(cell: str) -> str:
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA) else cell
