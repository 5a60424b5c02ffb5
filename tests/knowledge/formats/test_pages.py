"""Pages as they come: formats, encodings, sizes, and what cannot be read."""

import datetime as dt
import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import PageError
from knowledge.formats.fields.markup import unlabelled
from knowledge.formats.listing.listing_page import read_listing_page
from knowledge.formats.pages import read
from knowledge.formats.streams.page_lines import PageLine
from knowledge.model import Bibliography, Published, Record, Rejection, Source
from tests.knowledge.formats.pages import parsed, records, rejections

TEXT = "We test models with care."
GROUP = f"CLOct 27, 2022Code\nTesting ModelsAda Ek, Bo Li et al. · mit\n{TEXT}\n"


def test_abstract_page(tmp_path: Path) -> None:
    """Labelled lines are records, the others neither records nor errors."""
    page = parsed(tmp_path, "Jack\n\n\nAbstract:  One study. \nJill\nabstract : Two.\n")
    assert page == [
        Record("One study.", Bibliography(), Source("pages/page", 4)),
        Record("Two.", Bibliography(), Source("pages/page", 6)),
    ]


def test_listing_page(tmp_path: Path) -> None:
    """Three lines are a record with all that they state; its line is the header's."""
    assert parsed(tmp_path, "\n" + GROUP + "\n\n" + GROUP.replace("We", "Abstract: We"))[1:] == [
        Record(
            "We test models with care.",
            Bibliography(
                title="Testing Models",
                authors=("Ada Ek", "Bo Li"),
                et_al=True,
                affiliations=("mit",),
                published=Published("Oct 27, 2022", dt.date(2022, 10, 27)),
                categories=("CL",),
                has_code=True,
            ),
            Source("pages/page", 7),
        )
    ]


def test_a_listing_may_hold_labelled_abstracts(tmp_path: Path) -> None:
    """Both formats in one page give the records of both."""
    page = parsed(tmp_path, "Abstract: Before.\n" + GROUP + "Abstract: After.\nJack\n" + GROUP)
    assert [(r.source.line, r.text) for r in records(page)] == [
        (1, "Before."),
        (2, "We test models with care."),
        (5, "After."),
        (7, "We test models with care."),
    ]
    assert len(page) == 4


@pytest.mark.parametrize(
    ("broken", "line", "reason"),
    [
        ("AIMar 26\n", 4, "Title, authors and abstract are missing below this header."),
        ("AIMar 26\nShort TitleAda Ek\n", 4, "The abstract is missing below this header."),
        ("AIMar 26\n" + "We test. " * 60 + "\n", 4, "The title and authors are missing"),
        ("AIMar 26\nAbstract: A text.\n", 4, "Title, authors and abstract are missing"),
        ("Oct the 9th\nA TitleAda Ek\nA text.\n", 4, "No header with category and date"),
        ("A further paragraph that stands alone, longer than any stray name.\n", 4, "No header"),
        ("AIMar 26\nTitleAda Ek\nAbstract:\n", 4, "Nothing follows the label"),
        ("AIMar 26\nTitleAda Ek\n" + "x" * 102_401 + "\n", 4, "The abstract is longer than 100 kB"),
        ("AIMar 26\nTitleAda Ek\n" + "x" * 300_000 + "\n", 4, "Line 6 is longer than 100 kB."),
    ],
)
def test_a_broken_group_is_rejected_and_the_rest_goes_on(
    tmp_path: Path, broken: str, line: int, reason: str
) -> None:
    """A group that lacks a line, or holds one that is too long, costs no other record."""
    page = parsed(tmp_path, GROUP + broken + GROUP)
    assert [r.text for r in records(page) if r.text != "A text."] == [TEXT, TEXT]
    (rejection,) = rejections(page)
    assert (rejection.file, rejection.line) == (str(tmp_path / "page"), line)
    assert str(rejection.reason).startswith(reason)


def test_the_last_group_may_be_broken(tmp_path: Path) -> None:
    """A page that ends in the middle of a group keeps what stands before."""
    page = parsed(tmp_path, GROUP + "AIMar 26\nShort TitleAda Ek")
    assert (len(records(page)), rejections(page)[0].line) == (1, 4)


def test_a_doubt_is_said(tmp_path: Path) -> None:
    """A line whose boundary stays uncertain is the title, whole, and the record says so."""
    (entry,) = parsed(tmp_path, "AIMar 26\nlower case only\nA text.\n")
    assert isinstance(entry, Record)
    assert entry.bibliography == Bibliography(
        title="lower case only",
        published=Published("Mar 26"),
        categories=("AI",),
        title_in_doubt=True,
    )
    assert entry.doubt == (
        "Where the title ends and the authors begin is uncertain, "
        "so the whole line was kept as the title."
    )


def test_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    """Pages of other systems read alike."""
    plain = parsed(tmp_path, GROUP + "Abstract: After.\n")
    for end in ("\r\n", "\r"):
        other = "\ufeff" + (GROUP + "Abstract: After.\n").replace("\n", end)
        assert parsed(tmp_path, other) == plain


def test_the_format_is_not_told_by_the_name(tmp_path: Path) -> None:
    """A listing is a listing whatever its file is called."""
    assert parsed(tmp_path, GROUP, "notes.json") == [
        Record(e.text, e.bibliography, Source("pages/notes.json", 1))
        for e in records(parsed(tmp_path, GROUP))
    ]


