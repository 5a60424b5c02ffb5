"""How well claims are checked, on public claims and on our own, beside "always supported".

The stance is fitted on one half of the public claims, together with our own to tune on, and what is
reported is the other half: never what was fitted. A claim's half comes of its words.
"""

import csv
import hashlib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sklearn.metrics import f1_score, precision_score

from knowledge.asking import Asking
from knowledge.checking import Checker
from knowledge.claiming import read_claim
from knowledge.evaluation.baseline import Baseline
from knowledge.evaluation.factcheck import (
    CLASSES,
    Corpus,
    ScifactClaim,
    ScifactScore,
    scifact_claims,
    scifact_corpus,
    score_scifact,
)
from knowledge.evaluation.figures import REPORTED, TUNED, Figure, Progress, followed, speeds
from knowledge.evaluation.fitting_stance import Fitted, Pairing, fit, paired
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
from knowledge.reading import read
from knowledge.stance import Linear

FOUND = 3
"""So many abstracts are read for a claim."""
HALVES = (0, 1)
_STANCES = {Finding.SUPPORTED: Stance.SUPPORTS, Finding.REFUTED: Stance.REFUTES}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of our own; `paper`: how the text of the deciding abstract begins, if it is known."""

    text: str
    finding: Finding
    paper: str | None


def half(text: str) -> int:
    """In which half of its set a claim is, 0 or 1."""
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % 2


def own_claims(path: Path) -> list[Claim]:
    """The claims of a file of JSON Lines; its README describes the fields."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [Claim(row["claim"], Finding(row["verdict"]), row.get("paper")) for row in rows]


def own_pairings(asking: Asking, claims: Iterable[Claim]) -> list[Pairing]:
    """Our own claims beside the abstracts that are found for them.

    Where it is not known which abstract decides a claim, it is the one found first, alone.
    """
    found = []
    for claim in claims:
        pairings = _pairings(asking, "seeds", claim.text, partial(_said, claim))
        found += pairings if claim.paper is not None else pairings[:1]
    return found


def _said(claim: Claim, abstract: Abstract) -> Stance | None:
    if claim.paper is not None and not abstract.text.startswith(claim.paper):
        return None
    return _STANCES.get(claim.finding)


def _said_in_scifact(claim: ScifactClaim, abstract: Abstract) -> Stance | None:
    found = claim.evidence.get(abstract.id)
    return found.stance if found else None


def _said_alone(stance: Stance | None, _: Abstract) -> Stance | None:
    return stance


def _pairings(
    asking: Asking, source: str, text: str, said: Callable[[Abstract], Stance | None]
) -> list[Pairing]:
    claim, found = read_claim(text, asking.retriever), asking.search(text, FOUND)
    return [
        paired(
            source,
            claim,
            read(asking.held(hit.abstract_id)),
            said(asking.held(hit.abstract_id)),
            score=hit.score / found[0].score,
            foremost=rank == 0,
        )
        for rank, hit in enumerate(found)
        if claim.foci and asking.held(hit.abstract_id).text.strip()
    ]


def models(fitted: dict[str, Fitted]) -> dict[str, dict[str, Any]]:
    """Fitted models as `Linear` takes them."""
    return {n: {"intercept": f.intercept, "weights": dict(f.weights)} for n, f in fitted.items()}


@dataclass(frozen=True, slots=True)
class Public:
    """The public claims: SciFact with its corpus, and HealthVer's pairs of claim and evidence."""

    corpus: Corpus
    asking: Asking
    scifact: Sequence[ScifactClaim]
    healthver: Sequence[dict[str, str]]

    def fitted(self, which: int, own: Sequence[Pairing]) -> Linear:
        """A stance fitted on one half of both sets and on our own claims."""
        pairings = [*own]
        for claim in (c for c in self.scifact if half(c.text) == which):
            in_scifact = partial(_said_in_scifact, claim)
            pairings += _pairings(self.asking, "scifact", claim.text, in_scifact)
        for row in (r for r in self.healthver if half(r["claim"]) == which):
            said = partial(_said_alone, _STANCES.get(CLASSES[row["label"]]))
            pairings += _pairings(_alone(row["evidence"]), "healthver", row["claim"], said)
        return Linear(models(fit(pairings)))


