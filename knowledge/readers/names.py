"""The shape of names: what a comma-separated piece of an author list tells by its form alone.

Everything works on *shapes*: a letter in upper case is `A`, in lower case `a`, without case `x`, a
digit `0`; anything else stays as it is. So names of every script with or without case are alike.
"""

import itertools
import re
import unicodedata
from functools import cache, lru_cache

from knowledge.wordlists import table


class _Shapes(dict[int, str]):
    """A `str.translate` table that learns a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char.isupper() or char.istitle():
            mark = "A"
        elif char.islower():
            mark = "a"
        elif char.isdigit():
            mark = "0"
        elif char.isalpha():
            mark = "x"
        else:
            # A combining accent belongs to the letter before it, whose case it keeps.
            mark = "a" if unicodedata.category(char) == "Mn" else char
        self[code] = mark
        return mark


_SHAPES = _Shapes()
_PLAIN = re.compile(r"Aa+(?:[-‐‑][Aa]a*)*\.?|A[-‐‑]Aa+|(?:Aa*|a)(?:['’`ʼ‘][Aa]a+)+(?:-Aa+)*|x{1,6}")
_INITIAL = re.compile(r"A\.?|(?:A\.?[-‐‑])A\.?|(?:A\.){2,4}|Aa\.(?:-?A\.)?|A\.?[-‐‑][Aa]\.?")
_JOINED_INITIAL = re.compile(r"(?:A\.)+-?Aa+(?:-Aa+)*")
_NICKNAME = re.compile(r"[(\"“'‘][Aa]+(?:-[Aa]+)*[)\"”'’]")
_CAMEL = re.compile(r"(?:A['’])?a*(?:Aa+-?)+Aa+")
_JOINED = re.compile(r"(?:Aa+){2,}")
_MIXED = re.compile(r"[Aa]*(?:aA|AAa)[Aa]*(?:-[Aa]+)*|[Aa]+-A{2,}")
_CAPITALS = re.compile(r"A{2,}(?:[-&]?A+)*")
_PREFIXED = re.compile(
    r"(?:(?:[MK]a?c|Fitz|St|De|Des|Di|Da|Du|Del|Della|D[eo]s|La|Le|Les|Lo|Van|Vande[nr]?|Von|Ver|Ten|Te|El|Al|Bin|Ben"
    r"|Abu|Abd|San|Ó|Ni|Mac|Ap|Zu|Zur|Au)[-‐’']?)(?=[^\W\d_a-z])[^\W\d_]+(?:-[^\W\d_]+)*"
)
_CAMEL_AFTER_PREFIX = re.compile(r"A{1,2}a*-?['’]?Aa+(?:-Aa+)*")
_CAPITAL_RUN = re.compile(r"A+(?=Aa)(?!A+a(?:A|$|-))")
_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "ð": "d", "þ": "th"})
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d."})
_FULL = 2
_LONG = 4
_LONG_CAMEL = 11
_LONG_PIECE = 5
_LONG_TEAM = 6
_LONG_TEAM_WORD = 13

PREFIX_AT_END = re.compile(r"(?:Ma?c|Fitz|De[slr]?|Di|Da|Du|La|Le|Van|Von|El|Al|O['’]|D['’])$")


def shape(text: str) -> str:
    """The shape of a text, character by character: `GPT-4o` is `AAA-0a`."""
    return text.translate(_SHAPES)


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(" ".join(table("names")[name]).split())


@cache
def teams() -> frozenset[str]:
    """Authors that are no persons (`OpenAI`, `01. AI`), case folded."""
    return frozenset(name.casefold() for name in table("names")["teams"])


@lru_cache(maxsize=65536)
def is_given_name(token: str) -> bool:
    """Whether a token is a common given name, or made of some (`Jean-Luc`, `MinJoon`)."""
    given = _listed("given")
    return _plain(token) in given or all(_plain(part) in given for part in parts(token))


def is_joined_name(token: str) -> bool:
    """Whether a token joins given names by its capitals alone: `MinJoon`."""
    pieces = parts(token)
    return bool(_JOINED.fullmatch(shape(token))) and all(_plain(part) in _listed("given") for part in pieces)


@lru_cache(maxsize=65536)
def parts(token: str) -> tuple[str, ...]:
    """A token cut at its hyphens and before its capitals: `JeongHyeon-Ki` has three parts."""
    cuts = [0, *(match.end() for match in re.finditer(r"a(?=A)|A(?=Aa)|[-‐‑]", shape(token))), len(token)]
    pieces = (token[a:b].strip("-‐‑.") for a, b in itertools.pairwise(cuts))
    return tuple(piece for piece in pieces if piece) or (token,)


def is_team_word(token: str) -> bool:
    """Whether a token alone tells of a team: `OpenAI`, `InternLM`."""
    return token.casefold() in _listed("team_names") or token.casefold() in teams()


def never_ends(token: str) -> bool:
    """Whether a token is a word such as `of` or `the`, with which no title ends."""
    return token.casefold() in _listed("never") or token == "a"


@lru_cache(maxsize=65536)
def _plain(token: str) -> str:
    """A token in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", token.casefold().translate(_STROKED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def kind(token: str) -> str:
    """What a token of a name could be.

    One of `plain` (`Laurençon`, `Al-Rfou`), `initial` (`J.`, `Y.-L.`), `particle` (`van`),
    `capital_particle` (`Le`, which may be a name), `wordlike` (`An`, the same), `suffix` (`Jr.`), `prefixed` (`McDonald`), `camel` (`KyungHyun`), `capitals` (`NVIDIA`), `mixed` (`OpenAI`), `team` (a word of
    a group's name), `nickname` (`(Lisa)`), `function` (`of`), `lower`, `digits` or `odd`.
    """
    folded, form = token.casefold(), shape(token)
    if folded in _SUFFIXES:
        return "suffix"
    low = form.startswith("a")
    if folded in _listed("team") and (not low or folded == "team"):
        return "team"
    if folded in _listed("particles") and (low or len(token) > 1):
        return "particle" if low else "capital_particle"
    if folded in _listed("function") and form != "A":
        return "function" if low or folded in _listed("never") else "wordlike"
    return _kind_by_shape(token, form)


