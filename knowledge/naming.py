"""Which abstracts may judge a claim that names a paper or model: not those of look-alikes."""

from collections.abc import Sequence

from knowledge.claiming import ReadClaim
from knowledge.reading import Reading

Name = frozenset[str]


def meant(claim: ReadClaim, readings: Sequence[Reading]) -> list[Reading]:
    """The abstracts that may judge a claim; all of them where it names none of what they present.

    An abstract goes that neither presents nor mentions what the claim names and another presents
    (Llama 4 for Llama 3), or whose name is only a part of the name of another (Voxtral for
    Voxtral TTS).
    """
    presented = [_presented(claim, reading) for reading in readings]
    named = {name for names in presented for name in names}
    whole = {name for name in named if not any(name < other for other in named)}
    if not whole:
        return list(readings)
    return [
        reading
        for reading, names in zip(readings, presented, strict=True)
        if names & whole or (not names and any(_mentions(reading, name) for name in whole))
    ]


def _presented(claim: ReadClaim, reading: Reading) -> set[Name]:
    """The names of what an abstract presents that stand whole in a claim."""
    asked = frozenset(term for w in claim.foci if w.focus.name for term in w.focus.terms)
    return {
        frozenset(min(word) for word in name)
        for name in reading.called
        if name and all(not asked.isdisjoint(word) for word in name)
    }


def _mentions(reading: Reading, name: Name) -> bool:
    return name <= reading.terms
