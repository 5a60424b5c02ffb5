"""What a reader is given and what it tells: the port of the built-in model and of an endpoint."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Passage:
    """What is read together with a question or a claim: a title and the sentences of an abstract.

    `title` is empty where no source states one.
    """

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortSpan:
    """The words of a sentence that answer by themselves.

    `sentence`: its number in the passage, from 0; `start`, `end`: characters of that sentence, the
    end exclusive. `probability`, 0 to 1: how surely just these words answer, if the passage does.
    """

    sentence: int
    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Leaning:
    """How likely a passage supports a claim, refutes it, or says neither; the three add up to 1."""

    supports: float
    refutes: float
    neither: float


@dataclass(frozen=True, slots=True)
class Said:
    """What a passage says to a question, or of a claim.

    `answers`, 0 to 1: how likely it answers the question at all. `sentences`: for each sentence,
    how likely it is the one that answers, if the passage does; they add up to 1. `shorts`: the
    short answers, one in each sentence at most. `leaning`: of a claim, or of a question that calls
    for yes (supports) or no. `rationale`: for each sentence, how likely it is the one that decides
    the claim; they add up to 1.
    """

    answers: float
    sentences: tuple[float, ...]
    shorts: tuple[ShortSpan, ...]
    leaning: Leaning
    rationale: tuple[float, ...]

    def short_in(self, sentence: int) -> ShortSpan | None:
        """The short answer in a sentence; None where there is none."""
        return next((short for short in self.shorts if short.sentence == sentence), None)

    @property
    def deciding(self) -> int:
        """The number of the sentence that most likely decides a claim."""
        return max(range(len(self.rationale)), key=lambda n: self.rationale[n])

    @property
    def short(self) -> ShortSpan | None:
        """The short answer in the likeliest sentence; None where there is none."""
        return self.short_in(max(range(len(self.sentences)), key=lambda n: self.sentences[n]))


class Reader(Protocol):
    """Reads passages for a question or a claim."""

    def read(self, text: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says, in order; none of them is without sentences."""
