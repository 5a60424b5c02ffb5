"""A conversation: each question is asked with those before it as context."""

from collections import deque
from collections.abc import Iterable, Iterator

from bot.protocol import Knowledge
from knowledge.model import Abstention, Answer

REMEMBERED = 50
"""So many questions are carried along: what "it" means is never asked for further back."""


class Conversation:
    """A knowledge base, and what it was asked so far."""

    def __init__(self, base: Knowledge) -> None:
        self.base = base
        self._asked: deque[str] = deque(maxlen=REMEMBERED)

    def ask(self, question: str) -> Answer | Abstention:
        """Answer the next turn; one that cannot be asked is no part of the conversation.

        Raises:
            QuestionError: the question cannot be asked.
        """
        said = self.base.ask(question, context=tuple(self._asked))
        self._asked.append(question)
        return said

    def begin_anew(self) -> None:
        """Forget what was asked."""
        self._asked.clear()

    def turns(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines that are not blank; a blank one begins the next conversation."""
        for line in lines:
            if line.strip():
                yield line
            else:
                self.begin_anew()
