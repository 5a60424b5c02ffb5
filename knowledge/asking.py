"""Asking one version of a collection: from a question to an Answer or an Abstention."""

import time
from collections.abc import Sequence

from knowledge import bibliographic, expected
from knowledge.answering import Candidate, rank, select
from knowledge.bibliographic import Stated
from knowledge.catalogue import Catalogue
from knowledge.confidence import threshold
from knowledge.judging import confidence
from knowledge.model import Abstention, Abstract, Answer, Citation, Span, Statement
from knowledge.questions import Intent, Question, analyse
from knowledge.retrieval.rank_bm25_engine import RankBM25
from knowledge.text import display
from knowledge.weighing import Weighted, identified, weigh

READ = 10
"""So many of the best abstracts are read closely for an answer."""
NEAREST = 3
IDENTIFIED = 0.5
"""A paper is meant where at least so much of the question's weight stands in its title or name."""
SURER = 0.2
"""By so much must another sentence be surer to hold the kind of answer for it to be taken there."""
SURE = 0.99
"""The confidence in what a source states about a paper that the question names."""


class Asking:
    """An index over a collection as it was at one knowledge version. Never changed once built."""

    def __init__(self, knowledge_version: str, abstracts: Sequence[Abstract]) -> None:
        self.knowledge_version = knowledge_version
        self._abstracts = {abstract.id: abstract for abstract in abstracts}
        self._retriever = RankBM25(abstracts)
        self._catalogue = Catalogue(abstracts)

    @property
    def engine(self) -> str:
        """The name of the retrieval engine."""
        return self._retriever.name

    def papers(self, query: str, limit: int) -> list[Abstract]:
        """The papers that a query finds, best first."""
        question = analyse(query, self._retriever)
        foci = weigh(question, self._retriever)
        ranked = self._ranked(question, foci, max(limit, READ))
        best = list(dict.fromkeys(c.reading.abstract.id for c in ranked))
        return [self._abstracts[identifier] for identifier in best[:limit]]

    def ask(self, text: str, started: float) -> Answer | Abstention:
        """Answer a question; `started` is the `time.perf_counter()` at which it came in."""
        question = analyse(text, self._retriever)
        foci = weigh(question, self._retriever)
        ranked = self._ranked(question, foci, READ)
        if listed := self._listed(question):
            return self._answer(question, listed, SURE, started)
        if not ranked:
            reason = _nothing_found(question)
            return self._abstention(question, foci, ranked, reason, 0.0, started)
        if question.intent in bibliographic.UNSTATED and (
            outcome := self._stated(question, foci, ranked, started)
        ):
            return outcome
        return self._quoted(question, foci, ranked, started)

    def _ranked(self, question: Question, foci: Sequence[Weighted], k: int) -> list[Candidate]:
        hits = self._retriever.search(question.concepts, k)
        return rank(question, foci, hits, [self._abstracts[hit.abstract_id] for hit in hits])

    def _listed(self, question: Question) -> Stated | None:
        """The papers by an author, from an affiliation, of a category or a year."""
        if question.intent is Intent.PAPERS_IN:
            found = self._catalogue.category(question.subject)
            found = found or self._catalogue.published_in(question.subject)
            heading = "Papers in"
        elif question.intent in {Intent.PAPERS_BY, Intent.PAPERS_FROM}:
            found, heading = self._catalogue.author(question.subject), "Papers by"
            if found is None:
                found, heading = self._catalogue.affiliation(question.subject), "Papers from"
        elif question.intent in {Intent.AUTHORS, Intent.WRITERS}:
            found, heading = self._catalogue.author_in(question.text), "Papers by"
        else:
            return None
        if not found or not found[1]:
            return None
        name, ids = found
        return bibliographic.listed(f"{heading} {name}", [self._abstracts[i] for i in ids])

    def _stated(
        self,
        question: Question,
        foci: Sequence[Weighted],
        ranked: Sequence[Candidate],
        started: float,
    ) -> Answer | Abstention | None:
        """What sources state about the paper that the question means."""
        abstract = ranked[0].reading.abstract
        sure = identified(foci, ranked[0].reading)
        if sure < IDENTIFIED:
            return self._not_here(question, foci, ranked, started)
        if stated := bibliographic.stated(question.intent, abstract):
            return self._answer(question, stated, sure, started)
        if question.intent is Intent.CODE:
            return None
        missing = bibliographic.UNSTATED[question.intent]
        reason = f"The base has this paper, but no source states {missing}."
        return self._abstention(question, foci, ranked, reason, 1 - sure, started)

    def _not_here(
        self,
        question: Question,
        foci: Sequence[Weighted],
        ranked: Sequence[Candidate],
        started: float,
    ) -> Abstention | None:
        """No paper goes by what was asked for; None where an abstract might tell all the same."""
        if question.intent not in bibliographic.NEVER_IN_AN_ABSTRACT:
            return None
        reason = "No paper in the base goes by that name."
        return self._abstention(question, foci, ranked, reason, 0.0, started)

    def _quoted(
        self,
        question: Question,
        foci: Sequence[Weighted],
        ranked: Sequence[Candidate],
        started: float,
    ) -> Answer | Abstention:
        chosen = select(foci, ranked)
        sure = confidence(question, foci, ranked, chosen)
        if sure < threshold():
            reason = "The nearest papers do not answer this."
            return self._abstention(question, foci, ranked, reason, sure, started)
        return self._answer(question, _quotes(question, ranked[0], chosen), sure, started)

    def _answer(self, question: Question, stated: Stated, sure: float, started: float) -> Answer:
        return Answer(
            question=question.text,
            statements=stated.statements,
            citations=stated.citations,
            short_answer=stated.short,
            confidence=round(sure, 4),
            knowledge_version=self.knowledge_version,
            elapsed_ms=(time.perf_counter() - started) * 1000,
            notes=question.notes,
        )

    def _abstention(
        self,
        question: Question,
        foci: Sequence[Weighted],
        ranked: Sequence[Candidate],
        reason: str,
        sure: float,
        started: float,
    ) -> Abstention:
        nearest = list(dict.fromkeys(c.reading.abstract.id for c in ranked))[:NEAREST]
        return Abstention(
            question=question.text,
            reason=reason,
            uncovered_terms=uncovered(foci, ranked),
            nearest=tuple(self._abstracts[identifier] for identifier in nearest),
            confidence=round(sure, 4),
            knowledge_version=self.knowledge_version,
            elapsed_ms=(time.perf_counter() - started) * 1000,
            notes=question.notes,
        )


