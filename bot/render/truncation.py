"""Text shortened at word boundaries, with the part that matters kept.

How long a text may be, say those who call: `answers`, `verdicts`, `paper` and others beside them;
what Discord takes: `discord_limits`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.render.discord_limits import width
from bot.render.escapes import pieces
from bot.visible import visible
from knowledge.model import Span

_MORE = "…"
_MORE_WIDTH = width(_MORE)
_BOLD = "**"
_LEFT_SHARE = 2
"""Of the room around a marked part, one part in this many goes to the text before it."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text in three parts, the middle one marked; a text without a mark is all `before`."""

    before: str
    mark: str = ""
    after: str = ""

    @classmethod
    def of(cls, text: str, span: Span | None, clean: Callable[[str], str] = str) -> "Marked":
        """`text` with `span` marked, each part cleaned; a span that is none of it marks nothing.

        `clean` is called with each part, so that the mark stays where it is whatever is changed.
        """
        if span is None or not 0 <= span.start < span.end <= len(text):
            return cls(visible(clean(text)).strip())
        raw = text[: span.start], span.of(text), text[span.end :]
        before, mark, after = (visible(clean(part)) for part in raw)
        lead, tail = mark[: len(mark) - len(mark.lstrip())], mark[len(mark.rstrip()) :]
        return cls((before + lead).lstrip(), mark.strip(), (tail + after).rstrip())


def fit(text: str, limit: int, mark: Span | None = None) -> str:
    """`text` escaped, on one line, `mark` bold, at most `limit` UTF-16 units long.

    What is too long is cut between words where there are any, and says so with "…".
    """
    return fit_marked(Marked.of(text, mark), limit)


def fit_marked(text: Marked, limit: int) -> str:
    """`text` escaped, its mark bold, at most `limit` (50 or more) UTF-16 units long."""
    if not text.mark:
        return "".join(_head(text.before + text.after, limit, pieces))
    room = limit - 2 * len(_BOLD) - 2 * _MORE_WIDTH
    mark = _head(text.mark, room, _inside)
    room -= _total(mark)
    bold = _BOLD + "".join(mark) + _BOLD
    after_least = _total(_head(text.after, room - room // _LEFT_SHARE, _inside))
    before = _tail(text.before, room - after_least)
    after = _head(text.after, room - _total(before) + _MORE_WIDTH, _inside)
    return "".join(before) + bold + "".join(after)


_inside = partial(pieces, opens_line=False)


def clip(text: str, limit: int) -> str:
    """`text` on one line and not escaped, for places that show plain text, shortened to `limit`."""
    return "".join(_head(visible(text).strip(), limit, list))


def _total(parts: Sequence[str]) -> int:
    return sum(map(width, parts))


def _head(text: str, limit: int, split: Callable[[str], list[str]]) -> list[str]:
    """The pieces of the beginning of `text`, no more than `limit` wide together, "…" included."""
    parts = split(text[: limit + 1])
    if len(text) <= limit and _total(parts) <= limit:
        return parts
    fitting = _fitting(parts, limit - _MORE_WIDTH)
    cut = _word_end(parts, fitting)
    return [*parts[:cut], _MORE] if limit >= _MORE_WIDTH else []


def _tail(text: str, limit: int) -> list[str]:
    """The pieces of the end of `text`, no more than `limit` wide and one "…" together."""
    parts = pieces(text[-(limit + 1) :]) if limit > 0 else []
    if len(text) <= limit and _total(parts) <= limit:
        return parts
    reverse = parts[::-1]
    cut = _word_end(reverse, _fitting(reverse, limit))
    return [_MORE, *reverse[:cut][::-1]]


def _fitting(parts: Sequence[str], limit: int) -> int:
    """How many of the first parts are no more than `limit` wide together."""
    used = 0
    for count, part in enumerate(parts):
        used += width(part)
        if used > limit:
            return count
    return len(parts)


def _word_end(parts: Sequence[str], count: int) -> int:
    """`count` or fewer parts that end between words; `count` itself where that would lose half."""
    cut = count
    if cut < len(parts) and parts[cut] != " ":
        while cut and parts[cut - 1] != " ":
            cut -= 1
    while cut and parts[cut - 1] == " ":
        cut -= 1
    return cut if 2 * cut >= count else count
