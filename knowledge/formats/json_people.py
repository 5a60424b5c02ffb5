"""The authors that a JSON object names, in the ways of several services, and texts in general."""

from collections.abc import Mapping
from typing import Any

from knowledge.formats.fields.latex import accented
from knowledge.formats.fields.people import (
    NOBODY,
    People,
    family_first,
    initials_first,
    listed,
    people,
)

_PARTS = (
    ("given", "first", "firstName", "first_name", "givenName", "given-name", "given_name",
     "firstname", "forename", "ForeName"),
    ("middle",),
    ("dropping-particle",),
    ("non-dropping-particle",),
    ("family", "last", "lastName", "last_name", "familyName", "family_name", "lastname",
     "LastName", "surname"),
    ("suffix",),
)  # fmt: skip
_WHOLE = (
    "literal", "name", "display_name", "fullName", "full_name", "raw_author_name", "collectiveName",
    "collective_name", "creator", "authname",
)  # fmt: skip
_OF_PARTS = frozenset(key for keys in _PARTS for key in keys)
_NO_AUTHORS = frozenset(
    {"editor", "serieseditor", "translator", "contributor", "reviewedauthor", "commenter",
     "bookauthor", "recipient", "attorneyagent", "cosponsor", "counsel", "castmember"}
)  # fmt: skip


def text_of(value: object) -> str | None:
    """A text, or a list of sentences as one."""
    if isinstance(value, str):
        return value
    return " ".join(texts_of(value)) if value else None


def texts_of(value: object) -> list[str]:
    """The texts in a list; none where it is no list."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def decoded(text: str | None) -> str | None:
    """A text with LaTeX accents as letters."""
    return accented(text) if text and "\\" in text else text


def people_of(value: object, fields: Mapping[str, Any]) -> People:
    """The authors that a field names; `fields` may say that there are more."""
    if isinstance(value, dict):
        value = value.get("author") or value.get("authors")
    if isinstance(value, str):
        return listed(decoded(value) or "")
    if not isinstance(value, list):
        return NOBODY
    if "authors_parsed" in fields and value is fields["authors_parsed"]:
        return People(tuple(filter(None, map(_parsed_name, value))))
    cut = fields.get("et_al") is True or fields.get("is_authors_truncated") is True
    if any(isinstance(each, dict) for each in value):
        names = tuple(filter(None, map(_name, value)))
        more = any(name.casefold().startswith(("et al", "and others")) for name in names)
        return People(people(names).names if more else names, cut or more)
    found = people(filter(None, map(_name, value)))
    return People(found.names, found.et_al or cut)


def _parsed_name(parts: object) -> str | None:
    """A name in arXiv's form: family, given, suffix, and perhaps affiliations."""
    family, given, suffix = [*texts_of(parts), "", "", ""][:3]
    return f"{given} {family} {suffix}".strip() or None


def _name(value: object) -> str | None:
    if isinstance(value, str):
        return decoded(value)
    if not isinstance(value, dict) or str(value.get("creatorType")).lower() in _NO_AUTHORS:
        return None
    if isinstance(value.get("author"), dict):  # OpenAlex' authorships
        return _name(value["author"]) or text_of(value.get("raw_author_name"))
    if _OF_PARTS.isdisjoint(value):
        return _whole(value)
    return _in_parts(value)


def _in_parts(value: Mapping[str, Any]) -> str | None:
    names = [_first(value, keys) for keys in _PARTS]
    given, *_, family, _ = names
    if family and given and family_first(family, given):
        return f"{family}{given}"
    joined = " ".join(filter(None, names))
    return joined if family else _whole(value) or joined or None


def _whole(value: Mapping[str, Any]) -> str | None:
    name = _first(value, _WHOLE)
    if not name or "," not in name:
        return initials_first(name) if name and "fullName" in value else name
    persons = value.get("nameType", "Personal") == "Personal" and "literal" not in value
    return people([name]).names[0] if persons and people([name]).names else name


def _first(value: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        if (stated := value.get(key)) and (text := text_of(stated)):
            return text
    return None
