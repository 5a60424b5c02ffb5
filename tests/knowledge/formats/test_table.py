"""CSV and TSV."""

import datetime as dt
from pathlib import Path

import pytest

from knowledge.formats.columns import header_of
from knowledge.model import Bibliography, Published, Source
from tests.knowledge.formats.pages import parsed, records, rejections


def test_every_column_that_is_known_is_read(tmp_path: Path) -> None:
    """By its name, in any order; the others are left aside."""
    (record,) = records(
        parsed(
            tmp_path,
            "\n\nYear,Link,Terms,Authors,Rating,Paper_Title,Abstract,Published Date\n"
            "2019,https://arxiv.org/abs/1901.00001v2,\"['cs.CL', 'cs.AI']\","
            "\"['Ada Ek', 'Bo Li']\","
            '5,A Title,"Two\nlines, ""quoted"".",2019-01-31\n',
        )
    )
    assert record.text == 'Two lines, "quoted".'
    assert record.source == Source("pages/page", 4)
    assert record.bibliography == Bibliography(
        title="A Title",
        authors=("Ada Ek", "Bo Li"),
        published=Published("2019-01-31", dt.date(2019, 1, 31)),
        categories=("cs.CL", "cs.AI"),
        url="https://arxiv.org/abs/1901.00001v2",
        identifiers=("arxiv:1901.00001",),
    )


@pytest.mark.parametrize(
    ("categories", "found"),
    [
        ("cs.CL math.CO", ("cs.CL", "math.CO")),
        ("hep-ph", ("hep-ph",)),
        ("Computer Science; Mathematics", ("Computer Science", "Mathematics")),
        ("Computer Science", ("Computer Science",)),
        ("", ()),
    ],
)
def test_categories_of_a_cell(tmp_path: Path, categories: str, found: tuple[str, ...]) -> None:
    """Codes are parted by blanks, words by marks."""
    (record,) = records(
        parsed(tmp_path, f"abstract\tyear\tsubjects\nText.\t2001.0\t{categories}\n")
    )
    assert record.bibliography.categories == found
    assert record.bibliography.published == Published("2001")


def test_a_broken_row_costs_no_other(tmp_path: Path) -> None:
    """Too few fields, too many, one that is too long, no abstract, bytes that are no text."""
    page = parsed(
        tmp_path,
        b"title,abstract\nA,One.\nB\nC,Two.,more\nD,"
        + b"x" * 140_000
        + b"\nE,\nF,caf\xc3\nG,Last.\n",
    )
    assert [(r.source.line, r.text) for r in records(page)] == [(2, "One."), (8, "Last.")]
    assert [(r.line, str(r.reason)) for r in rejections(page)] == [
        (3, "This row has 1 fields, the header has 2."),
        (4, "This row has 3 fields, the header has 2."),
        (5, "A field of this row is longer than 128 kB."),
        (6, "This record has no abstract."),
        (7, "Line 7 is not UTF-8 text at byte 6."),
    ]


def test_a_quote_that_is_never_closed_costs_a_bounded_piece(tmp_path: Path) -> None:
    """What it swallows is told of, and reading goes on behind it."""
    rows = "".join(f"T{n},{'word ' * 30}{n}\n" for n in range(3000))
    page = parsed(tmp_path, f'title,abstract\nA,One.\nB,"open\n{rows}')
    assert records(page)[0].text == "One."
    assert rejections(page)[0].line == 3
    assert len(records(page)) > 1500


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ('"The best" of models\t2001', '"The best" of models'),
        ('He said "no"\t2001', 'He said "no"'),
        ('"open to all\t2001', '"open to all'),
    ],
)
def test_quotes_between_tabs_may_be_letters(tmp_path: Path, row: str, text: str) -> None:
    """Where they do not add up as quotes."""
    page = parsed(tmp_path, f"abstract\tyear\n{row}\nOther.\t2002\n")
    assert [r.text for r in records(page)] == [text, "Other."]


def test_quotes_between_tabs_may_hold_lines(tmp_path: Path) -> None:
    """Where they do add up, a field goes on behind the line's end."""
    page = parsed(tmp_path, 'abstract\tyear\n"Two ""good""\nlines"\t2001\nOther.\t2002\n')
    assert [(r.text, r.source.line) for r in records(page)] == [
        ('Two "good" lines', 2),
        ("Other.", 4),
    ]


def test_a_header_must_name_papers() -> None:
    """A title or an abstract and something beside it; what is longer than a field is none."""
    assert header_of("abstract;id") == (";", 2, {"abstract": 0, "id": 1})
    assert header_of("abstract") is None
    assert header_of("abstract;of all things, this one") is None
    assert header_of("year,url") is None
    assert header_of("title,abstract," + "x" * 140_000) is None
