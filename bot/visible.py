"""What of a text can be seen, wherever it is shown."""

import re

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
