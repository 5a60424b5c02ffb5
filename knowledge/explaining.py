"""Why a claim was found so, in one plain sentence."""

from collections.abc import Sequence

from knowledge.claiming import ReadClaim
from knowledge.contrasts import contrasts
from knowledge.facets import facets
from knowledge.model import Finding
from knowledge.pairing import Contrast
from knowledge.passages import Passage
from knowledge.reading import Reading
from knowledge.weighing import subject_match

NAMED = 0.99
_TELLING = (
    "number",
    "category",
    "name",
    "comparison",
    "opposite",
    "direction",
    "drift",
    "negation",
)
"""The kinds of contrasts, the plainest first."""


def decided(claim: ReadClaim, finding: Finding, best: Passage) -> str:
    """What decided a claim that is supported or refuted; `best` is the sentence behind it."""
    said = facets(best.text)
    found = contrasts(claim.facets, said, best.reading.names, best.reading.title_terms)
    if finding is Finding.SUPPORTED:
        agreed = [c for c in found if c.agree and c.kind in ("number", "category", "name")]
        if words := _once([c.stated for c in agreed], best.text):
            return f"The abstract says so too: {', '.join(words)}."
        return "The abstract says the same as the claim."
    clashes = [c for c in found if not c.agree]
    if not clashes:
        negated = bool(claim.facets.negations) != bool(said.negations)
        return (
            "The abstract says the opposite: only one of the two is negated."
            if negated
            else "What the abstract says goes against the claim."
        )
    return _clash(min(clashes, key=lambda c: (_TELLING.index(c.kind), -c.weight)))


def _once(words: Sequence[str], text: str) -> list[str]:
    """Each word once, however it is capitalised: as the text has it, where it does."""
    lowered = text.lower()
    spelt = {}
    for word in words:
        at = lowered.find(word.lower())
        spelt[word.lower()] = word if at < 0 else text[at : at + len(word)]
    return list(spelt.values())


def _clash(contrast: Contrast) -> str:
    if contrast.kind == "negation":
        return "The abstract says the opposite: only one of the two is negated."
    if contrast.kind == "comparison" or contrast.stated.casefold() == contrast.claimed.casefold():
        return "The abstract says it the other way round."
    return f"The abstract says {contrast.stated}; the claim says {contrast.claimed}."


def unsettled(claim: ReadClaim, readings: Sequence[Reading]) -> str:
    """Why there is not enough information on a claim."""
    if not claim.foci:
        return "There is nothing in this to check: name a paper, a model or a topic."
    unknown = [w.focus.concept.surface for w in claim.foci if not w.focus.known]
    if unknown:
        return f"No abstract in the base speaks of {' or '.join(unknown[:3])}."
    for reading in readings:
        if subject_match(claim.foci, reading) >= NAMED:
            return f"“{reading.abstract.label}” is in the base, but its abstract does not say this."
    if readings:
        held = readings[0].terms | readings[0].names
        missing = [w.focus.concept.surface for w in claim.foci if not w.focus.terms & held]
        if missing:
            words = ", ".join(missing[:3])
            return f"The nearest abstract does not speak of {words}."
    return "No abstract in the base says whether this is so."
