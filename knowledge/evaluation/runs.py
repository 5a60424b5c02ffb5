"""The evaluations by name: which data set is put to what, and which figures come of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter

from knowledge.answers.pipeline import Pipeline
from knowledge.errors import InputError
from knowledge.evaluation import abstention, claim_sets, datasets, grades, retrieval
from knowledge.evaluation.baseline import Baseline
from knowledge.evaluation.bases import Bases, Built
from knowledge.evaluation.datasets import Judged, Posed
from knowledge.evaluation.figures import (
    ALL,
    REPORTED,
    TUNED,
    Figure,
    Progress,
    followed,
    speeds,
    spread,
)
from knowledge.evaluation.grades import Outcome
from knowledge.evaluation.read_examples import REPORTED as HALF_REPORTED
from knowledge.evaluation.read_examples import half_of
from knowledge.evaluation.written_sets import REPORTED_FIELDS, Written
from knowledge.model import Abstention, Answer
from knowledge.settings import resource

ASKED = 200
"""So many of the queries of a retrieval set are asked as questions, to see how long that takes."""
OURS = ("seeds", "claims")
"""What comes with a checkout of Footnote."""
BLIND = "blind"
OTHER = "other pages"
"""Pages of other fields with questions and claims that nothing was written for."""
QUESTION_PARTS = {TUNED: "tune", REPORTED: "report", BLIND: "blind"}
"""Parts of our own questions on the seeds; `blind`: written after the rules, never looked at."""


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
    if name in OURS:
        return resource("seeds").parent / "tests" / "evaluation"
    return shared / _FOLDERS.get(name, name)


def _scifact(name: str, folder: Path, setting: Setting) -> Evaluation:
    return _retrieval(name, datasets.scifact(folder), setting)


def _beir(name: str, folder: Path, setting: Setting) -> Evaluation:
    return _retrieval(name, datasets.beir(folder), setting)


def _retrieval(name: str, judged: Judged, setting: Setting) -> Evaluation:
    base, baseline = setting.bases.of(name, lambda: judged.records)
    found = retrieval.figures(name, judged, base, baseline, setting.progress)
    questions = spread([Posed(key, text) for key, text in judged.queries.items()], ASKED)
    outcomes = grades.ask_all(base.ask, baseline, questions, f"{name}: asking", setting.progress)
    return Evaluation(name, [*found, *speeds(name, ALL, "ask", [o.milliseconds for o in outcomes])])


def _pubmedqa(name: str, folder: Path, setting: Setting) -> Evaluation:
    records, questions = datasets.pubmedqa(folder)
    base = setting.bases.of(name, lambda: records)
    evaluation = _answers(name, {ALL: (base, questions)}, setting)
    evaluation.figures.extend(grades.decided(name, ALL, evaluation.outcomes[ALL]))
    return evaluation


def _clapnq(name: str, folder: Path, setting: Setting) -> Evaluation:
    """General questions on the seeds and, if it stands beside the folder, on SciFact's corpus."""
    questions = half_of(datasets.general(folder), HALF_REPORTED)
    parts = {"on the seeds": (setting.bases.seeds(), questions)}
    beside = folder.resolve().parent / "scifact"
    if beside.is_dir():
        base = setting.bases.of("scifact", lambda: datasets.scifact(beside).records)
        parts["on SciFact"] = (base, questions)
    return _answers(name, parts, setting)


def _seeds(name: str, folder: Path, setting: Setting) -> Evaluation:
    base = setting.bases.seeds()
    parts = {
        part: (base, datasets.own(folder, file))
        for part, file in QUESTION_PARTS.items()
        if part != BLIND or (folder / f"questions_{file}.jsonl").is_file()
    }
    other = folder / "other"
    if other.is_dir():
        parts[OTHER] = (
            setting.bases.pages(other / "pages"),
            half_of(datasets.posed(other / "questions.jsonl"), HALF_REPORTED),
        )
    return _answers(name, parts, setting)


