"""Measuring the fact check as the paper of the public claims does."""

import json
from pathlib import Path

import pytest

from knowledge.evaluation import factcheck
from knowledge.model import Citation, Evidence, Finding, Stance, Verdict
from knowledge.reasons.why_found import SaysTheSame

SENTENCES = ["Salt harms algae.", "Fish eat algae.", "Birds eat fish."]
CLAIM = {
    "id": 1,
    "claim": "Algae are harmed by salt.",
    "evidence": {"7": [{"sentences": [0, 1], "label": "SUPPORT"}]},
}


@pytest.fixture
def scifact(tmp_path: Path) -> tuple[factcheck.Corpus, list[factcheck.ScifactClaim]]:
    """A corpus of one abstract, and one claim."""
    corpus, claims = tmp_path / "corpus.jsonl", tmp_path / "claims.jsonl"
    corpus.write_text(json.dumps({"doc_id": 7, "title": "Algae", "abstract": SENTENCES}))
    claims.write_text(json.dumps(CLAIM))
    return factcheck.scifact_corpus(corpus), factcheck.scifact_claims(claims)


def verdict(corpus: factcheck.Corpus, stance: Stance, *numbers: int) -> Verdict:
    """A verdict that quotes sentences of the one abstract."""
    abstract = corpus.abstracts[0]
    spans = [corpus.sentences["7"][number].span for number in numbers]
    evidence = [Evidence(Citation(n, abstract, s), stance) for n, s in enumerate(spans, 1)]
    return Verdict("c", Finding.SUPPORTED, 1.0, SaysTheSame(), tuple(evidence), "v", 0.0)


@pytest.mark.parametrize(
    ("stance", "numbers", "scores"),
    [
        (Stance.SUPPORTS, (0, 1), (1.0, 1.0, 1.0)),
        (Stance.SUPPORTS, (0,), (1.0, 0.0, 0.0)),
        (Stance.SUPPORTS, (0, 1, 2), (1.0, 1.0, 0.8)),
        (Stance.REFUTES, (0, 1), (0.0, 0.0, 0.0)),
        (Stance.SUPPORTS, (), (0.0, 0.0, 0.0)),
    ],
)
def test_scifact_is_scored_as_its_paper_says(
    scifact: tuple[factcheck.Corpus, list[factcheck.ScifactClaim]],
    stance: Stance,
    numbers: tuple[int, ...],
    scores: tuple[float, float, float],
) -> None:
    """Labels, whole rationales and their sentences count as the paper has it."""
    corpus, claims = scifact
    score = factcheck.score_scifact(claims, corpus, lambda _: verdict(corpus, stance, *numbers))
    found = (score.label_only.f1, score.rationalised.f1, score.sentences.f1)
    assert found == pytest.approx(scores)
    assert score.refuted.given == (stance is Stance.REFUTES)


def test_evidence_from_elsewhere_is_wrong(
    scifact: tuple[factcheck.Corpus, list[factcheck.ScifactClaim]],
) -> None:
    """An abstract that is no evidence counts against precision; no tally divides by zero."""
    corpus, claims = scifact
    other = [factcheck.ScifactClaim(2, "Fish fly.", {})]
    score = factcheck.score_scifact(other, corpus, lambda _: verdict(corpus, Stance.SUPPORTS, 0))
    assert (score.label_only.precision, score.label_only.recall) == (0.0, 0.0)
    assert factcheck.Tally().f1 == 0.0
    assert factcheck.Tally().precision == 0.0
    assert factcheck.Tally(1, 1, 2).recall == 0.5
    assert claims[0].evidence["7"].stance is Stance.SUPPORTS
