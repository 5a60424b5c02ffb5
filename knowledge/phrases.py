"""The phrases of a sentence that can answer: noun phrases, names, quantities and enumerations.

There is no grammar here: a phrase is what stands between function words, verbs and punctuation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from knowledge.model import Span
from knowledge.quantities import quantities
from knowledge.text import fold
from knowledge.wordlists import table

LONGEST = 9
"""Words of a noun phrase; anything longer is a clause that was not recognised."""
MOST_ITEMS = 10
_TOKEN = re.compile(
    r"https?://[^\s)>\]]*[^\s)>\].,;]"
    r"|[^\W_]+(?:[-–.'’&+@/](?=\w)[^\W_]+|,\d{3})*(?:%|\+(?!\w))?"
    r"|[^\w\s]"
)
_NAME = re.compile(r".*\d.*|.+[A-Z].*|[A-Z].*")
_VERBAL = re.compile(r"[a-z]{2,}(?:s|ed|en)|[a-z]{3,}ing")
_REASON = re.compile(
    r"\b([Bb]ecause|since|when|as(?= (?:it|they|we|the|this|these|there)\b)|[Dd]ue to|owing to"
    r"|thanks to|so that|in order to|given that|by(?= \w+ing\b)) (?=\w)"
)
_CLAUSE_END = re.compile(r"[,;](?= )|\.?$| \(| and (?=\w)")
MOST_ENDS = 3
"""So many places at which a clause may end are tried."""
_QUOTED = re.compile(r"[\"“]([^\"“”]{2,80})[\"”]|\(([^()]{2,120})\)")


class Kind(StrEnum):
    """What a phrase looks like."""

    QUANTITY = "quantity"
    NAME = "name"
    NOUN = "noun"
    LIST = "list"
    CLAUSE = "clause"
    QUOTED = "quoted"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase at `span` of a sentence; `before` is the word in front of it, folded, or empty."""

    span: Span
    kind: Kind
    before: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        return self.text.casefold()


@cache
def _class(name: str) -> frozenset[str]:
    return frozenset(table("phrases")[name]["words"].split())


