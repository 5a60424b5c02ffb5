"""The evaluations by name: which data set is put to what, and which figures come of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import InputError
from knowledge.evaluation import abstaining, answering, datasets, retrieval
from knowledge.evaluation.answering import Outcome
from knowledge.evaluation.building import Bases, Built
from knowledge.evaluation.datasets import Judged, Posed
from knowledge.evaluation.figures import ALL, REPORTED, TUNED, Figure, Progress, speeds, spread
from knowledge.resources import resource

ASKED = 200
"""So many of the queries of a retrieval set are asked as questions, to see how long that takes."""
QUESTION_PARTS = {TUNED: "tune", REPORTED: "report"}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures on a data set, and what became of each question, by part."""

    dataset: str
    figures: list[Figure]
    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting:
    """What all evaluations of a run share; `most`: so many questions of a part at most."""

    bases: Bases
    most: int | None = None
    progress: Progress | None = None


def evaluate(name: str, folder: Path, setting: Setting) -> Evaluation:
    """Run an evaluation of `NAMES` on the data set in a folder.

    Raises:
        InputError: the folder does not hold the data set.
    """
    if not folder.is_dir():
        raise InputError(
            f"There is no data set in {folder}: name its folder, as in footnote eval {name} PATH."
        )
    return NAMES[name](name, folder, setting)


def default_folder(name: str, shared: Path) -> Path:
    """Where a data set is looked for if no folder is named."""
    return resource("seeds").parent / "tests" / "evaluation" if name == "seeds" else shared / name


def _scifact(name: str, folder: Path, setting: Setting) -> Evaluation:
    return _retrieval(name, datasets.scifact(folder), setting)


def _beir(name: str, folder: Path, setting: Setting) -> Evaluation:
    return _retrieval(name, datasets.beir(folder), setting)


def _retrieval(name: str, judged: Judged, setting: Setting) -> Evaluation:
    base, baseline = setting.bases.of(name, lambda: judged.records)
    found = retrieval.figures(name, judged, base, baseline, setting.progress)
    questions = spread([Posed(key, text) for key, text in judged.queries.items()], ASKED)
    outcomes = answering.ask_all(base, baseline, questions, f"{name}: asking", setting.progress)
    return Evaluation(name, [*found, *speeds(name, ALL, "ask", [o.milliseconds for o in outcomes])])


def _pubmedqa(name: str, folder: Path, setting: Setting) -> Evaluation:
    records, questions = datasets.pubmedqa(folder)
    base = setting.bases.of(name, lambda: records)
    return _answers(name, {ALL: (base, questions)}, setting)


def _clapnq(name: str, folder: Path, setting: Setting) -> Evaluation:
    """General questions on the seeds and, if it stands beside the folder, on SciFact's corpus."""
    questions = datasets.general(folder)
    parts = {"on the seeds": (setting.bases.seeds(), questions)}
    beside = folder.resolve().parent / "scifact"
    if beside.is_dir():
        base = setting.bases.of("scifact", lambda: datasets.scifact(beside).records)
        parts["on SciFact"] = (base, questions)
    return _answers(name, parts, setting)


def _seeds(name: str, folder: Path, setting: Setting) -> Evaluation:
    base = setting.bases.seeds()
    parts = {part: (base, datasets.own(folder, file)) for part, file in QUESTION_PARTS.items()}
    return _answers(name, parts, setting)


def _answers(
    name: str,
    parts: Mapping[str, tuple[Built, Sequence[Posed]]],
    setting: Setting,
) -> Evaluation:
    evaluation = Evaluation(name, [])
    for part, ((base, baseline), questions) in parts.items():
        asked = spread(questions, setting.most)
        what = f"{name}: asking ({part})"
        outcomes = answering.ask_all(base, baseline, asked, what, setting.progress)
        evaluation.figures.extend(answering.figures(name, part, outcomes))
        evaluation.figures.extend(abstaining.figures(name, part, outcomes))
        evaluation.outcomes[part] = outcomes
    return evaluation


NAMES: dict[str, Callable[[str, Path, Setting], Evaluation]] = {
    "seeds": _seeds,
    "scifact": _scifact,
    "cran": _beir,
    "med": _beir,
    "pubmedqa": _pubmedqa,
    "clapnq": _clapnq,
}
