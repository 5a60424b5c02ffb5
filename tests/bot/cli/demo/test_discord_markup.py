"""Discord's markup as HTML: what the bot writes looks as it does in Discord."""

import datetime as dt
import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.demo.discord_markup import Known, as_html
from bot.render.escapes import escape
from bot.visible import visible

NOW = dt.datetime(2025, 3, 14, 9, 26, tzinfo=dt.UTC)
KNOWN = Known({5: "ada", 6: "helpers", 7: "general"}, now=NOW)
LINK = '<span class="link">https://a.example/b</span>'


def _moment(ago: dt.timedelta) -> str:
    return f"<t:{(NOW - ago).timestamp():.0f}:R>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", '<div class="plain">plain</div>'),
        ("a\n\nb", '<div class="plain">a</div><div class="plain">&nbsp;</div><div class="plain">b</div>'),  # noqa: E501  # one line of HTML
        ("-# small", '<div class="small">small</div>'),
        ("## big", '<div class="h2">big</div>'),
        ("> one\n> two", "<blockquote>one<br>two</blockquote>"),
        ("- one\n* two", "<ul><li>one</li><li>two</li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("- one\n  -# more", '<ul><li>one<div class="small">more</div></li></ul>'),
        ("- one\n  more", '<ul><li>one<div class="plain">more</div></li></ul>'),
    ],
)  # fmt: skip
def test_lines(text: str, shown: str) -> None:
    """Small print, headings, quotes and lists are blocks of their own."""
    assert as_html(text, KNOWN) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("__a__ ~~b~~", "<u>a</u> <s>b</s>"),
        (r"**a \*\* b**", "<strong>a ** b</strong>"),
        (r"\*\*a\*\* 004\_f", "**a** 004_f"),
        ("`/ask` `**a**`", "<code>/ask</code> <code>**a**</code>"),
        ("<https://a.example/b>", LINK),
        ("https://a.example/b", LINK),
        ("[b](https://a.example)", '<span class="link">b</span>'),
        ("<@5>", '<span class="mention">@ada</span>'),
        ("<@&6>", '<span class="role">@helpers</span>'),
        ("<#7>", '<span class="mention">#general</span>'),
        ("<@8>", '<span class="mention">@unknown</span>'),
        ("a < b & c", "a &lt; b &amp; c"),
        (_moment(dt.timedelta(seconds=5)), '<span class="moment">a moment ago</span>'),
        (_moment(dt.timedelta(minutes=1)), '<span class="moment">1 minute ago</span>'),
        (_moment(dt.timedelta(hours=30)), '<span class="moment">1 day ago</span>'),
        (_moment(dt.timedelta(days=3)), '<span class="moment">3 days ago</span>'),
    ],
)  # fmt: skip
def test_constructs(text: str, shown: str) -> None:
    """Emphasis, code, links, mentions and times inside a line."""
    assert as_html(text, KNOWN) == f'<div class="plain">{shown}</div>'


def test_without_a_time_everything_is_just_written() -> None:
    """Nothing is reckoned from a time that nobody gave."""
    assert "a moment ago" in as_html("<t:5:R>", Known())


@given(st.text(max_size=80).filter(lambda text: visible(text).strip()))
def test_escaped_text_shows_itself(text: str) -> None:
    """Whatever a paper or a question says, the page shows it, and it makes nothing of it."""
    shown = as_html(escape(text), KNOWN)
    assert re.findall(r"<(?!/?div)", shown) == []
    words = html.unescape(re.sub(r"</?div[^>]*>", "", shown)).replace("@\u200b", "@")
    assert words == visible(text)
