"""The claims of a message: what in it can be checked.

The patterns are in `config/english/claim_patterns.toml`.
"""

import re
from functools import cache

from knowledge.settings import english, tuned
from knowledge.text.sentences import split as sentences
from knowledge.text.tokens import tokenise

FEWEST_WORDS = tuned().claims.fewest_words
_LINE = re.compile(r"^\s*(?:[-*•>]|\d+[.)])?\s*")
_LEFT = " \t,;:–—-"


def split(message: str) -> list[str]:
    """The claims of a message in order, as they stand there, without what leads to them.

    A claim is a sentence, or one of several clauses that "and", "but" or ";" join, if each has a
    subject and a verb of its own. Questions, greetings, opinions and orders are left out.
    """
    return [
        claim
        for line in message.splitlines()
        for sentence in sentences(_LINE.sub("", line, count=1))
        for claim in _clauses(sentence.text)
        if _checkable(claim)
    ]


def _clauses(sentence: str) -> list[str]:
    if sentence.rstrip().endswith("?"):
        return []
    parts = re.split(_joint(), sentence)
    joined = [parts[0]]
    for joint, part in zip(parts[1::2], parts[2::2], strict=True):
        if joint.strip() == ";" or (_whole(part) and _whole(joined[-1])):
            joined.append(part)
        else:
            joined[-1] += joint + part
    return [_bare(clause) for clause in joined]


def _bare(clause: str) -> str:
    """A clause without words such as "I read that" before it."""
    stripped = clause.strip(_LEFT)
    while (led := _pattern("leads").match(stripped)) and led.end() < len(stripped):
        stripped = stripped[led.end() :].strip(_LEFT)
    return stripped[:1].upper() + stripped[1:] if stripped != clause.strip(_LEFT) else stripped


def _whole(clause: str) -> bool:
    """Whether a clause has a subject and a verb of its own."""
    return _pattern("clause").match(clause.strip(_LEFT)) is not None


def _checkable(claim: str) -> bool:
    worded = [token for token in tokenise(claim) if not token.surface.isdigit()]
    if len(worded) < FEWEST_WORDS or claim.rstrip().endswith("?"):
        return False
    return not any(_pattern(kind).search(claim) for kind in ("questions", "opinions", "orders"))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(english("claim_patterns")[kind]), re.IGNORECASE)


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(english("claim_patterns")["joint"], re.IGNORECASE)
