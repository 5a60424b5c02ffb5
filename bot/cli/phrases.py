"""The words in which people are told what a fact check found."""

from bot.visible import visible
from knowledge.model import Stance, Verdict

FOR, AGAINST = "For it", "Against it"
STATED = "what its page states of the paper"
"""Stands for the quote where evidence is bibliographic data."""


def tally(verdict: Verdict) -> str:
    """How many papers speak for a claim and how many against it, each paper counted once.

    Empty where there is no more than one, as the verdict tells of that.
    """
    stances: dict[str, set[Stance]] = {}
    for found in verdict.evidence:
        stances.setdefault(found.citation.abstract.id, set()).add(found.stance)
    votes = list(stances.values())
    if len(votes) <= 1 and set(Stance) not in votes:
        return ""
    votes_for = (
        (votes.count({Stance.SUPPORTS}), "is for it", "are for it"),
        (votes.count({Stance.REFUTES}), "is against it", "are against it"),
        (votes.count(set(Stance)), "says both", "say both"),
    )
    said = [f"{counted(n, 'paper')} {one if n == 1 else many}" for n, one, many in votes_for if n]
    return f"{', '.join(said)}."


def counted(count: int, what: str) -> str:
    """A number of things, `what` being one of them: "1 paper", "2 papers"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def nothing_fits(query: str) -> str:
    """That a search among the papers has found none."""
    if not query:
        return "There are no papers yet."
    return f"No paper fits “{visible(query)}”. Try a word of its title, or an author's name."