def _kind_by_shape(token: str, form: str) -> str:
    if _INITIAL.fullmatch(form):
        return "initial"
    if _PLAIN.fullmatch(form) or _JOINED_INITIAL.fullmatch(form):
        return "plain"
    if _CAMEL_AFTER_PREFIX.fullmatch(form) and _PREFIXED.fullmatch(token):
        return "prefixed"
    for name, pattern in (("camel", _CAMEL), ("capitals", _CAPITALS), ("mixed", _MIXED), ("nickname", _NICKNAME)):
        if pattern.fullmatch(form):
            return name
    if "0" in form:
        return "digits"
    before, joint, after = token.partition("-")
    if joint and before in _listed("particles") and after[:1].isupper():
        return "plain"  # al-Qaimari
    return "lower" if form.isalpha() and form.islower() else "odd"


@lru_cache(maxsize=65536)
def signs(name: str) -> tuple[str, ...]:
    """What speaks for and against a piece of an author list being a name; see `boundary.WEIGHTS`.

    A sign may stand more than once.
    """
    if name.casefold() in teams():
        return ("listed_team",)
    tokens = name.replace(",", " ").split()
    kinds = [kind(token) for token in tokens]
    if not kinds:
        return ("name_odd",)
    if "team" in kinds and len(kinds) > 1:
        # Groups have longer names, with words that persons' names lack: "The ATLAS Collaboration".
        return ("team", *_signs_of_team(tokens, kinds))
    return (*_signs_of_length(kinds), *_signs_of_tokens(tokens, kinds))


def _signs_of_length(kinds: list[str]) -> list[str]:
    words = sum(k not in {"particle", "suffix", "nickname"} for k in kinds)
    long = sum(k not in {"particle", "suffix", "nickname", "initial"} for k in kinds) - _LONG
    if words < _FULL and "particle" not in kinds:
        return ["name_bare_initial"] if kinds[0] == "initial" else ["name_single"]
    signs_found = ["name_long"] * max(0, long)
    if all(k in {"initial", "particle", "suffix"} for k in kinds):
        signs_found.append("name_initials_only")
    elif kinds[-1] in {"particle", "initial"}:
        signs_found.append("name_ends_short")
    return signs_found


def _signs_of_tokens(tokens: list[str], kinds: list[str]) -> list[str]:
    bad = {"camel", "capitals", "mixed", "function", "lower", "digits", "odd", "prefixed", "team", "wordlike"}
    found = [f"name_{k}" for token, k in zip(tokens, kinds, strict=True) if k in bad and not is_joined_name(token)]
    found += ["name_joined"] * sum(k == "camel" and is_joined_name(t) for t, k in zip(tokens, kinds, strict=True))
    found += [sign for token, k in zip(tokens, kinds, strict=True) if k == "camel" for sign in _camel_signs(token)]
    if kinds[0] in {"particle", "lower"} and kinds[1:]:
        found.append("name_starts_low")
    if len(tokens[0]) == 1 and tokens[0].isupper():
        found.append("name_bare_letter")
    return found


def _signs_of_team(tokens: list[str], kinds: list[str]) -> list[str]:
    found = ["team_initial"] if kinds[0] == "initial" else []
    if _CAPITAL_RUN.match(shape(tokens[0])):
        found.append("team_capital_run")
    for token, token_kind in zip(tokens, kinds, strict=True):
        if token.casefold() in _listed("team_names"):
            found.append("team_word")
        elif token_kind in {"camel", "mixed"}:
            found.append("team_long_word" if len(token) > _LONG_TEAM_WORD else "team_mixed")
        elif token_kind in {"odd", "lower", "digits"}:
            found.append(f"team_{token_kind}")
    return found + ["name_long"] * max(0, len(kinds) - _LONG_TEAM)


def _camel_signs(token: str) -> list[str]:
    """Capitals inside a name join short names (`KyungHyun`); `RulesTakeshi` hides a boundary."""
    given = _listed("given")
    *before, last = pieces = parts(token)
    long = len(token) > _LONG_CAMEL or any(len(p) > _LONG_PIECE and _plain(p) not in given for p in pieces)
    found = ["name_camel_long"] if long else []
    if len(last) >= _LONG and _plain(last) in given and not all(_plain(part) in given for part in before):
        found.append("name_hides_given")
    return found
