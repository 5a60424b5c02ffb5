"""What a question asks for: its concepts, and whether the abstracts or the sources are asked."""

import re
from dataclasses import dataclass

from knowledge.errors import QuestionError
from knowledge.questions.intents import (
    OF_NAMES,
    OF_ONE_PAPER,
    Intent,
    asks_for_the_year,
    calls_for_yes_or_no,
    intent_of,
    other_than_code,
)
from knowledge.reasons import Reason
from knowledge.reasons.remarks import Corrected as CorrectedTo
from knowledge.reasons.why_unusable import Kind, NothingTyped, TooLong
from knowledge.search.concepts import Focus, foci_of
from knowledge.search.correction import Corrected, read
from knowledge.search.engines.retriever import Concept, Retriever
from knowledge.search.lexicon import Lexicon
from knowledge.search.question_words import bibliographic_words, generic_words
from knowledge.settings import tuned
from knowledge.text.tokens import fold

__all__ = ["Focus", "Intent", "Question", "analyse", "cleaned"]

LONGEST_QUESTION = tuned().questions.longest
A_QUESTION = "How many languages does it cover?"
A_CLAIM = "The model covers 46 languages."

_NEVER_YES_NO = frozenset({Intent.CATEGORY, Intent.AFFILIATION, Intent.TITLE, Intent.PUBLISHED})
"""What one asks with "which" or "when": after "is", the same words ask something else."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood.

    `yes_no`: it calls for yes or no.
    `subject` is what follows the words of a bibliographic intent ("papers by *Thomas Wang*").
    `spelt`: the text in corrected words.
    """

    text: str
    foci: tuple[Focus, ...]
    yes_no: bool
    intent: Intent
    subject: str
    notes: tuple[Reason, ...]
    spelt: str

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """What the retriever is asked for."""
        return tuple(focus.concept for focus in self.foci)


def analyse(text: str, retriever: Retriever) -> Question:
    """Read a question against the words that a collection holds."""
    lexicon = Lexicon(retriever)
    corrected = read(text, lexicon)
    plain = " ".join(fold(word) for word in re.sub(r"['’]", "", corrected.text).split())
    yes_no = calls_for_yes_or_no(plain)
    intent, subject = intent_of(plain)
    of_a_year = asks_for_the_year(plain)
    if yes_no and intent in _NEVER_YES_NO and not of_a_year:
        intent = Intent.CONTENT
    if intent is Intent.CODE and not yes_no and other_than_code(plain):
        intent = Intent.CONTENT
    notes = corrected.notes
    if intent in OF_NAMES:
        subject, kept = _as_typed(subject, corrected)
        notes = tuple(n for n in notes if not (isinstance(n, CorrectedTo) and n.typed in kept))
    dropped = generic_words()
    if intent in OF_ONE_PAPER:
        dropped |= bibliographic_words()
    foci = foci_of(corrected, lexicon, dropped)
    if of_a_year:  # the year is what is asked, and not of what
        foci = tuple(focus for focus in foci if not focus.concept.surface.isdigit())
    return Question(text, foci, yes_no, intent, subject, notes, corrected.text)


def _as_typed(subject: str, corrected: Corrected) -> tuple[str, frozenset[str]]:
    """A name as it was typed, and its words that the abstracts would have put right.

    Whoever files names knows those that abstracts do not.
    """
    typed = {meant: each for meant, each in corrected.typed.items() if meant in subject.split()}
    words = [fold(typed[word]) if word in typed else word for word in subject.split()]
    return " ".join(words), frozenset(typed.values())


def cleaned(text: str, kind: Kind, example: str) -> str:
    """A question or a claim, as `kind` names it, on one line and of what can be printed.

    Raises:
        QuestionError: it is empty or too long; `example` shows what may be typed.
    """
    cleaned = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not cleaned:
        raise QuestionError(NothingTyped(kind, example))
    if len(cleaned) > LONGEST_QUESTION:
        raise QuestionError(TooLong(kind, len(cleaned), LONGEST_QUESTION))
    return cleaned
