"""Spreadsheets, ZIP archives and texts that are no UTF-8."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from knowledge.errors import PageError
from knowledge.formats.pages import read
from knowledge.formats.streams.paths import STDIN
from knowledge.model import Source
from tests.knowledge.formats.pages import parsed, records, rejections

BIB = (
    "@article{a,title={Über Gänse},author={Müller, Jürgen and Ångström, Åsa},year=2010,"
    "abstract={Die Gänse wogen 4 kg. It’s “fine” – we think.}}\n"
)
TEXT = "Die Gänse wogen 4 kg. It’s “fine” – we think."
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"

Row = list[str | int | float | None]


def spreadsheet(*sheets: list[Row]) -> bytes:
    """A workbook with these rows of cells in its sheets."""
    numbers = range(1, len(sheets) + 1)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_CONTENT}.sheet.main+xml"/>'
            + "".join(
                f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
                f'ContentType="{_CONTENT}.worksheet+xml"/>'
                for n in numbers
            )
            + "</Types>",
        )
        book.writestr("_rels/.rels", _relations("officeDocument", "xl/workbook.xml"))
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            _relations("worksheet", *(f"worksheets/sheet{n}.xml" for n in numbers)),
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
            + "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
            + "</sheets></workbook>",
        )
        for n, rows in enumerate(sheets, 1):
            lines = "".join(_row(number, row) for number, row in enumerate(rows, 1))
            book.writestr(
                f"xl/worksheets/sheet{n}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>',
            )
    return written.getvalue()


def _relations(kind: str, *targets: str) -> str:
    each = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, target in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _row(number: int, cells: Row) -> str:
    made = "".join(
        _cell(f"{chr(ord('A') + place)}{number}", value) for place, value in enumerate(cells)
    )
    return f'<row r="{number}">{made}</row>'


def _cell(name: str, value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{name}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{name}"><v>{value}</v></c>'


HEADER: Row = ["Title", "Authors", "PubYear", "Abstract", "DOI"]


def test_a_spreadsheet_is_a_table(tmp_path: Path) -> None:
    """Lines before the header, empty rows, whole numbers: nothing new; the row is the line."""
    content = spreadsheet(
        [
            ["About the data: exported on 2020-01-01"],
            HEADER,
            ["One", "Rowe, A.B.; Lund, C.", 2010, "It is <i>one</i>.", "10.1000/x"],
            [],
            ["No abstract", None, 2011],
            ["Two", "E, W.", 2012.0, "They are two.", None],
        ]
    )
    page = parsed(tmp_path, content, "papers.xlsx")
    one, two = records(page)
    assert (one.text, one.source) == ("It is one.", Source("pages/papers.xlsx", 3))
    assert one.bibliography.authors == ("A.B. Rowe", "C. Lund")
    assert (one.bibliography.published.text, two.bibliography.published.text) == ("2010", "2012")
    assert (two.text, two.source.line) == ("They are two.", 6)
    assert [(r.line, str(r.reason)) for r in rejections(page)] == [
        (5, "This record has no abstract.")
    ]


def test_every_sheet_with_a_header_is_read(tmp_path: Path) -> None:
    """The sources of the second have its name behind the file's."""
    content = spreadsheet(
        [["Notes"]], [HEADER, ["A", "", 1, "One."]], [HEADER, ["B", "", 2, "Two."]]
    )
    sources = [r.source for r in records(parsed(tmp_path, content, "papers"))]
    assert sources == [Source("pages/papers", 2), Source("pages/papers#S3", 2)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (spreadsheet([["Colour", "Size"], ["red", 3]]), "begins with no header that names columns"),
        (spreadsheet([]), "begins with no header that names columns"),
        (spreadsheet([HEADER])[:700], "is a damaged ZIP archive. Get it anew."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is no spreadsheet that can be read"),
    ],
)
def test_what_is_no_table_of_papers(tmp_path: Path, content: bytes, message: str) -> None:
    """It is said in one line."""
    with pytest.raises(PageError, match=message) as told:
        parsed(tmp_path, content, "papers.xlsx")
    assert "\n" not in str(told.value)


def test_a_spreadsheet_that_is_a_bomb_is_refused(tmp_path: Path) -> None:
    """Before it is unpacked."""
    content = spreadsheet([HEADER, ["A", "", 1, "x" * 40_000_000]])
    assert len(content) < 100_000
    with pytest.raises(PageError, match="unpacks to 38 MB"):
        parsed(tmp_path, content, "papers.xlsx")


