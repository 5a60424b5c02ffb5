"""What the verdict on a claim rests on, or why there is none."""

from dataclasses import dataclass

from knowledge.reasons.reason import Reason


class SaysTheSame(Reason):
    """A sentence supports the claim."""

    sentence = "The abstract says the same as the claim."


class SaysOtherwise(Reason):
    """A sentence refutes the claim."""

    sentence = "What the abstract says goes against the claim."


@dataclass(frozen=True, slots=True)
class NumberDiffers(Reason):
    """A sentence refutes the claim by a number, each in the words that it stands in."""

    sentence = "The abstract says {stated}; the claim says {claimed}."
    stated: str
    claimed: str


class NothingToCheck(Reason):
    """A claim has no word that could be looked for."""

    sentence = "There is nothing in this to check: name a paper, a model or a topic."


@dataclass(frozen=True, slots=True)
class WordsUnknown(Reason):
    """No abstract has these words of a claim."""

    sentence = "No abstract in the base speaks of {words}."
    joint = " or "
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotSaidIn(Reason):
    """The paper that a claim is about is held, and its abstract says nothing of the claim."""

    sentence = "“{title}” is in the base, but its abstract does not say this."
    title: str


@dataclass(frozen=True, slots=True)
class NearestLacks(Reason):
    """The nearest abstract does not have these words of a claim."""

    sentence = "The nearest abstract does not speak of {words}."
    words: tuple[str, ...]


class NotDecided(Reason):
    """No abstract decides a claim, though some have all of its words."""

    sentence = "No abstract in the base says whether this is so."
