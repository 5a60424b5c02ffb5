"""Discord's markup -> HTML, as far as the bot writes it. Pure."""

import datetime as dt
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

_INLINE = re.compile(
    r"\\(?P<escaped>[^A-Za-z0-9\s])"
    r"|`(?P<code>[^`]+)`"
    r"|\*\*(?P<bold>(?:\\.|[^\\])+?)\*\*"
    r"|__(?P<underlined>(?:\\.|[^\\])+?)__"
    r"|~~(?P<struck>(?:\\.|[^\\])+?)~~"
    r"|\*(?P<italic>(?:\\.|[^\\*])+?)\*"
    r"|<(?P<link>https?://[^>\s]+)>"
    r"|\[(?P<label>(?:\\.|[^\\\]])+)\]\((?P<target>https?://[^)\s]+)\)"
    r"|<(?P<mention>@&|@!?|#)(?P<number>\d+)>"
    r"|(?P<bare>https?://[^\s<>]+)"
    r"|<t:(?P<moment>\d+)(?::\w)?>"
)
_TAGS = {"bold": "strong", "underlined": "u", "struck": "s", "italic": "em"}
_AROUND = {
    "escaped": ("", ""),
    "code": ("<code>", "</code>"),
    "link": ('<span class="link">', "</span>"),
    "bare": ('<span class="link">', "</span>"),
}
_LINE = re.compile(r"(?P<mark>-# |#{1,3} |> |[-*] |\d+\. |  (?=\S))?(?P<rest>.*)")
_KINDS = {"-# ": "small", "> ": "quote", "- ": "item", "* ": "item", "  ": "more"}
_UNITS = ((86400, "day"), (3600, "hour"), (60, "minute"))


@dataclass(frozen=True, slots=True)
class Known:
    """What the text of a message names.

    Attributes:
        names: what people, roles and channels are called.
        files: the files that came with it, by name.
        now: when it is read; None: just after it was written.
    """

    names: Mapping[int, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    now: dt.datetime | None = None


def as_html(text: str, known: Known) -> str:
    """The text of a message, in Discord's markup, as HTML."""
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    parts = [(_kind(m["mark"]), _inline(m["rest"], known)) for m in lines if m]
    return "".join(
        _block(kind, [words for _, words in group])
        for kind, group in groupby(_joined(parts), key=lambda part: part[0])
    )


def _kind(mark: str | None) -> str:
    if mark and mark.startswith("#"):
        return f"h{len(mark) - 1}"
    return _KINDS.get(mark or "", "numbered" if mark else "plain")


def _joined(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts, where what goes on with a point of a list stands inside it."""
    joined: list[tuple[str, str]] = []
    for kind, words in parts:
        if kind == "more" and joined:
            above, said = joined.pop()
            size = "small" if words.startswith("-# ") else "plain"
            joined.append((above, f'{said}<div class="{size}">{words.removeprefix("-# ")}</div>'))
        else:
            joined.append((kind, words))
    return joined


def _block(kind: str, lines: list[str]) -> str:
    if kind in {"item", "numbered"}:
        tag = "ul" if kind == "item" else "ol"
        return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"
    if kind == "quote":
        return f"<blockquote>{'<br>'.join(lines)}</blockquote>"
    return "".join(f'<div class="{kind}">{line or "&nbsp;"}</div>' for line in lines)


def _inline(text: str, known: Known) -> str:
    made, end = [], 0
    for found in _INLINE.finditer(text):
        made += [html.escape(text[end : found.start()]), _made(found, known)]
        end = found.end()
    return "".join([*made, html.escape(text[end:])])


def _made(found: re.Match[str], known: Known) -> str:
    """One construct as HTML."""
    kind = str(found.lastgroup)
    match kind:
        case "bold" | "underlined" | "struck" | "italic":
            made = f"<{_TAGS[kind]}>{_inline(found[kind], known)}</{_TAGS[kind]}>"
        case "number":
            made = _mention(found["mention"], int(found["number"]), known)
        case "target":
            made = f'<span class="link">{_inline(found["label"], known)}</span>'
        case "moment":
            made = f'<span class="moment">{_ago(int(found["moment"]), known)}</span>'
        case _:
            before, after = _AROUND[kind]
            made = f"{before}{html.escape(found[kind])}{after}"
    return made


def _mention(mark: str, number: int, known: Known) -> str:
    sign = "#" if mark == "#" else "@"
    kind = "role" if mark == "@&" else "mention"
    return f'<span class="{kind}">{sign}{html.escape(known.names.get(number, "unknown"))}</span>'


def _ago(moment: int, known: Known) -> str:
    """How long ago a moment was, in Discord's words."""
    seconds = max(0, int(known.now.timestamp()) - moment) if known.now else 0
    for length, unit in _UNITS:
        if count := seconds // length:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "a moment ago"
