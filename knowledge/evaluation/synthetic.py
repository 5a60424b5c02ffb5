"""Abstracts made up for measuring: as many as wanted, the same ones for the same seed.

Words follow Zipf's law over the English words of symspellpy's dictionary, rarest last, and half of
an abstract is about a few words of its own topic, as it is in real ones. Every abstract presents a
name of its own and states how many layers that has and on how many examples it was trained, so that
there are questions with one right answer. One abstract in twenty is met a second time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Bibliography, Record, Source
from knowledge.text.english import by_frequency

PLANTED = 20
"""One abstract in so many is met again."""
ALSO = "planted.jsonl"
_CHUNK = 500
_LENGTH = (5.05, 0.35)
"""Mean and deviation of the logarithm of an abstract's words: half have 130 to 190, as at arXiv."""
_SENTENCE = 21
_TITLE = 9
_TOPIC = 24
_COMMONEST = 60
"""Topics are made of words rarer than these."""
_TOPICAL = 0.4
_SYLLABLES = [c + v for c in "bdfglmnprstvz" for v in "aeiou"]
_KINDS = ("model", "method", "benchmark", "framework", "dataset", "network", "parser", "planner")
_GIVEN = (
    "Ada",
    "Bo",
    "Chen",
    "Dana",
    "Emeka",
    "Fatima",
    "Goro",
    "Hana",
    "Ivo",
    "Jun",
    "Kofi",
    "Lea",
)
_CATEGORIES = ("CL", "LG", "AI", "CV", "IR", "RO", "SE")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with one right answer, and the number of the abstract that gives it."""

    question: str
    number: int
    answer: str


def records(count: int, seed: int = 0, start: int = 0) -> Iterator[Record]:
    """Records of `count` abstracts from number `start`, some of them met a second time at once."""
    for number, text, title in islice(_abstracts(seed, start), count):
        stated = _stated(number, title)
        yield Record(text, stated, Source("made.jsonl", number + 1))
        if number % PLANTED == PLANTED - 1:
            yield Record(text, stated, Source(ALSO, number + 1))


def questions(count: int, among: int, seed: int = 0) -> list[Asked]:
    """Questions about abstracts of the first `among`."""
    drawn = np.random.default_rng((seed, 1)).integers(0, among, count)
    return [question(int(number), turn) for turn, number in enumerate(drawn)]


def queries(count: int, seed: int = 0, words: int = 5) -> list[list[str]]:
    """Queries of a few words, drawn as those of the abstracts are, but for the commonest."""
    generator = np.random.default_rng((seed, 2))
    vocabulary = _vocabulary()
    drawn = _zipf(generator, count * words, len(vocabulary) - _COMMONEST) + _COMMONEST
    return [[vocabulary[i] for i in row] for row in drawn.reshape(count, words)]


def name(number: int) -> str:
    """The name of what an abstract presents; no two have the same."""
    digits, rest = [], number * 7919 % 64**4
    for _ in range(4):
        rest, digit = divmod(rest, 64)
        digits.append(digit)
    made = "".join(_SYLLABLES[d] for d in digits).capitalize()
    return made if number < 64**4 else f"{made}{number // 64**4}"


def layers(number: int) -> int:
    """How many layers it has."""
    return 4 + number * 31 % 97


def examples(number: int) -> int:
    """On how many million examples it was trained."""
    return 2 + number * 17 % 977


def question(number: int, turn: int) -> Asked:
    """A question about an abstract; `turn`: which of the kinds, in turns."""
    asked = name(number)
    if turn % 3 == 0:
        return Asked(f"How many layers does {asked} have?", number, str(layers(number)))
    if turn % 3 == 1:
        text = f"On how many examples was {asked} trained?"
        return Asked(text, number, f"{examples(number)} million")
    return Asked(f"What is {asked}?", number, asked)


def _fact(number: int, topic: Sequence[str]) -> str:
    kind = _KINDS[number % len(_KINDS)]
    return (
        f"We present {name(number)}, a {kind} for {topic[0]} {topic[1]}. {name(number)} has "
        f"{layers(number)} layers and was trained on {examples(number)} million examples."
    )


def _stated(number: int, title: str) -> Bibliography:
    authors = tuple(
        f"{_GIVEN[(number + k * 5) % len(_GIVEN)]} {name(number * 3 // 4 + k)}"
        for k in range(1 + number % 4)
    )
    return Bibliography(title=title, authors=authors, categories=(_CATEGORIES[number % 7],))


def _abstracts(seed: int, start: int) -> Iterator[tuple[int, str, str]]:
    """Number, text and title of each; drawn a chunk at a time, so that any can be a start."""
    chunk = start // _CHUNK
    while True:
        made = _chunk(seed, chunk)
        for number in range(max(start, chunk * _CHUNK), (chunk + 1) * _CHUNK):
            text, title = made[number - chunk * _CHUNK]
            yield number, text, title
        chunk += 1


def _chunk(seed: int, chunk: int) -> list[tuple[str, str]]:
    generator = np.random.default_rng((seed, 0, chunk))
    vocabulary = _vocabulary()
    lengths = np.clip(generator.lognormal(*_LENGTH, _CHUNK), 40, 500).astype(int)
    topics = _zipf(generator, _CHUNK * _TOPIC, len(vocabulary) - _COMMONEST) + _COMMONEST
    topics = topics.reshape(_CHUNK, _TOPIC)
    made = []
    for n, length in enumerate(lengths):
        words = _words(generator, topics[n], length + _TITLE, vocabulary)
        text = f"{_fact(chunk * _CHUNK + n, words)} {_sentences(words[_TITLE:])}"
        made.append((text, f"{name(chunk * _CHUNK + n)}: {' '.join(words[:_TITLE])}"))
    return made


def _words(
    generator: np.random.Generator, topic: NDArray[np.int64], count: int, vocabulary: list[str]
) -> list[str]:
    drawn = _zipf(generator, count, len(vocabulary))
    own = topic[(generator.random(count) ** 2 * len(topic)).astype(int)]
    return [vocabulary[i] for i in np.where(generator.random(count) < _TOPICAL, own, drawn)]


def _sentences(words: Sequence[str]) -> str:
    cut = (words[i : i + _SENTENCE] for i in range(0, len(words), _SENTENCE))
    return " ".join(f"{' '.join(sentence).capitalize()}." for sentence in cut)


@cache
def _vocabulary() -> list[str]:
    """English words, the most frequent first."""
    return [word for word, _ in by_frequency()]


def _zipf(generator: np.random.Generator, count: int, words: int) -> NDArray[np.int64]:
    """Ranks from 0, each as frequent as one over itself (Zipf's law)."""
    return np.searchsorted(_shares(words), generator.random(count)).astype(np.int64)


@cache
def _shares(words: int) -> NDArray[np.float64]:
    shares = np.cumsum(1 / np.arange(1, words + 1))
    return np.asarray(shares / shares[-1], dtype=np.float64)
