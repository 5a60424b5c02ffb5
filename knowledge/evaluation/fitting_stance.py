"""Fitting the model of stance: two logistic regressions whose weights have the sign they should.

`speaks`: whether an abstract says anything about a claim, from its aptest sentence. `agrees`:
whether it supports the claim, from its aptest sentences together, of abstracts that speak of it.
Fitted with L-BFGS-B; a feature that speaks for something never gets a weight against it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from knowledge.checking import STEEP, WEIGHED
from knowledge.claiming import ReadClaim
from knowledge.features import features
from knowledge.model import Stance
from knowledge.passages import promising
from knowledge.reading import Reading
from knowledge.stance import aptness
from knowledge.wordlists import table

LEAST_SPREAD = 0.1
"""Features that hardly vary are scaled as if they varied so much."""
PENALTIES = {"speaks": 1e-3, "agrees": 1e-2}
"""On the squares of the scaled weights."""
SHARES = {"scifact": 1.0, "healthver": 2.0, "seeds": 2.5}
"""How much the claims of each set count together."""
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairing:
    """A claim beside an abstract, in numbers, and what the abstract says of it (None: nothing).

    `first` are the features of the aptest sentence, `together` those of the aptest ones, averaged.
    """

    source: str
    first: Mapping[str, float]
    together: Mapping[str, float]
    stance: Stance | None


@dataclass(frozen=True, slots=True)
class Fitted:
    """An intercept, and a weight for each feature."""

    intercept: float
    weights: Mapping[str, float]


def paired(
    source: str,
    claim: ReadClaim,
    reading: Reading,
    said: Stance | None,
    *,
    score: float = 1.0,
    foremost: bool = True,
) -> Pairing:
    """A claim and an abstract in numbers, the way the checker reads them.

    Args:
        source: the set that the claim comes from.
        claim: the claim.
        reading: the abstract.
        said: what it says of the claim.
        score: its retrieval score as a share of the best.
        foremost: whether it is the best.
    """
    found = [features(claim, p) for p in promising(claim, reading, score, foremost=foremost)]
    apt = sorted(found, key=lambda each: -aptness(each))[:WEIGHED]
    weights = [math.exp(STEEP * (aptness(each) - aptness(apt[0]))) for each in apt]
    together = {
        name: sum(w * each[name] for w, each in zip(weights, apt, strict=True)) / sum(weights)
        for name in apt[0]
    }
    return Pairing(source, apt[0], together, said)


def fit(pairings: Sequence[Pairing]) -> dict[str, Fitted]:
    """Both models, fitted to some pairings."""
    telling = [p for p in pairings if p.stance is not None]
    speaks = np.array([float(p.stance is not None) for p in pairings])
    agrees = np.array([float(p.stance is Stance.SUPPORTS) for p in telling])
    return {
        "speaks": _fitted("speaks", [p.first for p in pairings], speaks, _shares(pairings)),
        "agrees": _fitted("agrees", [p.together for p in telling], agrees, _shares(telling)),
    }


def _shares(pairings: Sequence[Pairing]) -> Matrix:
    """The weight of each pairing: each set counts as much as `SHARES` says, however large."""
    sources = [p.source for p in pairings]
    weights = np.array([SHARES[source] / sources.count(source) for source in sources])
    return np.asarray(weights / weights.sum())


def _fitted(
    model: str, rows: Iterable[Mapping[str, float]], wanted: Matrix, shares: Matrix
) -> Fitted:
    signs: dict[str, int] = table("fitting")[model]
    matrix = np.array([[row[name] for name in signs] for row in rows])
    centre = shares @ matrix
    spread = np.maximum(matrix.std(axis=0), LEAST_SPREAD)
    scaled = (matrix - centre) / spread

    def loss(point: Matrix) -> tuple[float, Matrix]:
        total = scaled @ point[1:] + point[0]
        cost = np.logaddexp(0, -total) * wanted + np.logaddexp(0, total) * (1 - wanted)
        slope = (1 / (1 + np.exp(-total)) - wanted) * shares
        gradient = scaled.T @ slope + 2 * PENALTIES[model] * point[1:]
        penalty = PENALTIES[model] * float((point[1:] ** 2).sum())
        return float(shares @ cost) + penalty, np.concatenate([[slope.sum()], gradient])

    bounds = [(None, None), *(_bounds(sign) for sign in signs.values())]
    start = np.zeros(len(signs) + 1)
    point = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = point[1:] / spread
    named = dict(zip(signs, (float(w) for w in weights), strict=True))
    return Fitted(float(point[0] - weights @ centre), named)


def _bounds(sign: int) -> tuple[float | None, float | None]:
    return (0.0 if sign > 0 else None, 0.0 if sign < 0 else None)


def as_toml(fitted: Mapping[str, Fitted]) -> str:
    """The tables of `config/stance.toml` for fitted models; weights near 0 are left out."""
    lines = []
    for model, found in fitted.items():
        lines += [f"[{model}]", f"intercept = {found.intercept:.4f}", "", f"[{model}.weights]"]
        lines += [f"{name} = {w:.4f}" for name, w in found.weights.items() if abs(w) > 1e-3]  # noqa: PLR2004
        lines.append("")
    return "\n".join(lines)