def packed(**files: bytes) -> bytes:
    """A ZIP archive of files; `__` in their names stands for a slash, `_` for a dot."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return written.getvalue()


def test_a_zip_archive_is_a_folder(tmp_path: Path) -> None:
    """Every page in it is read, and one that cannot be read costs no other."""
    csv = "title,abstract\nA,Text one.\n"
    content = packed(lib__b_bib=BIB.encode("cp1252"), a_csv=csv.encode(), c_pdf=b"%PDF-1\n\0")
    page = parsed(tmp_path, content, "all.zip")
    assert [(r.text, r.source.file, r.source.line) for r in records(page)] == [
        ("Text one.", "pages/all.zip/a.csv", 2),
        (TEXT, "pages/all.zip/lib/b.bib", 1),
    ]
    (rejection,) = rejections(page)
    assert rejection.file == f"{tmp_path}/all.zip/c.pdf"
    assert " is a PDF. Footnote reads what reference managers" in str(rejection.reason)


def test_a_zip_archive_that_cannot_be_read(tmp_path: Path) -> None:
    """Empty, damaged, or a bomb in one of its files."""
    with pytest.raises(PageError, match="is a ZIP archive without a page in it"):
        parsed(tmp_path, packed(_DS__x=b"y"), "a.zip")
    with pytest.raises(PageError, match="is a damaged ZIP archive"):
        parsed(tmp_path, packed(a_bib=BIB.encode())[:90], "a.zip")
    bomb = packed(a_txt=b"Abstract: x\n" + (b" " * 9_999 + b"\n") * 1_000, b_bib=BIB.encode())
    page = parsed(tmp_path, bomb, "a.zip")
    assert [r.text for r in records(page)] == [TEXT]
    assert "unpacks to more than 200 times its size" in str(rejections(page)[0].reason)


def test_an_archive_on_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be looked into from behind."""

    class _Stdin:
        buffer = io.BytesIO(packed(a_bib=BIB.encode()))

    monkeypatch.setattr("sys.stdin", _Stdin())
    with pytest.raises(PageError, match="Standard input is a ZIP archive or an Office file"):
        list(read(STDIN, "stdin"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_told(tmp_path: Path, encoding: str) -> None:
    """By their marks, by zeros, and by being no UTF-8."""
    (record,) = records(parsed(tmp_path, BIB.encode(encoding), "a.bib"))
    assert record.text == TEXT
    assert record.bibliography.authors == ("Jürgen Müller", "Åsa Ångström")


def test_windows_1252_is_told_late(tmp_path: Path) -> None:
    """However far behind the first letter stands that is no ASCII, and wherever it is cut."""
    before = "@misc{b, abstract = {Short.}}\n".ljust(65_536 - BIB.index("Ü"))
    for shift in (-1, 0, 1):
        content = before[: shift - 1] + BIB
        assert records(parsed(tmp_path, content.encode("cp1252"), "a.bib"))[-1].text == TEXT
        assert records(parsed(tmp_path, content.encode(), "a.bib"))[-1].text == TEXT


@pytest.mark.parametrize(
    "content",
    [
        (BIB + "\n").encode() + BIB.encode("cp1252"),  # two in one
        BIB.replace("Gänse", "Гуси").encode("cp1251", "replace"),
        "@misc{a, abstract = {Гуси весили четыре килограмма.}}".encode("cp1251"),
        b"@misc{a, abstract = {caf\xc3}}",  # half a letter
        "@misc{a, abstract = {重さは}}".encode("shift-jis"),
    ],
)
def test_other_encodings_are_not_guessed(tmp_path: Path, content: bytes) -> None:
    """Better no text than one that nobody wrote."""
    assert "is not UTF-8 text at byte" in str(
        rejections(parsed(tmp_path, content, "a.bib"))[-1].reason
    )


def test_xml_says_itself_what_it_is_in(tmp_path: Path) -> None:
    """Also where it is UTF-16, which is decoded before."""
    for encoding in ("utf-16", "iso-8859-1"):
        page = (
            f'<?xml version="1.0" encoding="{encoding}"?><xml><records><record><titles><title>T'
            "</title></titles><abstract>Die Gänse.</abstract></record></records></xml>"
        )
        (record,) = records(parsed(tmp_path, page.encode(encoding), "a.xml"))
        assert record.text == "Die Gänse."
