"""The words in which people are told what a fact check found."""

from collections.abc import Sequence

from knowledge.model import Evidence, Finding, Stance

FINDINGS = {
    Finding.SUPPORTED: "Supported",
    Finding.REFUTED: "Refuted",
    Finding.NOT_ENOUGH_INFO: "Not enough information",
}
STANCES = {Stance.SUPPORTS: "Supports", Stance.REFUTES: "Refutes"}
STATED = "what its page states of the paper"
"""Stands for the quote where evidence is bibliographic data."""


def tally(evidence: Sequence[Evidence]) -> str:
    """How many papers support a claim and how many refute it, each paper counted once.

    Empty where there is no evidence.
    """
    stances: dict[str, set[Stance]] = {}
    for found in evidence:
        stances.setdefault(found.citation.abstract.id, set()).add(found.stance)
    votes = list(stances.values())
    counted = (
        (votes.count({Stance.SUPPORTS}), "supports it", "support it"),
        (votes.count({Stance.REFUTES}), "refutes it", "refute it"),
        (votes.count(set(Stance)), "says both", "say both"),
    )
    said = [f"{_papers(n)} {one if n == 1 else many}" for n, one, many in counted if n]
    return f"{', '.join(said)}." if said else ""


def _papers(count: int) -> str:
    return f"{count} {'paper' if count == 1 else 'papers'}"
