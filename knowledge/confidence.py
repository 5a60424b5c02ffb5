"""How sure an answer is: named features of a candidate to a probability.

The probability is a logistic function of the features; its numbers are in `config/confidence.toml`.
"""

import math
from dataclasses import astuple, dataclass, fields

from knowledge.wordlists import table

STRICTNESS = ("strict", "normal", "lenient")
"""Levels of caution: at most 1, 5 and 15 % of the answers shown were wrong where it was fitted."""


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for and against a candidate answer; each 0 to 1.

    `covered`: the share of the question's weight (by idf) that the abstract covers.
    `in_sentence`: the share that the quoted sentences cover, themselves or by what stands around.
    `exact`: the share that the quoted sentences hold themselves, or that names what is presented.
    `gap`: the weight of the heaviest concept that they do not hold.
    `weakest`: how well the worst-covered concept is covered by the abstract.
    `missing_name`: a name or number that the abstract does not hold.
    `missing_head`: what is counted ("how many *heads*") does not stand in the sentences.
    `typed`: the kind of thing that was asked for stands in the sentences.
    `missing_type`: it does not, for kinds that show (a number, a licence, a date, a place).
    `unknown`: the share of the concepts that no abstract holds.
    `subject`: the question names what the abstract presents.
    `foreign`: the question names something, but nothing that the abstract presents.
    `foreign_type`: where a number, a licence, a date or a place is asked for, the sentence that
    shows one is not about anything that the question names either.
    `together`: the share of neighbouring concepts of the question that one quoted sentence holds.
    `margin`: how far the next paper's best sentence is behind, as a share of the best score, times
    `covered` (nothing else found says little of a paper that covers little).
    `single`: the question has just one concept.
    `size`: how many abstracts there are, as a logarithm: among many, one that holds half of any
    question is always found.
    `mass`: the weight of what the abstract covers, and `lack` of what the quoted sentences do not
    hold themselves, in words as rare as can be.
    `affinity`: how near the question and a quoted sentence are in meaning (cosine of the means of
    their word vectors).
    `distinct`: how much of the question the quoted sentences hold in words that are rare in
    English: "world" and "state" stand in many sentences that answer nothing.
    """

    covered: float
    in_sentence: float
    exact: float
    gap: float
    weakest: float
    missing_name: float
    missing_head: float
    typed: float
    missing_type: float
    unknown: float
    subject: float
    foreign: float
    foreign_type: float
    together: float
    margin: float
    single: float
    size: float
    mass: float
    lack: float
    affinity: float
    distinct: float


def probability(features: Features) -> float:
    """The probability, 0 to 1, that the candidate answers the question."""
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