def test_a_bad_byte_costs_one_record(tmp_path: Path) -> None:
    """A record that is no UTF-8 is rejected with its line; noise that is none is ignored."""
    page = parsed(tmp_path, "Ü\nAbstract: caf".encode() + b"\xe9\nAbstract: Fine.\n")
    assert page[0] == Rejection(str(tmp_path / "page"), 2, "Line 2 is not UTF-8 text at byte 14.")
    assert [r.text for r in records(page)] == ["Fine."]
    listing = parsed(tmp_path, GROUP.encode() + b"AIMar 26\nT\xc3\nA text.\n")
    assert rejections(listing)[0] == Rejection(
        str(tmp_path / "page"), 4, "Line 5 is not UTF-8 text at byte 2."
    )


def test_a_late_nul_costs_one_record(tmp_path: Path) -> None:
    """NUL characters behind a good beginning cost only the record that holds them."""
    good = b"Abstract: " + b"x" * 9_000
    page = parsed(tmp_path, good + b"\nAbstract: a\0b\nAbstract: Fine.")
    assert len(records(page)) == 2
    assert str(rejections(page)[0].reason) == "Line 2 holds NUL characters, as binary files do."


def test_length_of_abstracts(tmp_path: Path) -> None:
    """An abstract of 100 kB is stored; a longer one, however long, is rejected with its line."""
    page = parsed(tmp_path, "Abstract: " + "é" * 51_200 + "\nAbstract: " + "é" * 51_201 + "\n")
    assert len(records(page)[0].text) == 51_200
    assert str(rejections(page)[0].reason) == "The abstract is longer than 100 kB."
    endless = parsed(tmp_path, "Abstract: " + "x" * 1_000_000 + "\nAbstract: Fine.")
    assert str(rejections(endless)[0].reason) == "Line 1 is longer than 100 kB."
    assert [(r.source.line, r.text) for r in records(endless)] == [(2, "Fine.")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n\n", "is empty"),
        (b"\0\1\2\xff" * 400, "is binary, not text"),
        (b"%PDF-1.7\n\0\1", "is a PDF. Footnote reads what reference managers"),
        (b"PK\x03\x04\0\0", "is a damaged ZIP archive"),
        (b"Jack\nJill\n", "holds no abstracts"),
        (bytes(range(128, 256)) * 30, "holds no abstracts"),
    ],
)
def test_what_is_no_page_is_said_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    """Empty files, binary noise and other texts are told from pages."""
    with pytest.raises(PageError, match=message) as told:
        parsed(tmp_path, content)
    assert "\n" not in str(told.value)
    assert str(tmp_path / "page") in str(told.value)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    """A missing file, a folder and a device are each said to be that."""
    for path, message in (
        (tmp_path / "none", "There is no file"),
        (tmp_path / "none" / "deeper", "There is no file"),
        (tmp_path, "is a folder"),
        (Path("/dev/null"), "is not an ordinary file"),
        (Path("a\0b"), "is not a possible file name|There is no file"),
    ):
        with pytest.raises(PageError, match=message) as told:
            list(read(path, "x"))
        assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), "may not be read"),
        (OSError(errno.EIO, "Input/output error"), "cannot be read: Input/output error"),
    ],
)
def test_unreadable_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, message: str
) -> None:
    """What the system refuses is passed on in plain words."""
    (tmp_path / "page").write_text(GROUP)

    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PageError, match=message):
        list(read(tmp_path / "page", "x"))


def test_known_names_reach_the_boundary(tmp_path: Path) -> None:
    """Names that the base holds settle what a page leaves in doubt."""
    (tmp_path / "page").write_text("AIMar 26\nCoding with a VQ-VAEAJ Ek, J. Kim\nA text.\n")
    (entry,) = read(tmp_path / "page", "x", known_names=["AJ Ek"])
    assert isinstance(entry, Record)
    assert entry.bibliography.title == "Coding with a VQ-VAE"


def test_long_listings_are_read_window_by_window() -> None:
    """Records come in order, before the whole page is read, and none is lost between windows."""
    taken = 0

    def lines() -> Iterator[PageLine]:
        nonlocal taken
        for n in range(1300):
            taken = n
            for k, text in enumerate(("CLOct 2, 2022", f"Study {n} of ModelsAda Ek", f"Text {n}.")):
                yield PageLine(3 * n + k + 1, text)

    entries = read_listing_page(lines(), "p", "f")
    first = next(entries)
    assert isinstance(first, Record)
    assert taken < 600
    texts = [first.text, *(entry.text for entry in entries if isinstance(entry, Record))]
    assert texts == [f"Text {n}." for n in range(1300)]


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.just(GROUP.strip()),
            st.sampled_from(["AIMar 26", "Abstract: x.", "Abstract:", "Jack", "", "\0", "a\rb"]),
            st.text(max_size=100),
        ),
        max_size=12,
    )
)
def test_any_page_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    """No text, however broken, raises anything but a PageError, and whole groups are found."""
    content = "\n".join(["AIMar 26", "TitleAda Ek", "A text.", "", *lines])
    try:
        page = parsed(tmp_path_factory.getbasetemp(), content.encode("utf-8", "replace"))
    except PageError:
        assert "\0" in content
    else:
        assert isinstance(page[0], Record)
        assert all(entry.text for entry in records(page))
        assert all("\n" not in str(entry.reason) for entry in rejections(page))


def test_labels_are_taken_off_once() -> None:
    """Only a label at the beginning goes, and the white space around the text."""
    assert unlabelled(" Abstract: The Abstract: is kept. ") == "The Abstract: is kept."
    assert unlabelled(" No label. ") == "No label."
