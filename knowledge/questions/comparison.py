"""Questions that compare named things: what is asked of each of them, and which comes first.

The patterns are in `config/english/comparing.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.questions.topics import Named
from knowledge.settings import english, tuned
from knowledge.text.sentences import split
from knowledge.text.tokens import tokenise

MOST = tuned().questions.compared


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked of each of some things; `TOPIC` stands for the thing in `asked`.

    Where a thing has no answer to `asked`, it is asked `instead`, if there is such a question.
    `word`: how the winner is called ("larger"). `greater`: whether the greater one wins; None
    where nothing wins. `dated`: the dates of the papers are compared. `noun`: what is counted or
    measured, where the question says it.
    """

    things: tuple[Named, ...]
    asked: str
    word: str = ""
    greater: bool | None = None
    dated: bool = False
    noun: str = ""
    instead: str | None = None

    def of(self, thing: Named) -> list[str]:
        """What is asked of one of the things, in the order in which it is."""
        return [q.replace("TOPIC", thing.text) for q in (self.asked, self.instead) if q]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(english("comparing")[name], re.IGNORECASE)


@cache
def _about() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule, re.IGNORECASE) for rule in english("comparing")["about"])


def may_compare(text: str) -> bool:
    """Whether a question has a word with which one puts things side by side; cheap."""
    return _pattern("joining").search(text) is not None


def compared(text: str, things: Sequence[Named]) -> Comparison | None:
    """How a question compares the things that it names; None where it does not."""
    different = tuple({thing.text.casefold(): thing for thing in things}.values())
    presented = {thing.paper.abstract.id for thing in different if thing.paper}
    if not (1 < len(different) <= MOST and presented):
        return None
    masked = _masked(text, things)
    if not _pattern("pair").search(masked) or _pattern("gap").search(masked):
        return None
    if any(_told_of(thing, different) for thing in different):
        return None
    if found := _dated(masked, different) or _counted(masked, different):
        return found
    if found := _graded(masked, different) or _neutral(masked, different):
        return found
    return _shared(masked, different) if len(presented) == len(different) else None


def _told_of(thing: Named, others: Sequence[Named]) -> bool:
    """Whether a thing that no paper presents is spoken of by the paper of another one."""
    papers = [reading for other in others for reading in other.papers]
    name = thing.text.casefold()
    return not thing.papers and any(name in r.abstract.text.casefold() for r in papers)


def _masked(text: str, things: Sequence[Named]) -> str:
    parts, done = [], 0
    for thing in things:
        parts += [text[done : thing.start], "@"]
        done = thing.end
    return re.sub(r"['’]s?(?= |$)", "", "".join((*parts, text[done:]))).rstrip(" ?!.")


def _dated(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    match = _pattern("dated").search(masked)
    if match is None:
        return None
    late = _pattern("early").search(match[0]) is None
    word = "later" if late else "earlier"
    return Comparison(things, "when was TOPIC published?", word, late, dated=True)


def _counted(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    match = _pattern("counted").search(masked)
    found = _pattern("noun_end").match(masked[match.end() :]) if match else None
    if match is None or found is None:
        return None
    greater = match["word"].casefold() in {"more", "most"}
    noun = found["noun"]
    rest = _rest(masked[: match.start()], masked[match.end() + found.end() :])
    if _is_noun(noun):
        word = "more" if greater else "fewer"
        return Comparison(things, _how_many(noun, rest), f"{word} {noun}", greater, noun=noun)
    return Comparison(things, f"how {noun} is TOPIC{rest}?", f"{match['word']} {noun}", greater)


def _how_many(noun: str, rest: str = "") -> str:
    return f"how many {noun}{rest} does TOPIC have?"


def _is_noun(words: str) -> bool:
    """Whether what follows "more" is counted: "more layers", not "more accurate"."""
    last = words.rsplit(maxsplit=1)[-1].casefold()
    return last.endswith("s") or last in english("comparing")["amounts"]["words"].split()


def _rest(*around: str) -> str:
    """The words around a comparison that have content: "which was *trained* on more tokens"."""
    words = [t.surface for part in around for t in tokenise(part) if not t.stop]
    words = [word for word in words if not _pattern("light").fullmatch(word)]
    return "".join(f" {word}" for word in words)


def _graded(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    graded = english("comparing")["graded"]
    for match in re.finditer(r"[a-z]+", masked, re.IGNORECASE):
        word = match[0].casefold()
        if word not in graded:
            continue
        degree, direction = graded[word].split()
        behind = masked[match.end() :].lstrip()
        noun = _pattern("noun_end").match(behind)
        if noun is None or _pattern("model").match(behind):
            asked, instead = f"how {degree} is TOPIC?", None
            if degree == "big" and all(map(_is_model, things)):
                asked, instead = _how_many("parameters"), asked
            return Comparison(things, asked, word, direction == "+", instead=instead)
        asked = f"what is the {noun['noun']} of TOPIC?"
        return Comparison(things, asked, word, direction == "+", noun=noun["noun"])
    return None


def _is_model(thing: Named) -> bool:
    """Whether a thing is a model, of which the size is its number of parameters."""
    if thing.paper is None:
        return True
    abstract = thing.paper.abstract
    naming = [s for s in split(abstract.text) if thing.text.casefold() in s.text.casefold()]
    said = " ".join((abstract.title or "", *(s.text for s in naming[:1])))
    return _pattern("models").search(said) is not None and not _pattern("data").search(said)


def _neutral(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    if not _pattern("neutral").search(masked):
        return None
    for rule in _about():
        if (match := rule.search(masked)) is not None:
            noun = match["noun"].strip()
            last = noun.casefold().split()[-1]
            greater = True if last in english("comparing")["amounts"]["words"].split() else None
            counted = greater and last.endswith("s")
            asked = _how_many(noun) if counted else f"what is the {noun} of TOPIC?"
            word = f"{'more' if counted else 'greater'} {noun}"
            return Comparison(things, asked, word, greater, noun=noun)
    return Comparison(things, "what is TOPIC?")


def _shared(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    """The same asked of each: "How many layers do A and B have?"."""
    match = _pattern("shared").search(masked)
    if match is None or masked.count("@") != len(things):
        return None
    return Comparison(things, f"{masked[: match.start()]}TOPIC{masked[match.end() :]}?")
