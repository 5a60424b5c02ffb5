"""What a sentence of an abstract says about a claim: supports it, refutes it, or neither.

Named features of the two and a linear model; its numbers are in `config/stance.toml`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge.claiming import ReadClaim
from knowledge.features import features
from knowledge.passages import Passage
from knowledge.wordlists import table


@dataclass(frozen=True, slots=True)
class Leaning:
    """The probabilities that a sentence supports a claim, refutes it, or does neither."""

    supports: float
    refutes: float
    neither: float


class SentencePair(Protocol):
    """What holds a claim against a sentence. A trained model of sentence pairs can be one."""

    def score(self, claim: ReadClaim, passage: Passage) -> Leaning:
        """What the sentence says about the claim; both have their words as `text`."""
        ...


class Linear:
    """The built-in sentence pair: whether the sentence speaks of it, and which way it speaks.

    Args:
        models: the two models by name, as in `config/stance.toml`, where they come from by default.
    """

    def __init__(self, models: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._models = models

    def score(self, claim: ReadClaim, passage: Passage) -> Leaning:
        """What the sentence says about the claim."""
        found, models = features(claim, passage), self._models or table("stance")
        speaks, agrees = (logistic(models[name], found) for name in ("speaks", "agrees"))
        return Leaning(speaks * agrees, speaks * (1 - agrees), 1 - speaks)


def logistic(numbers: Mapping[str, Any], found: Mapping[str, float]) -> float:
    """The probability that a model, with its `intercept` and `weights`, gives some features."""
    total = numbers["intercept"] + sum(
        weight * found[name] for name, weight in numbers["weights"].items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, float(total)))))


def aptness(found: Mapping[str, float]) -> float:
    """How well a sentence lends itself to judging a claim, from its features."""
    weights = table("stance")["aptness"]
    return sum(float(weight) * found[name] for name, weight in weights.items())
