"""The answers about compared things as one answer, with the name of the thing that wins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.answers.combination import Cited, combined
from knowledge.model import Abstention, Abstract, Answer
from knowledge.questions.comparison import Comparison
from knowledge.questions.topics import Named
from knowledge.reasons.remarks import NotCovered, Wins
from knowledge.text.quantities import one_at, tells_other


@dataclass(frozen=True, slots=True)
class Side:
    """A thing with its answer; None where the base has none."""

    thing: Named
    answer: Answer | None


def side(thing: Named, replies: Iterable[Answer | Abstention]) -> Side:
    """A thing with the first of some replies that answers from the thing's own paper."""
    return Side(thing, next((r for r in replies if isinstance(r, Answer) and _own(thing, r)), None))


def _own(thing: Named, answer: Answer) -> bool:
    cited = answer.citations[0]
    if thing.paper:
        return cited.abstract.id == thing.paper.abstract.id
    return cited.quote is not None and thing.text.casefold() in cited.quote.casefold()


def told(comparison: Comparison, sides: Sequence[Side]) -> Answer | None:
    """The answers of the sides as one; None where no side has any."""
    answered = [s for s in sides if s.answer]
    if not answered:
        return None
    missing = [NotCovered(s.thing.text) for s in sides if s.answer is None]
    answers = [s.answer for s in answered if s.answer]
    winner = _winner(comparison, answered) if not missing else None
    noun = None if winner else comparison.noun
    notes = [note for a in answers for note in a.notes]
    notes += [*([winner] if winner else []), *missing]
    shown = [_shown(answer, noun) for answer in answers]
    return combined(answers, shown, notes, winner.name if winner else None)


def _shown(answer: Answer, noun: str | None) -> Cited:
    """The sentence of an answer that shows it best.

    What answers is marked, unless it is a number of something else than a noun, or that is None.
    """
    best = next((s for s in answer.statements if s.short), answer.statements[0])
    marked = best.short and noun is not None and not tells_other(best.text, best.short, noun)
    citation = next(c for c in answer.citations if c.n == best.citations[0])
    return replace(best, short=best.short if marked else None), [citation]


def _winner(comparison: Comparison, sides: Sequence[Side]) -> Wins | None:
    """The thing that wins, and by what; None where none does."""
    measured = [_measured(comparison, s.answer) for s in sides if s.answer]
    if comparison.greater is None or any(m is None for m in measured):
        return None
    values = [m for m in measured if m]
    alike = len({kind for _, kind, _ in values}) == 1
    if not alike or len({value for value, _, _ in values}) < len(values):
        return None
    order = sorted(
        zip(values, sides, strict=True), key=lambda v: v[0][0], reverse=comparison.greater
    )
    words = tuple(v[0][2] for v in order)
    return Wins(comparison.word.capitalize(), order[0][1].thing.text, words)


def _measured(comparison: Comparison, answer: Answer | None) -> tuple[float, str, str] | None:
    """What an answer tells as a number in the unit's base, its kind, and in words."""
    if answer is None:
        return None
    if comparison.dated:
        return _date_of(answer.citations[0].abstract)
    shown = next((s for s in answer.statements if s.short), None)
    found = one_at(shown.text, shown.short, comparison.noun) if shown and shown.short else None
    return (found.bound, found.kind, found.text) if found else None


def _date_of(abstract: Abstract) -> tuple[float, str, str] | None:
    published = abstract.bibliography.published
    if published.date is None:
        return None
    return published.date.toordinal(), "date", published.text or published.date.isoformat()
