"""Yes/no questions: the claim that one asks about, and what a checked claim makes of its answer."""

import re
from dataclasses import replace

from knowledge.model import Answer, Citation, Finding, Statement, Verdict
from knowledge.patterns import AnswerType
from knowledge.questions import Question
from knowledge.text import display
from knowledge.wordlists import table

SAID = {Finding.SUPPORTED: "Yes", Finding.REFUTED: "No"}
MOST_QUOTES = 3
_TAIL = re.compile(r"[\s?.!]+$")
_OFFER = re.compile(r"\bor\b(?! not\b)", re.IGNORECASE)


def asserted(question: Question) -> str | None:
    """The claim that a yes/no question asks about; None where it is none, or offers a choice."""
    if question.answer_type is not AnswerType.YES_NO or _OFFER.search(question.text):
        return None
    rules = table("patterns")["asserting"]
    text = _TAIL.sub("", question.text.strip())
    for opening in rules["openings"]:
        text = re.sub(rf"^(?:{opening})\b[\s,]*", "", text, flags=re.IGNORECASE)
    rest = re.sub(rf"^(?:{rules['auxiliaries']})\b\s*", "", text, flags=re.IGNORECASE)
    if not rest or rest == text:
        return None
    return f"{rest[0].upper()}{rest[1:]}."


def affirmed(answer: Answer, verdict: Verdict) -> Answer:
    """An answer to a yes/no question: "Yes" or "No" where the same abstract decides the claim.

    The rationale is quoted then, in front. Otherwise the quotes stand for themselves, and nothing
    in them is marked as the short answer.
    """
    quoted = [citation for citation in answer.citations if citation.span is not None]
    if len(quoted) < len(answer.citations):
        return answer  # bibliographic data answers as it is
    deciding = verdict.evidence[0].citation if verdict.evidence else None
    plain = tuple(replace(statement, short=None) for statement in answer.statements)
    if deciding is None or deciding.abstract.id != quoted[0].abstract.id:
        return replace(answer, statements=plain, short_answer=None)
    spans = [deciding.span, *(c.span for c in quoted if c.span != deciding.span)][:MOST_QUOTES]
    citations = tuple(Citation(n, deciding.abstract, span) for n, span in enumerate(spans, 1))
    return replace(
        answer,
        statements=tuple(Statement(display(c.quote or ""), (c.n,)) for c in citations),
        citations=citations,
        short_answer=SAID[verdict.finding],
    )
