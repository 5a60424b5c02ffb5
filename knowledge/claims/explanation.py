"""Why a claim was found so; the words for it stand in `knowledge/reasons/why_found.py`."""

from collections.abc import Iterator, Sequence

from knowledge.model import Finding
from knowledge.questions.coverage import Weighted, subject_match
from knowledge.reader.reading import Reading
from knowledge.reasons import Reason
from knowledge.reasons.why_found import (
    NearestLacks,
    NotDecided,
    NothingToCheck,
    NotSaidIn,
    NumberDiffers,
    SaysOtherwise,
    SaysTheSame,
    WordsUnknown,
)
from knowledge.settings import tuned
from knowledge.text.numbers import Measure, measures
from knowledge.text.quantities import same

NAMED = tuned().questions.named


def decided(claim: str, finding: Finding, sentence: str) -> Reason:
    """What decided a claim that is supported or refuted by a sentence."""
    if finding is Finding.SUPPORTED:
        return SaysTheSame()
    if clash := clashing(claim, sentence):
        claimed, stated = clash
        return NumberDiffers(stated.text, claimed.text)
    return SaysOtherwise()


def agrees(claim: str, sentence: str) -> bool:
    """Whether a claim has numbers, and a sentence states all of them."""
    claimed, stated = measures(claim), measures(sentence)
    return bool(claimed) and all(any(same(number, m) for m in stated) for number in claimed)


def clashing(claim: str, sentence: str) -> tuple[Measure, Measure] | None:
    """A number of a claim, and the one number of a sentence that it may be held against.

    Of several of that kind it is the one that counts the same thing. None where the sentence says
    it as well, or has none or several of that kind that the claim does not speak of, and where one
    number of the sentence may be held against several of the claim.
    """
    clashes = list(_clashes(measures(claim), measures(sentence)))
    held_against = [stated for _, stated in clashes]
    return next((each for each in clashes if held_against.count(each[1]) == 1), None)


def _clashes(
    claimed: Sequence[Measure], stated: Sequence[Measure]
) -> Iterator[tuple[Measure, Measure]]:
    """Every number of a claim with the one number that it may be held against."""
    for number in claimed:
        alike = [m for m in stated if m.dimension == number.dimension]
        if any(same(number, m) for m in alike):
            continue
        left = [m for m in alike if not any(same(other, m) for other in claimed)]
        left = [m for m in left if set(m.counted) & set(number.counted)] or left
        if len(left) == 1 and same(number, left[0]) is False:
            yield number, left[0]


def unsettled(foci: Sequence[Weighted], readings: Sequence[Reading]) -> Reason:
    """Why there is not enough information on a claim with these concepts."""
    if not foci:
        return NothingToCheck()
    unknown = [w.focus.concept.surface for w in foci if not w.focus.known]
    if unknown:
        return WordsUnknown(tuple(unknown[:3]))
    for reading in readings:
        if subject_match(foci, reading) >= NAMED:
            return NotSaidIn(reading.abstract.label)
    if readings:
        held = readings[0].terms | readings[0].names
        missing = [w.focus.concept.surface for w in foci if not w.focus.terms & held]
        if missing:
            return NearestLacks(tuple(missing[:3]))
    return NotDecided()
