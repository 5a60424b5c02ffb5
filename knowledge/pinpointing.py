"""Which phrase of the quoted sentences is the short answer.

Every phrase is weighed by named marks; the weights are in `config/pinpointing.toml`.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.counting import counts
from knowledge.expected import find
from knowledge.finding import BEFORE, near_places, words_of
from knowledge.focusing import Focus
from knowledge.model import Span
from knowledge.phrases import Kind, Phrase, phrases
from knowledge.questions import AnswerType, Question
from knowledge.reading import Reading
from knowledge.text import display, tokenise
from knowledge.weighing import Weighted
from knowledge.wordlists import table

LONG = 8
"""Words of a phrase at which the mark `long` is 1."""
TOUCHING = 0.85
"""The nearness of what stands right behind a phrase, one word between them at most."""
_OFFER = re.compile(
    r"([\w-]+(?: [\w-]+)?),? or (?:an? |the |just |only |rather )?([\w-]+)", re.IGNORECASE
)
_PERSON = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r".*(?:ers|ors|ists|ians|people|team|community|members|group|company)", re.IGNORECASE
)
_MOST = re.compile(
    r"\b(?:biggest|largest|highest|longest|maximum|max|greatest|most)\b", re.IGNORECASE
)
_LEAST = re.compile(
    r"\b(?:smallest|lowest|shortest|minimum|min|least|fewest|lightest)\b", re.IGNORECASE
)
_APPOSED = re.compile(r", (?:an?|the) ")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_POWERS = {"k": 3, "m": 6, "b": 9, "t": 12}

Sentences = Sequence[tuple[Reading, int]]
"""Sentences, each as an abstract and a place in it, the surest first."""


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A phrase of one of the sentences, by its place among them, and how likely it answers.

    `span` is one of the sentence's `display`; the probability is that among all phrases.
    """

    sentence: int
    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question once more: the terms of its words, and which of them an "or" offers."""

    question: Question
    shares: tuple[tuple[Weighted, float], ...]
    words: frozenset[str]
    offered: frozenset[str]
    person: bool
    most: bool
    least: bool


def pinpoint(question: Question, foci: Sequence[Weighted], sentences: Sentences) -> Pinpoint | None:
    """The phrase that most likely is the short answer; None where there is no phrase."""
    found = list(candidates(question, foci, sentences))
    if not found:
        return None
    scores = [_score(marks) for _, _, marks in found]
    best = max(range(len(found)), key=lambda i: (scores[i], -i))
    total = sum(math.exp(score - scores[best]) for score in scores)
    place, phrase, _ = found[best]
    return Pinpoint(place, phrase.span, 1 / total)


def candidates(
    question: Question, foci: Sequence[Weighted], sentences: Sentences
) -> Iterator[tuple[int, Phrase, dict[str, float]]]:
    """Every phrase with the place of its sentence and its marks, by name, each 0 to 1."""
    asked = _asked(question, foci)
    for place, (reading, index) in enumerate(sentences):
        text = display(reading.sentences[index].sentence.text)
        expected = find(question, reading, index).span
        seen = _Seen(asked, text, expected)
        for phrase in _pool(asked, text, expected):
            yield place, phrase, {**seen.marks(phrase), "first_sentence": float(place == 0)}


def _asked(question: Question, foci: Sequence[Weighted]) -> _Asked:
    text = question.text
    total = sum(w.weight for w in foci) or 1.0
    offers = " ".join(side for match in _OFFER.finditer(text) for side in match.groups())
    return _Asked(
        question,
        tuple((w, w.weight / total) for w in foci),
        frozenset(term for token in tokenise(text) for term in token.terms),
        frozenset(token.terms[0] for token in tokenise(offers) if not token.stop),
        bool(_PERSON.search(text)),
        bool(_MOST.search(text)),
        bool(_LEAST.search(text)),
    )


def _pool(asked: _Asked, text: str, expected: Span | None) -> list[Phrase]:
    """The phrases of a sentence, what was expected, and what the question offers."""
    pool = list(phrases(text))
    more = [expected] if expected else []
    more += [Span(t.start, t.end) for t in tokenise(text) if t.terms[0] in asked.offered]
    held = {phrase.span for phrase in pool}
    return pool + [Phrase(span, Kind.NOUN, "") for span in more if span not in held]


def _score(marks: dict[str, float]) -> float:
    weights = table("pinpointing")["weights"]
    return sum(float(weights.get(name, 0.0)) * value for name, value in marks.items())


@cache
def _cues(answer_type: AnswerType) -> frozenset[str]:
    return frozenset(table("pinpointing")["cues"].get(answer_type.value, "").split())


def _size(quantity: str) -> float:
    """The number of a quantity, its magnitude counted in."""
    number = _NUMBER.search(quantity)
    if number is None:
        return 0.0
    rest = quantity[number.end() :].strip(" -").casefold()
    return float(number[0].replace(",", "")) * 10.0 ** _POWERS.get(rest[:1], 0)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a phrase of a sentence is like, whatever is asked.

    `first`, `last`: the places of its words. `terms`: those of its words that have content.
    """

    words: int
    first: int
    last: int
    terms: tuple[tuple[str, ...], ...]
    listed: bool
    people: bool
    apposed: bool


