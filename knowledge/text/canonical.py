"""A text as a person reads it, and the form in which two copies of it are the same."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_MACROS = {
    "times": "×", "sim": "~", "approx": "~", "pm": "±",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
}  # fmt: skip
_MACRO = "|".join(_MACROS)
_LATEX: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\\(?:text(?:bf|it|tt|sc|rm)?|emph|math(?:rm|bf)|url)\{([^{}]*)\}"), r"\1"),
    (re.compile(r"\\href\{[^{}]*\}\{([^{}]*)\}"), r"\1"),
    (re.compile(rf"(?<!\\)\$ ?\\({_MACRO}) ?\$"), lambda match: _MACROS[match[1]]),
    (re.compile(r"(?<!\\)\$(?=[^\s$])([^$\n]{0,80}?[^\s\\$])\$(?!\d)"), r"\1"),
    (re.compile(rf"\\({_MACRO})\b ?"), lambda match: _MACROS[match[1]]),
    (re.compile(r"\\([%&$#_{}])"), r"\1"),
    (re.compile(r"``|''"), '"'),
    (re.compile(r"\\[,;! ]"), " "),
)
_DASHES = re.compile(r"[-‐-―−]+")
_UNSEEN = frozenset({"Cf", "Pi", "Pf"})
"""Unicode categories of invisible characters and of quotation marks."""
_LEADING_LABEL = re.compile(r"^(?:\s*abstract\s*[:.-]\s*)+")


def display(text: str) -> str:
    r"""The text as a person reads it: LaTeX leftovers such as `68.4\%` made plain.

    Everything else stays as it is; no line break is added or taken.
    """
    if not any(sign in text for sign in ("\\", "$", "``", "''")):
        return text
    for pattern, replacement in _LATEX:
        text = pattern.sub(replacement, text)
    return text


@lru_cache(maxsize=1024)
def canonical(text: str) -> str:
    """The form in which two copies of one abstract are the same.

    NFKC (ligatures, widths), LaTeX made plain, dashes to `-`, case folded, invisible characters and
    quotation marks dropped, white space single, a leading `Abstract:` removed.
    """
    plain = text.isascii()
    text = display(text if plain else unicodedata.normalize("NFKC", text))
    text = text.casefold()
    if not plain or "--" in text:
        text = _DASHES.sub("-", text)
    if not plain:
        for char in set(text):
            if not char.isascii() and unicodedata.category(char) in _UNSEEN:
                text = text.replace(char, "")
    text = text.replace('"', "").replace("'", "").replace("`", "")
    text = _LEADING_LABEL.sub("", text)
    if plain and "  " not in text and text.isprintable():  # as most are
        return text.strip()
    return " ".join(text.split())
