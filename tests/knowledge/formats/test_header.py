import datetime as dt

import pytest

from knowledge.formats.listing.header import Header, parse_header
from knowledge.model import Published


@pytest.mark.parametrize(
    ("line", "categories", "text", "date", "code"),
    [
        ("CLOct 27, 2022Code", ("CL",), "Oct 27, 2022", dt.date(2022, 10, 27), True),
        ("AIMar 26", ("AI",), "Mar 26", None, False),
        ("AIMar 26Code", ("AI",), "Mar 26", None, True),
        ("MMMay 3, 2021", ("MM",), "May 3, 2021", dt.date(2021, 5, 3), False),
        ("LGFeb 29, 2024", ("LG",), "Feb 29, 2024", dt.date(2024, 2, 29), False),
        ("LGFeb 29, 2023", ("LG",), "Feb 29, 2023", None, False),
        ("LGFeb 31, 2024Code", ("LG",), "Feb 31, 2024", None, True),
        ("GA September 5, 2019", ("GA",), "September 5, 2019", dt.date(2019, 9, 5), False),
        ("cs.CLJun 1, 2020", ("cs.CL",), "Jun 1, 2020", dt.date(2020, 6, 1), False),
        ("quant-phJan 2, 2020", ("quant-ph",), "Jan 2, 2020", dt.date(2020, 1, 2), False),
        ("HEP-THDec 24, 1999", ("HEP-TH",), "Dec 24, 1999", dt.date(1999, 12, 24), False),
        ("CVAug 8, 2025CodeVideo", ("CV",), "Aug 8, 2025", dt.date(2025, 8, 8), True),
        ("Jul 4, 2021Code", (), "Jul 4, 2021", dt.date(2021, 7, 4), True),
    ],
)
def test_headers(
    line: str, categories: tuple[str, ...], text: str, date: dt.date | None, code: bool
) -> None:
    """Category, date and flag are told apart; an impossible date or one without year is a text."""
    assert parse_header(line) == Header(categories, Published(text, date), code)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Jack",
        "XX99",
        "May 12Monkeys",
        "In May 2020 we met",
        "CLOct, 2022",
        "CLOkt 27, 2022",
        "CLOct 27, 2022Code and more",
        "Mistral 7BAlbert Q. Jiang, Arthur Mensch",
        "CL" + "Oct 27, 2022" * 9,
    ],
)
def test_other_lines_are_no_headers(line: str) -> None:
    """Titles, names and garbage are not taken for headers."""
    assert parse_header(line) is None
