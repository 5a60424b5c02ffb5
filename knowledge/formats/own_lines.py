"""What `footnote export` writes, read back to the character.

Other readers clean what they read; these lines hold what was stored, and are taken as they are. An
object that is not just as Footnote writes it is left to the reader of everybody's objects.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from knowledge.model import Bibliography, Published, Record, Source

_MARK = "abstract_id"
_MOST_SOURCES = 10_000
_LATEST_LINE = 1 << 53


def own_records(fields: Mapping[str, Any]) -> list[Record]:
    """The records of a line that Footnote wrote, one for each source; none: it did not."""
    if not isinstance(fields.get(_MARK), str):
        return []
    try:
        text, stated = _text(fields["text"]), _bibliography(fields)
        sources = [_source(each) for each in _list(fields["sources"])]
    except (KeyError, TypeError, ValueError):
        return []
    told = text.strip() or (not text and stated.title)
    if not told or len(sources) > _MOST_SOURCES:
        return []
    return [Record(text, stated, source) for source in sources]


def _bibliography(fields: Mapping[str, Any]) -> Bibliography:
    return Bibliography(
        title=_text_or_none(fields.get("title")),
        authors=_texts(fields.get("authors", [])),
        et_al=_flag(fields.get("et_al", False)),
        affiliations=_texts(fields.get("affiliations", [])),
        published=_published(fields.get("published", {})),
        categories=_texts(fields.get("categories", [])),
        has_code=_flag(fields.get("has_code", False)),
        url=_text_or_none(fields.get("url")),
        title_in_doubt=_flag(fields.get("title_in_doubt", False)),
        identifiers=_texts(fields.get("identifiers", [])),
    )


def _published(value: Any) -> Published:  # noqa: ANN401  # as JSON gives it
    date = _text_or_none(value["date"]) if value else None
    return Published(
        _text_or_none(value["text"]) if value else None,
        dt.date.fromisoformat(date) if date else None,
    )


def _source(value: Any) -> Source:  # noqa: ANN401  # as JSON gives it
    line = value["line"]
    if type(line) is not int or not 0 < line < _LATEST_LINE:
        raise TypeError
    return Source(_text(value["file"]), line)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(_text(each) for each in _list(value))


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value
