"""Tables of papers as Excel, LibreOffice and indices save them: `.xlsx`, `.xls`, `.xlsb`, `.ods`.

python-calamine reads the cells; which column is what is told by its name, as in other tables.
"""

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from knowledge.errors import PageError
from knowledge.formats.columns import Header, cells_by_meaning, header_from, row_facts
from knowledge.formats.fields.facts import Place, entry
from knowledge.formats.streams.compression import is_bomb
from knowledge.formats.table import no_header
from knowledge.model import Record, Rejection
from knowledge.settings import tuned

_MOST_BYTES = tuned().limits.spreadsheet_mb * 1024 * 1024
_MOST_BEFORE = 50


def read_spreadsheet(path: Path, place: Place) -> Iterator[Record | Rejection]:
    """The records of a spreadsheet, sheet by sheet; a row's line is its number.

    The sources of further sheets have their names behind the file's.

    Raises:
        PageError: it is damaged, locked, a bomb, or no sheet has a header that is understood.
    """
    _check_size(path)
    found = False
    for name, rows in _sheets(path):
        header = _find_header(rows)
        if header:
            within = replace(place, file=f"{place.file}#{name}") if found else place
            found = True
            yield from _records(rows, header, within)
    if not found:
        raise PageError(no_header(str(path)))


def _sheets(path: Path) -> Iterator[tuple[str, Iterator[tuple[int, list[str]]]]]:
    try:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                first = (sheet.start or (0, 0))[0] + 1
                yield (
                    name,
                    ((n, list(map(_text, row))) for n, row in enumerate(sheet.iter_rows(), first)),
                )
    except PasswordError as error:
        raise PageError(f"{path} is locked with a password. Save it without one.") from error
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise PageError(f"{path} is no spreadsheet that can be read. Save it as CSV.") from error


def _find_header(rows: Iterable[tuple[int, list[str]]]) -> Header | None:
    headers = (header_from(cells) for _, cells in islice(rows, _MOST_BEFORE))
    return next(filter(None, headers), None)


def _records(
    rows: Iterable[tuple[int, list[str]]], header: Header, place: Place
) -> Iterator[Record | Rejection]:
    for number, cells in rows:
        if any(cells):
            yield entry(row_facts(cells_by_meaning(cells, header.columns)), place, number)


def _text(cell: Any) -> str:  # noqa: ANN401  # whatever a cell may hold
    """A cell as one reads it: a whole number without a point, a date in ISO's form."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()


def _check_size(path: Path) -> None:
    """Refuse what would unpack to more than memory should hold."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        size = sum(info.file_size for info in archive.infolist())
    packed = path.stat().st_size
    if size > _MOST_BYTES or is_bomb(size, packed):
        raise PageError(f"{path} unpacks to {size // 1024**2:,} MB. Save it as CSV and try again.")
