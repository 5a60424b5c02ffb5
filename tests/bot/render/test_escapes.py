"""Text from elsewhere shows itself in Discord and does nothing."""

import sys
import unicodedata

import pytest
from hypothesis import given

from bot.render.escapes import escape, pieces
from bot.visible import visible
from tests.bot.discord_text import active, shown
from tests.bot.samples import HOSTILE, texts
from tests.examples import times


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_inert(text: str) -> None:
    """Each known construct is shown as it was written and does nothing."""
    escaped = escape(text)
    assert active(escaped) == []
    assert shown(escaped) == visible(text)


@times(5)
@given(texts())
def test_any_text_is_inert_and_shows_itself(text: str) -> None:
    """What Discord would show of any escaped text is the text, and no construct survives."""
    escaped = escape(text)
    assert active(escaped) == []
    assert shown(escaped) == visible(text)


@times(5)
@given(texts())
def test_pieces_stand_for_one_character_each(text: str) -> None:
    """There is one piece for each character, and each piece shows that character."""
    clean = visible(text)
    assert [shown(piece) for piece in pieces(clean)] == list(clean)


@times(5)
@given(texts())
def test_visible_text_stays_as_it_is(text: str) -> None:
    """Cleaning what is clean changes nothing."""
    assert visible(visible(text)) == visible(text)


def test_every_control_and_format_character_is_gone() -> None:
    """No control, format character or lone surrogate of Unicode reaches Discord."""
    hidden = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char) in {"Cc", "Cf", "Cs"} and visible(char).strip()
    ]
    assert hidden == []


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("It has 176B (68.4%) - see: a/b, v0.1!", "It has 176B (68.4%) - see: a/b, v0.1!"),
        ("https://x.y", "https\\://x.y"),
        ("@here", "\\@\u200bhere"),
        ("  - a - b", " \\- a - b"),
        ("12. a 3. b", "12\\. a 3. b"),
        ("a\t\n b", "a b"),
        ("", ""),
    ],
)
def test_only_what_could_work_is_escaped(text: str, escaped: str) -> None:
    """Plain prose stays readable; what could open a construct gets its backslash."""
    assert escape(text) == escaped
