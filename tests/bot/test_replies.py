"""Replies say what they should and keep every limit of Discord, whatever they are made of."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.presenting import layout
from bot.rendering.about import Latency, about
from bot.rendering.answers import reply
from bot.rendering.choices import choices
from bot.rendering.citations import authors, date, link, markers
from bot.rendering.custom_ids import DISMISS, SHOW, custom_id, fits
from bot.rendering.notes import apology, no_paper, note
from bot.rendering.papers import in_context, paper
from bot.rendering.replies import Dismiss, Reply, ShowInContext
from knowledge.model import (
    Abstention,
    Abstract,
    Answer,
    Bibliography,
    Citation,
    Published,
    Source,
    Span,
    Statement,
    Statistics,
)
from tests.bot.reading import utf16
from tests.bot.samples import QUOTE, TEXT, abstention, abstract, answer, long_texts, texts

_ASKER = 2**64 - 1


def _text(shown: Reply) -> str:
    return "\n".join(shown.blocks)


def _check(shown: Reply) -> None:
    """Every limit of Discord, on the components as they are sent."""
    components = list(_walk(layout(shown).to_components()))  # type: ignore[no-untyped-call]
    contents = [c["content"] for c in components if c["type"] == 10]
    buttons = [c for c in components if c["type"] == 2]
    assert 0 < sum(map(utf16, contents)) <= 4000
    assert all(text.strip() for text in contents)
    assert len(components) <= 40
    assert len(buttons) <= 5
    assert all(0 < utf16(b["label"]) <= 80 and utf16(b["custom_id"]) <= 100 for b in buttons)
    assert len({b["custom_id"] for b in buttons}) == len(buttons)


def _walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components", []))


@st.composite
def abstracts(draw: st.DrawFn) -> Abstract:
    """Any abstract: up to 100 kB, any title, any number of authors and sources."""
    many = st.lists(texts(60), max_size=6) | st.just(["Ada North"] * 3000)
    return Abstract(
        id=draw(st.text("0123456789abcdef", min_size=1, max_size=90)),
        text=draw(long_texts()),
        bibliography=Bibliography(
            title=draw(st.none() | long_texts()),
            authors=tuple(draw(many)),
            et_al=draw(st.booleans()),
            affiliations=tuple(draw(many)),
            published=Published(draw(st.none() | texts()), draw(st.none() | st.dates())),
            categories=tuple(draw(many)),
            has_code=draw(st.booleans()),
            url=draw(st.none() | texts() | st.just("https://a.example/" + "x" * 490)),
        ),
        sources=tuple(
            Source(name, 1) for name in draw(st.lists(texts(60), max_size=4) | st.just(["f"] * 900))
        ),
    )


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span of a text."""
    start = draw(st.integers(0, max(len(text) - 1, 0)))
    return Span(start, draw(st.integers(start, len(text))))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any answer: many statements, many citations, any text in them."""
    cited = draw(st.lists(abstracts(), min_size=1, max_size=4)) * draw(st.sampled_from((1, 40)))
    quotes = [draw(st.none() | spans(a.text)) for a in cited[:4]] * len(cited)
    said = draw(st.lists(long_texts(), min_size=1, max_size=4)) * draw(st.sampled_from((1, 30)))
    numbers = tuple(range(1, draw(st.sampled_from((1, 3, 160))) + 1))
    shorts = [draw(st.none() | spans(text)) for text in said[:4]] * len(said)
    return Answer(
        question=draw(long_texts()),
        statements=tuple(Statement(t, numbers, s) for t, s in zip(said, shorts, strict=False)),
        citations=tuple(
            Citation(n, a, s) for n, (a, s) in enumerate(zip(cited, quotes, strict=False), 1)
        ),
        short_answer=None,
        confidence=0.5,
        knowledge_version=draw(texts(80)),
        elapsed_ms=1,
        notes=tuple(draw(st.lists(texts(), max_size=5))),
    )


@settings(max_examples=40)
@given(answers())
def test_any_answer_keeps_the_limits(given_answer: Answer) -> None:
    """Whatever an answer holds, Discord takes its reply, and at least one source is in it."""
    shown = reply(given_answer, _ASKER)
    _check(shown)
    assert "**[1]" in _text(shown)


@settings(max_examples=40)
@given(
    st.lists(abstracts(), max_size=4), st.lists(texts(), max_size=40), long_texts(), long_texts()
)
def test_any_abstention_keeps_the_limits(
    nearest: list[Abstract], terms: list[str], question: str, reason: str
) -> None:
    """Whatever an abstention holds, Discord takes its reply."""
    shown = replace(
        abstention(question), nearest=tuple(nearest), uncovered_terms=tuple(terms), reason=reason
    )
    _check(reply(shown, _ASKER))


@settings(max_examples=40)
@given(abstracts(), st.lists(abstracts(), max_size=3), st.data())
def test_any_paper_keeps_the_limits(
    given_abstract: Abstract, others: list[Abstract], data: st.DataObject
) -> None:
    """Whatever an abstract holds, Discord takes it as a paper and with any quote in context."""
    _check(paper(given_abstract, _ASKER, others))
    _check(in_context(given_abstract, data.draw(st.none() | spans(given_abstract.text))))


@settings(max_examples=40)
@given(st.lists(abstracts(), max_size=3), st.sampled_from((1, 20)))
def test_any_choices_keep_the_limits(found: list[Abstract], times: int) -> None:
    """At most 25 choices are offered, with names and values that Discord takes."""
    offered = choices(found * times)
    assert len(offered) <= 25
    assert all(1 <= utf16(c.name) <= 100 and 1 <= utf16(c.value) <= 100 for c in offered)


@settings(max_examples=40)
@given(long_texts())
def test_any_note_keeps_the_limits(text: str) -> None:
    """Whatever an error or a query says, Discord takes the note about it."""
    for shown in (note(text), no_paper(text), apology("ab12")):
        _check(shown)
        assert shown.private


def test_an_answer_says_all_of_it() -> None:
    """The reply shows question, quote with short answer, number, source, link and version."""
    shown = _text(reply(replace(answer(), notes=("Showing results for tide.",)), 7))
    assert shown.startswith("-# How many parameters has Tidal?\n-# Showing results for tide.\n")
    assert "It has **176B** parameters and was trained on 1.6TB of text. [1]" in shown
    assert (
        "**[1]** Tidal: A Model of the Sea\n-# Ada North, Bo South et al. · Oct 27, 2022" in shown
    )
    assert "<https://example.org/tidal>" in shown
    assert "0123456789ab" in shown


def test_an_answer_has_its_buttons() -> None:
    """One quote has one button, and the asker can dismiss."""
    assert reply(answer(), 7).actions == (ShowInContext("a1b2c3", QUOTE), Dismiss(7))


def test_several_quotes_have_numbered_buttons() -> None:
    """Each quote has its button, as many as a row holds; a source cited twice stands once."""
    one, two = abstract(), abstract("d4", title="Other")
    cited = [Citation(n, two if n == 2 else one, Span(n, n + 9)) for n in range(1, 7)]
    shown = reply(replace(answer(), citations=tuple(cited)), 7)
    labels = [a.label for a in shown.actions if isinstance(a, ShowInContext)]
    assert labels == [f"Show [{n}] in context" for n in (1, 2, 3, 4)]
    assert "**[1][3][4][5][6]** Tidal" in _text(shown)
    assert "**[2]** Other" in _text(shown)


def test_a_quote_cited_twice_has_one_button() -> None:
    """Discord takes no two buttons of one custom_id."""
    cited = tuple(Citation(n, abstract(), QUOTE) for n in (1, 2))
    assert len(reply(replace(answer(), citations=cited), 7).actions) == 2


def test_bibliographic_answers_show_the_abstract() -> None:
    """A citation without a quote has a button that shows its abstract, nothing marked."""
    shown = reply(replace(answer(), citations=(Citation(1, abstract()),)), 7)
    assert shown.actions[0] == ShowInContext("a1b2c3", None, "Show abstract")


def test_an_id_too_long_for_a_button_has_none() -> None:
    """An abstract whose id does not fit into a custom_id is cited without a button."""
    cited = abstract("f" * 99)
    assert reply(answer(of=cited), 7).actions == (Dismiss(7),)


def test_an_abstention_says_what_is_missing() -> None:
    """The reply shows the reason, the uncovered words, and nearest papers as not answering."""
    shown = reply(abstention(), 7)
    assert "No abstract says anything about a regatta." in _text(shown)
    assert "Not covered: **regatta**, **won**" in _text(shown)
    assert "do **not** answer it:\n- Tidal: A Model of the Sea" in _text(shown)
    assert shown.actions == (Dismiss(7),)


def test_an_abstention_without_anything_near() -> None:
    """Without nearest papers and uncovered words the reply has neither heading."""
    bare: Abstention = replace(abstention(), nearest=(), uncovered_terms=())
    assert "Nearest" not in _text(reply(bare, 7))
    assert "Not covered" not in _text(reply(bare, 7))


def test_left_out_sources_are_counted() -> None:
    """What does not fit is not silently dropped."""
    many = tuple(Citation(n, abstract(f"a{n}", title="T" * 200)) for n in range(1, 60))
    shown = _text(reply(replace(answer(), citations=many), 7))
    match = re.search(r"-# … and (\d+) more sources", shown)
    assert match is not None
    assert int(match[1]) + len(re.findall(r"\*\*\[\d+\]\*\*", shown)) == 59


def test_a_paper_says_all_of_it() -> None:
    """The reply shows title, authors, date, category, affiliation, code, link, text and sources."""
    shown = _text(paper(abstract(), 7, [abstract("x", title="Another")]))
    for part in (
        "**Tidal: A Model of the Sea**",
        "-# Ada North, Bo South et al.",
        "-# Oct 27, 2022 · in CL · with code",
        "-# from sea lab",
        "<https://example.org/tidal>",
        TEXT,
        "-# pages/one\\_page.txt, line 3",
        "-# Also found:\n-# • Another",
    ):
        assert part in shown


def test_nothing_is_invented_for_a_bare_paper() -> None:
    """An abstract that no listing knows shows its label, its text and where it stands."""
    bare = Abstract("i", "Only text here.", Bibliography(), (Source("p.txt", 4),))
    shown = paper(bare, 7)
    assert shown.blocks == (
        "**“Only text here.” (p.txt, line 4)**",
        "Only text here.",
        "-# p.txt, line 4",
    )


def test_latex_is_shown_clean_around_the_mark() -> None:
    """LaTeX leftovers are cleaned for showing while the mark stays on the stored span."""
    text = r"It is 10\% better. It wins 68.4\% of games. And 5\% more."
    start = text.index("It wins")
    shown = in_context(abstract(text=text), Span(start, text.index(" And")))
    assert shown.blocks[1] == "> It is 10% better. **It wins 68.4% of games.** And 5% more."
    assert shown.private


def test_an_invisible_abstract_says_so() -> None:
    """A text of which nothing can be seen is no empty message."""
    assert "shows no text" in _text(paper(abstract(text="\u200b"), 7))
    assert "shows no text" in _text(in_context(abstract(text="\u200b"), None))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://arxiv.org/abs/2211.05100v4", "<https://arxiv.org/abs/2211.05100v4>"),
        ("http://a.example:8080/x?y=1#z", "<http://a.example:8080/x?y=1#z>"),
        ("https://a.example", "<https://a.example>"),
        (None, None),
        ("", None),
        ("ftp://a.example/x", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://:80/x", None),
        ("https://a.example/x y", None),
        ("https://a.example/><@1>", None),
        ("https://me@evil.example/", None),
        ("https://a.example/\u202ex", None),
        ("https://a.example/" + "x" * 600, None),
        ("https://a.example\n", None),
        ("https://[x/", None),
    ],
)
def test_only_plain_web_addresses_are_links(url: str | None, shown: str | None) -> None:
    """A link is http or https, without a preview, and without anything that could end it early."""
    assert link(url) == shown


def test_authors_that_do_not_fit_become_et_al() -> None:
    """Authors are shown whole names at a time."""
    known = Bibliography(authors=("Ada North", "Bo South", "Cy East"))
    assert authors(known, 200) == "Ada North, Bo South, Cy East"
    assert authors(known, 27) == "Ada North, Bo South et al."
    assert authors(Bibliography(et_al=True), 27) == ""


def test_dates_are_worded_as_the_page_words_them() -> None:
    """A date without its year stays so; one without words is shown in ISO form."""
    assert date(Bibliography(published=Published("Mar 26"))) == "Mar 26"
    assert date(Bibliography(published=Published(None, dt.date(2024, 3, 1)))) == "2024-03-01"
    assert date(Bibliography()) == ""


def test_many_markers_are_counted() -> None:
    """More numbers than can be read are summed up."""
    assert markers((1, 2)) == "[1][2]"
    assert markers(tuple(range(1, 13))) == "[1][2][3][4][5][6][7][8][+4]"


def test_custom_ids_are_remembered() -> None:
    """A custom_id gives back what it was made of, and garbled ones match nothing."""
    found = re.fullmatch(SHOW, custom_id(ShowInContext("a1", Span(3, 99))))
    assert found is not None
    assert found.groupdict() == {"start": "3", "end": "99", "abstract_id": "a1"}
    assert re.fullmatch(DISMISS, custom_id(Dismiss(_ASKER)))
    for garbled in ("show:1:2", "show:-1:2:a", "show:1:2:a b", "show:1:2:" + "a" * 90, "dismiss:x"):
        assert not re.fullmatch(SHOW, garbled)
        assert not re.fullmatch(DISMISS, garbled)
    assert not fits(ShowInContext("a" * 99))


def test_choices_name_title_and_first_author() -> None:
    """A choice shows title and first author; its value is the abstract's id."""
    (choice,) = choices([abstract()])
    assert (choice.name, choice.value) == ("Tidal: A Model of the Sea · Ada North et al.", "a1b2c3")
    assert choices([abstract("x" * 101)]) == []


def test_about_says_what_is_held_and_how_fast() -> None:
    """The reply counts papers and sources, and words the times once there are any."""
    held = Statistics(1, 34, "v1", "rank-bm25")
    assert "**1 paper** from 34 sources" in _text(about(held, "0.1.0", None))
    assert "Nothing was asked yet" in _text(about(held, "0.1.0", None))
    assert "median 3 ms, 95 % within 9 ms" in _text(about(held, "0.1.0", Latency(2, 3.2, 9.1)))