def _claims(name: str, folder: Path, setting: Setting) -> Evaluation:
    """Our own claims: those on the seeds, and those on the pages of another field beside them."""
    evaluation = Evaluation(name, [])
    base, _ = setting.bases.seeds()
    parts = [
        (base, part, folder / f"claims_{file}.jsonl") for file, part in claim_sets.PARTS.items()
    ]
    other = folder / "other"
    if other.is_dir():
        parts.append((setting.bases.pages(other / "pages")[0], OTHER, other / "claims.jsonl"))
    for asked, part, path in parts:
        claims = claim_sets.own_claims(path)
        found = claim_sets.own_figures(part, asked.check, claims, setting.progress)
        evaluation.figures.extend(found)
    return evaluation


def _scifact_claims(name: str, folder: Path, setting: Setting) -> Evaluation:
    return Evaluation(name, claim_sets.scifact_figures(folder, setting.progress))


def _healthver(name: str, folder: Path, setting: Setting) -> Evaluation:
    return Evaluation(name, claim_sets.healthver_figures(folder, setting.progress))


def _written(name: str, folder: Path, setting: Setting) -> Evaluation:
    """Written questions and claims of fields that the reader was not trained on.

    Each with its abstract alone in the base; and those questions that name their paper with all
    abstracts of these fields.
    """
    written = Written.read(folder, REPORTED_FIELDS)
    asking, baseline = Pipeline("", written.abstracts), Baseline(written.abstracts)
    alone = {a.id: (Pipeline("", [a]), Baseline([a])) for a in written.abstracts}
    evaluation = Evaluation(name, [])
    named = spread(written.standing_alone(), setting.most)
    for part, questions in (
        ("given the abstract", spread(written.questions, setting.most)),
        ("all abstracts", named),
    ):
        outcomes = []
        for posed in followed(questions, f"{name}: asking ({part})", setting.progress):
            held, plain = (
                alone[posed.id.split()[0]] if part != "all abstracts" else (asking, baseline)
            )
            outcomes.append(grades.asked(partial(_ask, held), plain, posed))
        evaluation.figures.extend(grades.figures(name, part, outcomes))
        evaluation.figures.extend(abstention.figures(name, part, outcomes))
        evaluation.outcomes[part] = outcomes
    claims = spread(written.claims, setting.most)
    verdicts = [
        alone[of][0].check(claim.text, perf_counter())
        for of, claim in followed(claims, f"{name}: checking", setting.progress)
    ]
    found = claim_sets.claim_figures(name, "given the abstract", [c for _, c in claims], verdicts)
    evaluation.figures.extend(found)
    return evaluation


def _ask(asking: Pipeline, text: str) -> Answer | Abstention:
    return asking.ask(text, perf_counter())


def _answers(
    name: str,
    parts: Mapping[str, tuple[Built, Sequence[Posed]]],
    setting: Setting,
) -> Evaluation:
    evaluation = Evaluation(name, [])
    for part, ((base, baseline), questions) in parts.items():
        if not questions:
            continue
        asked = spread(questions, setting.most)
        what = f"{name}: asking ({part})"
        outcomes = grades.ask_all(base.ask, baseline, asked, what, setting.progress)
        evaluation.figures.extend(grades.figures(name, part, outcomes))
        evaluation.figures.extend(abstention.figures(name, part, outcomes))
        evaluation.outcomes[part] = outcomes
    return evaluation


NAMES: dict[str, Callable[[str, Path, Setting], Evaluation]] = {
    "seeds": _seeds,
    "scifact": _scifact,
    "cran": _beir,
    "med": _beir,
    "pubmedqa": _pubmedqa,
    "clapnq": _clapnq,
    "claims": _claims,
    "scifact-claims": _scifact_claims,
    "healthver": _healthver,
    "written": _written,
}
_FOLDERS = {"scifact-claims": "scifact", "written": "../train"}
