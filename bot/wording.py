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
    votes_for = (
        (votes.count({Stance.SUPPORTS}), "supports it", "support it"),
        (votes.count({Stance.REFUTES}), "refutes it", "refute it"),
        (votes.count(set(Stance)), "says both", "say both"),
    )
    said = [f"{counted(n, 'paper')} {one if n == 1 else many}" for n, one, many in votes_for if n]
    return f"{', '.join(said)}." if said else ""


def counted(count: int, what: str) -> str:
    """A number of things, `what` being one of them: "1 paper", "2 papers"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"