@lru_cache(maxsize=32768)
def _facts(text: str, span: Span) -> _Facts:
    spelt, words = span.of(text), words_of(text)
    lists = (p.span for p in phrases(text) if p.kind is Kind.LIST)
    return _Facts(
        len(spelt.split()),
        bisect_right(words.ends, span.start),
        bisect_left(words.starts, span.end) - 1,
        tuple(token.terms for token in tokenise(spelt) if not token.stop),
        any(o != span and o.start <= span.start and span.end <= o.end for o in lists),
        _PEOPLE.fullmatch(spelt.split()[-1]) is not None,
        _APPOSED.match(text, span.end) is not None,
    )


class _Seen:
    """A sentence as it is looked at for one question."""

    def __init__(self, asked: _Asked, text: str, expected: Span | None) -> None:
        self.asked = asked
        self.text = text
        self.expected = expected
        self.words = words_of(text)
        self.counted = {f.span: f.strength for f in counts(asked.question, text)}
        self.sizes = {span: _size(span.of(text)) for span in self.counted if span}
        self.here = [
            (w.focus, share)
            for w, share in asked.shares
            if w.focus.terms & self.words.places.keys()
        ]
        held = [
            self.words.starts[place]
            for focus, _ in self.here
            for term in focus.terms
            for place in self.words.places.get(term, ())
        ]
        self.first = min(held, default=-1)
        self.last = max(held, default=-1)

    def marks(self, phrase: Phrase) -> dict[str, float]:
        """What speaks for and against a phrase, by name; what says nothing (0) is left out."""
        facts = _facts(self.text, phrase.span)
        kind = self.asked.question.answer_type
        marks = {
            **self._of_words(facts),
            **self._of_place(phrase.span, facts),
            "cue": phrase.before in _cues(kind),
            "long": min(1.0, facts.words / LONG),
            "one_word": facts.words == 1,
            "in_list": facts.listed,
            f"{kind.value} in_list": facts.listed,
            f"kind {phrase.kind.value}": 1.0,
            f"{kind.value} {phrase.kind.value}": 1.0,
        }
        if phrase.span in self.counted:
            marks |= self._of_quantity(phrase.span)
        return {name: float(value) for name, value in marks.items() if value}

    def _of_words(self, facts: _Facts) -> dict[str, float]:
        """What its words say.

        `asked`: the share of them that the question holds already; `offered`: it holds them as one
        side of an "or". `head`: what is asked for is among them. `people`: "who", and they are.
        """
        asked, terms = self.asked, facts.terms
        offered = bool(terms) and all(not asked.offered.isdisjoint(t) for t in terms)
        known = sum(not asked.words.isdisjoint(t) for t in terms)
        share = known / len(terms) if terms else 1.0
        head = asked.question.head
        return {
            "offered": offered,
            "asked": 0.0 if offered else share,
            "wholly_asked": share == 1.0 and not offered,
            "head": any(head and not head.terms.isdisjoint(t) for t in terms),
            "people": asked.person and facts.people,
        }

    def _of_place(self, span: Span, facts: _Facts) -> dict[str, float]:
        """Where it stands.

        `expected`: what the rules for the kind of answer found; `overlaps`: a part of it, or more.
        `at_head`: how near to what is asked for; `near`: to the rest of the question, by weight;
        `nearest`: to any of it; `touches`: the weight of what it touches. `before`, `after`: in
        front of, behind all of it. `apposed`: it is explained by what follows.
        """
        expected, head = self.expected, self.asked.question.head
        others = [(share, self._near(f, facts, 1.0)) for f, share in self.here if f is not head]
        overlaps = expected and span.start < expected.end and expected.start < span.end
        return {
            "expected": expected == span,
            "overlaps": bool(overlaps) and expected != span,
            "at_head": self._near(head, facts, BEFORE) if head else 0.0,
            "near": sum(share * n for share, n in others),
            "nearest": max((n for _, n in others), default=0.0),
            "touches": sum(share for share, n in others if n >= TOUCHING),
            "before": 0 <= span.start < self.first,
            "after": span.start > self.last >= 0,
            "apposed": facts.apposed,
            "opens": span.start == 0,
        }

    def _near(self, focus: Focus, facts: _Facts, before: float) -> float:
        return near_places(focus, facts.first, facts.last, self.words, before)

    def _of_quantity(self, span: Span) -> dict[str, float]:
        """What it measures: as asked (`measures`), and the most or the least where that is."""
        return {
            "measures": self.counted[span],
            "most": self.asked.most and self._extreme(span, max),
            "least": self.asked.least and self._extreme(span, min),
        }

    def _extreme(self, span: Span, which: Callable[[Iterable[float]], float]) -> bool:
        return self.sizes[span] == which(self.sizes.values())
