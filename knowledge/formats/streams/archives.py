"""ZIP archives: the pages within one, each unpacked as it is read, and guarded like others."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from knowledge.errors import PageError
from knowledge.formats.streams.compression import unpacked_member
from knowledge.formats.streams.open_page import OpenPage, looked_at
from knowledge.settings import tuned

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_MEMBERS = tuned().limits.archive_files
_SHEETS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_OTHER_OFFICE = ("word/document.xml", "ppt/presentation.xml", "META-INF/container.xml")
_NO_PAGES = frozenset({"manifest.json"})


def kind_of(path: Path) -> str | None:
    """What a file is that is no text: `sheet`, `zip`; None for anything else, or nothing."""
    try:
        with path.open("rb") as file:
            first = file.read(len(_OLE))
    except (OSError, ValueError):
        return None  # opening it tells why
    if first == _OLE:
        return "sheet"
    if not first.startswith(ZIP):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            names = frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return "zip"
    if not names.isdisjoint(_OTHER_OFFICE):
        return None
    return "zip" if names.isdisjoint(_SHEETS) else "sheet"


def pages_in(path: Path) -> Iterator[tuple[str, OpenPage | PageError]]:
    """The pages within an archive in the order of their names, each open; or why one is not.

    Hidden files and manifests are no pages.

    Raises:
        PageError: the archive is damaged, or holds too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            found = sorted(filter(_is_page, archive.infolist()), key=lambda info: info.filename)
            if len(found) > _MOST_MEMBERS:
                raise PageError(f"{path} holds more than {_MOST_MEMBERS:,} files. Unpack it first.")
            if not found:
                raise PageError(f"{path} is a ZIP archive without a page in it.")
            for info in found:
                yield info.filename, _opened(path, archive, info)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise PageError(f"{path} is a damaged ZIP archive. Get it anew.") from error


def _is_page(info: zipfile.ZipInfo) -> bool:
    parts = info.filename.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    return not info.is_dir() and not hidden and parts[-1] not in _NO_PAGES


def _opened(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> OpenPage | PageError:
    shown = path / info.filename
    try:
        member: BinaryIO = archive.open(info)  # type: ignore[assignment]  # it reads like one
        return looked_at(shown, unpacked_member(shown, member.read, info.compress_size))
    except PageError as error:
        return error
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return PageError(f"{shown} is locked with a password, or packed in an unusual way.")
