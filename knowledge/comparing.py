"""Questions that compare named things: what is asked of each of them, and which comes first.

The patterns are in `config/comparing.toml`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from knowledge.measuring import measure
from knowledge.model import Abstention, Abstract, Answer, Citation, Statement
from knowledge.text import tokenise
from knowledge.topics import Named
from knowledge.wordlists import table

MOST = 3
"""So many things are compared."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked of each of some things; `TOPIC` stands for the thing in `asked`.

    `word`: how the winner is called ("larger"). `greater`: whether the greater one wins; None
    where nothing wins. `dated`: the dates of the papers are compared. `noun`: what is counted or
    measured, where the question says it.
    """

    things: tuple[Named, ...]
    asked: str
    word: str = ""
    greater: bool | None = None
    dated: bool = False
    noun: str = ""

    def of(self, thing: Named) -> str:
        """What is asked of one of the things."""
        return self.asked.replace("TOPIC", thing.text)


@dataclass(frozen=True, slots=True)
class Side:
    """A thing with its answer; None where the base has none."""

    thing: Named
    answer: Answer | None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(table("comparing")[name], re.IGNORECASE)


@cache
def _about() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rule, re.IGNORECASE) for rule in table("comparing")["about"])


def compared(text: str, things: Sequence[Named]) -> Comparison | None:
    """How a question compares the things that it names; None where it does not."""
    different = tuple({thing.text.casefold(): thing for thing in things}.values())
    presented = {thing.paper.abstract.id for thing in different if thing.paper}
    if not (1 < len(different) <= MOST and presented):
        return None
    masked = _masked(text, things)
    if not _pattern("pair").search(masked):
        return None
    if found := _dated(masked, different) or _counted(masked, different):
        return found
    if found := _graded(masked, different) or _neutral(masked, different):
        return found
    return _shared(masked, different) if len(presented) == len(different) else None


def _masked(text: str, things: Sequence[Named]) -> str:
    parts, done = [], 0
    for thing in things:
        parts += [text[done : thing.start], "@"]
        done = thing.end
    return re.sub(r"['’]s?(?= |$)", "", "".join((*parts, text[done:]))).rstrip(" ?!.")


def _dated(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    match = _pattern("dated").search(masked)
    if match is None:
        return None
    late = _pattern("early").search(match[0]) is None
    word = "later" if late else "earlier"
    return Comparison(things, "when was TOPIC published?", word, late, dated=True)


def _counted(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    match = _pattern("counted").search(masked)
    found = _pattern("noun_end").match(masked[match.end() :]) if match else None
    if match is None or found is None:
        return None
    greater = match["word"].casefold() in {"more", "most"}
    noun = found["noun"]
    rest = _rest(masked[: match.start()], masked[match.end() + found.end() :])
    if _is_noun(noun):
        word = "more" if greater else "fewer"
        return Comparison(things, _how_many(noun, rest), f"{word} {noun}", greater, noun=noun)
    return Comparison(things, f"how {noun} is TOPIC{rest}?", f"{match['word']} {noun}", greater)


def _how_many(noun: str, rest: str = "") -> str:
    return f"how many {noun}{rest} does TOPIC have?"


def _is_noun(words: str) -> bool:
    """Whether what follows "more" is counted: "more layers", not "more accurate"."""
    last = words.rsplit(maxsplit=1)[-1].casefold()
    return last.endswith("s") or last in table("comparing")["amounts"]["words"].split()


def _rest(*around: str) -> str:
    """The words around a comparison that have content: "which was *trained* on more tokens"."""
    words = [t.surface for part in around for t in tokenise(part) if not t.stop]
    words = [word for word in words if not _pattern("light").fullmatch(word)]
    return "".join(f" {word}" for word in words)


def _graded(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    graded = table("comparing")["graded"]
    for match in re.finditer(r"[a-z]+", masked, re.IGNORECASE):
        word = match[0].casefold()
        if word not in graded:
            continue
        degree, direction = graded[word].split()
        behind = masked[match.end() :].lstrip()
        noun = _pattern("noun_end").match(behind)
        if noun is None or _pattern("model").match(behind):
            return Comparison(things, f"how {degree} is TOPIC?", word, direction == "+")
        asked = f"what is the {noun['noun']} of TOPIC?"
        return Comparison(things, asked, word, direction == "+", noun=noun["noun"])
    return None


def _neutral(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    if not _pattern("neutral").search(masked):
        return None
    for rule in _about():
        if (match := rule.search(masked)) is not None:
            noun = match["noun"].strip()
            last = noun.casefold().split()[-1]
            greater = True if last in table("comparing")["amounts"]["words"].split() else None
            counted = greater and last.endswith("s")
            asked = _how_many(noun) if counted else f"what is the {noun} of TOPIC?"
            word = f"{'more' if counted else 'greater'} {noun}"
            return Comparison(things, asked, word, greater, noun=noun)
    return Comparison(things, "what is TOPIC?")


def _shared(masked: str, things: tuple[Named, ...]) -> Comparison | None:
    """The same asked of each: "How many layers do A and B have?"."""
    match = _pattern("shared").search(masked)
    if match is None or masked.count("@") != len(things):
        return None
    return Comparison(things, f"{masked[: match.start()]}TOPIC{masked[match.end() :]}?")


def side(thing: Named, answer: Answer | Abstention) -> Side:
    """A thing with its answer, if that comes from the thing's own paper."""
    if isinstance(answer, Abstention):
        return Side(thing, None)
    cited = answer.citations[0]
    if thing.paper:
        own = cited.abstract.id == thing.paper.abstract.id
    else:
        own = cited.quote is not None and thing.text.casefold() in cited.quote.casefold()
    return Side(thing, answer if own else None)


