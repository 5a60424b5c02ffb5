"""Statements as JSON documents, in the database and in what is exported.

A document holds what one source states of one abstract: `text`, `sources` (one, with `file` and
`line`), and of the bibliography whatever is not empty. Equal statements have equal documents.
"""

import datetime as dt
import json
from typing import Any

from knowledge.errors import StoreError
from knowledge.model import Abstract, Bibliography, Published, Source

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LISTS = ("authors", "affiliations", "categories", "identifiers")
_FLAGS = ("et_al", "has_code", "title_in_doubt")
_TEXTS = ("title", "url")


def to_document(statement: Abstract) -> str:
    """The document of an abstract that has one source."""
    stated = statement.bibliography
    (source,) = statement.sources
    facts: dict[str, Any] = {
        "text": statement.text,
        "sources": [{"file": source.file, "line": source.line}],
    }
    for name in (*_TEXTS, *_LISTS, *_FLAGS):
        value = getattr(stated, name)
        if value:
            facts[name] = value
    published = stated.published
    if published.text or published.date:
        date = published.date and published.date.isoformat()
        facts["published"] = {"text": published.text, "date": date}
    return _encode(facts)


def to_statement(text_id: str, document: str) -> Abstract:
    """The abstract, with one source, that a document makes.

    Raises:
        StoreError: if the document is damaged.
    """
    try:
        facts = json.loads(document)
        return Abstract(text_id, facts["text"], bibliography(facts), (source(facts),))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged() from error


def bibliography(facts: dict[str, Any]) -> Bibliography:
    """What a document states beside text and source."""
    published = facts.get("published") or {}
    date = published.get("date")
    stated: dict[str, Any] = {name: facts.get(name) for name in _TEXTS}
    stated |= {name: tuple(facts.get(name, ())) for name in _LISTS}
    stated |= {name: bool(facts.get(name)) for name in _FLAGS}
    when = Published(published.get("text"), dt.date.fromisoformat(date) if date else None)
    return Bibliography(**stated, published=when)


def source(facts: dict[str, Any]) -> Source:
    """Where a document's statement stands."""
    (place,) = facts["sources"]
    return Source(place["file"], place["line"])


def to_line(text_id: str, document: str) -> str:
    """The document as a line of what is exported."""
    return f'{{"abstract_id":{_encode(text_id)},{document[1:]}'


def damaged() -> StoreError:
    """The error for rows that hold what nobody has stored."""
    return StoreError(
        "What the knowledge base holds is damaged: put a good copy in its place, "
        "or move it away and ingest the pages again."
    )
