from knowledge.answers.combination import cited, combined, numbered
from knowledge.model import Abstract, Answer, Bibliography, Citation, Span, Statement
from knowledge.reasons.remarks import NotCovered, ReadAs

GNU = Abstract("gnu", "Gnus graze. They have 24 ribs.", Bibliography(title="Gnus"), ())
YAK = Abstract("yak", "Yaks climb. They have 28 ribs.", Bibliography(title="Yaks"), ())


def answer(paper: Abstract, *spans: Span | None, short: Span | None = None) -> Answer:
    """An answer that quotes a paper, or tells what its source states where there is no span."""
    texts = [span.of(paper.text) if span else f"{paper.label} is by A. Roe." for span in spans]
    return Answer(
        question="?",
        statements=tuple(Statement(text, (n,), short) for n, text in enumerate(texts, 1)),
        citations=tuple(Citation(n, paper, span) for n, span in enumerate(spans, 1)),
        short_answer=None,
        confidence=0.5 if paper is GNU else 0.7,
        knowledge_version="v",
        elapsed_ms=0.0,
        notes=(ReadAs("Seen?"),),
    )


def test_statements_are_numbered_on() -> None:
    """Every statement has its own citations, numbered from 1 as they come."""
    first, second = answer(GNU, Span(0, 11), Span(12, 30)), answer(YAK, Span(0, 11))
    parts = [each for a in (first, second) for each in cited(a, a.statements)]
    statements, citations = numbered(parts)
    assert [s.citations for s in statements] == [(1,), (2,), (3,)]
    assert [(c.n, c.abstract.id) for c in citations] == [(1, "gnu"), (2, "gnu"), (3, "yak")]


def test_nothing_is_told_twice() -> None:
    """The same sentence, and the same of a paper's bibliographic data, stands there once."""
    quoted, stated = answer(GNU, Span(0, 11)), answer(GNU, None)
    parts = [each for a in (quoted, quoted, stated, stated) for each in cited(a, a.statements)]
    statements, _ = numbered(parts)
    assert [s.text for s in statements] == ["Gnus graze.", "Gnus is by A. Roe."]


def test_several_answers_are_one() -> None:
    """It is as sure as the least sure, its short answer is what is marked, each note once."""
    gnu = answer(GNU, Span(12, 30), short=Span(10, 12))
    yak = answer(YAK, Span(12, 30), short=Span(10, 12))
    parts = [each for a in (gnu, yak) for each in cited(a, a.statements)]
    one = combined([gnu, yak], parts, [*gnu.notes, *yak.notes, NotCovered("more")])
    assert (one.short_answer, one.confidence, one.notes) == (
        "24; 28",
        0.5,
        (ReadAs("Seen?"), NotCovered("more")),
    )
    assert combined([gnu, yak], parts, (), "Yaks").short_answer == "Yaks"
