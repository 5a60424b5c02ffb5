r"""How Discord reads text, as far as the tests need it: what is shown, and what would work in it.

Written from Discord's published formatting rules, and independent of bot.render.
"""

import re

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_SHOWN = "\ue000"  # a letter of no alphabet in place of what an escape shows
ACTIVE = {
    "emphasis": re.compile(r"\*|(?<!\w)_|_(?!\w)|__"),
    "strike-through": re.compile("~~"),
    "spoiler": re.compile(r"\|\|"),
    "code": re.compile("`"),
    "link": re.compile(r"\b(?:https?|steam|discord|mailto|ftp)://", re.IGNORECASE),
    "masked link": re.compile(r"\[[^\]]*\]\s*\("),
    "angle": re.compile(r"<[@#:/t]|<\w+:"),
    "everyone": re.compile(r"@(?:everyone|here)"),
    "emoji": re.compile(r":[^\s:]+:"),
    "heading": re.compile(r"^\s*#{1,3} ", re.MULTILINE),
    "list": re.compile(r"^\s*(?:[-*+] |\d+\. )", re.MULTILINE),
    "quote": re.compile(r"^\s*(?:>>> |> )", re.MULTILINE),
    "small print": re.compile("^-# ", re.MULTILINE),
    "hidden": re.compile("[\u202a-\u202e\u2066-\u2069\u200c-\u200f\u2060-\u2064\ufeff\u00ad]"),
}


def shown(text: str) -> str:
    """What a reader sees of Discord text in which nothing is active."""
    return ESCAPED.sub(r"\1", text).replace("\u200b", "")


def active(text: str) -> list[str]:
    """The names of the constructs that would do something in this Discord text."""
    inert = ESCAPED.sub(_SHOWN, text)
    return [name for name, construct in ACTIVE.items() if construct.search(inert)]


def utf16(text: str) -> int:
    """The length of a text as Discord counts it at worst."""
    return len(text.encode("utf-16-le")) // 2
