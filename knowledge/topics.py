"""What questions and answers speak of: the things they name, and the papers that present these."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.english import is_word
from knowledge.focusing import Focus
from knowledge.questions import Question
from knowledge.reading import Reading, presented
from knowledge.text import fold, tokenise
from knowledge.weighing import Weighted

PRESENTED = 0.5
"""A paper presents a thing from this share of one of its names on."""
_SIDES = re.compile(r" or (?:an? |the )?")
_BETWEEN = re.compile(r"[\s-]*")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a question names at `start` to `end`, and the paper that presents it."""

    text: str
    start: int
    end: int
    paper: Reading | None


def named(question: Question, readings: Sequence[Reading]) -> tuple[Named, ...]:
    """The things that a question names, in order; `readings` are the papers it finds."""
    return tuple(_named(run, question.text, readings) for run in _runs(question))


def _runs(question: Question) -> Iterator[list[tuple[Focus, int, int]]]:
    """Names without other words between them, each with where it stands in what was typed."""
    text, place = question.text, 0
    run: list[tuple[Focus, int, int]] = []
    for focus in question.foci:
        for side in _SIDES.split(focus.concept.surface):
            start = text.find(side, place)
            if start < 0:
                continue
            if run and not _BETWEEN.fullmatch(text[run[-1][2] : start]):
                yield run
                run = []
            place = start + len(side)
            if names_a_thing(focus):
                run.append((focus, start, place))
            elif run:
                yield run
                run = []
    if run:
        yield run


def names_a_thing(focus: Focus) -> bool:
    """Whether a focus names something: a name, or a word that neither base nor English knows."""
    word = fold(focus.concept.surface)
    if focus.name:
        return not word.isdigit()
    return not focus.known and word.isalpha() and not is_word(word)


def _named(run: list[tuple[Focus, int, int]], text: str, readings: Sequence[Reading]) -> Named:
    start, end = run[0][1], run[-1][2]
    surface = re.sub(r"['’]s?$", "", text[start:end])
    return Named(surface, start, start + len(surface), presenting(surface, readings))


def presenting(name: str, readings: Sequence[Reading]) -> Reading | None:
    """The paper that presents what a name stands for: the one whose name it has most of."""
    asked = frozenset(term for token in tokenise(name) for term in token.terms)
    best, found = (PRESENTED, 0), None
    for reading in readings:
        for called in reading.called:
            held = sum(not asked.isdisjoint(word) for word in called)
            begun = called and not asked.isdisjoint(called[0])
            fit = (held / len(called), held) if begun else (0.0, 0)
            if fit > best or (found is None and fit[0] >= PRESENTED):
                best, found = fit, reading
    return found


def name_of(reading: Reading) -> str | None:
    """What to call the thing that a paper presents; None where it has no name."""
    title = reading.abstract.title
    names = presented(reading.abstract)
    return next(iter(names), None) or (title.rstrip("?!. ") if title else None)


def phrase_of(foci: Sequence[Weighted], reading: Reading, text: str) -> str | None:
    """The words of a question that say best what it is about, among those that a paper holds."""
    best: tuple[float, str] | None = None
    weight, start, end = 0.0, 0, 0
    for w in foci:
        place = text.find(w.focus.concept.surface, end)
        if place < 0 or w.held_by(reading.terms) < PRESENTED:
            weight, end = 0.0, max(end, place)
            continue
        if not weight or text[end:place].strip():
            weight, start = 0.0, place
        weight, end = weight + w.weight, place + len(w.focus.concept.surface)
        if best is None or weight > best[0]:
            best = (weight, text[start:end])
    return best[1] if best else None
