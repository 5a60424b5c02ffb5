r"""LaTeX in bibliographies as plain text: `Bal\'azs` as `Balázs`, `{BERT}` as `BERT`, `50\%`, `--`.

Formulas between dollars are left as they are written. What is no accent, letter or escape is left
as well: an unknown command is better read than lost.
"""

import re
import unicodedata

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "\u0131", "j": "\u0237", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
_ACCENT = r"""\\(?:
    ([`'^~=."])\s*(?:\{\s*(\\[ij]|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])[ ]?|[^\W\d_]))
    |([uvHcdbrk])(?:\s*\{\s*(\\[ij]|[^\W\d_])\s*\}|\s+(\\[ij](?![A-Za-z])[ ]?|[^\W\d_]))
)"""
_ACCENTS = (re.compile(r"\{" + _ACCENT + r"\}", re.VERBOSE), re.compile(_ACCENT, re.VERBOSE))
_NAMES = "|".join(sorted(_LETTERS, key=len, reverse=True))
_LETTER = re.compile(rf"\{{\\({_NAMES})\}}|\\({_NAMES})(?:\{{\}}|(?![A-Za-z])[ ]?)")
_FORMULA = re.compile(r"(?<!\\)(\$\$?[^$]{1,2000}\$\$?)")
_FONT = re.compile(r"\\(?:emph|mbox|text(?:bf|it|sc|tt|rm|sf|md|up|sl)|url)\s*(?=\{)")
_MARKS = {"---": "—", "--": "–", "~": " ", "``": "“", "''": "”", "{": "", "}": ""}
_MARK = re.compile(r"\\([%&_#${}])|(\\[A-Za-z]+\*?(?:\{[^{}]*\})*)|(---?|~|``|''|[{}])")


def accented(text: str) -> str:
    """A text with its accents and letters as characters, and everything else as it is."""
    return "".join(
        part if part.startswith("$") else _with_letters(part) for part in _FORMULA.split(text)
    )


def decoded(text: str) -> str:
    """A value of a bibliography as plain text."""
    if not _MARK.search(text) and "\\" not in text:
        return text
    return "".join(
        part if part.startswith("$") else _MARK.sub(_unmarked, _FONT.sub("", _with_letters(part)))
        for part in _FORMULA.split(text)
    )


def _with_letters(text: str) -> str:
    if "\\" not in text:
        return text
    for pattern in _ACCENTS:
        text = pattern.sub(_composed, text)
    return _LETTER.sub(lambda match: _LETTERS[match[1] or match[2]], text)


def _composed(match: re.Match[str]) -> str:
    letter = (match[2] or match[3] or match[5] or match[6]).strip("\\ ")
    return unicodedata.normalize("NFC", letter + _COMBINING[match[1] or match[4]])


def _unmarked(match: re.Match[str]) -> str:
    escaped, command, mark = match.groups()
    return escaped or command or _MARKS[mark]
