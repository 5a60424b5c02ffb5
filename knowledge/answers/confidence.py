"""How sure an answer is: named features of a paper that was read to a probability.

The probability is a logistic function of the features; its numbers are in `config/confidence.toml`.
None of them depends on how many abstracts there are.
"""

import math
from dataclasses import astuple, dataclass, fields
from typing import Self

from knowledge.settings import table

STRICTNESS = ("strict", "normal", "lenient")
"""Levels of caution; `footnote eval` says how much of what each shows is wrong, on each set."""
MOST = 6.0
"""The odds of the reader, as a logarithm, are cut off here: it is no surer than that."""


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for and against a paper as the answer to a question.

    `answers`: the logarithm of the reader's odds that it answers. `peak`: how clearly one sentence
    stands out, 0 to 1. `retrieval`: its retrieval score as a share of the best. `covered`: the
    share of the question's weight (by idf) that it holds. `missing_name`: 1 where it does not hold
    a name or number of the question. `subject`: how exactly the question names what it presents.
    `unknown`: the share of the question's concepts that no abstract holds.
    """

    answers: float
    peak: float
    retrieval: float
    covered: float
    missing_name: float
    subject: float
    unknown: float

    @classmethod
    def of(cls, answers: float, **others: float) -> Self:
        """Features, of which `answers` is given as a probability."""
        least = 1 / (1 + math.exp(MOST))
        held = min(max(answers, least), 1 - least)
        return cls(answers=math.log(held / (1 - held)), **others)


def probability(features: Features) -> float:
    """The probability, 0 to 1, that the paper answers the question."""
    weights = table("confidence")["weights"]
    total = float(table("confidence")["intercept"])
    for field, value in zip(fields(features), astuple(features), strict=True):
        total += float(weights[field.name]) * value
    return 1 / (1 + math.exp(-total))


def threshold(strictness: str | None = None) -> float:
    """The least probability at which an answer is shown.

    Args:
        strictness: one of `STRICTNESS`; None: the default, which shows more than any of them.
    """
    numbers = table("confidence")
    return float(numbers["strictness"][strictness] if strictness else numbers["threshold"])
