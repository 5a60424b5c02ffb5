"""Authors as people read them, given name first, from the ways in which formats word them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_ET_AL = re.compile(r"(?:and\s+)?(?:et\.?\s*al\b\.?|others)", re.IGNORECASE)
_TRAILING = re.compile(r"[\s,;]+(?:et\.?\s*al\b\.?|and\s+others)[\s.,;]*$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv|v|2nd|3rd|4th)\.?", re.IGNORECASE)
SUFFIX = re.compile(r"(?<=\w) ((?:Jr|Sr)\.?|I{2,3}|IV|2nd|3rd|4th)$")
"""What stands behind the given name in an index, and behind the whole name elsewhere."""
_COMPANY = re.compile(r"(?:inc|ltd|llc|plc|corp|gmbh)\.?", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:(?:Ph\.? ?D|[MB]\.? ?Sc|D\.? ?Phil|Pharm\.? ?D|Esq|(?P<unsure>M\.?D|M\.?P\.?H"
    r"|R\.?N|M\.?B\.?A|MBBS|FRCP|FACP|FACS|MRCP|DVM|DDS))\.?(?: |$))+"
)
"""What somebody is; `unsure` may be initials, too."""
_NOBODY = re.compile(
    r"\W*(?:no authors? (?:name )?(?:available|listed|given)|anon(?:ymous)?)\W*", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[ -]?){1,4}")
_CAPITAL = "[^\\W\\d_a-zß-öø-ÿ]"
_BEHIND = r"(?:,?\s+(?P<suffix>(?:Jr|Sr)\.?|I{2,3}|IV|2nd|3rd))?"
_DOTTED = re.compile(
    r"(?P<family>.*[^\W\d_])\s+(?P<given>(?!(?:Jr|Sr|Co|St)\.)"
    rf"(?:{_CAPITAL}[a-z]?\.[ -]?)+{_CAPITAL}?){_BEHIND}"
)
"""A name as indices word it, the family before the initials: `van den Berg C.`, `Ek Yu.A.`."""
_BARE = re.compile(
    r"(?P<family>.*[^\W\d_]{2,})\s+"
    rf"(?P<given>{_CAPITAL}{{1,4}}|{_CAPITAL}(?:[ -]{_CAPITAL}){{1,3}}){_BEHIND}"
)
"""The same without points, `Ek AB`, which `Meta AI` may look like."""
_GROUP = re.compile(
    r"(?:.* )?(?:Group|Consortium|Collaboration|Network|Investigators|Committee|Team|Society"
    r"|Initiative|Association|Organization|Organisation)"
)
_ACRONYMS = frozenset({"AI", "EU", "HQ", "II", "III", "IT", "IV", "ML", "NLP", "UK", "UN", "US"})
_NUMBER = re.compile(r"\s*[(\[](?:\d{3,}|[A-Z]+-\d+-\d{4}|(?:https?://)?orcid\.org/\S+)[)\]]$")
"""What identifies somebody, behind the name."""
_AND = re.compile(r"\s+(?:and|&)\s+|\s*,\s+and\s+")
_LISTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
_LIVED = re.compile(r"(?:b\.\s*|ca?\.\s*)?\d{4}\s*[-–—]?\s*(?:\d{4})?\??")
"""Years of birth and death, as libraries put them behind a name."""
_CHINESE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
"""Names in such letters stand family first, without a blank."""
_FAMILY = re.compile(r"(?:[^\W\dA-Z_][\w'’]*\.? )*[^\W\d_][\w'’-]*")
"""One word, with particles in small letters before it."""
_GIVEN = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)+|.*\.")
"""More than one given name, or an initial."""
_AFFILIATED = re.compile(
    r"\s*\((?=[^()]*(?:\d|[,;]|\band\b|\())(?:[^()]|\([^()]*\))*\)(?=\s*(?:,|and\b|$))"
)
"""Where somebody works, as arXiv's lists of authors have it behind a name: a number, or a list."""
_PAIR = 2
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class People:
    """The authors of a paper, in order; `et_al` where a source says that there are more."""

    names: tuple[str, ...] = ()
    et_al: bool = False


NOBODY = People()


def given_first(name: str) -> str:
    """A name in the order in which people read it: `Le Scao, Teven` as `Teven Le Scao`.

    Of three parts one is a suffix: `Ek, Jr., Ada` and `Ek, Ada, Jr.` are both `Ada Ek Jr.`. A
    company stays what it is: `Google, Inc.`; `王, 小明` is `王小明`. Degrees go, and years of a
    life.
    """
    family, *rest = (part.strip() for part in name.split(","))
    rest = [part for part in rest if not _LIVED.fullmatch(part)]
    rest = [part for part in rest if not _is_degree(part, sure=len(rest) > 1)]
    if rest and _COMPANY.fullmatch(rest[-1]):
        return name
    given = [part for part in rest if part and not _SUFFIX.fullmatch(part)]
    suffix = [part for part in rest if part and _SUFFIX.fullmatch(part)]
    if not given and [part.rstrip(".") for part in suffix] == ["V"]:  # an initial, with no other
        given, suffix = suffix, []
    if family_first(family, *given):
        return "".join([family, *given])
    return " ".join(" ".join([*given, family, *suffix]).split())


