"""What `footnote check --json` prints: the shape of a verdict, as stable as those of `contract`."""

from typing import TypedDict

from bot.cli.jsonlines import CitationShape, citation_shape
from knowledge.model import Evidence, Verdict


class EvidenceShape(CitationShape):
    """A receipt with what it says about the claim: `supports` or `refutes`."""

    stance: str


class VerdictShape(TypedDict):
    """A line of `footnote check --json`."""

    claim: str
    verdict: str
    confidence: float
    explanation: str
    evidence: list[EvidenceShape]
    notes: list[str]
    knowledge_version: str
    elapsed_ms: float


def verdict_shape(verdict: Verdict) -> VerdictShape:
    """The line for one claim."""
    return {
        "claim": verdict.claim,
        "verdict": verdict.finding.value,
        "confidence": verdict.confidence,
        "explanation": verdict.explanation,
        "evidence": [_evidence(evidence) for evidence in verdict.evidence],
        "notes": list(verdict.notes),
        "knowledge_version": verdict.knowledge_version,
        "elapsed_ms": round(verdict.elapsed_ms, 3),
    }


def _evidence(evidence: Evidence) -> EvidenceShape:
    return {**citation_shape(evidence.citation), "stance": evidence.stance.value}
