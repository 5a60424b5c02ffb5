"""The lists of papers that questions ask for: by whom, from where, of what time, on what."""

from collections.abc import Sequence

from knowledge.answers.decision import NAMED
from knowledge.answers.metadata import Stated, listed, newest_first
from knowledge.model import Abstract
from knowledge.questions.coverage import share, weigh
from knowledge.questions.intents import Intent
from knowledge.questions.paper_lists import AMONG, Listing, Search
from knowledge.questions.periods import asks_how_many
from knowledge.questions.question import Question, analyse
from knowledge.questions.typed_names import as_typed
from knowledge.reader.reading import content_terms
from knowledge.reasons import Reason
from knowledge.reasons.remarks import MoreMayMatch
from knowledge.reasons.why_abstained import NoneListed
from knowledge.search.engines.retriever import Retriever
from knowledge.text.tokens import tokenise

Told = tuple[Stated, tuple[Reason, ...]]
"""What is stated, and why it may not be all."""


class Lists:
    """Tells the lists of papers of one version of a collection.

    Args:
        listing: the lists by what papers are filed under.
        retriever: knows the words of the abstracts.
        search: finds the best papers for words, at most so many.
    """

    def __init__(self, listing: Listing, retriever: Retriever, search: Search) -> None:
        self._listing = listing
        self._retriever = retriever
        self._search = search

    def told(self, question: Question) -> Told | NoneListed | None:
        """The papers that a question asks for; None where it asks for none, or none is."""
        found = self._listing.find(question.text, question.intent, question.subject)
        if found is None:
            return self._about(question) if question.intent is Intent.PAPERS_ABOUT else None
        if not found.papers:
            return NoneListed(f"{found.heading[:1].lower()}{found.heading[1:]}")
        papers = found.papers if found.ordered else newest_first(found.papers)
        counted = asks_how_many(question.text) and not found.notes
        return listed(found.heading, papers, found.total, counted=counted), found.notes

    def _about(self, question: Question) -> Told | None:
        """The papers that speak of all that a topic names."""
        topic = as_typed(question.subject, question.text) or question.subject
        near = self._search(topic, AMONG)
        foci = weigh(analyse(topic, self._retriever), self._retriever)
        about = [paper for paper in near if share(foci, content_terms(_all_of(paper))) >= NAMED]
        row = _row(topic)
        about = [paper for paper in about if _holds(_row(_all_of(paper)), row)] or about
        if not about:
            return None
        notes = (MoreMayMatch(),) if len(near) >= AMONG else ()
        counted = asks_how_many(question.text) and not notes
        return listed(f"Papers on {topic}", about, counted=counted), notes


def _holds(words: Sequence[str], row: Sequence[str]) -> bool:
    """Whether some words stand in a row among others, as those of "black silicon" do."""
    return any(words[n : n + len(row)] == row for n in range(len(words) - len(row) + 1))


def _row(text: str) -> list[str]:
    return [token.terms[-1] for token in tokenise(text)]


def _all_of(paper: Abstract) -> str:
    """What a paper says, without reading it closely."""
    return f"{paper.title or ''}\n{paper.text}"
