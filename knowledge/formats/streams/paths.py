"""From what a person names, files and folders, to pages and the names of their sources."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

STDIN = Path("-")
"""The path that stands for standard input."""
STDIN_NAME = "stdin"


_NO_PAGES = frozenset({"manifest.json"})


def expand(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """The pages that files and folders name, each once, with the names of their sources.

    A folder is searched through all levels, in the order of the names; hidden files and manifests
    are no pages. A source is named by its folder and file: `seeds/` and `./seeds/000_x.txt` name
    the same. What is missing is passed on, for `read` to tell of it, and so is `STDIN`.

    Yields:
        The path as it was given (below a folder: its path continued), and the source's name.
    """
    seen: set[Path] = set()
    for path in paths:
        if path == STDIN:
            yield path, STDIN_NAME
            continue
        for page, file in _in_folder(path) if _is_folder(path) else [_alone(path)]:
            resolved = _resolved(page)
            if resolved not in seen:
                seen.add(resolved)
                yield page, file


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # `read` tells why


def _resolved(path: Path) -> Path:
    """The path without links; `Path.resolve` raises where links go round in a circle."""
    return Path(os.path.realpath(path))


def _alone(path: Path) -> tuple[Path, str]:
    resolved = _resolved(path)
    return path, _storable((Path(resolved.parent.name) / resolved.name).as_posix())


def _in_folder(folder: Path) -> Iterator[tuple[Path, str]]:
    name = _resolved(folder).name
    unreadable: list[str] = []
    found = sorted(_files_below(folder, unreadable), key=lambda path: path.parts)
    for page in found or [folder]:
        yield page, _storable((Path(name) / page.relative_to(folder)).as_posix())
    for blocked in unreadable:
        if found:
            yield (
                Path(blocked),
                _storable((Path(name) / Path(blocked).relative_to(folder)).as_posix()),
            )


def _files_below(folder: Path, unreadable: list[str]) -> Iterator[Path]:
    for parent, folders, files in os.walk(
        folder, onerror=lambda error: unreadable.append(str(error.filename))
    ):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if not name.startswith(".") and name not in _NO_PAGES:
                yield Path(parent) / name


def _storable(name: str) -> str:
    """File names may hold bytes that are no UTF-8; a source's name may not."""
    return os.fsencode(name).decode("utf-8", "replace")


def shown(path: Path) -> str:
    """The path as a person named it, on one line."""
    if path == STDIN:
        return "Standard input"
    text = os.fspath(path).encode("utf-8", "backslashreplace").decode()
    return text.replace("\0", "\\0").replace("\n", "\\n")