def uncovered(foci: Sequence[Weighted], ranked: Sequence[Candidate]) -> tuple[str, ...]:
    """The question's words that the best abstract does not hold, as typed."""
    held = ranked[0].reading.terms if ranked else frozenset[str]()
    missing = [w.focus.concept.surface for w in foci if not w.focus.terms & held]
    return tuple(dict.fromkeys(missing))


def _nothing_found(question: Question) -> str:
    if not question.foci:
        return "There is nothing in this to look up: name a paper, a model or a topic."
    return "No abstract in the base speaks of this."


def _quotes(question: Question, best: Candidate, chosen: Sequence[Candidate]) -> Stated:
    """The chosen sentences as quotes, one citation each, with the short answer marked in the best."""
    statements, citations, short = [], [], None
    surest = max(chosen, key=lambda c: (c.evidence, c.score))
    if surest.evidence < best.evidence + SURER:
        surest = best
    for n, candidate in enumerate(chosen, 1):
        sentence = candidate.sentence.sentence
        text = display(sentence.text)
        span: Span | None = None
        if candidate is surest and (
            span := expected.find(question, surest.reading, surest.index).span
        ):
            short = span.of(text)
        statements.append(Statement(text, (n,), span))
        citations.append(Citation(n, candidate.reading.abstract, sentence.span))
    return Stated(tuple(statements), tuple(citations), short)
