"""Rows to abstracts and back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from knowledge.errors import StoreError
from knowledge.model import Abstract, Bibliography, Published, Source

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_row(abstract: Abstract) -> dict[str, Any]:
    """The columns of an abstract, without its position and collection."""
    stated = abstract.bibliography
    return {
        "id": abstract.id,
        "text": abstract.text,
        "title": stated.title,
        "title_in_doubt": stated.title_in_doubt,
        "authors": _to_json(stated.authors),
        "et_al": stated.et_al,
        "affiliations": _to_json(stated.affiliations),
        "published_text": stated.published.text,
        "published_date": stated.published.date,
        "categories": _to_json(stated.categories),
        "has_code": stated.has_code,
        "url": stated.url,
    }


def to_source_rows(position: int, sources: Iterable[Source]) -> list[dict[str, Any]]:
    """The rows of the sources of the abstract at a position."""
    return [{"abstract": position, "file": s.file, "line": s.line} for s in sources]


def to_abstract(row: sa.Row[Any], sources: Mapping[int, tuple[Source, ...]]) -> Abstract:
    """The abstract of a row; `sources` holds sorted sources by position.

    Raises:
        StoreError: if the row is damaged.
    """
    try:
        bibliography = Bibliography(
            title=row.title,
            authors=_from_json(row.authors),
            et_al=row.et_al,
            affiliations=_from_json(row.affiliations),
            published=Published(row.published_text, row.published_date),
            categories=_from_json(row.categories),
            has_code=row.has_code,
            url=row.url,
            title_in_doubt=row.title_in_doubt,
        )
    except ValueError as error:
        raise damaged() from error
    return Abstract(row.id, row.text, bibliography, sources.get(row.position, ()))


def fetch(
    connection: sa.Connection, statement: sa.Select[Any], values: Mapping[str, Any]
) -> Sequence[sa.Row[Any]]:
    """All rows that a query finds.

    Raises:
        StoreError: if one cannot be read.
    """
    try:
        return connection.execute(statement, values).all()
    except ValueError as error:
        raise damaged() from error


def damaged() -> StoreError:
    """The error for rows that hold what nobody has stored."""
    return StoreError(
        "What the knowledge base holds is damaged: put a good copy in its place, "
        "or move it away and ingest the pages again."
    )


def _to_json(texts: tuple[str, ...]) -> str:
    return _encode(texts) if texts else "[]"


def _from_json(written: str) -> tuple[str, ...]:
    return tuple(json.loads(written)) if written != "[]" else ()
