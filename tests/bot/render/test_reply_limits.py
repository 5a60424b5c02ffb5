"""Replies keep every limit of Discord, whatever they are made of."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.render.answers import reply
from bot.render.choices import choices
from bot.render.layout import layout
from bot.render.notes import apology, no_paper, note
from bot.render.paper import in_context, paper
from bot.render.reply import Reply
from bot.render.verdicts import MOST_CLAIMS, checked
from knowledge.model import (
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
from tests.bot.discord_text import utf16
from tests.bot.samples import Saying, abstention, answer, long_texts, texts

_ASKER = 2**64 - 1


def _check(shown: Reply) -> None:
    """Every limit of Discord, on the components as they are sent."""
    components = list(_walk(layout(shown).to_components()))  # type: ignore[no-untyped-call]
    contents = [c["content"] for c in components if c["type"] == 10]
    buttons = [c for c in components if c["type"] == 2]
    assert 0 < sum(map(utf16, contents)) <= 4000
    assert sum(len(text.encode()) + 12 for text in contents) <= 10_170
    assert all(text.strip() for text in contents)
    assert len(components) <= 40
    rows = [c["components"] for c in components if c["type"] == 1]
    assert all(0 < len(row) <= 5 for row in rows)
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
        notes=tuple(map(Saying, draw(st.lists(texts(), max_size=5)))),
    )


@given(answers())
def test_any_answer_keeps_the_limits(given_answer: Answer) -> None:
    """Whatever an answer holds, Discord takes its reply, and at least one source is in it."""
    shown = reply(given_answer, _ASKER)
    _check(shown)
    assert any("**[1]" in block for block in shown.blocks)


@st.composite
def verdicts(draw: st.DrawFn) -> Verdict:
    """Any verdict: any claim, explanation and notes, quotes for and against."""
    cited = draw(st.lists(abstracts(), max_size=3))
    evidence = [
        Evidence(Citation(n, a, draw(spans(a.text))), draw(st.sampled_from(Stance)))
        for n, a in enumerate(cited, 1)
    ]
    return Verdict(
        claim=draw(long_texts()),
        finding=draw(st.sampled_from(Finding)),
        confidence=0.5,
        explanation=Saying(draw(long_texts())),
        evidence=tuple(evidence) * draw(st.sampled_from((1, 9))),
        knowledge_version=draw(texts(80)),
        elapsed_ms=1,
        notes=tuple(map(Saying, draw(st.lists(texts(), max_size=5)))),
    )


@given(st.lists(verdicts(), min_size=1, max_size=MOST_CLAIMS), st.integers(0, 9))
def test_any_verdicts_keep_the_limits(found: list[Verdict], left_out: int) -> None:
    """Whatever was claimed and found, Discord takes the reply."""
    _check(checked(found, _ASKER, left_out))


@given(st.lists(abstracts(), min_size=2, max_size=4), long_texts(), texts())
def test_any_list_of_papers_keeps_the_limits(
    papers: list[Abstract], heading: str, rest: str
) -> None:
    """Whatever papers an answer lists, under whatever heading, Discord takes its reply."""
    said = [f"{paper.label}{rest}" for paper in papers]
    said[0] = f"{heading}: {said[0]}"
    listed = replace(
        answer(),
        statements=tuple(Statement(text, (n,)) for n, text in enumerate(said, 1)),
        citations=tuple(Citation(n, paper) for n, paper in enumerate(papers, 1)),
    )
    _check(reply(listed, _ASKER))


@given(
    st.lists(abstracts(), max_size=4), st.lists(texts(), max_size=40), long_texts(), long_texts()
)
def test_any_abstention_keeps_the_limits(
    nearest: list[Abstract], terms: list[str], question: str, reason: str
) -> None:
    """Whatever an abstention holds, Discord takes its reply."""
    shown = replace(
        abstention(question),
        nearest=tuple(nearest),
        uncovered_terms=tuple(terms),
        reason=Saying(reason),
    )
    _check(reply(shown, _ASKER))


@given(abstracts(), st.lists(abstracts(), max_size=3), st.data())
def test_any_paper_keeps_the_limits(
    given_abstract: Abstract, others: list[Abstract], data: st.DataObject
) -> None:
    """Whatever an abstract holds, Discord takes it as a paper and with any quote in context."""
    _check(paper(given_abstract, _ASKER, others))
    _check(in_context(given_abstract, data.draw(st.none() | spans(given_abstract.text))))


@given(st.lists(abstracts(), max_size=3), st.sampled_from((1, 20)))
def test_any_choices_keep_the_limits(found: list[Abstract], times: int) -> None:
    """At most 25 choices are offered, with names and values that Discord takes."""
    offered = choices(found * times)
    assert len(offered) <= 25
    assert all(1 <= utf16(c.name) <= 100 and 1 <= utf16(c.value) <= 100 for c in offered)


@given(long_texts())
def test_any_note_keeps_the_limits(text: str) -> None:
    """Whatever an error or a query says, Discord takes the note about it."""
    for shown in (note(text), no_paper(text), apology("ab12")):
        _check(shown)
        assert shown.private
