"""A terminal shows how far an ingest has come; nothing else does."""

from io import StringIO
from pathlib import Path

import pytest

from bot.cli.progress_bar import shown_progress
from knowledge.formats.streams.paths import STDIN
from knowledge.formats.streams.position import watched


class _Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_nothing_is_shown_where_there_is_no_terminal() -> None:
    """Whoever reads pages is told that nobody looks."""
    stream = StringIO()
    with shown_progress(stream) as progress:
        assert progress is None
    assert stream.getvalue() == ""


def test_a_terminal_shows_the_page_and_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's name cannot do anything on the terminal."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")
    stream = _Terminal()
    with shown_progress(stream) as progress:
        assert progress is not None
        for count in range(1, 102):
            progress(Path("pages/[red]one\x1b]0;two.txt"), count)
    assert "101 records" in stream.getvalue()
    assert "[red]one]0;two.txt" in stream.getvalue()


def test_a_bar_says_how_far_it_is(tmp_path: Path) -> None:
    """Where all pages are files, it has the share of their bytes that was read."""
    pages = [tmp_path / name for name in ("one.txt", "two.txt")]
    for page in pages:
        page.write_bytes(b"x" * 1000)
    stream = _Terminal()
    with shown_progress(stream, pages) as progress:
        assert progress is not None
        progress(pages[0], 1)
        with watched(pages[1]) as reading:
            reading.read(10)  # in blocks: all of it is read
            progress(pages[1], 51)
    assert "100%" in stream.getvalue()
    assert "51 records" in stream.getvalue()


def test_what_comes_in_on_stdin_has_no_size() -> None:
    """The bar counts, and promises nothing."""
    stream = _Terminal()
    with shown_progress(stream, [STDIN]) as progress:
        assert progress is not None
        progress(STDIN, 1)
    assert "%" not in stream.getvalue()
