"""Several facts asked of one work, joined: "who wrote it and when", "authors and year of it".

Only what sources state of a work is parted like this. The patterns are in
`config/english/parting.toml`.
"""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.questions.intents import OF_ONE_PAPER, Intent, calls_for_yes_or_no, intent_of
from knowledge.questions.parts import parts
from knowledge.settings import english
from knowledge.text.tokens import fold

_ENDS = " ?!.,;"


@dataclass(frozen=True, slots=True)
class Facet:
    """One of the facts: what is asked, and in which words; empty where those are the question's."""

    intent: Intent
    words: str


@dataclass(frozen=True, slots=True)
class Joined:
    """The facts in the order in which they are asked; `question` asks for one of them alone."""

    question: str
    facets: tuple[Facet, ...]


def facets(text: str) -> Joined | None:
    """The facts that a question asks for beside each other; None where it asks for none or one."""
    said = " ".join(text.split()).strip(_ENDS)
    if calls_for_yes_or_no(said.casefold()):
        return None
    found = (_joined(form, said, every=every) for form, every in _forms())
    return next(filter(None, found), None)


def _joined(form: re.Pattern[str], said: str, *, every: bool) -> Joined | None:
    match = form.match(said)
    if match is None:
        return None
    before, after = match["before"], match["after"]
    named = [Facet(_intent(words), words) for words in _fact().findall(match["list"])]
    if not after:  # what stands before the list is a question itself
        asked = _of_one_paper(before) if len(parts(before)) == 1 else None
        return Joined(f"{before}?", (Facet(asked, ""), *named)) if asked else None
    alone = [f"{before}{facet.words}{after}" for facet in named]
    asking = [question for question in alone if _of_one_paper(question)]
    if not asking or (every and asking != alone):
        return None
    return Joined(f"{asking[0]}?", tuple(named))


def _of_one_paper(question: str) -> Intent | None:
    """What a question asks of the work that it names; None where it asks something else."""
    intent, _ = intent_of(" ".join(fold(word) for word in question.split()))
    return intent if intent in OF_ONE_PAPER else None


def _intent(words: str) -> Intent:
    return next(intent for intent, pattern in _facts() if pattern.fullmatch(words))


@cache
def _facts() -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    facts = english("parting")["facets"]["facts"]
    return tuple((Intent(each["intent"]), _compiled(each["words"])) for each in facts)


@cache
def _fact() -> re.Pattern[str]:
    return _compiled(rf"\b{_any_fact()}\b")


@cache
def _forms() -> tuple[tuple[re.Pattern[str], bool], ...]:
    rules = english("parting")["facets"]
    words = {"JOIN": rules["join"], "FACT": rf"\b{_any_fact()}\b"}
    return tuple(
        (_compiled(re.sub("JOIN|FACT", lambda m: words[m[0]], form["pattern"])), form["every"])
        for form in rules["forms"]
    )


def _any_fact() -> str:
    return f"(?:{'|'.join(pattern.pattern for _, pattern in _facts())})"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
