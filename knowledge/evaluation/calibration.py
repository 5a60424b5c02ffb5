"""The confidence fitted: `footnote calibrate` writes `config/confidence.toml`.

A logistic regression over the features of `answers/confidence.py`, on parts that nothing is
reported on and that the reader was not trained on. Of the papers that were read for a question the
surest counts; its scores are made probabilities (Platt, 1999), cross-fitted by paper. The levels of
strictness are the least probabilities from which on at most 10, 15 and 25 % of what would be shown
on all sets together is wrong.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from knowledge.answers.confidence import Features
from knowledge.answers.pipeline import Pipeline
from knowledge.errors import InputError
from knowledge.evaluation import datasets, read_examples
from knowledge.evaluation.bases import Bases
from knowledge.evaluation.figures import Progress
from knowledge.evaluation.read_examples import FITTED, Example
from knowledge.evaluation.written_sets import TUNED_FIELDS, Written

NAMES = tuple(field.name for field in fields(Features))
MOST_GENERAL = 150
"""General questions that are put to each base."""
LOST = 0.05
"""The share of the answerable questions whose paper is found that the default gives up."""
LEVELS = {"strict": 0.10, "normal": 0.15, "lenient": 0.25}
"""The share of what is shown that may be wrong, by level."""
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
    written = Written.read(shared.parent / "train", TUNED_FIELDS)
    sets = {
        "seeds": (Pipeline("", bases.seeds()[0].papers()), datasets.own(own, "tune")),
        "other pages": (
            Pipeline("", bases.pages(own / "other" / "pages")[0].papers()),
            read_examples.half_of(datasets.posed(own / "other" / "questions.jsonl"), FITTED),
        ),
        "written": (Pipeline("", written.abstracts), written.standing_alone()),
    }
    # The same confidence must hold in a base of one abstract.
    for abstract in written.abstracts:
        of_it = [q for q in written.questions if q.id.split()[0] == abstract.id]
        yield from read_examples.asked("written, alone", Pipeline("", [abstract]), of_it)
    asked = read_examples.half_of(datasets.general(shared / "clapnq"), FITTED)
    for name, (base, questions) in sets.items():
        yield from read_examples.asked(name, base, questions, progress)
        yield from read_examples.general(f"general on {name}", base, asked, MOST_GENERAL, progress)


def calibrate(found: Sequence[Example]) -> Calibration:
    """Fit the confidence to examples.

    Raises:
        InputError: there are too few, or all are right, or none is.
    """
    model = _fit(found)
    surest = _surest(found, _cross_fitted(found))
    right = np.array([e.right for e, _ in surest])
    scores = np.array([score for _, score in surest])
    weights = _weights([e for e, _ in surest])
    platt = LogisticRegression(C=1e6).fit(scores[:, None], right, sample_weight=weights)
    slope, shift = float(platt.coef_[0][0]), float(platt.intercept_[0])
    sure = 1 / (1 + np.exp(-(slope * scores + shift)))
    kept = np.sort(sure[right])
    least = float(kept[int(LOST * len(kept))])
    return Calibration(
        float(model.intercept_[0]) * slope + shift,
        dict(zip(NAMES, (float(w) * slope for w in model.coef_[0]), strict=True)),
        least,
        {name: max(least, _level(sure, right, share)) for name, share in LEVELS.items()},
        len(found),
    )


def _fit(found: Sequence[Example]) -> LogisticRegression:
    right = np.array([e.right for e in found], dtype=bool)
    if right.all() or not right.any():
        raise InputError(
            "There are too few questions to fit a confidence to: add some that the base answers,"
            " and some that it does not."
        )
    return LogisticRegression(max_iter=20_000).fit(
        _matrix(found), right, sample_weight=_weights(found)
    )


def _weights(found: Sequence[Example]) -> Numbers:
    """Each group counts the same, however many questions it has; general questions a quarter."""
    groups = [e.group for e in found]
    counts = {group: groups.count(group) for group in set(groups)}
    shares = {group: 0.25 if group.startswith("general") else 1.0 for group in counts}
    return np.array([shares[g] * len(found) / counts[g] / len(counts) for g in groups])


def _cross_fitted(found: Sequence[Example]) -> Numbers:
    """The score of each example by a model that has not seen its paper."""
    scores = np.zeros(len(found))
    for fold in {e.fold for e in found}:
        model = _fit([e for e in found if e.fold != fold])
        places = [i for i, e in enumerate(found) if e.fold == fold]
        scores[places] = model.decision_function(_matrix([found[i] for i in places]))
    return scores


def _surest(found: Sequence[Example], scores: Numbers) -> list[tuple[Example, float]]:
    """Of each question the paper with the highest score."""
    rows = list(zip(found, scores.tolist(), strict=True))
    groups = groupby(rows, key=lambda row: (row[0].group, row[0].question))
    return [max(papers, key=lambda row: row[1]) for _, papers in groups]


def _matrix(found: Sequence[Example]) -> Numbers:
    return np.array([astuple(e.features) for e in found])


def _level(sure: Numbers, right: NDArray[np.bool_], share: float) -> float:
    """The least probability from which on at most this share is wrong; 1 where there is none."""
    order = np.argsort(-sure, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    within = np.flatnonzero(wrong <= share)
    return float(sure[order[within[-1]]]) if len(within) else 1.0


def as_toml(calibration: Calibration, date: str) -> str:
    """The text of `config/confidence.toml`."""
    lines = [
        "# From features of a paper that was read to the probability that it answers (see",
        "# knowledge/answers/confidence.py): a logistic regression by `footnote calibrate`. It is",
        f"# fitted to {calibration.count:,} papers read on {date}: for our own questions on the",
        "# seeds (tune), half of those on other pages, written ones of a field that the reader was",
        "# not trained on, and half of ClapNQ. `threshold`: from it on, an answer is shown.",
        f"threshold = {calibration.threshold:.3f}",
        f"intercept = {calibration.intercept:.3f}",
        "",
        "[weights]",
        *(f"{name} = {weight:.3f}" for name, weight in calibration.weights.items()),
        "",
        "# Shown from this probability on, at most 10, 15 and 25 % of what is shown on these sets",
        "# together is wrong; config/error_rates.toml has what was measured on others.",
        "[strictness]",
        *(f"{name} = {level:.3f}" for name, level in calibration.levels.items()),
        "",
    ]
    return "\n".join(lines)
