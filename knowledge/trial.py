"""What a collection would be after an addition, to be asked as the collection is."""

import time
from collections.abc import Sequence

from knowledge.answers.pipeline import Pipeline
from knowledge.model import Abstention, Answer, Hit, Verdict
from knowledge.questions.question import A_CLAIM, A_QUESTION, cleaned
from knowledge.reasons.why_unusable import Kind


class Trial:
    """Answers as a collection would; it lives as long as whoever asks it holds it."""

    def __init__(self, pipeline: Pipeline, strictness: str | None) -> None:
        self._pipeline = pipeline
        self._strictness = strictness

    @property
    def knowledge_version(self) -> str:
        """The hash of what the collection would hold."""
        return self._pipeline.knowledge_version

    def ask(self, question: str, context: Sequence[str] = ()) -> Answer | Abstention:
        """What would be answered; see `KnowledgeBase.ask`.

        Raises:
            QuestionError: the question is empty or has more than 2,000 characters.
        """
        started = time.perf_counter()
        asked = cleaned(question, Kind.QUESTION, A_QUESTION)
        return self._pipeline.ask(asked, started, context, self._strictness)

    def check(self, claim: str) -> Verdict:
        """What would be found of a claim; see `KnowledgeBase.check`.

        Raises:
            QuestionError: the claim is empty or has more than 2,000 characters.
        """
        started = time.perf_counter()
        return self._pipeline.check(cleaned(claim, Kind.CLAIM, A_CLAIM), started)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """The papers that a query would find, as hits with their scores; best first."""
        return self._pipeline.search(query, limit)
