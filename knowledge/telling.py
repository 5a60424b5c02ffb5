"""What is told once sentences are ranked: what sources state, or else a quote, or nothing."""

import re
from dataclasses import replace

from knowledge import bibliographic
from knowledge.affirming import asserted
from knowledge.answering import Candidate, select
from knowledge.identifying import may_mean
from knowledge.judging import confidence
from knowledge.lookalikes import own, unheard
from knowledge.model import Abstention, Answer
from knowledge.patterns import OF_ONE_PAPER
from knowledge.questions import Focus, Intent, Question
from knowledge.reading import Reading, read
from knowledge.replying import Asked, quotes
from knowledge.weighing import identified, subject_match

IDENTIFIED = 0.5
"""A paper is meant where at least so much of the question's weight stands in its title or name."""
NAMED = 0.99
"""The same for what a paper presents."""
_VERSION = re.compile(r"[^\W\d]{2,}[ -]?\d(?:\.\d+)?(?:['’]s)?")


def tell(asked: Asked) -> Answer | Abstention:
    """What sources state, or else what the abstracts say."""
    if not asked.ranked:
        return asked.abstention(_nothing_found(asked.question))
    if variant := unheard(asked.question, asked.ranked):
        return asked.abstention(f"No abstract in the base speaks of {variant}.")
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
    meant = may_mean(asked.question.text, intent, best.abstract)
    if sure < IDENTIFIED or not meant:
        never = intent in bibliographic.NEVER_IN_AN_ABSTRACT
        return asked.abstention("No paper in the base goes by that name.") if never else None
    if intent is Intent.CODE and (linked := _linked(asked, best)):
        return asked.answer(quotes(asked, [linked]), sure)
    if stated := bibliographic.stated(intent, best.abstract):
        return asked.answer(stated, sure)
    return None if intent is Intent.CODE else unstated(asked, intent)


def unstated(asked: Asked, intent: Intent) -> Answer | Abstention:
    """No source states what is asked for; of a date, the abstract may tell."""
    if intent is Intent.PUBLISHED and asked.ranked and asked.ranked[0].evidence:
        told = _quoted(asked)
        if isinstance(told, Answer):
            return told
    missing = bibliographic.UNSTATED[intent]
    return asked.abstention(f"The base has this paper, but no source states {missing}.")


def _linked(asked: Asked, reading: Reading) -> Candidate | None:
    """The sentence of a paper that says where something of it is found on the web."""
    of_paper = [c for c in asked.ranked if c.reading is reading]
    return next((c for c in of_paper if "://" in c.sentence.sentence.text), None)


def _meant(asked: Asked) -> Reading:
    """The paper that a question names best; the first found, where several are named as well."""
    found = [read(paper) for paper in asked.papers()]
    return max(found, key=lambda r: identified(asked.foci, r) + subject_match(asked.foci, r))


def _quoted(asked: Asked) -> Answer | Abstention:
    if version := next((f.concept.surface for f in asked.question.foci if _version_of(f)), None):
        return asked.abstention(f"No abstract in the base speaks of {version}.")
    first = None
    for order in own(asked.question, asked.ranked):
        reply = _best(replace(asked, ranked=order))
        if isinstance(reply, Answer):
            return reply
        first = first or reply
    return first or _best(asked)


def _best(asked: Asked) -> Answer | Abstention:
    """The best candidate and what completes it, if that is sure enough to be an answer."""
    chosen = select(asked.question, asked.foci, asked.ranked)
    sure = confidence(asked.question, asked.foci, asked.ranked, chosen, asked.among)
    if sure >= asked.least:
        # To a yes/no question, no phrase of a quote is the short answer.
        marked = asserted(asked.question) is None
        return asked.answer(quotes(asked, chosen, marked=marked), sure)
    best = asked.ranked[0].reading
    if subject_match(asked.foci, best) >= NAMED:
        return asked.abstention("The base has this paper, but its abstract does not say.", sure)
    return asked.abstention("No abstract in the base answers this.", sure)


def _version_of(focus: Focus) -> bool:
    """Whether a focus names a version of something, such as `GPT-5`, that no abstract holds.

    What abstracts say of another version does not answer it.
    """
    return not focus.known and _VERSION.fullmatch(focus.concept.surface) is not None


def _nothing_found(question: Question) -> str:
    if not question.foci:
        return "There is nothing in this to look up: name a paper, a model or a topic."
    return "No abstract in the base speaks of this."
