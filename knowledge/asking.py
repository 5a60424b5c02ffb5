"""Asking one version of a collection: from a question to an Answer or an Abstention."""

import re
from collections.abc import Sequence

from knowledge import bibliographic
from knowledge.answering import Candidate, rank, select
from knowledge.bibliographic import Stated, listed, newest_first
from knowledge.catalogue import Catalogue
from knowledge.checking import Checker
from knowledge.confidence import threshold
from knowledge.judging import confidence
from knowledge.listing import Listing
from knowledge.model import Abstention, Abstract, Answer, Verdict
from knowledge.patterns import OF_ONE_PAPER
from knowledge.questions import Focus, Intent, Question, analyse
from knowledge.reading import Reading, read
from knowledge.replying import Asked, quotes
from knowledge.retrieval.rank_bm25_engine import RankBM25
from knowledge.weighing import identified, share, subject_match, weigh

READ = 10
"""So many of the best abstracts are read closely for an answer."""
IDENTIFIED = 0.5
"""A paper is meant where at least so much of the question's weight stands in its title or name."""
NAMED = 0.99
"""The same for what a paper presents."""
_VERSION = re.compile(r"[^\W\d]{2,}[ -]?\d(?:\.\d+)?(?:['’]s)?")
SURE = 0.99
"""The confidence in a list of papers: it is complete by construction."""


class Asking:
    """An index over a collection as it was at one knowledge version. Never changed once built."""

    def __init__(self, knowledge_version: str, abstracts: Sequence[Abstract]) -> None:
        self.knowledge_version = knowledge_version
        self._abstracts = {abstract.id: abstract for abstract in abstracts}
        self._retriever = RankBM25(abstracts)
        self._listing = Listing(Catalogue(abstracts))

    @property
    def engine(self) -> str:
        """The name of the retrieval engine."""
        return self._retriever.name

    def papers(self, query: str, limit: int) -> list[Abstract]:
        """The papers that a query finds, best first."""
        return self._asked(query, 0.0, max(limit, READ)).papers()[:limit]

    def ask(self, text: str, started: float) -> Answer | Abstention:
        """Answer a question; `started` is the `time.perf_counter()` at which it came in."""
        asked = self._asked(text, started, READ)
        if papers := self._listed(asked):
            return asked.answer(papers, SURE)
        if not asked.ranked:
            return asked.abstention(_nothing_found(asked.question))
        return _stated(asked) or _quoted(asked)

    def check(self, text: str, started: float) -> Verdict:
        """Check a claim; `started` is the `time.perf_counter()` at which it came in."""
        checker = Checker(self._retriever, self._abstracts)
        return checker.check(text, self.knowledge_version, started)

    def _asked(self, text: str, started: float, k: int) -> Asked:
        question = analyse(text, self._retriever)
        foci = weigh(question, self._retriever)
        hits = self._retriever.search(question.concepts, k)
        found = [self._abstracts[hit.abstract_id] for hit in hits]
        ranked = rank(question, foci, hits, found)
        return Asked(question, foci, ranked, self.knowledge_version, started)

    def _listed(self, asked: Asked) -> Stated | None:
        """The papers by an author, from an affiliation, of a category or a year, or on a topic."""
        question = asked.question
        if question.intent is Intent.PAPERS_ABOUT:
            about = [p for p in asked.papers() if share(asked.foci, read(p).terms) >= NAMED]
            return listed(f"Papers on {question.subject}", about) if len(about) > 1 else None
        found = self._listing.find(question)
        if found is None:
            return None
        heading, identifiers = found
        return listed(heading, newest_first([self._abstracts[i] for i in identifiers]))


def _stated(asked: Asked) -> Answer | Abstention | None:
    """What sources state about the paper that a question means.

    None where the question asks for something else, or where an abstract may tell all the same.
    """
    intent = asked.question.intent
    if intent not in OF_ONE_PAPER:
        return None
    best = _meant(asked)
    sure = identified(asked.foci, best)
    if sure < IDENTIFIED:
        never = intent in bibliographic.NEVER_IN_AN_ABSTRACT
        return asked.abstention("No paper in the base goes by that name.") if never else None
    if intent is Intent.CODE and (linked := _linked(asked, best)):
        return asked.answer(quotes(asked.question, linked, [linked]), sure)
    if stated := bibliographic.stated(intent, best.abstract):
        return asked.answer(stated, sure)
    return None if intent is Intent.CODE else _unstated(asked)


def _unstated(asked: Asked) -> Answer | Abstention:
    """No source states what is asked for; of a date, the abstract may tell."""
    if asked.question.intent is Intent.PUBLISHED and asked.ranked[0].evidence:
        told = _quoted(asked)
        if isinstance(told, Answer):
            return told
    missing = bibliographic.UNSTATED[asked.question.intent]
    return asked.abstention(f"The base has this paper, but no source states {missing}.")


def _linked(asked: Asked, reading: Reading) -> Candidate | None:
    """The sentence of a paper that says where something of it is found on the web."""
    of_paper = [c for c in asked.ranked if c.reading is reading]
    return next((c for c in of_paper if "://" in c.sentence.sentence.text), None)


def _meant(asked: Asked) -> Reading:
    """The paper that a question names best; the first found, where several are named as well."""
    found = [read(paper) for paper in asked.papers()]
    return max(found, key=lambda r: identified(asked.foci, r) + subject_match(asked.foci, r))


def _quoted(asked: Asked) -> Answer | Abstention:
    if unheard := next((f.concept.surface for f in asked.question.foci if _version_of(f)), None):
        return asked.abstention(f"No abstract in the base speaks of {unheard}.")
    chosen = select(asked.question, asked.foci, asked.ranked)
    sure = confidence(asked.question, asked.foci, asked.ranked, chosen)
    if sure >= threshold():
        return asked.answer(quotes(asked.question, asked.ranked[0], chosen), sure)
    best = asked.ranked[0].reading
    if subject_match(asked.foci, best) >= NAMED:
        return asked.abstention("The base has this paper, but its abstract does not say.", sure)
    return asked.abstention("No abstract in the base answers this.", sure)


def _version_of(focus: Focus) -> bool:
    """Whether a focus names a version of something, such as `GPT-5`, that no abstract holds.

    What abstracts say of another version does not answer it.
    """
    return not focus.known and _VERSION.fullmatch(focus.concept.surface) is not None


def _nothing_found(question: Question) -> str:
    if not question.foci:
        return "There is nothing in this to look up: name a paper, a model or a topic."
    return "No abstract in the base speaks of this."
