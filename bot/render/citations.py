"""One cited paper as lines: title, authors, date and link, whatever is known of them."""

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from bot.language import say_count
from bot.render.discord_limits import URL, width
from bot.render.links import address
from bot.render.truncation import fit
from knowledge.model import Abstract, Bibliography, Citation
from knowledge.text.canonical import display

TITLE_LIMIT = 240
_SHORT_TITLE_LIMIT = 80
_AUTHORS_LIMIT = 160
_DATE_LIMIT = 60
_SMALL = "-# "
_MANY = 8
"""Markers of one sentence that are shown; more say how many they are."""
_LINK = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::\d{1,5})?(?:[/?#][\w.~:/?#@!$&'()*+,;=%-]*)?", re.ASCII
)


def small(line: str) -> str:
    """Escaped text as small print."""
    return _SMALL + line


def link(url: str | None) -> str | None:
    """A URL as Discord links it, without a preview; None for what is no plain web address."""
    plain = url is not None and len(url) <= URL and _LINK.fullmatch(url)
    return f"<{url}>" if plain else None


def title(abstract: Abstract, limit: int = TITLE_LIMIT) -> str:
    """What an abstract is called, escaped."""
    return fit(display(abstract.label), limit) or fit(abstract.id, limit)


def details(bibliography: Bibliography) -> str:
    """Authors, date and link of a paper, escaped, on one line; empty where nothing is known."""
    known = (authors(bibliography, _AUTHORS_LIMIT), date(bibliography), link(address(bibliography)))
    return " · ".join(part for part in known if part)


def authors(bibliography: Bibliography, limit: int) -> str:
    """As many authors as fit, escaped, and "et al." where there are more."""
    shown: list[str] = []
    room = limit - len(" et al.")
    for author in bibliography.authors:
        name = fit(author, limit - len(" et al."))
        if shown and width(name) > room:
            break
        shown.append(name)
        room -= width(name) + len(", ")
    more = bibliography.et_al or len(shown) < len(bibliography.authors)
    return ", ".join(filter(None, shown)) + (" et al." if any(shown) and more else "")


def date(bibliography: Bibliography) -> str:
    """When a paper came out as its page words it, escaped; empty where no page says it."""
    published = bibliography.published
    iso = published.date.isoformat() if published.date else ""
    return fit(published.text or iso, _DATE_LIMIT)


def markers(numbers: Sequence[int]) -> str:
    """Footnote numbers: `[1] [2]`."""
    more = [f"[+{len(numbers) - _MANY}]"] if len(numbers) > _MANY else []
    return " ".join([*(f"[{n}]" for n in numbers[:_MANY]), *more])


def source_entries(citations: Iterable[Citation], room: int | None = None) -> list[str]:
    """The cited papers in order of their first number, each with its numbers and what is known.

    Where `room` (UTF-16 units) is too little for all, they have short titles, and beside them
    nothing but their links, and where that is too much not even those.
    """
    grouped: dict[str, list[Citation]] = {}
    for citation in citations:
        grouped.setdefault(citation.abstract.id, []).append(citation)
    entries = [_entry(group) for group in grouped.values()]
    for shorter in (_linked, _short):
        if room is None or sum(width(entry) + 1 for entry in entries) - 1 <= room:
            break
        entries = [shorter(group) for group in grouped.values()]
    return entries


def _entry(group: Sequence[Citation]) -> str:
    known = details(group[0].abstract.bibliography)
    heading = _heading(group, TITLE_LIMIT)
    return f"{heading}\n{small(known)}" if known else heading


def _linked(group: Sequence[Citation]) -> str:
    found = link(address(group[0].abstract.bibliography))
    return f"{_short(group)} · {found}" if found else _short(group)


def _short(group: Sequence[Citation]) -> str:
    return _heading(group, _SHORT_TITLE_LIMIT)


def _heading(group: Sequence[Citation], limit: int) -> str:
    return f"**{markers([c.n for c in group])}** {title(group[0].abstract, limit)}"


def within(entries: Sequence[str], limit: int, one: str, many: str) -> str:
    """As many entries as fit in `limit`, a line each, and how many more there are.

    Args:
        entries: Escaped text.
        limit: UTF-16 units, 40 or more than the words for what is left out.
        one: What one entry is called, in the language that is spoken.
        many: What several are called.
    """
    ends = list(accumulate(width(entry) + 1 for entry in entries))
    if not ends or ends[-1] - 1 <= limit:
        return "\n".join(entries)
    room = limit - width(left_out(len(entries), one, many))
    shown = sum(1 for end in ends if end <= room)
    left = len(entries) - shown
    return "\n".join([*entries[:shown], left_out(left, one, many)])


def left_out(count: int, one: str, many: str) -> str:
    """How many more there are than are shown; `one` and `many` are what they are called."""
    what = one if count == 1 else many
    return small(
        say_count("… and {number} more {what}", "… and {number} more {what}", count, what=what)
    )
