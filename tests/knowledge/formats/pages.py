"""Pages written for tests."""

from collections.abc import Iterable
from pathlib import Path

from knowledge.formats.pages import read
from knowledge.model import Record, Rejection


def parsed(folder: Path, content: str | bytes, name: str = "page") -> list[Record | Rejection]:
    """What a page of this content holds."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read(path, f"pages/{name}"))


def records(parsed_page: Iterable[Record | Rejection]) -> list[Record]:
    """The records among what a page holds."""
    return [entry for entry in parsed_page if isinstance(entry, Record)]


def rejections(parsed_page: Iterable[Record | Rejection]) -> list[Rejection]:
    """The rejections among what a page holds."""
    return [entry for entry in parsed_page if isinstance(entry, Rejection)]