def public(scifact: Path, healthver: Path) -> Public:
    """Read SciFact and HealthVer from their folders."""
    corpus = scifact_corpus(scifact / "corpus.jsonl")
    with (healthver / "healthver_dev.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    claims = scifact_claims(scifact / "claims_train.jsonl")
    return Public(corpus, Asking("", corpus.abstracts), claims, rows)


def _alone(evidence: str) -> Asking:
    return Asking("", [Abstract("evidence", evidence, Bibliography(), ())])


def _checker(asking: Asking, pair: Linear) -> Callable[[str], Verdict]:
    checker = Checker(asking.retriever, asking.search, asking.by_id, pair)
    return lambda text: checker.check(text, "", time.perf_counter())


def scifact_figures(
    sets: Public, own: Sequence[Pairing], progress: Progress | None
) -> list[Figure]:
    """SciFact from open retrieval, each half by the stance that was fitted on the other."""
    score, plain, spent = ScifactScore(), ScifactScore(), list[float]()
    baseline = Baseline(sets.corpus.abstracts)
    for which in HALVES:
        check = _checker(sets.asking, sets.fitted(1 - which, own))
        claims = [c for c in sets.scifact if half(c.text) == which]

        def timed(text: str, check: Callable[[str], Verdict] = check) -> Verdict:
            verdict = check(text)
            spent.append(verdict.elapsed_ms)
            return verdict

        told = followed(claims, f"scifact: checking half {which + 1}", progress)
        score = score + score_scifact(told, sets.corpus, timed)
        plain = plain + score_scifact(claims, sets.corpus, lambda t: _supported(t, baseline))
    pairs = (
        ("abstract F1, label only", score.label_only.f1, plain.label_only.f1),
        ("abstract F1, label and rationale", score.rationalised.f1, plain.rationalised.f1),
        ("sentence F1", score.sentences.f1, plain.sentences.f1),
    )
    found = [Figure("scifact-claims", "cross-fitted", *pair) for pair in pairs]
    precision = score.refuted.precision
    found.append(Figure("scifact-claims", "cross-fitted", "refuted, precision", precision))
    return [*found, *speeds("scifact-claims", "cross-fitted", "check", spent)]


def _supported(claim: str, baseline: Baseline) -> Verdict:
    """The baseline: whatever is claimed, the first sentence of the first hit supports it."""
    abstract, sentence, _ = baseline.first(claim)
    start = abstract.text.index(sentence)
    cited = Citation(1, abstract, Span(start, start + len(sentence)))
    evidence = (Evidence(cited, Stance.SUPPORTS),)
    return Verdict(claim, Finding.SUPPORTED, 1.0, "", evidence, "", 0.0)


def healthver_figures(
    sets: Public, own: Sequence[Pairing], progress: Progress | None
) -> list[Figure]:
    """HealthVer given the evidence, each half by the stance that was fitted on the other."""
    wanted, given = [], []
    for which in HALVES:
        pair = sets.fitted(1 - which, own)
        rows = [row for row in sets.healthver if half(row["claim"]) == which]
        for row in followed(rows, f"healthver: checking half {which + 1}", progress):
            wanted.append(CLASSES[row["label"]])
            given.append(_checker(_alone(row["evidence"]), pair)(row["claim"]).finding)
    return _macro("healthver", "cross-fitted", wanted, given)


def own_figures(
    part: str, check: Callable[[str], Verdict], claims: Sequence[Claim], progress: Progress | None
) -> list[Figure]:
    """Our own claims, from open retrieval."""
    told = followed(claims, f"claims: checking ({part})", progress)
    verdicts = [check(claim.text) for claim in told]
    wanted, given = [c.finding for c in claims], [v.finding for v in verdicts]
    precision = precision_score(
        [f.value for f in wanted],
        [f.value for f in given],
        labels=[Finding.REFUTED.value],
        average="macro",
        zero_division=0,
    )
    return [
        *_macro("claims", part, wanted, given),
        Figure("claims", part, "refuted, precision", float(precision)),
        *speeds("claims", part, "check", [v.elapsed_ms for v in verdicts]),
    ]


def _macro(
    name: str, part: str, wanted: Sequence[Finding], given: Sequence[Finding]
) -> list[Figure]:
    always = [Finding.SUPPORTED] * len(wanted)
    scores = [
        f1_score([f.value for f in wanted], [f.value for f in found], average="macro")
        for found in (given, always)
    ]
    return [Figure(name, part, "macro F1", float(scores[0]), float(scores[1]))]


PARTS = {"tune": TUNED, "report": REPORTED}
"""The files of our own claims, and what their parts are called."""
