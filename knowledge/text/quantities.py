"""Quantities held against each other, and against what somebody asks for.

They are read, with their units, by `numbers`.
"""

import math

from knowledge.model import Span
from knowledge.settings import tuned
from knowledge.text.numbers import Measure, measures
from knowledge.text.tokens import stem

_ALIKE = tuned().claims.same_number
_ROUND = tuned().claims.about


def same(a: Measure, b: Measure) -> bool | None:
    """Whether what `a` says follows from `b` (True) or cannot hold with it (False).

    None where neither can be said: of "over 5 billion", 6 billion is neither right nor wrong.
    """
    tolerance = _ROUND if a.about or b.about else _ALIKE
    if abs(a.bound - b.bound) <= tolerance * max(abs(a.bound), abs(b.bound), 1e-12):
        return True
    overlap = min(a.high, b.high) >= max(a.low, b.low)
    if math.isinf(a.low) == math.isinf(b.low) and math.isinf(a.high) == math.isinf(b.high):
        ranges = a.low < a.high or b.low < b.high
        apart = math.isinf(a.low) or math.isinf(a.high) or not overlap
        return False if apart else (None if ranges else False)
    if a.low <= b.low and b.high <= a.high:
        return True  # the claim is the vaguer one: "more than 100" of 176
    return None if overlap else False


def one_at(text: str, short: Span, noun: str = "") -> Measure | None:
    """The one quantity of a sentence that a noun asks for, at `short` if there are several.

    None where it cannot be said which it is, or where it is no single number.
    """
    fit = [m for m in measures(text) if m.dimension != "year" and _fits(m, noun)]
    at = [m for m in fit if _meets(m, short)] or fit
    single = len(at) == 1 and (at[0].low == at[0].high or math.isinf(at[0].high - at[0].low))
    return at[0] if single else None


def tells_other(text: str, short: Span, noun: str) -> bool:
    """Whether a number stands at a span of a sentence, but of something else than a noun says."""
    at = [m for m in measures(text) if _meets(m, short)]
    return bool(at) and not any(_fits(m, noun) for m in at)


def _meets(measure: Measure, span: Span) -> bool:
    return measure.start < span.end and span.start < measure.end


def _fits(measure: Measure, noun: str) -> bool:
    """Whether a quantity may measure what a noun says: `405B parameters` are no context length."""
    asked = {stem(word) for word in noun.split()}
    return not noun or measure.noun in {"", stem("token"), *asked}
