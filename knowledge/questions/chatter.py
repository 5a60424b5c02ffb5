"""What people write around a question and do not ask: greetings, thanks, links, signatures."""

import re
from functools import cache

from knowledge.settings import english

_EMOJI = re.compile(r"<a?:\w+:\d+>|(?<!\w):\w{2,32}:(?!\w)")
_MENTION = re.compile(r"<(?:@[!&]?|#)\d+>|<t:\d+(?::\w)?>|</[\w -]+:\d+>")
_URL = r"<?(?:https?://|www\.)[^\s>]+>?"
_LINK = re.compile(
    rf"(?:^|(?<=[.?!:(\n]))\s*{_URL}|\b(?:see|source|link|cf|via)\b[.:]? *{_URL}"
    rf"|(?<!\bat|\bin|\bon|\bof|\bis|\bby|\bto) {_URL}\s*$",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2190-\u21ff\u2b00-\u2bff\ufe0f\u200d]+"
)
_ASKS = re.compile(r"\b(?:who|what|which|when|where|why|how|whose)\b|\?", re.IGNORECASE)
_PIECES = re.compile(r"(?<=[.!?…])\s+|\n+")


@cache
def _patterns(name: str) -> re.Pattern[str]:
    """The patterns of a kind in `config/english/chatter.toml`, as one."""
    return re.compile("|".join(f"(?:{each})" for each in english("chatter")[name]), re.IGNORECASE)


def bare(text: str) -> str:
    """A question without the chatter around it; the text itself where nothing else is left."""
    kept = _without_signs(text)
    kept = _patterns("asides").sub(" ", kept)
    pieces = _PIECES.split(kept)
    asking = [piece for piece in map(_trimmed, pieces) if piece]
    if any(map(_ASKS.search, asking)):
        asking = [piece for piece in asking if not _patterns("alone").fullmatch(piece)]
    left = " ".join(" ".join(asking).split())
    return left if any(map(str.isalnum, left)) else text


def _without_signs(text: str) -> str:
    """The text without what is no word: emoji, mentions, and links that are not asked about."""
    text = _MENTION.sub(" ", _EMOJI.sub(" ", text))
    without = _LINK.sub(" ", text)
    text = without if _ASKS.search(without) else text
    return _PICTURES.sub(" ", text)


def _trimmed(piece: str) -> str:
    """A piece without what opens and closes it; they may stand one behind another."""
    piece = piece.strip()
    while (shorter := _once(piece)) != piece:
        piece = shorter
    return piece


def _once(piece: str) -> str:
    opened = _patterns("openings").match(piece)
    if opened and any(map(str.isalnum, rest := piece[opened.end() :].lstrip(" ,.!:;-–—"))):
        return rest
    closed = next(iter(_patterns("closings").finditer(piece)), None)
    if closed and closed.start() and closed.end() == len(piece):
        rest = piece[: closed.start()].rstrip(" ,;:-–—")
        return rest if any(map(str.isalnum, rest)) else piece
    return piece
