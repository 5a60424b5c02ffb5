"""What a reader is given and what it tells: the port of the built-in model and of an endpoint."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
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
    the claim; they add up to 1. `look`: reads one of the sentences by itself, by its number, for a
    reader that sees more then.
    """

    answers: float
    sentences: tuple[float, ...]
    shorts: tuple[ShortSpan, ...]
    leaning: Leaning
    rationale: tuple[float, ...]
    look: Callable[[int], "Said"] | None = field(default=None, compare=False, repr=False)

    def closely(self, sentence: int) -> "Said":
        """What a sentence says by itself, if the reader looks at it once more; else this."""
        return self.look(sentence) if self.look else self

    def short_in(self, sentence: int) -> ShortSpan | None:
        """The short answer in a sentence, looked at closely; None where there is none."""
        shorts = self.closely(sentence).shorts
        return next((short for short in shorts if short.sentence == sentence), None)

    @property
    def settled(self) -> Leaning:
        """Of a claim: what the passage and the sentence that decides say together, their mean."""
        alone = self.closely(self.deciding).leaning
        supports = (self.leaning.supports + alone.supports) / 2
        refutes = (self.leaning.refutes + alone.refutes) / 2
        return Leaning(supports, refutes, (self.leaning.neither + alone.neither) / 2)

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
