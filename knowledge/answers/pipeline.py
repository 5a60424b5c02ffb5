"""Asking one version of a collection: from a question to an Answer or an Abstention."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from knowledge.answers import stated_facts
from knowledge.answers.candidates import Candidate, rank, select, worth_reading
from knowledge.answers.combination import Part, joined
from knowledge.answers.confidence import threshold
from knowledge.answers.decision import tell, unstated
from knowledge.answers.lists import Lists
from knowledge.answers.metadata import Stated, stated, together
from knowledge.answers.replies import Asked, Request, quotes
from knowledge.answers.versus import side, told
from knowledge.answers.yes_no import affirmed, asserted
from knowledge.claims.checker import Checker
from knowledge.model import Abstention, Abstract, Answer, Hit, Verdict
from knowledge.questions.chatter import bare
from knowledge.questions.comparison import Comparison, compared, may_compare
from knowledge.questions.coverage import Weighted, weigh
from knowledge.questions.follow_ups import Following
from knowledge.questions.intents import OF_ONE_PAPER
from knowledge.questions.paper_lists import Listing
from knowledge.questions.parts import parts
from knowledge.questions.question import Intent, Question, analyse
from knowledge.questions.topics import Named, named
from knowledge.questions.turns import Looked, Topics
from knowledge.questions.typed_names import may_be_name
from knowledge.questions.works import Meant, Works, may_be_titles
from knowledge.reader import Reader, built_in
from knowledge.reader.reading import read
from knowledge.reasons.remarks import ReadAs
from knowledge.reasons.why_abstained import NoneAnswered, NoneListed, NotNamed, OfNothing
from knowledge.search.engines.retriever import Retriever
from knowledge.search.overlay.overlaid import overlaid
from knowledge.search.query import concepts_of
from knowledge.search.question_words import in_another_language
from knowledge.search.reranking import DEPTH, rerank
from knowledge.search.shelf import Shelf
from knowledge.settings import tuned

READ = tuned().answers.read
NEAREST = tuned().answers.nearest
SURE = tuned().answers.list_confidence


_BY_THE_WAY = Request(0.0, 0.0)
"""What is looked up for a question, and not answered."""


class Pipeline:
    """An index over a collection as it was at one knowledge version. Never changed once built."""

    def __init__(
        self,
        knowledge_version: str,
        held: Sequence[Abstract] | Shelf,
        reader: Reader | None = None,
    ) -> None:
        self.knowledge_version = knowledge_version
        self._reader = reader
        self._shelf = Shelf.in_memory(held) if isinstance(held, Sequence) else held
        self._retriever = self._shelf.retriever
        catalogue, of = self._shelf.catalogue, self._shelf.of
        self._listing = Listing(catalogue, of, self.papers, len(self._retriever))
        self._lists = Lists(self._listing, self._retriever, self.papers)
        self._works = Works(catalogue, of, lambda name: self.papers(name, NEAREST))
        self._conversations: dict[str | None, Following] = {}

    def _following(self, strictness: str | None) -> Following:
        """What reads follow-ups; with the answers to earlier questions, which it remembers."""
        if strictness not in self._conversations:
            topics = Topics(
                self._look, lambda text: self.ask(text, time.perf_counter(), (), strictness)
            )
            self._conversations.setdefault(strictness, Following(topics))
        return self._conversations[strictness]

    @property
    def engine(self) -> str:
        """The name of the retrieval engine."""
        return self._retriever.name

    @property
    def reader(self) -> Reader:
        """What reads the abstracts: the built-in one, loaded when it is first used, or another."""
        return self._reader or built_in()

    @property
    def retriever(self) -> Retriever:
        """What finds the abstracts."""
        return self._retriever

    @property
    def by_id(self) -> Mapping[str, Abstract]:
        """The abstracts by their identifiers."""
        return self._shelf.abstracts

    def overlaid(self, put: Sequence[Abstract], gone: Collection[str]) -> Shelf:
        """What would be asked after changes; see `search.overlay`."""
        return overlaid(self._shelf, put, gone)

    def held(self, abstract_id: str) -> Abstract:
        """The abstract with an identifier that was found."""
        return self._shelf.abstracts[abstract_id]

    def papers(self, query: str, limit: int) -> list[Abstract]:
        """The papers that a query finds, best first."""
        return self._shelf.of(hit.abstract_id for hit in self.search(query, limit))

    def looked_up(self, query: str, limit: int | None) -> list[Abstract]:
        """The papers of the time that a query is, newest first; else the best, at most ten."""
        if dated := self._listing.dated(query):
            return list(dated.papers[:limit])
        return self.papers(query, 10 if limit is None else limit)

    def search(self, query: str, limit: int) -> list[Hit]:
        """The same as hits, with their scores."""
        hits = self._retriever.search(concepts_of(query, self._retriever), max(limit, DEPTH))
        hits, found = self._fetched(hits)
        return rerank(query, hits, found)[:limit]

    def ask(
        self,
        text: str,
        started: float,
        context: Sequence[str] = (),
        strictness: str | None = None,
    ) -> Answer | Abstention:
        """Answer a question; `started` is the `time.perf_counter()` at which it came in.

        `context` holds the questions before it, oldest first; `strictness` is a level of
        `confidence.STRICTNESS`, or None.
        """
        request, following = Request(started, threshold(strictness)), self._following(strictness)
        said = bare(text)
        alone = not context or in_another_language(said)
        meant = said if alone else following.read(said, context)
        if following.dangles(meant):
            return self._asked(meant, request, READ).abstention(OfNothing())
        reply = (
            stated_facts.told(meant, lambda one: self._reply(one, request))
            or self._parted(meant, request, following)
            or self._reply(meant, request)
        )
        if meant == said:
            return replace(reply, question=text)
        return replace(reply, question=text, notes=(ReadAs(meant), *reply.notes))

    def _parted(self, text: str, request: Request, following: Following) -> Answer | None:
        """The answer to a question that asks several things, each read after those before it."""
        asked = parts(text)
        if len(asked) == 1:
            return None
        alone = [following.read_part(part, asked[:n] or asked[1:2]) for n, part in enumerate(asked)]
        replies = [self._reply(part, request) for part in alone]
        return joined(text, [Part(p, r) for p, r in zip(asked, replies, strict=True)])

    def _reply(self, text: str, request: Request) -> Answer | Abstention:
        self._shelf.prefetch(text, may_be_titles, may_be_name)
        if named := self._works.meant(text):
            return self._of_works(named, text, request)
        asked = self._asked(text, request, READ)
        if papers := self._lists.told(asked.question):
            if isinstance(papers, NoneListed):
                return asked.abstention(papers)
            stated, notes = papers
            return replace(asked.answer(stated, SURE), notes=(*asked.question.notes, *notes))
        return self._compared(asked) or self._decided(asked, tell(asked))

    def _of_works(self, named: Meant, text: str, request: Request) -> Answer | Abstention:
        """The answer to what is asked of works that a question names."""
        if not named.papers:
            asked = self._asked(text, request, READ)
            return asked.abstention(NotNamed(named.name))
        asked = self._asked(named.typed or text, request, READ, named.papers)
        if named.alone and (said := self._of_title(named.papers, request)):
            return replace(asked.answer(said, SURE), question=text)
        if named.intent not in OF_ONE_PAPER:
            return replace(self._decided(asked, tell(asked)), question=text)
        told = [each for p in named.papers if (each := stated(named.intent, p))]
        if told:
            return replace(asked.answer(together(told), SURE), question=text)
        return replace(unstated(asked, named.intent), question=text)

    def _of_title(self, papers: Sequence[Abstract], request: Request) -> Stated | None:
        """What a paper says that is named and nothing more: of what its title says."""
        asked = self._asked(papers[0].label, request, READ, papers)
        return quotes(asked.ranked[0].reading, select(asked.ranked[0])) if asked.ranked else None

    def _decided(self, asked: Asked, reply: Answer | Abstention) -> Answer | Abstention:
        """A quote that answers a yes/no question, with what it says."""
        claim = asserted(asked.question)
        if not isinstance(reply, Answer) or claim is None or asked.question.intent is Intent.CODE:
            return reply
        cited = reply.citations[0]
        if cited.span is None:
            return reply  # bibliographic data answers as it is
        paper = next(c for c in asked.ranked if c.reading.abstract is cited.abstract)
        return affirmed(reply, paper, asked.question.text, claim, self.reader)

    def _compared(self, asked: Asked) -> Answer | Abstention | None:
        """What is asked of several named things, each answered from its own abstract."""
        if not may_compare(asked.question.text):
            return None
        near = self._asked(asked.question.text, asked.request, NEAREST).papers
        things = named(asked.question, [read(paper) for paper in near])
        comparison = compared(asked.question.text, things)
        if comparison is None:
            return None
        sides = [
            side(thing, self._told_of(thing, comparison, asked.request))
            for thing in comparison.things
        ]
        if (answer := told(comparison, sides)) is None:
            return asked.abstention(NoneAnswered())
        return replace(answer, question=asked.question.text)

    def _told_of(
        self, thing: Named, comparison: Comparison, request: Request
    ) -> Iterator[Answer | Abstention]:
        """What is told of one of the things: by its own paper, if one presents it."""
        own = [thing.paper.abstract] if thing.paper else []
        for question in comparison.of(thing):
            yield tell(self._asked(question, request, READ, own))

    def candidates(self, text: str) -> Sequence[Candidate]:
        """The papers that are read for a question, the surest first.

        It is what a confidence is fitted to, and nothing that answers uses it.
        """
        return self._asked(text, _BY_THE_WAY, READ).ranked

    def check(self, text: str, started: float) -> Verdict:
        """Check a claim; `started` is the `time.perf_counter()` at which it came in."""
        checker = Checker(self._retriever, self.search, self._shelf.abstracts, self.reader)
        return checker.check(text, self.knowledge_version, started)

    def _asked(self, text: str, request: Request, k: int, of: Sequence[Abstract] = ()) -> Asked:
        """What is found for a question; `of`: the papers that it is asked of, if it names any."""
        question = analyse(text, self._retriever)
        foci = weigh(question, self._retriever)
        if of:
            hits, found = [Hit(paper.id, 1.0) for paper in of], list(of)
        else:
            hits = self._retriever.search(question.concepts, max(k, NEAREST))
            hits, found = self._fetched(hits)
        papers = {paper.id: paper for paper in found}
        hits = rerank(text, hits, found)[:k]
        hits, found = worth_reading(question, hits, [papers[hit.abstract_id] for hit in hits])
        return Asked(
            question,
            foci,
            found,
            cache(partial(self._ranked, question, foci, hits, found)),
            self.knowledge_version,
            request,
        )

    def _ranked(
        self,
        question: Question,
        foci: Sequence[Weighted],
        hits: Sequence[Hit],
        found: Sequence[Abstract],
    ) -> list[Candidate]:
        return rank(question, foci, hits, found, self.reader) if hits else []

    def _fetched(self, hits: Sequence[Hit]) -> tuple[list[Hit], list[Abstract]]:
        """The abstracts of hits; a hit whose abstract was taken out meanwhile is dropped."""
        found = {a.id: a for a in self._shelf.of(hit.abstract_id for hit in hits)}
        left = [hit for hit in hits if hit.abstract_id in found]
        return left, [found[hit.abstract_id] for hit in left]

    def _look(self, text: str) -> Looked:
        asked = self._asked(text, _BY_THE_WAY, READ)
        return Looked(asked.question, asked.foci, [read(paper) for paper in asked.papers])
