"""What a question asks for: its concepts, and the kind of answer that it expects."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.correcting import correct
from knowledge.focusing import Focus, foci_of
from knowledge.patterns import (
    OF_ONE_PAPER,
    AnswerType,
    Intent,
    answer_type_of,
    bibliographic_words,
    generic_words,
    intent_of,
    uncounted_nouns,
)
from knowledge.retrieval.port import Concept, Retriever
from knowledge.text import fold, stem

__all__ = ["AnswerType", "Focus", "Intent", "Question", "analyse"]

_WHICH = re.compile(r"\b(?:which|what|wat)(?: (?:other|kind of|type of|sort of))?\b")
_COUNTED = re.compile(r"\bhow many\b|\b(?:number|count|nr|num) of\b")


_NEVER_YES_NO = frozenset({Intent.CATEGORY, Intent.AFFILIATION, Intent.TITLE, Intent.PUBLISHED})
"""What one asks with "which" or "when": after "is", the same words ask something else."""
_NEVER_OF_CODE = frozenset(
    {AnswerType.LIST, AnswerType.NAME, AnswerType.QUANTITY, AnswerType.REASON, AnswerType.METHOD}
)
"""Kinds of answer that a question whether there is code does not expect."""
_HEADED = {
    AnswerType.QUANTITY: _COUNTED,
    AnswerType.NAME: _WHICH,
    AnswerType.LIST: _WHICH,
}
"""What stands before the head of a question, by the type of the answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is understood.

    `head` is what is asked for ("how many *parameters*", "which *benchmark*"), if it is a focus.
    `subject` is what follows the words of a bibliographic intent ("papers by *Thomas Wang*").
    """

    text: str
    foci: tuple[Focus, ...]
    answer_type: AnswerType
    intent: Intent
    head: Focus | None
    subject: str
    notes: tuple[str, ...]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """What the retriever is asked for."""
        return tuple(focus.concept for focus in self.foci)


def analyse(text: str, retriever: Retriever) -> Question:
    """Read a question against the words that a collection holds."""
    corrected = correct(text, retriever)
    plain = " ".join(fold(word) for word in re.sub(r"['’]", "", corrected.text).split())
    answer_type = answer_type_of(plain)
    intent, subject = intent_of(plain)
    if answer_type is AnswerType.YES_NO and intent in _NEVER_YES_NO:
        intent = Intent.CONTENT
    if answer_type in _NEVER_OF_CODE and intent is Intent.CODE:
        intent = Intent.CONTENT
    dropped = generic_words()
    if intent in OF_ONE_PAPER:
        dropped |= bibliographic_words()
    foci = foci_of(corrected, retriever, dropped)
    head = _head(_HEADED.get(answer_type), plain, corrected.text, foci)
    return Question(text, foci, answer_type, intent, head, subject, corrected.notes)


def _head(
    pattern: re.Pattern[str] | None, plain: str, text: str, foci: Sequence[Focus]
) -> Focus | None:
    counted = pattern.search(plain) if pattern else None
    following = plain[counted.end() :].split() if counted else []
    if counted is None or not following or stem(following[0].strip("?.,!")) in uncounted_nouns():
        return None
    words_before = len(plain[: counted.end()].split())
    begin = sum(len(m) for m in re.findall(r"\S+\s*", text)[:words_before])
    return _last_of_phrase([focus for focus in foci if focus.start >= begin], text)


def _last_of_phrase(foci: Sequence[Focus], text: str) -> Focus | None:
    """The noun of "programming languages": the last of words in a row that is no name."""
    if not foci:
        return None
    phrase = [foci[0]]
    for focus in foci[1:]:
        last = phrase[-1]
        if text[last.start + len(last.concept.surface) : focus.start].strip():
            break
        phrase.append(focus)
    return next((focus for focus in reversed(phrase) if not focus.name), phrase[0])
