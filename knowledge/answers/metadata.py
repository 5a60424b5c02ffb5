"""Answers from what sources state about a paper: who, when, which category, which papers.

Nothing is concluded: what no source states is said to be unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.answers.combination import numbered
from knowledge.model import Abstract, Bibliography, Citation, Published, Span, Statement
from knowledge.questions.question import Intent
from knowledge.questions.topics import called, marks
from knowledge.reasons.why_abstained import Fact
from knowledge.search.catalogue.keys import day_of
from knowledge.settings import tuned

MOST_LISTED = tuned().answers.listed


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated: the sentences, their citations, and the short answer."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    short: str | None


def names(bibliography: Bibliography) -> str:
    """The authors as a source lists them: `A, B et al.`."""
    return ", ".join(bibliography.authors) + (" et al." if bibliography.et_al else "")


def date(published: Published) -> str | None:
    """When a paper came out, as its page words it."""
    return published.text or (published.date.isoformat() if published.date else None)


def stated(intent: Intent, abstract: Abstract) -> Stated | None:
    """What the sources of one paper state; None where they do not."""
    sentence = _sentence(intent, abstract)
    if sentence is None:
        return None
    before, short, after = sentence
    text = before + short + after
    statement = Statement(text, (1,), Span(len(before), len(before) + len(short)))
    return Stated((statement,), (Citation(1, abstract),), short)


def _sentence(intent: Intent, abstract: Abstract) -> tuple[str, str, str] | None:
    """The words before the short answer, the short answer, and the words behind it."""
    b, of = abstract.bibliography, called(abstract)
    when = date(b.published)
    by = f"{of} is by ", names(b), "" if b.et_al else "."
    sentences = {
        Intent.AUTHORS: by if b.authors else None,
        Intent.WRITERS: by if b.authors else None,
        Intent.FIRST_AUTHOR: (f"The first author of {of} is ", *b.authors[:1], "."),
        Intent.LAST_AUTHOR: (f"The last author of {of} is ", *b.authors[-1:], ".")
        if not b.et_al
        else None,
        Intent.PUBLISHED: (f"{of} is dated ", when, _without_year(b.published)) if when else None,
        Intent.CATEGORY: (f"{of} is listed under ", ", ".join(b.categories), "."),
        Intent.AFFILIATION: (f"{of} is listed with ", ", ".join(b.affiliations), "."),
        Intent.CODE: (f"{of} is listed ", "with code", ".") if b.has_code else None,
        Intent.TITLE: ("The title is “", b.title, "”.") if b.title else None,
    }
    match sentences.get(intent):
        case (before, short, after) if short:
            return before, short, after
        case _:
            return None


def _without_year(published: Published) -> str:
    return "." if published.year else "; its source gives no year."


def together(told: Sequence[Stated]) -> Stated:
    """What is stated of several papers, one after the other."""
    if len(told) == 1:
        return told[0]
    statements, citations = numbered(
        (replace(statement, short=None), each.citations)
        for each in told
        for statement in each.statements
    )
    shorts = {each.short for each in told}
    return Stated(statements, citations, shorts.pop() if len(shorts) == 1 else None)


UNSTATED = {
    Intent.WRITERS: Fact.WRITERS,
    Intent.AUTHORS: Fact.WRITERS,
    Intent.FIRST_AUTHOR: Fact.WRITERS,
    Intent.LAST_AUTHOR: Fact.LAST_AUTHOR,
    Intent.PUBLISHED: Fact.PUBLISHED,
    Intent.CATEGORY: Fact.CATEGORY,
    Intent.AFFILIATION: Fact.AFFILIATION,
    Intent.CODE: Fact.CODE,
    Intent.TITLE: Fact.TITLE,
}
"""What is missing where no source states it."""


NEVER_IN_AN_ABSTRACT = frozenset(
    {Intent.WRITERS, Intent.FIRST_AUTHOR, Intent.LAST_AUTHOR, Intent.CATEGORY, Intent.AFFILIATION}
)
"""What only sources state; who *made* a thing, or when it came out, an abstract may tell."""


def newest_first(papers: Sequence[Abstract]) -> list[Abstract]:
    """Papers by date, those without a year last, by label where dates are the same."""

    def age(paper: Abstract) -> tuple[int, str]:
        return -day_of(paper.bibliography.published), paper.label

    return sorted(papers, key=age)


def listed(
    heading: str,
    abstracts: Sequence[Abstract],
    total: int | None = None,
    *,
    counted: bool = False,
) -> Stated:
    """A list of papers under a heading such as “Papers by Ada Lovelace”.

    `total`: how many there are, where not all of them are given. `counted`: how many there are is
    asked, and the heading begins with that.
    """
    shown = abstracts[:MOST_LISTED]
    number = total if total is not None else len(abstracts)
    rest = number - len(shown)
    if counted:
        noun = "paper" if number == 1 else "papers"
        heading = f"{number:,} {noun}{heading.removeprefix('Papers')}"
    statements = []
    for n, abstract in enumerate(shown, 1):
        opening, closing = marks(abstract)
        before = f"{heading}: {opening}" if n == 1 else opening
        more = f" (and {rest:,} more)" if rest and n == len(shown) else ""
        text = f"{before}{abstract.label}{closing}{more}"
        short = Span(len(before), len(before) + len(abstract.label)) if len(shown) == 1 else None
        if counted:
            short = Span(0, len(f"{number:,}")) if n == 1 else None
        statements.append(Statement(text, (n,), short))
    citations = tuple(Citation(n, abstract) for n, abstract in enumerate(shown, 1))
    answer = shown[0].label if len(shown) == 1 else None
    return Stated(tuple(statements), citations, f"{number:,}" if counted else answer)
