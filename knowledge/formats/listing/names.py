"""Names in an author list: what speaks for and against a piece of it being one."""

import re
from functools import lru_cache

from knowledge.formats.listing.shapes import (
    is_joined_name,
    kind,
    listed,
    parts,
    plain_letters,
    shape,
    teams,
)

_CAPITAL_RUN = re.compile(r"A+(?=Aa)(?!A+a(?:A|$|-))")
_LESSER = frozenset({"particle", "suffix", "nickname"})
_WEIGHED = frozenset({"capitals", "mixed", "function", "lower", "digits", "odd"}) | frozenset(
    {"prefixed", "team", "wordlike"}
)
_LONGEST = 200
_FULL = 2
_LONG = 4
_LONG_CAMEL = 11
_LONG_PIECE = 5
_LONG_TEAM = 6
_LONG_TEAM_WORD = 13


def names_in(authors: str) -> tuple[str, ...]:
    """The names of an author list; `Jr.` stays with the name before its comma."""
    names: list[str] = []
    for piece in authors.split(","):
        name = piece.strip()
        if names and name and kind(name) == "suffix":
            names[-1] += f", {name}"
        elif name:
            names.append(name)
    return tuple(names)


@lru_cache(maxsize=65536)
def signs(name: str) -> tuple[str, ...]:
    """The signs of one piece of an author list, by its form alone; see `weights.WEIGHTS`."""
    if name.casefold() in teams():
        return ("listed_team",)
    tokens = name.replace(",", " ").split()
    if not tokens or len(name) > _LONGEST:
        return ("name_odd",)
    kinds = [kind(token) for token in tokens]
    if "team" in kinds and len(kinds) > 1:
        # Groups have longer names, with words that persons' names lack: "The ATLAS Collaboration".
        return ("team", *_signs_of_team(tokens, kinds))
    return (*_signs_of_length(kinds), *_signs_of_tokens(tokens, kinds))


def _signs_of_length(kinds: list[str]) -> list[str]:
    words = [k for k in kinds if k not in _LESSER]
    if len(words) < _FULL and kinds[0] not in {"particle", "whole"}:
        return ["name_bare_initial"] if kinds[0] == "initial" else ["name_single"]
    found = ["name_long"] * (sum(k != "initial" for k in words) - _LONG)
    if all(k == "initial" for k in words):
        found.append("name_initials_only")
    elif kinds[-1] in {"particle", "initial"}:
        found.append("name_ends_short")
    return found


def _signs_of_tokens(tokens: list[str], kinds: list[str]) -> list[str]:
    found: list[str] = []
    for word, sort in zip(tokens, kinds, strict=True):
        if sort == "camel":
            found += _signs_of_camel(word)
        elif sort in _WEIGHED:
            found.append(f"name_{sort}")
    if kinds[0] in {"particle", "lower"} and kinds[1:]:
        found.append("name_starts_low")
    if len(tokens[0]) == 1 and tokens[0].isupper():
        found.append("name_bare_letter")
    return found


def _signs_of_camel(token: str) -> list[str]:
    """Capitals inside a name join short names (`KyungHyun`); `RulesTakeshi` hides a boundary."""
    if is_joined_name(token):
        return ["name_joined"]
    *before, last = pieces = parts(token)
    strange = [part for part in pieces if plain_letters(part) not in listed("given")]
    found = ["name_camel"]
    if len(token) > _LONG_CAMEL or any(len(part) > _LONG_PIECE for part in strange):
        found.append("name_camel_long")
    if len(last) >= _LONG and last not in strange and any(part in strange for part in before):
        found.append("name_hides_given")
    return found


def _signs_of_team(tokens: list[str], kinds: list[str]) -> list[str]:
    found = ["team_initial"] if kinds[0] == "initial" else []
    if _CAPITAL_RUN.match(shape(tokens[0])):
        found.append("team_capital_run")
    for word, sort in zip(tokens, kinds, strict=True):
        if word.casefold().rstrip("0123456789.") in listed("team_names"):
            found.append("team_word")
        elif sort in {"camel", "mixed"}:
            found.append("team_long_word" if len(word) > _LONG_TEAM_WORD else "team_mixed")
        elif sort in {"odd", "lower", "digits"}:
            found.append(f"team_{sort}")
    return found + ["name_long"] * (len(kinds) - _LONG_TEAM)