def told(comparison: Comparison, sides: Sequence[Side]) -> Answer | None:
    """The answers of the sides as one; None where no side has any."""
    answered = [s for s in sides if s.answer]
    if not answered:
        return None
    missing = [f"Not covered: {s.thing.text}." for s in sides if s.answer is None]
    parts = [_shown(s.answer, n) for n, s in enumerate(answered, 1) if s.answer]
    answers = [s.answer for s in answered if s.answer]
    winner = _winner(comparison, answered) if not missing else None
    notes = dict.fromkeys(note for a in answers for note in a.notes)
    return replace(
        answers[0],
        statements=tuple(statement for statement, _ in parts),
        citations=tuple(citation for _, citation in parts),
        short_answer=winner[0] if winner else None,
        confidence=min(a.confidence for a in answers),
        notes=(*notes, *([winner[1]] if winner else []), *missing),
    )


def _shown(answer: Answer, n: int) -> tuple[Statement, Citation]:
    """The sentence of an answer that shows it best, with its citation as number `n`."""
    best = next((s for s in answer.statements if s.short), answer.statements[0])
    citation = next(c for c in answer.citations if c.n == best.citations[0])
    return Statement(best.text, (n,)), replace(citation, n=n)


def _winner(comparison: Comparison, sides: Sequence[Side]) -> tuple[str, str] | None:
    """The name of the thing that wins, and the words that say by what; None where none does."""
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
    name = order[0][1].thing.text
    words = " against ".join(v[0][2] for v in order)
    return name, f"{comparison.word.capitalize()}: {name} ({words})."


def _measured(comparison: Comparison, answer: Answer | None) -> tuple[float, str, str] | None:
    """What an answer tells as a number in the unit's base, its kind, and in words."""
    if answer is None:
        return None
    if comparison.dated:
        return _date_of(answer.citations[0].abstract)
    shown = next((s for s in answer.statements if s.short), None)
    return measure(shown.text, shown.short, comparison.noun) if shown and shown.short else None


def _date_of(abstract: Abstract) -> tuple[float, str, str] | None:
    published = abstract.bibliography.published
    if published.date is None:
        return None
    return published.date.toordinal(), "date", published.text or published.date.isoformat()
