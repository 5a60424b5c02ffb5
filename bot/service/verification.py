"""Whether what an answer quoted still stands as it was quoted, and whether it would be the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from bot.ledger import Asked
from bot.protocol import Knowledge
from bot.service.side_by_side import ask_again
from bot.visible import visible
from knowledge.model import Answer, Span
from knowledge.text.canonical import display


class Standing(Enum):
    """What has become of a quoted sentence."""

    STANDS = auto()
    CHANGED = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of looking again.

    Attributes:
        quotes: what has become of each quote.
        version_then: the knowledge version that answered.
        version_now: the knowledge version of today.
        same: whether the question would get the same answer today.
        answer_now: what the answer is today; None for an abstention.
    """

    quotes: tuple[Standing, ...]
    version_then: str
    version_now: str
    same: bool
    answer_now: str | None


def verify(
    knowledge: Knowledge, asked: Asked, quoted: Sequence[tuple[str, Span | None]]
) -> Verification:
    """Look at every quote of an answer in the stored text, and ask the question again.

    Args:
        knowledge: the base as it is now.
        asked: the question with the answer it got.
        quoted: the abstracts and spans that are known of the answer, where it would be another one
            today; one without a span quotes nothing.
    """
    now = ask_again(knowledge, asked.question, asked.context)
    answer_now = now.text if isinstance(now, Answer) else None
    if isinstance(now, Answer) and answer_now == asked.answer:
        quoted = [(c.abstract.id, c.span) for c in now.citations]
    quotes = [
        standing(knowledge, abstract_id, span, asked.answer or "")
        for abstract_id, span in dict.fromkeys(quoted)
        if span is not None
    ]
    return Verification(
        tuple(quotes),
        asked.knowledge_version,
        now.knowledge_version,
        answer_now == asked.answer,
        answer_now,
    )


def standing(knowledge: Knowledge, abstract_id: str, span: Span, answer: str) -> Standing:
    """What has become of the sentence that an answer quoted from there."""
    abstract = knowledge.abstract(abstract_id)
    if abstract is None:
        return Standing.GONE
    quote = visible(display(span.of(abstract.text))).strip()
    stands = span.end <= len(abstract.text) and bool(quote) and quote in visible(answer)
    return Standing.STANDS if stands else Standing.CHANGED
