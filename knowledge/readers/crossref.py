"""Crossref's JSON for a work or a list of works; their abstracts are pieces of JATS.

https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from knowledge.model import Published, Record, Rejection
from knowledge.readers import identifiers
from knowledge.readers.dates import UNKNOWN, dated, published
from knowledge.readers.facts import Facts, Place, entry
from knowledge.readers.people import People, people

_HEADING = re.compile(
    r"<(?:jats:)?title\b[^>]*>\s*(.*?)\s*</(?:jats:)?title>", re.DOTALL | re.IGNORECASE
)
_NO_HEADING = re.compile(
    r"(?:<[^>]*>|\s)*(?:abstract|summary)?[\s.:]*(?:<[^>]*>|\s)*", re.IGNORECASE
)
_DOUBLED = re.compile(r"<mml:math\b.*?</mml:math>", re.DOTALL)
_BLOCK_TAG = re.compile(r"</?(?:jats:)?(?:p|sec|list|list-item|break|disp-formula)\b[^>]*>")
_TAG = re.compile(r"</?[A-Za-z][^>]*>")


def read_crossref(answer: bytes, place: Place) -> Iterator[Record | Rejection]:
    """The records of an answer, each at line 1: such an answer has no lines."""
    try:
        message = json.loads(answer)["message"]
        for work in message.get("items", [message]):
            yield entry(_facts(work), place, 1)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield place.rejection(1, "Crossref's answer is not what its documentation says.")


def without_tags(jats: str) -> str:
    """A piece of JATS as text: headings with a colon, formulas once, everything else plain.

    A heading that only says “Abstract” goes.
    """
    text = _DOUBLED.sub("", jats) if "tex-math" in jats else jats
    text = _HEADING.sub(_headed, text)
    return " ".join(html.unescape(_TAG.sub("", _BLOCK_TAG.sub(" ", text))).split())


def _headed(match: re.Match[str]) -> str:
    heading = match[1].rstrip(":. ")
    return " " if _NO_HEADING.fullmatch(heading) else f" {heading}: "


def _facts(work: dict[str, Any]) -> Facts:
    return Facts(
        abstract=without_tags(work.get("abstract") or ""),
        title=without_tags(" ".join(work.get("title") or ())),
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
