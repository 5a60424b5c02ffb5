"""What the bot needs of a knowledge base; `knowledge.base.KnowledgeBase` is one."""

from collections.abc import Sequence
from typing import Protocol

from knowledge.model import Abstention, Abstract, Answer, Statistics, Verdict


class Knowledge(Protocol):
    """A thread-safe knowledge base. Everything but `close` may raise a FootnoteError."""

    def ask(self, question: str, context: Sequence[str] = ()) -> Answer | Abstention:
        """The answer with its receipts, or why there is none.

        `context` holds the questions of the conversation before it, oldest first.
        """
        ...

    def check(self, claim: str) -> Verdict:
        """What the base says about a claim, with its rationale."""
        ...

    def papers(self, query: str | None = None, limit: int | None = None) -> list[Abstract]:
        """All abstracts in stored order, or those that match `query`, best first.

        Those of a time, such as "2019" or "since 2020", come the newest first.
        """
        ...

    def suggest(self, prefix: str, limit: int = 25) -> list[Abstract]:
        """Abstracts whose title or authors begin or match like this, while somebody types."""
        ...

    def abstract(self, abstract_id: str) -> Abstract | None:
        """The abstract of that id, None where there is none."""
        ...

    def statistics(self) -> Statistics:
        """What the base holds."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
