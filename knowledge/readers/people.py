"""Authors as people read them, given name first, from the ways in which formats word them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ET_AL = re.compile(r"(?:and\s+)?(?:et\.?\s*al\b\.?|others)", re.IGNORECASE)
_TRAILING = re.compile(r"[\s,;]+(?:et\.?\s*al\b\.?|and\s+others)[\s.,;]*$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv|v)\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
_LATE_INITIALS = re.compile(r"(.*[^\W\d_]{2,}) ([^\W\d_a-z]{1,4})")
_AND = re.compile(r"\s+(?:and|&)\s+|\s*,\s+and\s+")
_LISTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_PAIR = 2


@dataclass(frozen=True, slots=True)
class People:
    """The authors of a paper, in order; `et_al` where a source says that there are more."""

    names: tuple[str, ...] = ()
    et_al: bool = False


NOBODY = People()


def given_first(name: str) -> str:
    """A name in the order in which people read it: `Le Scao, Teven` as `Teven Le Scao`.

    Of three parts one is a suffix: `Ek, Jr., Ada` and `Ek, Ada, Jr.` are both `Ada Ek Jr.`.
    """
    family, *rest = (part.strip() for part in name.split(","))
    given = [part for part in rest if part and not _SUFFIX.fullmatch(part)]
    suffix = [part for part in rest if part and _SUFFIX.fullmatch(part)]
    return " ".join(" ".join([*given, family, *suffix]).split())


def initials_first(name: str) -> str:
    """A name with its initials before it, as indices word them: `Ek AB` as `AB Ek`."""
    match = _LATE_INITIALS.fullmatch(name.strip())
    return f"{match[2]} {match[1]}" if match else name.strip()


def people(names: Iterable[str]) -> People:
    """Names in any order of their parts, one each."""
    found: list[str] = []
    et_al = False
    for each in names:
        name = " ".join(each.split()).strip(" ,;")
        if _ET_AL.fullmatch(name):
            et_al = True
            continue
        short = _TRAILING.sub("", name)
        et_al = et_al or short != name
        if short:
            found.append(given_first(short) if "," in short else short)
    return People(tuple(found), et_al)


def listed(text: str) -> People:
    """The names of a list in one text, parted by semicolons, `and`, or commas.

    With commas alone, `Ek, A., Li, B.` is two names and `Ada Ek, Bo Li` is two as well.
    """
    worded = " ".join(text.split())
    if worded.startswith("[") and worded.endswith("]"):
        found = [single or double for single, double in _LISTED.findall(worded)]
        return people(found)
    if ";" in worded or "|" in worded:
        return people(re.split(r"[;|]", worded))
    pieces = [piece for piece in _AND.split(worded) if piece]
    if len(pieces) > 1 and all(piece.count(",") <= 1 for piece in pieces[1:]):
        if "," not in pieces[0] or (pieces[0].count(",") == 1 and "," in pieces[1]):
            return people(pieces)
        return people([*_by_commas(pieces[0]), *pieces[1:]])
    return people(_by_commas(worded))


def _are_initials(text: str) -> bool:
    return bool(_INITIALS.fullmatch(text)) and text.isupper()


def _by_commas(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) % _PAIR == 0 and all(_are_initials(part) for part in parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    if len(parts) == _PAIR and " " not in parts[0] and " " not in parts[1]:
        return [", ".join(parts)]
    joined: list[str] = []
    for part in parts:
        if joined and _SUFFIX.fullmatch(part):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined
