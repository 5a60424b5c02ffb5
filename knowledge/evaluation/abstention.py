"""How well it is known when not to answer, and how far a confidence can be believed."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from knowledge.answers.confidence import STRICTNESS, threshold
from knowledge.evaluation.figures import Figure, mean
from knowledge.evaluation.grades import Outcome

BINS = 10

Numbers = NDArray[np.float64]


def figures(dataset: str, part: str, outcomes: Sequence[Outcome]) -> list[Figure]:
    """The figures of a part; those that need questions of both kinds only where there are both.

    The baseline always answers; its score orders its answers.
    """
    without = [o for o in outcomes if not o.posed.answerable]
    groups = {
        "wrongly answered": without,
        "wrongly answered: near misses": [o for o in without if o.posed.near],
        "wrongly answered: things never named": [o for o in without if not o.posed.near],
    }
    both = 0 < len(without) < len(outcomes)
    found = [
        Figure(dataset, part, name, mean(o.reply.answered for o in group), 1.0, lower=True)
        for name, group in (groups.items() if both else list(groups.items())[:1])
        if group
    ]
    if not both:
        return found
    levels = [f for level in STRICTNESS for f in _of_level(dataset, part, level, outcomes)]
    return [*found, *_of_confidence(dataset, part, outcomes), *levels]


def _of_level(dataset: str, part: str, level: str, outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    """How much of the answerable is answered at a level of strictness, and how much is wrong."""
    shown = [o for o in outcomes if o.reply.answered and o.reply.score >= threshold(level)]
    asked = [o for o in outcomes if o.posed.answerable]
    answered = sum(o.posed.answerable for o in shown) / len(asked)
    yield Figure(dataset, part, f"answered, of the answerable: {level}", answered)
    if shown:
        wrong = mean(not o.right for o in shown)
        yield Figure(dataset, part, f"wrong, of what is shown: {level}", wrong, lower=True)


def _of_confidence(dataset: str, part: str, outcomes: Sequence[Outcome]) -> list[Figure]:
    answerable = [o.posed.answerable for o in outcomes]
    sure, scores = confidences(outcomes), np.array([o.baseline.score for o in outcomes])
    right = rights(outcomes)
    plainly = np.array([o.posed.answerable and o.baseline.shown for o in outcomes], dtype=float)
    return [
        Figure(
            dataset,
            part,
            "AUROC",
            float(roc_auc_score(answerable, sure)),
            float(roc_auc_score(answerable, scores)),
        ),
        Figure(
            dataset,
            part,
            "area under risk-coverage",
            float(risk_coverage(sure, right)[1].mean()),
            float(risk_coverage(scores, plainly)[1].mean()),
            lower=True,
        ),
        Figure(
            dataset, part, "expected calibration error", calibration_error(sure, right), lower=True
        ),
    ]


def confidences(outcomes: Sequence[Outcome]) -> Numbers:
    """How sure each reply is, 0 to 1."""
    return np.array([o.reply.score for o in outcomes])


def rights(outcomes: Sequence[Outcome]) -> Numbers:
    """1 for each reply that is right, 0 for the others."""
    return np.array([o.right for o in outcomes], dtype=float)


def risk_coverage(scores: Numbers, right: Numbers) -> tuple[Numbers, Numbers]:
    """For each number of the surest replies: their share of all, and the share of them wrong.

    El-Yaniv & Wiener, 2010.
    """
    order = np.argsort(-scores, kind="stable")
    counts = np.arange(1, len(order) + 1)
    return counts / len(order), np.cumsum(1 - right[order]) / counts


def reliability(scores: Numbers, right: Numbers) -> list[tuple[float, float, int]]:
    """Bins of equal mass, least sure first: mean confidence, share right and number of replies."""
    order = np.argsort(scores, kind="stable")
    bins = [b for b in np.array_split(order, BINS) if len(b)]
    return [(float(scores[b].mean()), float(right[b].mean()), len(b)) for b in bins]


def calibration_error(scores: Numbers, right: Numbers) -> float:
    """The expected calibration error (Naeini et al., 2015) over bins of equal mass, 0 to 1."""
    bins = reliability(scores, right)
    return sum(n * abs(sure - share) for sure, share, n in bins) / sum(n for *_, n in bins)
