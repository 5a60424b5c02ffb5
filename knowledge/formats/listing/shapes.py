"""The shape of words, and what a word of a name could be by its shape and the word lists.

In a *shape* a letter in upper case is `A`, in lower case `a`, without case `x`, a digit `0`;
anything else stays as it is. So words of every script are judged alike.
"""

import itertools
import re
import unicodedata
from functools import cache, lru_cache

from knowledge.settings import english


class _Shapes(dict[int, str]):
    """A `str.translate` table that learns a character when it first meets it."""

    def __missing__(self, code: int) -> str:
        self[code] = mark = _mark(chr(code))
        return mark


def _mark(char: str) -> str:
    if char.isupper() or char.istitle():
        return "A"
    # A combining accent belongs to the letter before it, whose case it keeps.
    if char.islower() or unicodedata.category(char) == "Mn":
        return "a"
    if char.isdigit():
        return "0"
    return "x" if char.isalpha() else char


_SHAPES = _Shapes()
_LONGEST = 60
_KINDS = (
    (
        "initial",
        re.compile(
            r"A\.?|A\.?[-\u2010\u2011]A\.?|(?:A\.){2,4}|Aa\.(?:-?A\.)?|A\.?[-\u2010\u2011][Aa]\.?"
        ),
    ),
    (
        "plain",
        re.compile(
            r"Aa+(?:[-\u2010\u2011][Aa]a*)*\.?"  # Laurençon, Al-Rfou, Zhao-Hui
            r"|A[-\u2010\u2011]Aa+"  # I-Min
            r"|(?:Aa*|a)(?:['\u2019`\u02bc\u2018][Aa]a+)+(?:-Aa+)*"  # D'Souza, Ch'ng
            r"|(?:A\.)+-?Aa+(?:-Aa+)*"  # J.Smith
        ),
    ),
    ("whole", re.compile(r"x{2,6}")),
    ("camel", re.compile(r"(?:A['\u2019])?a*(?:Aa+-?)+Aa+")),
    ("capitals", re.compile(r"A{2,}(?:[-&]?A+)*")),
    ("mixed", re.compile(r"[Aa]*(?:aA|AAa)[Aa]*(?:-[Aa]+)*|[Aa]+-A{2,}")),
    ("nickname", re.compile(r"[(\"“'\u2018][Aa]+(?:-[Aa]+)*[)\"”'\u2019]")),
)
_PREFIXED = re.compile(
    r"(?:[MK]a?c|Fitz|St|D[aeiu]|D[eo]s|Del|Della|L[aeo]|Les|Van|Vande[nr]?|Von|Ver|Ten?|El|Al"
    r"|Bin|Ben|Abu|Abd|San|Ó|Ni|Ap|Zur?|Au)[-\u2010\u2019']?(?=[^\W\d_a-z])[^\W\d_]+(?:-[^\W\d_]+)*"
)
_CAPITAL_AFTER_PREFIX = re.compile(r"A{1,2}a*-?['\u2019]?Aa+(?:-Aa+)*")
_JOINED = re.compile(r"(?:Aa+){2,}")
_PART_ENDS = re.compile(r"a(?=A)|A(?=Aa)|[-\u2010\u2011]")
_STROKED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "æ": "ae", "ð": "d", "þ": "th"}
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d."})


def shape(text: str) -> str:
    """The shape of a text, character by character: `GPT-4o` is `AAA-0a`."""
    return text.translate(_SHAPES)


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list in `config/english/names.toml`, case folded."""
    return frozenset(" ".join(english("names")[name]).split())


@cache
def teams() -> frozenset[str]:
    """Authors that are no persons (`OpenAI`, `01. AI`), case folded."""
    return frozenset(name.casefold() for name in english("names")["teams"])


@cache
def word_endings() -> tuple[str, ...]:
    """Endings of ordinary words."""
    return tuple(sorted(listed("endings")))


@lru_cache(maxsize=65536)
def plain_letters(token: str) -> str:
    """A token in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", token.casefold().translate(_STROKED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def parts(token: str) -> tuple[str, ...]:
    """A token cut at its hyphens and before its capitals: `JeongHyeon-Ki` has three parts."""
    cuts = [0, *(match.end() for match in _PART_ENDS.finditer(shape(token))), len(token)]
    pieces = (token[a:b].strip("-\u2010\u2011.") for a, b in itertools.pairwise(cuts))
    return tuple(piece for piece in pieces if piece) or (token,)


def is_given_name(token: str) -> bool:
    """Whether a token is a common given name, or made of some (`Jean-Luc`, `MinJoon`)."""
    return plain_letters(token) in listed("given") or _all_given(token)


def is_joined_name(token: str) -> bool:
    """Whether a token joins given names by its capitals alone: `MinJoon`."""
    return bool(_JOINED.fullmatch(shape(token))) and _all_given(token)


@lru_cache(maxsize=65536)
def _all_given(token: str) -> bool:
    return all(plain_letters(part) in listed("given") for part in parts(token))


def is_team_word(token: str) -> bool:
    """Whether a token alone tells of a team: `OpenAI`, `InternLM`."""
    folded = token.casefold()
    return folded in listed("team_names") or folded in teams()


def never_ends(token: str) -> bool:
    """Whether a token is a word such as `of` or `the`, with which no title ends."""
    folded = token.casefold()
    return folded in listed("never") or (folded == "a" and token.islower())


@lru_cache(maxsize=65536)
def kind(token: str) -> str:
    """What a token of a name could be.

    One of `plain` (`Laurençon`, `Al-Rfou`), `whole` (a name in a script without case), `initial`
    (`J.`, `Y.-L.`), `particle` (`van`), `capital_particle` (`Le`, which may be a name), `wordlike`
    (`An`, the same), `suffix` (`Jr.`), `prefixed` (`McDonald`), `camel` (`KyungHyun`), `capitals`
    (`NVIDIA`), `mixed` (`OpenAI`), `team` (a word of a group's name), `nickname` (`(Lisa)`),
    `function` (`of`), `lower`, `digits` and `odd`.
    """
    if len(token) > _LONGEST:
        return "odd"
    return _kind_by_list(token) or _kind_by_shape(token, shape(token))


def _kind_by_list(token: str) -> str | None:
    folded, low = token.casefold(), token[:1].islower()
    if folded in _SUFFIXES:
        return "suffix"
    if folded in listed("team") and (not low or folded == "team"):
        return "team"
    if folded in listed("particles") and (low or len(token) > 1):
        return "particle" if low else "capital_particle"
    if folded in listed("function") and (low or len(token) > 1):
        return "function" if low or folded in listed("never") else "wordlike"
    return None


def _kind_by_shape(token: str, form: str) -> str:
    if _CAPITAL_AFTER_PREFIX.fullmatch(form) and _PREFIXED.fullmatch(token):
        return "prefixed"
    for name, pattern in _KINDS:
        if pattern.fullmatch(form):
            return name
    if "0" in form:
        return "digits"
    before, joint, after = token.partition("-")
    if joint and before in listed("particles") and after[:1].isupper():
        return "plain"  # al-Qaimari
    return "lower" if form.isalpha() and form.islower() else "odd"
