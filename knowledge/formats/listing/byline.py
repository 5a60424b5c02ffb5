"""A listing's second line: title, authors, `et al.` and affiliations, glued together.

A page is read twice: first every line for itself, to gather the names and words of the certain
ones, then the others again with that evidence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.formats.listing.boundary import Candidate, Line
from knowledge.formats.listing.evidence import NOTHING, Contribution, Evidence, words_of
from knowledge.formats.listing.names import names_in

DOUBT = (
    "Where the title ends and the authors begin is uncertain, "
    "so the whole line was kept as the title."
)

# Log-odds: what a boundary needs to be taken at all, to beat the next one, to be evidence for other
# lines, and not to be judged again with theirs.
_TAKEN = 0.0
_MARGIN = 1.0
_CERTAIN = 2.5
_BEYOND_DOUBT = 6.0

_ET_AL = re.compile(r"[,\s]+et\.?\s+al\b\.?,?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Byline:
    """A title with its authors; `doubt` in one sentence where the boundary was not found."""

    title: str
    authors: tuple[str, ...] = ()
    et_al: bool = False
    affiliations: tuple[str, ...] = ()
    doubt: str | None = None


@dataclass(slots=True)
class _Reading:
    """A line on its way: what stands after the names is cut off; `own` are its abstract's words."""

    whole: str
    glued: str
    et_al: bool
    affiliations: tuple[str, ...]
    own: set[str]
    ranked: list[Candidate]
    mine: Contribution = NOTHING


def read_bylines(lines: Sequence[tuple[str, str]], page: Evidence) -> list[Byline]:
    """Find the boundary in each of some lines of one page.

    Args:
        lines: Each line, with the abstract that stands below it.
        page: What is known of the page; it learns from these lines.
    """
    readings = []
    vocabularies = [words_of(abstract) for _, abstract in lines]
    for own in vocabularies:
        page.add_words(own)
    for (line, _), own in zip(lines, vocabularies, strict=True):
        readings.append(_first_reading(" ".join(line.split()), own, page))
    for reading in readings:
        if _margin(reading.ranked) >= _CERTAIN:
            start = reading.ranked[0].start
            reading.mine = page.add(reading.glued[:start], names_in(reading.glued[start:]))
    return [_byline(reading, page) for reading in readings]


def _first_reading(line: str, own: set[str], page: Evidence) -> _Reading:
    head, dot, last = line.rpartition(" · ")
    if dot and (
        _ET_AL.search(head)
        or last == last.lower()
        or _margin(Line(head, own, page).candidates()) >= _MARGIN
    ):
        glued, affiliations = (
            head.rstrip(),
            tuple(place.strip() for place in last.split(",") if place.strip()),
        )
    else:
        glued, affiliations = line, ()
    body = _ET_AL.sub("", glued)
    return _Reading(
        line, body, body != glued, affiliations, own, Line(body, own, page).candidates()
    )


def _margin(ranked: list[Candidate]) -> float:
    """How far the best candidate is ahead: of the second, and of there being no boundary."""
    if not ranked:
        return float("-inf")
    return ranked[0].score - max([_TAKEN, *(c.score for c in ranked[1:2])])


def _byline(reading: _Reading, page: Evidence) -> Byline:
    ranked = reading.ranked
    if _margin(ranked) < _BEYOND_DOUBT:
        ranked = Line(reading.glued, reading.own, page, reading.mine).candidates()
    if _margin(ranked) < _MARGIN:
        return Byline(reading.whole, doubt=DOUBT)
    start = ranked[0].start
    names = names_in(reading.glued[start:])
    return Byline(reading.glued[:start].rstrip(), names, reading.et_al, reading.affiliations)
