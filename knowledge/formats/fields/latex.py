r"""LaTeX in bibliographies as plain text: `Bal\'azs` as `Balázs`, `{BERT}` as `BERT`, `50\%`, `--`.

Formulas between dollars are left as they are written. References (`\cite`) go, quantities
(`\SI{4}{\milli\volt}`) and addresses are written out. What is nothing of this is left as well: an
unknown command is better read than lost.
"""

import re
import unicodedata

from knowledge.settings import table

_COMBINING: dict[str, str] = table("latex")["accents"]
_LETTERS: dict[str, str] = table("latex")["letters"]
_ACCENT = r"""\\(?:
    ([`'^~=."])\s*(?:\{\s*(\\[ij]|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])[ ]?|[^\W\d_]))
    |([uvHcdbrk])(?:\s*\{\s*(\\[ij]|[^\W\d_])\s*\}|\s+(\\[ij](?![A-Za-z])[ ]?|[^\W\d_]))
)"""
_ACCENTS = (re.compile(r"\{" + _ACCENT + r"\}", re.VERBOSE), re.compile(_ACCENT, re.VERBOSE))
_NAMES = "|".join(sorted(_LETTERS, key=len, reverse=True))
_LETTER = re.compile(rf"\{{\\({_NAMES})\}}|\\({_NAMES})(?:\{{\}}|(?![A-Za-z])[ ]?)")
_LETTERED = re.compile(r"\\[A-Za-z`'^~=.\"]")
_COMMANDED = re.compile(r"\\[A-Za-z,;:! /\\-]")
_SYMBOLS: dict[str, str] = table("latex")["symbols"]
_SYMBOL = re.compile(
    r"\{\\(" + "|".join(sorted(map(re.escape, _SYMBOLS), key=len, reverse=True)) + r")(?:\{\})?\}"
    r"|\\("
    + "|".join(sorted((n for n in _SYMBOLS if n.isalpha()), key=len, reverse=True))
    + r")(?:\{\}|(?![A-Za-z])[ ]?)|\\([-/])"
)
_GONE = re.compile(
    r"[\s~]*\\(?:no)?(?:[Cc]ite[A-Za-z]*|parencite|textcite|autocite|footcite|label)\*?"
    r"(?:\s*\[[^\[\]]*\]){0,2}\s*\{[^{}]*\}"
)
_UNITS: dict[str, str] = table("latex")["units"]
_QUANTITY = re.compile(r"\\(?:SI|qty)(?:\[[^\]]*\])?\{([^{}]*)\}(?:\[[^\]]*\])?\{([^{}]*)\}")
_UNIT = re.compile(r"\\(?:si|unit)(?:\[[^\]]*\])?\{([^{}]*)\}")
_NUMBER = re.compile(r"\\(?:num|ang)\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_LINKED = re.compile(r"\\href\s*\{[^{}]*\}(?=\s*\{)")
_URL = re.compile(r"\\(?:url|nolinkurl|path)\s*\{([^{}]*)\}")
_RAISED = re.compile(r"(?<=\d)\\textsuperscript\s*\{(?=\s*[-−–+]?\d)")
_MATHS: dict[str, str] = table("latex")["maths"]
_ENSURED = re.compile(r"\\ensuremath\s*\{((?:[^{}$]|\{[^{}$]*\})*)\}")
_ADDRESS = re.compile(r"\{?\\(?:text(asciitilde|less|greater|underscore)|~)(?:\{\})?\}?|\$\\sim\$")
_SPACES = re.compile(r"\\[,;:! ]|\\\\(?:\[[^\]]*\])?")
_FORMULA = re.compile(r"(?<!\\)(\$\$?[^$]{1,2000}\$\$?)")
_FONT = re.compile(
    r"\\(?:emph|mbox|underline|text(?:bf|it|sc|tt|rm|sf|md|up|sl|normal|sub(?:script)?|superscript)"
    r"|ensuremath|enquote|uppercase|MakeUppercase|hyphenation)\s*(?=\{)"
    r"|\\(?:bf|it|em|sc|tt|rm|sf|itshape|bfseries|scshape|protect|relax|noopsort\{[^{}]*\})(?![A-Za-z])\s*"
)
_MARKS = {"---": "—", "--": "–", "~": " ", "``": "“", "''": "”", "{": "", "}": ""}
_MARK = re.compile(r"\\([%&_#${}~^])|(\\[A-Za-z]+\*?(?:\{[^{}]*\})*)|(---?|~|``|''|[{}])")


def accented(text: str) -> str:
    """A text with its accents and letters as characters, and everything else as it is."""
    return "".join(
        part if part.startswith("$") else _with_letters(part) for part in _FORMULA.split(text)
    )


def decoded(text: str) -> str:
    """A value of a bibliography as plain text."""
    if not _MARK.search(text) and "\\" not in text:
        return text
    if r"\ensuremath" in text:
        text = _ENSURED.sub(_ensured, text)
    return "".join(
        part if part.startswith("$") else _MARK.sub(_unmarked, _spelt_out(_with_letters(part)))
        for part in _FORMULA.split(text)
    )


def verbatim(text: str) -> str:
    """A value that is an address or an identifier: nothing in it is LaTeX but what escapes."""
    text = re.sub(r"\\url\s*(?=\{)", "", text)
    text = re.sub(r"\\([%&_#$])", r"\1", _ADDRESS.sub(_in_address, text))
    return text.strip().replace("{", "").replace("}", "")


def _in_address(match: re.Match[str]) -> str:
    return _SYMBOLS[f"text{match[1]}"] if match[1] else "~"


def _ensured(match: re.Match[str]) -> str:
    """A formula: the character that it is, where it is one."""
    formula = match[1].strip()
    spelt = _COMMAND.sub(lambda command: _MATHS.get(command[1], command[0]), formula)
    return f"${formula}$" if re.search(r"[\\_^{}]", spelt) else spelt


def _spelt_out(text: str) -> str:
    """A text without commands that only set or refer, and with those for characters written out."""
    if "\\" not in text or not _COMMANDED.search(text):
        return text
    text = _URL.sub(_address, _GONE.sub("", text))
    text = _QUANTITY.sub(lambda match: f"{match[1]} {_unit(match[2])}", text)
    text = _UNIT.sub(lambda match: _unit(match[1]), _NUMBER.sub(r"\1", text))
    text = _FONT.sub("", _RAISED.sub("^{", _LINKED.sub("", text)))
    text = _SYMBOL.sub(_symbol, text)
    return _SPACES.sub(" ", text)


def _address(match: re.Match[str]) -> str:
    """An address, in which `~` and `--` are what they are."""
    return match[1].replace("~", r"\~").replace("--", "-{}-")


def _unit(written: str) -> str:
    r"""A unit of siunitx: `\milli\volt` as `mV`."""
    return re.sub(
        r"\\([A-Za-z]+)\s*", lambda match: _UNITS.get(match[1], match[1]), written
    ).strip()


def _symbol(match: re.Match[str]) -> str:
    found = _SYMBOLS[match[1] or match[2] or match[3]]
    return f"\\{found}" if found in {"{", "}", "~"} else found


def _with_letters(text: str) -> str:
    if "\\" not in text or not _LETTERED.search(text):
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
