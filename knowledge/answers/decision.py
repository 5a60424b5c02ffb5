"""What is told once papers are read: what sources state, or else a quote, or nothing.

Which words of a quote are marked as the short answer: `replies`.
"""

from collections.abc import Callable

from knowledge.answers import metadata
from knowledge.answers.replies import Asked, quoted, quotes
from knowledge.model import Abstention, Answer
from knowledge.questions.coverage import identified, subject_match
from knowledge.questions.intents import OF_ONE_PAPER, gives_code
from knowledge.questions.question import Intent, Question
from knowledge.questions.subject import may_mean
from knowledge.reader.reading import Reading, read
from knowledge.reasons import Reason
from knowledge.reasons.why_abstained import (
    NoSuchName,
    NotAnswered,
    NothingToLookUp,
    NotSaid,
    NotSpokenOf,
    NotStated,
    TitleAlone,
)
from knowledge.settings import tuned

IDENTIFIED = tuned().answers.identified
NAMED = tuned().questions.named


def tell(asked: Asked) -> Answer | Abstention:
    """What sources state, or else what the abstracts say."""
    if not asked.papers:
        return asked.abstention(_nothing_found(asked.question))
    return _stated(asked) or _quoted(asked)


def _stated(asked: Asked) -> Answer | Abstention | None:
    """What sources state about the paper that a question means.

    None where the question asks for something else, or where an abstract may tell all the same.
    """
    intent = asked.question.intent
    if intent not in OF_ONE_PAPER:
        return None
    best = _meant(asked)
    sure = identified(asked.foci, best)
    meant = may_mean(asked.question.spelt, intent, best.abstract)
    if sure < IDENTIFIED or not meant:
        never = intent in metadata.NEVER_IN_AN_ABSTRACT
        return asked.abstention(NoSuchName()) if never else None
    stated = metadata.stated(intent, best.abstract)
    if intent is Intent.CODE:
        stated = _linked(best) or stated or _given_away(best)
    if stated:
        return asked.answer(stated, sure)
    return unstated(asked, intent)


def unstated(asked: Asked, intent: Intent) -> Answer | Abstention:
    """No source states what is asked for; of a date, the abstract may tell."""
    if intent is Intent.PUBLISHED and asked.papers:
        told = _quoted(asked)
        if isinstance(told, Answer):
            return told
    return asked.abstention(NotStated(metadata.UNSTATED[intent]))


def _linked(paper: Reading) -> metadata.Stated | None:
    """The sentence of a paper that says where something of it is found on the web."""
    return _first(paper, lambda text: "://" in text)


def _given_away(paper: Reading) -> metadata.Stated | None:
    """The sentence of a paper that says that its code can be had."""
    return _first(paper, gives_code)


def _first(paper: Reading, says: Callable[[str], bool]) -> metadata.Stated | None:
    """The first sentence, in lower case, that says something."""
    texts = enumerate(sentence.sentence.text.casefold() for sentence in paper.sentences)
    found = next((n for n, text in texts if says(text)), None)
    return None if found is None else quotes(paper, [found])


def _meant(asked: Asked) -> Reading:
    """The paper that a question names best; the first found, where several are named as well."""
    found = [read(paper) for paper in asked.papers]
    return max(found, key=lambda r: identified(asked.foci, r) + subject_match(asked.foci, r))


def _quoted(asked: Asked) -> Answer | Abstention:
    """What the surest paper says, if that is sure enough to be an answer."""
    if not asked.ranked:
        return asked.abstention(TitleAlone())
    best = asked.ranked[0]
    if best.sure >= asked.request.least:
        return asked.answer(quoted(best), best.sure)
    if subject_match(asked.foci, best.reading) >= NAMED:
        return asked.abstention(NotSaid(best.reading.abstract.label), best.sure)
    return asked.abstention(NotAnswered(), best.sure)


def _nothing_found(question: Question) -> Reason:
    return NotSpokenOf() if question.foci else NothingToLookUp()
