"""What a question asks for: its concepts, and whether the abstracts or the sources are asked."""

import re
from dataclasses import dataclass

from knowledge.questions.intents import (
    OF_ONE_PAPER,
    Intent,
    calls_for_yes_or_no,
    intent_of,
    other_than_code,
)
from knowledge.reasons import Reason
from knowledge.search.concepts import Focus, foci_of
from knowledge.search.engines.retriever import Concept, Retriever
from knowledge.search.question_words import bibliographic_words, generic_words
from knowledge.search.spelling import correct
from knowledge.text.tokens import fold

__all__ = ["Focus", "Intent", "Question", "analyse"]

_NEVER_YES_NO = frozenset({Intent.CATEGORY, Intent.AFFILIATION, Intent.TITLE, Intent.PUBLISHED})
"""What one asks with "which" or "when": after "is", the same words ask something else."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood.

    `yes_no`: it calls for yes or no.
    `subject` is what follows the words of a bibliographic intent ("papers by *Thomas Wang*").
    """

    text: str
    foci: tuple[Focus, ...]
    yes_no: bool
    intent: Intent
    subject: str
    notes: tuple[Reason, ...]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """What the retriever is asked for."""
        return tuple(focus.concept for focus in self.foci)


def analyse(text: str, retriever: Retriever) -> Question:
    """Read a question against the words that a collection holds."""
    corrected = correct(text, retriever)
    plain = " ".join(fold(word) for word in re.sub(r"['’]", "", corrected.text).split())
    yes_no = calls_for_yes_or_no(plain)
    intent, subject = intent_of(plain)
    if yes_no and intent in _NEVER_YES_NO:
        intent = Intent.CONTENT
    if intent is Intent.CODE and not yes_no and other_than_code(plain):
        intent = Intent.CONTENT
    dropped = generic_words()
    if intent in OF_ONE_PAPER:
        dropped |= bibliographic_words()
    foci = foci_of(corrected, retriever, dropped)
    return Question(text, foci, yes_no, intent, subject, corrected.notes)
