r"""Stored or typed text as Discord text that shows itself and does nothing else.

Discord shows `\` and a character that is no letter, digit or space as that character alone. So
every character that can begin a construct gets a `\` before it; `@` gets an invisible space after
it as well, because mentions are also looked for outside the reader's client.
"""

import re

from bot.visible import visible

_ALWAYS = frozenset("\\*_~|`<>[]#@")
"""What opens emphasis, spoilers, code, mentions, emoji, timestamps, links, headings, quotes."""
_AT_START = frozenset("-+")
"""List points and small print, at the start of a line."""
_NUMBERED_POINT = re.compile(r"\d+(?=[.)])")
_AFTER_AT = "\u200b"


def pieces(text: str, *, opens_line: bool = True) -> list[str]:
    """`text`, as `visible` gives it, as one escaped piece for each character.

    Joining any run of pieces gives text that is escaped; no piece may be cut.

    Args:
        text: Visible text.
        opens_line: Whether a line begins with it, where `-` and `1.` make lists.
    """
    escaped = [_piece(char, after) for char, after in zip(text, text[1:] + "\n", strict=False)]
    first = len(text) - len(text.lstrip())
    if not opens_line:
        return escaped
    if text[first : first + 1] in _AT_START:
        escaped[first] = "\\" + text[first]
    elif number := _NUMBERED_POINT.match(text, first):
        escaped[number.end()] = "\\" + text[number.end()]
    return escaped


def _piece(char: str, after: str) -> str:
    if char == "@":
        return "\\@" + _AFTER_AT
    # A colon opens a link (`https://`) or an emoji (`:joy:`), unless a space follows.
    if char in _ALWAYS or (char == ":" and after != " "):
        return "\\" + char
    return char


def escape(text: str) -> str:
    """`text` on one line so that Discord shows what can be seen of it, and nothing in it works."""
    return "".join(pieces(visible(text)))