@lru_cache(maxsize=2048)
def phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases of a sentence, each span once, in order of their beginnings."""
    words = [_Word(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)]
    runs = list(_runs(words))
    found: dict[Span, Phrase] = {}
    for phrase in (
        *_quantities(text, words),
        *_lists(words, runs),
        *_marked(text),
        *_clauses(text),
        *(p for run in runs for p in _of_run(words, run, text)),
        *_joined(words, runs),
    ):
        found.setdefault(phrase.span, phrase)
    return tuple(sorted(found.values(), key=lambda p: p.span))


def _before(words: Sequence[_Word], start: int) -> str:
    return next((fold(w.text) or w.text for w in reversed(words) if w.end <= start), "")


def _quantities(text: str, words: Sequence[_Word]) -> Iterator[Phrase]:
    for quantity in quantities(text):
        yield Phrase(quantity.span, Kind.QUANTITY, _before(words, quantity.span.start))


def _marked(text: str) -> Iterator[Phrase]:
    for match in _QUOTED.finditer(text):
        group = 1 if match[1] else 2
        kind = Kind.QUOTED if group == 1 else Kind.NOUN
        if group == 1 or len(match[2].split()) <= LONGEST:
            yield Phrase(Span(*match.span(group)), kind, '"' if group == 1 else "(")


def _clauses(text: str) -> Iterator[Phrase]:
    """What follows a word that gives a reason, up to the end of its clause, and whole."""
    for match in _REASON.finditer(text):
        start = match.end()
        ends = [m.start() for m in _CLAUSE_END.finditer(text, start)][:MOST_ENDS]
        for end in dict.fromkeys(ends):
            if text[start:end].strip():
                yield Phrase(Span(start, end), Kind.CLAUSE, fold(match[1].split()[0]))


def _runs(words: Sequence[_Word]) -> Iterator[range]:
    """Runs of words that may be a noun phrase each, as places."""
    begin = 0
    for place in range(len(words) + 1):
        if place == len(words) or _divides(words, place):
            if begin < place:
                yield range(begin, place)
            begin = place + 1


def _divides(words: Sequence[_Word], place: int) -> bool:
    word = words[place]
    if not word.text[0].isalnum() or word.plain in _class("function"):
        # In names such as "Mixtral 8x7B - Instruct" a dash with spaces joins.
        return not _dash_in_name(words, place)
    return _verb(words, place)


def _dash_in_name(words: Sequence[_Word], place: int) -> bool:
    if words[place].text not in "-–" or not 0 < place < len(words) - 1:
        return False
    before, after = words[place - 1].text, words[place + 1].text
    return bool(_NAME.fullmatch(before)) and after[0].isalnum()


def _verb(words: Sequence[_Word], place: int) -> bool:
    """Whether a word is most likely a verb where it stands."""
    word = words[place]
    if word.plain in _class("verbs"):
        return True
    if not _VERBAL.fullmatch(word.text) or word.plain in _class("nouns"):
        return False
    after = words[place + 1].plain if place + 1 < len(words) else "."
    opens = after in _class("openers") or after[0].isdigit()
    before = words[place - 1] if place else None
    if word.text.endswith("ing"):
        return opens
    if word.text.endswith("s") and before and before.text[0].isalnum():
        # A noun in the plural does not stand in front of another noun: "the survey covers birds".
        noun_behind = after[0].isalpha() and after not in _class("function")
        return opens or (noun_behind and before.plain not in _class("function"))
    return opens and (before is None or before.plain not in _class("openers"))


def _kind(text: str) -> Kind:
    if text.startswith("http"):
        return Kind.ADDRESS
    return Kind.NAME if any(_NAME.fullmatch(w) for w in text.split()) else Kind.NOUN


def _of_run(words: Sequence[_Word], run: range, text: str) -> Iterator[Phrase]:
    """A run as a whole, the names in it, and the run without its first words."""
    if len(run) <= LONGEST:
        yield _phrase(words, run, text)
    for names in _names(words, run):
        if names != run:
            yield _phrase(words, names, text)
    for first in run[1:3]:
        if len(run) <= LONGEST + 1:
            yield _phrase(words, range(first, run.stop), text)


def _names(words: Sequence[_Word], run: range) -> Iterator[range]:
    begin: int | None = None
    for place in range(run.start, run.stop + 1):
        name = place < run.stop and (
            _NAME.fullmatch(words[place].text) or (begin is not None and words[place].text in "-–")
        )
        if name and begin is None:
            begin = place
        elif not name and begin is not None:
            yield range(begin, place)
            begin = None


def _phrase(words: Sequence[_Word], places: range, text: str) -> Phrase:
    span = Span(words[places.start].start, words[places.stop - 1].end)
    return Phrase(span, _kind(span.of(text)), _before(words, span.start))


def _joined(words: Sequence[_Word], runs: Sequence[range]) -> Iterator[Phrase]:
    """Two phrases that a preposition joins into one: "hundreds of researchers"."""
    for left, right in pairwise(runs):
        between = [words[i].plain for i in range(left.stop, right.start)]
        joint = [w for w in between if w not in _class("articles")]
        if len(joint) == 1 and joint[0] in _class("joints"):
            span = Span(words[left.start].start, words[right.stop - 1].end)
            if right.stop - left.start <= LONGEST:
                yield Phrase(span, Kind.NOUN, _before(words, span.start))


def _list(words: Sequence[_Word], items: Sequence[range]) -> Iterator[Phrase]:
    """An enumeration, also without its first words or items: they may be no part of it."""
    end = words[items[-1].stop - 1].end
    for item in items[:-1]:
        for first in item[:3] if item is items[0] else item[:1]:
            span = Span(words[first].start, end)
            yield Phrase(span, Kind.LIST, _before(words, span.start))


def _lists(words: Sequence[_Word], runs: Sequence[range]) -> Iterator[Phrase]:
    """Runs that commas and a last "and" or "or" join, whole."""
    begin = 0
    while begin < len(runs) - 1:
        end, closed = begin, False
        while end + 1 < len(runs) and not closed and end - begin < MOST_ITEMS:
            between = [words[i].plain for i in range(runs[end].stop, runs[end + 1].start)]
            joint = [w for w in between if w not in _class("articles")]
            if joint == [","] != between and words[runs[end].start - 1].plain not in _class(
                "articles"
            ):
                break  # "Cascade Distillation, an iterative technique": the same thing once more
            if joint not in (
                [","],
                ["and"],
                ["or"],
                [",", "and"],
                [",", "or"],
                ["as", "well", "as"],
            ):
                break
            closed = joint != [","]
            end += 1
        if closed:
            yield from _list(words, runs[begin : end + 1])
        begin = end + 1 if end > begin else begin + 1
