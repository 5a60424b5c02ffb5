"""Records for tests, and texts that try to do something in Discord."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.model import (
    Abstention,
    Abstract,
    Answer,
    Bibliography,
    Citation,
    Evidence,
    Finding,
    Published,
    Source,
    Span,
    Stance,
    Statement,
    Verdict,
)
from knowledge.reasons import Reason
from knowledge.reasons.why_abstained import NotSpokenOf
from knowledge.reasons.why_found import NotDecided, SaysTheSame

if TYPE_CHECKING:
    from hypothesis import strategies as st


@dataclass(frozen=True, slots=True)
class Saying(Reason):
    """Any words as a reason."""

    sentence = "{words}"
    words: str


TEXT = (
    "Tidal is a model of the sea. It has 176B parameters and was trained on 1.6TB of text. "
    "It predicts tides an hour ahead."
)
QUOTE = Span(TEXT.index("It has"), TEXT.index(" It predicts"))

HOSTILE = (
    "**bold** _it_ __under__ ~~gone~~ ||spoiler|| `code` ```fence```",
    "[click](https://evil.example) <https://evil.example> https://evil.example/x_y_z",
    "# Heading",
    "-# small",
    "- list",
    "1. list",
    "23) list",
    "> quote",
    ">>> quote",
    "@everyone @here <@123> <@!123> <@&5> <#6> </ask:1> <id:customize>",
    "<:a:1> <a:b:2> :joy: <t:1700000000:R>",
    "a\u202eb\u2066c\u200bd\u200fe\ufefff\u00adg",
    "x\x00y\x07z \x1b[31mred",
    "\\*not escaped\\* \\\\",
    "steam://run/1 HTTPS://X.example http://a",
    "lone \ud800 surrogate 🌊 \U000e0041tag",
    "line one\n# line two\n\n- line three\u2028> four",
    "\u3164\u2800",
)

_WIDE = ("潮", "潮の満ち引きを予測する。", "🌊", "🌊 🐟 ", "é", "я ", "ก็", "a潮🌊é*")
"""Characters of two to four bytes, with and without spaces between."""


def abstract(
    abstract_id: str = "a1b2c3",
    text: str = TEXT,
    title: str | None = "Tidal: A Model of the Sea",
    authors: tuple[str, ...] = ("Ada North", "Bo South"),
    *,
    et_al: bool = True,
    url: str | None = "https://example.org/tidal",
) -> Abstract:
    """An abstract with everything known about it."""
    return Abstract(
        abstract_id,
        text,
        Bibliography(
            title=title,
            authors=authors,
            et_al=et_al,
            affiliations=("sea lab",),
            published=Published("Oct 27, 2022", dt.date(2022, 10, 27)),
            categories=("CL",),
            has_code=True,
            url=url,
        ),
        (Source("pages/one_page.txt", 3), Source("pages/two.txt", 9)),
    )


def verdict(claim: str = "Tidal has 176B parameters.", of: Abstract | None = None) -> Verdict:
    """A supported claim with one quote; without an abstract that decides it, not enough info."""
    if of is None:
        reason = NotDecided()
        return Verdict(claim, Finding.NOT_ENOUGH_INFO, 0.8, reason, (), "0123456789abcdef", 1.5)
    found = Evidence(Citation(1, of, QUOTE), Stance.SUPPORTS)
    why = SaysTheSame()
    return Verdict(claim, Finding.SUPPORTED, 0.9, why, (found,), "0123456789abcdef", 1.5)


def answer(question: str = "How many parameters has Tidal?", of: Abstract | None = None) -> Answer:
    """An answer with one quote, its short answer marked."""
    cited = of or abstract()
    quote = QUOTE.of(cited.text)
    short = Span(quote.index("176B"), quote.index("176B") + 4)
    return Answer(
        question=question,
        statements=(Statement(quote, (1,), short),),
        citations=(Citation(1, cited, QUOTE),),
        short_answer="176B",
        confidence=0.9,
        knowledge_version="0123456789abcdef",
        elapsed_ms=1.0,
    )


def abstention(question: str = "Who won the regatta?") -> Abstention:
    """An abstention with one nearest paper."""
    return Abstention(
        question=question,
        reason=NotSpokenOf(),
        uncovered_terms=("regatta", "won"),
        nearest=(abstract(),),
        confidence=0.1,
        knowledge_version="0123456789abcdef",
        elapsed_ms=1.0,
    )


def texts(max_size: int = 200) -> "st.SearchStrategy[str]":
    """Any text: plain, or made of what Discord gives a meaning to."""
    from hypothesis import strategies as st  # noqa: PLC0415  # the bot's process needs none

    anything = st.characters(codec=None) | st.characters(exclude_categories=())
    meaning = st.sampled_from(
        ("*", "_", "`", "|", "[", "](", "@everyone", "<@1>", "://", " ", "\n")
    )
    return (
        st.text(anything, max_size=max_size)
        | st.lists(meaning | st.sampled_from(HOSTILE), max_size=max_size // 10).map("".join)
        | st.sampled_from(HOSTILE)
    )


def long_texts() -> "st.SearchStrategy[str]":
    """Texts up to 100 kB and beyond Discord's limits, of one to four bytes a character."""
    from hypothesis import strategies as st  # noqa: PLC0415  # as above

    return st.builds(
        lambda unit, times: (unit * times)[:100_000],
        texts(60).filter(bool) | st.sampled_from(_WIDE),
        st.sampled_from((1, 7, 300, 20_000)),
    )
