"""Crossref's JSON for a work or a list of works; their abstracts are pieces of JATS.

https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md
"""

import json
from collections.abc import Iterator
from typing import Any

from knowledge.formats.fields import identifiers
from knowledge.formats.fields.dates import UNKNOWN, dated, published
from knowledge.formats.fields.facts import Facts, Place, entry
from knowledge.formats.fields.people import People, people
from knowledge.model import Published, Record, Rejection


def read_crossref(answer: bytes, place: Place) -> Iterator[Record | Rejection]:
    """The records of an answer, each at line 1: such an answer has no lines."""
    try:
        message = json.loads(answer)["message"]
        for work in message.get("items", [message]):
            yield entry(work_facts(work), place, 1)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield place.rejection(1, "Crossref's answer is not what its documentation says.")


def work_facts(work: dict[str, Any]) -> Facts:
    """What a work states."""
    return Facts(
        abstract=work.get("abstract") or "",
        title=" ".join(work.get("title") or ()),
        people=_people(work.get("author") or []),
        published=_published(work),
        categories=tuple(work.get("subject") or ()),
        identifiers=(identifiers.doi(work.get("DOI")),),
        url=work.get("URL"),
    )


def _people(authors: list[dict[str, str]]) -> People:
    """Persons have a given and a family name, groups a name."""
    names = [
        author.get("name") or " ".join(filter(None, map(author.get, ("given", "family", "suffix"))))
        for author in authors
    ]
    return People(tuple(filter(None, names)), people(names).et_al)


def _published(work: dict[str, Any]) -> Published:
    for name in ("published-online", "published-print", "published", "issued"):
        parts = ((work.get(name) or {}).get("date-parts") or [[]])[0]
        if len(parts) == len("ymd") and all(parts):
            return published("-".join(f"{part:02}" for part in parts))
    parts = ((work.get("issued") or {}).get("date-parts") or [[]])[0]
    return dated(*map(str, parts[:2])) if parts and all(parts[:2]) else UNKNOWN
