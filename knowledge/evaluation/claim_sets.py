"""How well claims are checked, on public claims and on our own, beside "always supported".

The reader was trained on one half of SciFact's claims (by their number); what is reported is the
other half. On HealthVer it was not trained.
"""

import csv
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sklearn.metrics import f1_score, precision_score, recall_score

from knowledge.answers.pipeline import Pipeline
from knowledge.evaluation.baseline import Baseline
from knowledge.evaluation.factcheck import (
    CLASSES,
    scifact_claims,
    scifact_corpus,
    score_scifact,
)
from knowledge.evaluation.figures import (
    REPORTED,
    TUNED,
    Figure,
    Progress,
    followed,
    mean,
    speeds,
)
from knowledge.model import (
    Abstract,
    Bibliography,
    Citation,
    Evidence,
    Finding,
    Span,
    Stance,
    Verdict,
)
from knowledge.reader.training import REPORTED_HALF, half_of
from knowledge.reasons.why_found import SaysTheSame

BESIDE = 300
"""So many other abstracts are in the base where it is measured whether they matter."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of our own with what is right."""

    text: str
    finding: Finding


def own_claims(path: Path) -> list[Claim]:
    """The claims of a file of JSON Lines; its README describes the fields."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [Claim(row["claim"], Finding(row["verdict"])) for row in rows]


def scifact_figures(folder: Path, progress: Progress | None) -> list[Figure]:
    """SciFact from open retrieval, on the half that the reader was not trained on."""
    corpus = scifact_corpus(folder / "corpus.jsonl")
    every = scifact_claims(folder / "claims_train.jsonl")
    claims = [claim for claim in every if half_of(claim.id) == REPORTED_HALF]
    asking, baseline, spent = Pipeline("", corpus.abstracts), Baseline(corpus.abstracts), []

    def timed(text: str) -> Verdict:
        verdict = asking.check(text, time.perf_counter())
        spent.append(verdict.elapsed_ms)
        return verdict

    score = score_scifact(followed(claims, "scifact: checking", progress), corpus, timed)
    plain = score_scifact(claims, corpus, lambda text: _supported(text, baseline))
    part = "half not trained on"
    pairs = (
        ("abstract F1, label only", score.label_only.f1, plain.label_only.f1),
        ("abstract F1, label and rationale", score.rationalised.f1, plain.rationalised.f1),
        ("sentence F1", score.sentences.f1, plain.sentences.f1),
    )
    return [
        *(Figure("scifact-claims", part, *pair) for pair in pairs),
        Figure("scifact-claims", part, "refuted, precision", score.refuted.precision),
        Figure("scifact-claims", part, "refuted, recall", score.refuted.recall),
        *speeds("scifact-claims", part, "check", spent),
    ]


def _supported(claim: str, baseline: Baseline) -> Verdict:
    """The baseline: whatever is claimed, the first sentence of the first hit supports it."""
    abstract, sentence, _ = baseline.first(claim)
    start = abstract.text.index(sentence)
    cited = Citation(1, abstract, Span(start, start + len(sentence)))
    evidence = (Evidence(cited, Stance.SUPPORTS),)
    return Verdict(claim, Finding.SUPPORTED, 1.0, SaysTheSame(), evidence, "", 0.0)


def healthver_figures(folder: Path, progress: Progress | None) -> list[Figure]:
    """HealthVer: each claim with its evidence alone in the base, and with other abstracts in it."""
    with (folder / "healthver_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = [CLASSES[row["label"]] for row in rows]
    found = []
    others = _others(folder.resolve().parent / "scifact")
    for part, beside in (("evidence alone", []), (f"with {len(others)} others", others)):
        if part != "evidence alone" and not beside:
            continue
        given = [
            Pipeline("", [_evidence(row["evidence"]), *beside]).check(row["claim"], 0.0).finding
            for row in followed(rows, f"healthver: checking ({part})", progress)
        ]
        found += _macro("healthver", part, wanted, given)
    return found


def _evidence(text: str) -> Abstract:
    return Abstract("evidence", text, Bibliography(), ())


def _others(folder: Path) -> list[Abstract]:
    path = folder / "corpus.jsonl"
    return list(scifact_corpus(path).abstracts[:BESIDE]) if path.is_file() else []


def own_figures(
    part: str, check: Callable[[str], Verdict], claims: Sequence[Claim], progress: Progress | None
) -> list[Figure]:
    """Our own claims, from open retrieval."""
    told = followed(claims, f"claims: checking ({part})", progress)
    verdicts = [check(claim.text) for claim in told]
    return claim_figures("claims", part, claims, verdicts)


def claim_figures(
    name: str, part: str, claims: Sequence[Claim], verdicts: Sequence[Verdict]
) -> list[Figure]:
    """Verdicts on claims of which it is known what is right."""
    return [
        *_macro(name, part, [c.finding for c in claims], [v.finding for v in verdicts]),
        *speeds(name, part, "check", [v.elapsed_ms for v in verdicts]),
    ]


def _macro(
    name: str, part: str, wanted: Sequence[Finding], given: Sequence[Finding]
) -> list[Figure]:
    right, found = [f.value for f in wanted], [f.value for f in given]
    always = [Finding.SUPPORTED.value] * len(wanted)
    refuted = {"labels": [Finding.REFUTED.value], "average": "macro", "zero_division": 0}
    return [
        Figure(
            name,
            part,
            "macro F1",
            float(f1_score(right, found, average="macro")),
            float(f1_score(right, always, average="macro")),
        ),
        Figure(name, part, "refuted, precision", float(precision_score(right, found, **refuted))),
        Figure(name, part, "refuted, recall", float(recall_score(right, found, **refuted))),
        Figure(name, part, "true claims refuted", _true_refuted(wanted, given), lower=True),
    ]


def _true_refuted(wanted: Sequence[Finding], given: Sequence[Finding]) -> float:
    """How many of the claims that are supported are refuted: what a reader is misled by most."""
    return mean(
        found is Finding.REFUTED
        for right, found in zip(wanted, given, strict=True)
        if right is Finding.SUPPORTED
    )


PARTS = {"tune": TUNED, "report": REPORTED, "brief": "brief"}
"""The files of our own claims, and what their parts are called."""
