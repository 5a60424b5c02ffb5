"""What questions and answers speak of: the things they name, and the papers that present these."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.model import Abstract
from knowledge.questions.coverage import Weighted
from knowledge.questions.question import Question
from knowledge.reader.reading import Reading, presented
from knowledge.search.concepts import Focus
from knowledge.settings import english, tuned
from knowledge.text.english import is_word
from knowledge.text.tokens import Token, fold, tokenise

PRESENTED = tuned().questions.presented
_SIDES = re.compile(r" or (?:an? |the )?")
_BETWEEN = re.compile(r"[\s-]*")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a question names at `start` to `end`, and the papers that present it."""

    text: str
    start: int
    end: int
    papers: tuple[Reading, ...]

    @property
    def paper(self) -> Reading | None:
        """The paper that presents it first and foremost."""
        return self.papers[0] if self.papers else None


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
    short_for = english("synonyms")["abbreviations"]
    return not focus.known and word.isalpha() and not is_word(word) and word not in short_for


def _named(run: list[tuple[Focus, int, int]], text: str, readings: Sequence[Reading]) -> Named:
    start, end = run[0][1], run[-1][2]
    surface = re.sub(r"['’]s?$", "", text[start:end])
    return Named(surface, start, start + len(surface), presenting(surface, readings))


def presenting(name: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The papers that present what words name, the one whose name fits best first.

    "Voxtral TTS" is not what `Voxtral` is presented by; "HALT Llama 3" is presented by two papers.
    """
    words = [frozenset(_own_terms(token)) for token in tokenise(name)]
    fits = [(*_fit(words, reading), reading) for reading in readings]
    fits = [fit for fit in fits if fit[0] >= PRESENTED]
    fits.sort(key=lambda fit: (-fit[0], -len(fit[1])))
    best = [fit for fit in fits if not any(fit[1] < other[1] for other in fits)]
    return tuple(reading for share, _, reading in best if share >= best[0][0])


def _fit(words: Sequence[frozenset[str]], reading: Reading) -> tuple[float, frozenset[int]]:
    """The share of a name of a paper that words hold, and which words hold it; the best name's."""
    best: tuple[float, frozenset[int]] = (0.0, frozenset())
    for called in reading.called:
        held = [[i for i, word in enumerate(words) if word & part] for part in called]
        if not held or not held[0]:
            continue  # "Experts" alone is no name of "Mixtral of Experts"
        fit = (sum(map(bool, held)) / len(held), frozenset(i for found in held for i in found))
        best = max(best, fit, key=lambda f: (f[0], len(f[1])))
    return best


def _own_terms(token: Token) -> tuple[str, ...]:
    """The terms of a word; of `Llama 2` the whole alone, as `Llama` is in `Llama 3` too."""
    whole = token.terms[0]
    return token.terms[:1] if whole[0].isalpha() and whole[-1].isdigit() else token.terms


def names_of(reading: Reading) -> list[str]:
    """What a paper and the things that it presents may be called."""
    title = reading.abstract.title
    return [*presented(reading.abstract), *([title] if title else [])]


def name_of(reading: Reading) -> str | None:
    """What to call the thing that a paper presents; None where it has no name."""
    return next((name.rstrip("?!. ") for name in names_of(reading)), None)


def naming(reading: Reading) -> str:
    """What to call a paper as such: the name that its title begins with, or its title.

    What a paper only speaks of by name is not what it is called.
    """
    name, title = name_of(reading), reading.abstract.title or ""
    if name and (not title or title.casefold().startswith(name.casefold())):
        return name
    return called(reading.abstract)


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


def called(abstract: Abstract) -> str:
    """What a sentence calls a paper: its title between quotation marks, or its label."""
    opening, closing = marks(abstract)
    return f"{opening}{abstract.label}{closing}"


def marks(abstract: Abstract) -> tuple[str, str]:
    """The quotation marks around what a paper is called; none where it has no title."""
    return ("“", "”") if abstract.title else ("", "")
