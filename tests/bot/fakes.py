"""A small real knowledge base for tests of the bot: a few records, matched by their words."""

import re
import threading
from collections.abc import Sequence

from knowledge.errors import QuestionError
from knowledge.model import Abstention, Abstract, Answer, Statistics, Verdict
from tests.bot.samples import Saying, abstention, abstract, answer, verdict

_HELD_SECONDS = 60.0
"""What is held longer goes on; tests set the gate long before."""


class SmallKnowledge:
    """Answers what names a title's first word, abstains from everything else.

    `gate`, where given, holds every question back until it is set.
    """

    def __init__(
        self, abstracts: Sequence[Abstract] = (), gate: threading.Event | None = None
    ) -> None:
        self.abstracts = list(abstracts or [abstract()])
        self.failure: Exception | None = None
        self.closed = False
        self.contexts: list[tuple[str, ...]] = []
        self.asked = threading.Semaphore(0)
        self._gate = gate

    def ask(self, question: str, context: Sequence[str] = ()) -> Answer | Abstention:
        """The answer, or why there is none; `contexts` keeps what was asked before."""
        self.contexts.append(tuple(context))
        self._pass(question)
        found = self._matching(question)
        return answer(question, found[0]) if found else abstention(question)

    def check(self, claim: str) -> Verdict:
        """Supported, where it names a title's first word."""
        self._pass(claim)
        found = self._matching(claim)
        return verdict(claim, found[0] if found else None)

    def papers(self, query: str | None = None, limit: int | None = None) -> list[Abstract]:
        """Those whose title has a word of the query."""
        self._pass(query)
        return (self.abstracts if query is None else self._matching(query))[:limit]

    def suggest(self, prefix: str, limit: int = 25) -> list[Abstract]:
        """Those whose title begins so."""
        self._pass(None)
        return [a for a in self.abstracts if a.label.casefold().startswith(prefix.casefold())][
            :limit
        ]

    def abstract(self, abstract_id: str) -> Abstract | None:
        """The one of that id."""
        self._pass(None)
        return next((a for a in self.abstracts if a.id == abstract_id), None)

    def statistics(self) -> Statistics:
        """What it holds."""
        self._pass(None)
        sources = sum(len(a.sources) for a in self.abstracts)
        return Statistics(len(self.abstracts), sources, "0123456789abcdef", "words")

    def close(self) -> None:
        """Take note of it."""
        self.closed = True

    def _pass(self, question: str | None) -> None:
        self.asked.release()
        if self._gate is not None:
            self._gate.wait(_HELD_SECONDS)
        if self.failure is not None:
            raise self.failure
        if question is not None and not question.strip():
            raise QuestionError(Saying("The question is empty. Please type one."))

    def _matching(self, query: str) -> list[Abstract]:
        words = set(re.findall(r"\w{4,}", query.casefold()))
        return [a for a in self.abstracts if words & set(re.findall(r"\w+", a.label.casefold()))]
