"""Things whose names are alike: Voxtral and Voxtral TTS, Llama 3 and Llama 4.

A question that names what a paper presents is answered from that paper, or from a sentence that
names the very thing; never from a paper whose name is merely like it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.answering import Candidate
from knowledge.questions import Question
from knowledge.reading import Reading, introduced
from knowledge.text import display
from knowledge.topics import Named, named, names_a_thing
from knowledge.wordlists import table

SHORT = 3
"""So few letters stand for a field (AI) rather than for what one paper presents."""
_LONGER = re.compile(r"[ -]?(?:[A-Z]|\d|[a-z]+[A-Z])")
"""What makes a name behind which it stands another one: `TTS` behind `Voxtral`."""


def own(question: Question, ranked: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """The candidates in the orders in which they may answer; the first that is sure enough does.

    Those of the papers that present what the question names go first; then those that name it.
    Where no paper presents it, there is one order: the best first.
    """
    things = [thing for thing in named(question, _readings(ranked)) if _introduced(thing)]
    if not things:
        yield list(ranked)
        return
    presenting = [c for c in ranked if any(c.reading in thing.papers for thing in things)]
    yield [*presenting, *(c for c in ranked if c not in presenting)]
    speaking = [c for c in ranked if any(_names(c, thing) for thing in things)]
    if speaking and speaking[0] not in presenting:
        yield [*speaking, *(c for c in ranked if c not in speaking)]


def unheard(question: Question, ranked: Sequence[Candidate]) -> str | None:
    """A variant that a question names and no found abstract does: "Voxtral Large"."""
    texts = [_text(reading) for reading in _readings(ranked)]
    for name, variant in _variants(question):
        # A name that is misspelt stands nowhere as typed.
        if any(_mentions(t, name) for t in texts) and not any(_mentions(t, variant) for t in texts):
            return variant
    return None


def _readings(ranked: Sequence[Candidate]) -> list[Reading]:
    return list({c.reading.abstract.id: c.reading for c in ranked}.values())


def _introduced(thing: Named) -> bool:
    """Whether a paper presents a thing by name, and does not merely begin with an acronym."""
    return len(thing.text) > SHORT or any(introduced(r.abstract) for r in thing.papers)


def _names(candidate: Candidate, thing: Named) -> bool:
    """Whether a sentence names the very thing, and not one with a longer name."""
    text = display(candidate.sentence.sentence.text)
    found = re.finditer(rf"\b{re.escape(thing.text)}\b", text, re.IGNORECASE)
    return any(not _LONGER.match(text, match.end()) for match in found)


def _text(reading: Reading) -> str:
    return f"{reading.abstract.title or ''}\n{reading.abstract.text}"


def _mentions(text: str, name: str) -> bool:
    spelt = r"[ -]?".join(re.escape(word) for word in re.split(r"[ -]", name))
    return re.search(rf"\b{spelt}\b", text, re.IGNORECASE) is not None


@cache
def _qualifier() -> re.Pattern[str]:
    """A word that, behind a name, makes it that of a variant."""
    words = table("questions")["variants"]
    return re.compile(
        rf"[ -]((?:{'|'.join(words['always'].split())})\b|"
        rf"(?-i:{'|'.join(word.capitalize() for word in words['capital'].split())})\b)",
        re.IGNORECASE,
    )


def _variants(question: Question) -> Iterator[tuple[str, str]]:
    """The names in a question, alone and with the variant behind them, as typed."""
    text, place = question.text, 0
    for focus in question.foci:
        surface = focus.concept.surface
        start = text.find(surface, place)
        if start < 0 or not names_a_thing(focus):
            continue
        place = start + len(surface)
        match = _qualifier().match(text, place)
        if match and not _predicate(text, start, match.end()):
            yield surface, text[start : match.end()]


def _predicate(text: str, start: int, end: int) -> bool:
    """Whether the words behind a name say something of it: "is BLOOM small?"."""
    asked = re.fullmatch(
        r"\W*(?:(?:and|so|but) )?(?:is|are|was|were) (?:the )?", text[:start], re.IGNORECASE
    )
    return asked is not None and re.match(r"\W*(?:$|or\b|and\b|enough\b)", text[end:]) is not None