def _is_degree(part: str, *, sure: bool) -> bool:
    """Whether a part of a name is a degree; where it stands alone (not `sure`), no initials."""
    match = _DEGREE.fullmatch(part)
    return match is not None and (sure or not match["unsure"])


def whole_name(given: str, family: str, *suffixes: str) -> str:
    """A name from its parts, any of which may be empty, in the order of its letters."""
    if given and family and family_first(family, given):
        return f"{family}{given}"
    return " ".join(filter(None, (given, family, *suffixes)))


def family_first(*parts: str) -> bool:
    """Whether the parts of a name are in letters whose readers put the family first."""
    return all(map(_CHINESE.fullmatch, parts))


def initials_first(name: str) -> str:
    """A name with its initials before it, as indices word them: `Ek AB` as `AB Ek`."""
    name = name.strip()
    if len(name) > _LONGEST:
        return name
    match = _DOTTED.fullmatch(name) or _BARE.fullmatch(name)
    return _turned(match) if match else name


def _turned(match: re.Match[str]) -> str:
    return " ".join(filter(None, (match["given"].strip(), match["family"], match["suffix"])))


def people(names: Iterable[str]) -> People:
    """Names in any order of their parts, one each."""
    found: list[str] = []
    et_al = False
    for each in names:
        name = _NUMBER.sub("", " ".join(each.split()).strip(" ,;"))
        if _ET_AL.fullmatch(name):
            et_al = True
            continue
        short = _TRAILING.sub("", name)
        et_al = et_al or short != name
        if short and not _NOBODY.fullmatch(short):
            found.append(short)
    return People(tuple(_in_order(found)), et_al)


def _in_order(names: list[str]) -> list[str]:
    """Each name given first; initials without points come first where all names have them last."""
    persons = [name for name in names if not _GROUP.fullmatch(name)]
    bare = bool(persons) and all("," not in name and _in_index_form(name) for name in persons)
    turned = initials_first if bare and (len(persons) > 1 or _sure(persons[0])) else _dotted_first
    return [given_first(name) if "," in name else turned(name) for name in names]


def _dotted_first(name: str) -> str:
    match = _DOTTED.fullmatch(name) if "." in name and len(name) <= _LONGEST else None
    return _turned(match) if match else name


def _in_index_form(name: str) -> bool:
    if len(name) > _LONGEST or _DOTTED.fullmatch(name):
        return len(name) <= _LONGEST
    match = _BARE.fullmatch(name)
    return match is not None and match["given"] not in _ACRONYMS


def _sure(name: str) -> bool:
    """Whether the initials of a name that stands alone are more than a letter, or have points."""
    match = _BARE.fullmatch(name)
    return match is None or len(match["given"]) == len("AB") or not match["given"].isalpha()


def is_list(name: str) -> bool:
    """Whether commas part several names in what should be one: `Ek, A., Li, B.`, `Ek A, Li B`."""
    parts = [part.strip() for part in name.split(",") if part.strip()]
    kept = [
        part for part in parts if not _SUFFIX.fullmatch(part) and not _is_degree(part, sure=True)
    ]
    return len(kept) > _PAIR + 1 or (len(kept) > 1 and all(map(_in_index_form, kept)))


def listed(text: str) -> People:
    """The names of a list in one text, parted by semicolons, `and`, or commas.

    With commas alone, `Ek, A., Li, B.` is two names and `Ada Ek, Bo Li` is two as well.
    """
    if "\n" in text and ";" not in text and "|" not in text:
        text = text.strip().replace("\n", ";")
    worded = " ".join(text.split())
    if worded.startswith("[") and _NOBODY.fullmatch(worded):
        return NOBODY
    if worded.startswith("[") and worded.endswith("]"):
        found = [re.sub(r"\\(.)", r"\1", one or two) for one, two in _LISTED.findall(worded)]
        return people(found)
    if "(" in worded and ";" not in worded:
        worded = _AFFILIATED.sub("", worded)
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


def _are_pairs(families: list[str], given: list[str]) -> bool:
    """Whether each other part is a family name, as in `van den Berg, Anna B., Ek, Bo`."""
    if all(map(_are_initials, given)):
        return True
    if not all(map(_FAMILY.fullmatch, families)):
        return False
    return len(given) == 1 or any(map(_GIVEN.fullmatch, given))


def _by_commas(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) % _PAIR == 0 and _are_pairs(parts[::2], parts[1::2]):
        return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
    joined: list[str] = []
    for part in parts:
        if joined and _SUFFIX.fullmatch(part):
            joined[-1] += f" {part}"
        elif joined and _are_initials(part) and _FAMILY.fullmatch(joined[-1]):
            joined[-1] += f", {part}"
        else:
            joined.append(part)
    return joined
