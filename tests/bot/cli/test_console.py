"""Lines come in one by one, whatever bytes they are made of."""

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from bot.cli.console import read_lines, well_formed


def test_lines_come_without_their_ends_and_blank_ones_not_at_all() -> None:
    """Both kinds of line ends, a byte order mark and a last line without an end are taken."""
    stream = BytesIO("\ufeffone\r\n\n  \t\r\ntwo \u2028 2\nthree".encode())
    assert list(read_lines(stream)) == ["one", "two \u2028 2", "three"]


def test_bytes_that_are_no_text_become_replacement_characters() -> None:
    """A line that is not UTF-8 is a line all the same."""
    assert list(read_lines(BytesIO(b"caf\xe9\n\xff\xfe\n"))) == ["caf\ufffd", "\ufffd\ufffd"]


@given(st.binary(max_size=200))
def test_any_bytes_give_text_that_can_be_stored(raw: bytes) -> None:
    """Whatever comes in can be encoded again."""
    for line in read_lines(BytesIO(raw)):
        assert line.strip()
        line.encode()


def test_undecodable_arguments_become_text() -> None:
    """A lone surrogate becomes a question mark; everything else stays."""
    assert well_formed("caf\udce9 – 🌊") == "caf? – 🌊"
