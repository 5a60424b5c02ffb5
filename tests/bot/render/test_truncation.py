"""Texts are shortened between words, within the limit, and the marked part is kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.discord_limits import width
from bot.render.escapes import pieces
from bot.render.truncation import Marked, clip, fit, fit_marked
from bot.visible import visible
from knowledge.model import Span
from tests.bot.discord_text import active, shown, utf16
from tests.bot.samples import long_texts, texts
from tests.examples import times

_BOLD = re.compile(r"(?<!\\)((?:\\\\)*)\*\*")


def _without_bold(text: str) -> str:
    return _BOLD.sub(r"\1", text)


@times(5)
@given(long_texts(), st.integers(50, 4000))
def test_any_text_fits(text: str, limit: int) -> None:
    """Whatever the text, what is shown keeps the limit, is inert, and begins the text."""
    fitted = fit(text, limit)
    assert utf16(fitted) <= limit
    assert active(fitted) == []
    whole = visible(text).strip()
    assert shown(fitted) == whole or whole.startswith(shown(fitted).removesuffix("…"))


@times(5)
@given(long_texts(), long_texts(), long_texts(), st.integers(60, 4000))
def test_any_marked_text_fits(before: str, mark: str, after: str, limit: int) -> None:
    """Whatever stands around the mark, the limit is kept and nothing but the bold mark works."""
    span = Span(len(before), len(before) + len(mark))
    fitted = fit_marked(Marked.of(before + mark + after, span), limit)
    assert utf16(fitted) <= limit
    assert active(_without_bold(fitted)) == []
    assert len(_BOLD.findall(fitted)) == (2 if visible(mark).strip() else 0)


@times(5)
@given(texts(), texts(), texts())
def test_a_short_marked_text_is_shown_whole(before: str, mark: str, after: str) -> None:
    """Where there is room, exactly the marked part is bold and all of the text is there."""
    span = Span(len(before), len(before) + len(mark))
    fitted = fit_marked(Marked.of(before + mark + after, span), 100_000)
    whole = re.sub(" +", " ", visible(before + mark + after)).strip()
    assert re.sub(" +", " ", shown(_without_bold(fitted))).strip() == whole
    if clean := visible(mark).strip():
        assert f"**{''.join(pieces(clean, opens_line=False))}**" in fitted


@times(5)
@given(long_texts(), st.integers(1, 100))
def test_clipped_text_keeps_the_limit(text: str, limit: int) -> None:
    """Plain text is shortened to the limit, counted in UTF-16, never inside a character."""
    assert utf16(clip(text, limit)) <= limit


@times(5)
@given(st.text(max_size=50))
def test_width_bounds_units_and_bytes(text: str) -> None:
    """A length is no less than the UTF-16 units, and than half of the UTF-8 bytes."""
    assert utf16(text) <= width(text)
    assert len(text.encode("utf-8", "surrogatepass")) <= 2 * width(text)


def test_cut_between_words() -> None:
    """A cut falls between words and says that something is left out."""
    assert fit("one two three four", 12) == "one two…"


def test_cut_inside_an_endless_word() -> None:
    """A word longer than the limit is cut where it has to be, not inside an escape."""
    assert fit("*" * 100, 10) == "\\*" * 4 + "…"


def test_window_around_the_mark() -> None:
    """Of a long text, what stands around the mark is shown, with both cuts told."""
    text = "before " * 500 + "the mark" + " after" * 500
    start = text.index("the mark")
    fitted = fit(text, 60, Span(start, start + 8))
    assert fitted == "…before before before **the mark** after after after…"


def test_room_left_over_on_one_side_goes_to_the_other() -> None:
    """With little after the mark, more of what stands before it is shown."""
    text = "word " * 100 + "mark end"
    start = text.index("mark")
    assert len(fit(text, 60, Span(start, start + 4))) > 50


@pytest.mark.parametrize("span", [Span(5, 5), Span(3, 99), Span(-1, 2), None])
def test_a_span_that_is_none_marks_nothing(span: Span | None) -> None:
    """An empty span, or one beyond the text, shows the text without a mark."""
    assert fit("some text", 100, span) == "some text"
