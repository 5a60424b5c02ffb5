"""The confidence fitted: `footnote calibrate` writes `config/confidence.toml`.

A logistic regression over the features of `knowledge/confidence.py`, on the halves of public sets
and of our own that nothing is reported on. Its scores are made probabilities (Platt, 1999) on our
own questions, cross-fitted by paper; the levels of strictness are the least probabilities from
which on at most 1, 5 and 15 % of all that would be shown is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from knowledge.asking import Asking
from knowledge.confidence import Features
from knowledge.errors import InputError
from knowledge.evaluation import datasets, examples
from knowledge.evaluation.building import Bases
from knowledge.evaluation.examples import FITTED, Example
from knowledge.evaluation.figures import Progress

NAMES = tuple(field.name for field in fields(Features))
MOST_GENERAL = 300
"""General questions that are put to each base."""
LOST = 0.035
"""The share of our own answerable questions that the default gives up."""
LEVELS = {"strict": 0.01, "normal": 0.05, "lenient": 0.15}
"""The share of what is shown that may be wrong, by level."""
OWN_WEIGHT, REMOVED_WEIGHT, GENERAL_WEIGHT, CLAIM_WEIGHT, PUBLIC_WEIGHT = 6.0, 2.0, 2.0, 0.3, 1.0
"""What an example counts, by its group: questions of our own are few and most like real ones."""
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The numbers of `config/confidence.toml`, and how many examples they come from."""

    intercept: float
    weights: Mapping[str, float]
    threshold: float
    levels: Mapping[str, float]
    count: int


def gather(own: Path, shared: Path, progress: Progress | None = None) -> list[Example]:
    """The examples of all sets that are there.

    Args:
        own: the folder of our own questions.
        shared: the folder of the public sets' folders.
        progress: told of what is done.

    Raises:
        InputError: a data set is not there.
    """
    with Bases() as bases:
        return list(_gathered(own, shared, bases, progress))


def _gathered(
    own: Path, shared: Path, bases: Bases, progress: Progress | None
) -> Iterator[Example]:
    seeds = Asking("", bases.seeds()[0].papers())
    pages = Asking("", bases.pages(own / "other" / "pages")[0].papers())
    questions = datasets.own(own, "tune")
    others = examples.half_of(datasets.posed(own / "other" / "questions.jsonl"), FITTED)
    for name, base, posed in (("own: seeds", seeds, questions), ("own: other", pages, others)):
        yield from examples.own(name, base, posed)
        yield from examples.removed(f"removed {name}", base, posed)
    asked = examples.half_of(datasets.general(shared / "clapnq"), FITTED)
    medical, biomedical = datasets.pubmedqa(shared / "pubmedqa")
    bases_of = {"own: seeds": seeds, "own: other": pages, "pubmedqa": examples.asking(medical)}
    judged = {"scifact": datasets.scifact(shared / "scifact")}
    judged |= {name: datasets.beir(shared / name) for name in ("cran", "med")}
    bases_of |= {name: examples.asking(found.records) for name, found in judged.items()}
    for name, found in judged.items():
        yield from examples.judged(name, bases_of[name], found, FITTED)
    fitted = examples.half_of(biomedical, FITTED)
    yield from examples.own("pubmedqa", bases_of["pubmedqa"], fitted)
    for name, base in bases_of.items():
        what = f"general questions on {name}"
        yield from examples.general(what, base, asked, MOST_GENERAL, progress)


def calibrate(found: Sequence[Example]) -> Calibration:
    """Fit the confidence to examples.

    Raises:
        InputError: there are too few, or all are right, or none is.
    """
    model = _fit(found)
    held_out = _cross_fitted(found)
    ours = np.array([e.own and e.group.startswith("own") for e in found])
    right = np.array([e.right for e in found])
    platt = LogisticRegression(C=1e6).fit(_logits(held_out[ours]), right[ours])
    slope, shift = float(platt.coef_[0][0]), float(platt.intercept_[0])
    # What was taken away for the sake of fitting is no question that anybody asks.
    real = np.array([not e.group.startswith("removed") for e in found])
    sure = platt.predict_proba(_logits(held_out))[:, 1]
    fitted = platt.predict_proba(_logits(model.predict_proba(_matrix(found))[:, 1]))[:, 1]
    kept = np.sort(fitted[ours & np.array([e.answerable for e in found])])
    return Calibration(
        float(model.intercept_[0]) * slope + shift,
        dict(zip(NAMES, (float(w) * slope for w in model.coef_[0]), strict=True)),
        float(kept[int(LOST * len(kept))]),
        {name: _level(sure[real], right[real], share) for name, share in LEVELS.items()},
        len(found),
    )


def _fit(found: Sequence[Example]) -> LogisticRegression:
    right = np.array([e.right for e in found], dtype=bool)
    if right.all() or not right.any():
        raise InputError(
            "There are too few questions to fit a confidence to: add some that the base answers,"
            " and some that it does not."
        )
    weights = np.array([_weight(e) for e in found])
    balance = weights[~right].sum() / weights[right].sum()
    weights = np.where(right, weights * balance, weights)
    return LogisticRegression(max_iter=20_000).fit(_matrix(found), right, sample_weight=weights)


def _weight(example: Example) -> float:
    for begins, weight in (
        ("own", OWN_WEIGHT),
        ("removed", REMOVED_WEIGHT),
        ("general", GENERAL_WEIGHT),
        ("scifact", CLAIM_WEIGHT),
    ):
        if example.group.startswith(begins):
            return weight
    return PUBLIC_WEIGHT


def _cross_fitted(found: Sequence[Example]) -> Numbers:
    """The probability of each example by a model that has not seen its paper."""
    sure = np.zeros(len(found))
    for fold in {e.fold for e in found}:
        model = _fit([e for e in found if e.fold != fold])
        places = [i for i, e in enumerate(found) if e.fold == fold]
        sure[places] = model.predict_proba(_matrix([found[i] for i in places]))[:, 1]
    return sure


def _matrix(found: Sequence[Example]) -> Numbers:
    return np.array([astuple(e.features) for e in found])


def _logits(sure: Numbers) -> Numbers:
    return np.asarray(np.log(sure / (1 - sure))[:, None])


def _level(sure: Numbers, right: NDArray[np.bool_], share: float) -> float:
    """The least probability from which on at most this share is wrong; 1 where there is none."""
    order = np.argsort(-sure, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    within = np.flatnonzero(wrong <= share)
    return float(sure[order[within[-1]]]) if len(within) else 1.0


def as_toml(calibration: Calibration, date: str) -> str:
    """The text of `config/confidence.toml`."""
    lines = [
        "# From features of a candidate answer to the probability that it answers (see",
        "# knowledge/confidence.py): a logistic regression, written by `footnote calibrate`. It is",
        f"# fitted to {calibration.count:,} examples on {date}: our own questions on the seeds",
        "# (tune) and half of those on other pages, and halves of ClapNQ, PubMedQA, SciFact,",
        "# Cranfield and Medline. `threshold`: from it on, an answer is shown by default.",
        f"threshold = {calibration.threshold:.3f}",
        f"intercept = {calibration.intercept:.3f}",
        "",
        "[weights]",
        *(f"{name} = {weight:.3f}" for name, weight in calibration.weights.items()),
        "",
        "# Shown from this probability on, at most 1, 5 and 15 % of what is shown is wrong there.",
        "[strictness]",
        *(f"{name} = {level:.3f}" for name, level in calibration.levels.items()),
        "",
    ]
    return "\n".join(lines)
