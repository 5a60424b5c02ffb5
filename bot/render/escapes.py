r"""Stored or typed text as Discord text that shows itself and does nothing else.

Discord shows `\` and a character that is no letter, digit or space as that character alone. So
every character that can begin a construct gets a `\` before it; `@` gets an invisible space after
it as well, because mentions are also looked for outside the reader's client.
"""

import re

_ALWAYS = frozenset("\\*_~|`<>[]#@")
"""What opens emphasis, spoilers, code, mentions, emoji, timestamps, links, headings, quotes."""
_AT_START = frozenset("-+")
"""List points and small print, at the start of a line."""
_NUMBERED_POINT = re.compile(r"\d+(?=[.)])")
_AFTER_AT = "\u200b"

# Invisible: controls that are no white space, format characters (bidi, zero width, tags), lone
# surrogates, and letters and marks that show nothing.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2"
    "\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000110bd\U000110cd\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """What of `text` can be seen, on one line: each run of white space is one space."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text))


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
