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
    """What a passage says to a question.

    `answers`, 0 to 1: how likely it answers the question at all. `sentences`: for each sentence,
    how likely it is the one that answers, if the passage does; they add up to 1. `shorts`: the
    short answers, one in each sentence at most. `look`: reads one of the sentences by itself, by
    its number, for a reader that sees more then.
    """

    answers: float
    sentences: tuple[float, ...]
    shorts: tuple[ShortSpan, ...]
    look: Callable[[int], "Said"] | None = field(default=None, compare=False, repr=False)

    def short_in(self, sentence: int) -> ShortSpan | None:
        """The short answer in a sentence, looked at closely; None where there is none."""
        shorts = (self.look(sentence) if self.look else self).shorts
        return next((short for short in shorts if short.sentence == sentence), None)

    @property
    def short(self) -> ShortSpan | None:
        """The short answer in the likeliest sentence; None where there is none."""
        return self.short_in(max(range(len(self.sentences)), key=lambda n: self.sentences[n]))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a passage says of a claim, or of a question that calls for yes (supports) or no.

    `rationale`: for each sentence, how likely it is the one that decides; they add up to 1.
    `look`: judges by one of the sentences alone, by its number, for a reader that sees more then.
    """

    leaning: Leaning
    rationale: tuple[float, ...]
    look: Callable[[int], "Judgement"] | None = field(default=None, compare=False, repr=False)

    @property
    def deciding(self) -> int:
        """The number of the sentence that most likely decides."""
        return max(range(len(self.rationale)), key=lambda n: self.rationale[n])

    @property
    def alone(self) -> Leaning:
        """What the sentence that decides says by itself, if the reader looks at it once more."""
        return (self.look(self.deciding) if self.look else self).leaning

    @property
    def settled(self) -> Leaning:
        """What the passage and the sentence that decides say together, their mean."""
        alone = self.alone
        supports = (self.leaning.supports + alone.supports) / 2
        refutes = (self.leaning.refutes + alone.refutes) / 2
        return Leaning(supports, refutes, (self.leaning.neither + alone.neither) / 2)


class Reader(Protocol):
    """Reads passages for a question, and judges claims by them; none is without sentences."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says to a question, in order."""

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Judgement]:
        """What each passage says of a claim, or a question for yes or no, in order."""
