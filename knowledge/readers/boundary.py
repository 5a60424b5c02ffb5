"""Where a title ends and its authors begin, in a line that glues the two together.

`Mistral 7BAlbert Q. Jiang, Arthur Mensch` has no mark at the boundary, so every place where a name
could begin inside a word is a candidate. Each candidate is judged by named signs: what the title's
last word is like, what the names after it are like, and what the page knows of both. The sum of the
signs' weights is its score: the log-odds against there being no boundary at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.readers.names import (
    PREFIX_AT_END,
    is_given_name,
    is_joined_name,
    is_team_word,
    kind,
    never_ends,
    parts,
    shape,
    signs,
    teams,
)
from knowledge.readers.vocabulary import NOTHING, Contribution, Evidence
from knowledge.wordlists import table

WEIGHTS: dict[str, float] = {
    "any": 3.0,
    # The title's last word: known from the abstract, the page or other titles, or like a word.
    "word_own": 4.0,
    "word_page": 3.0,
    "word_title": 2.5,
    "word_ending": 2.5,
    "word_digits": 1.0,
    "word_acronym": 0.0,
    "word_plain": 0.0,
    "word_short": -2.0,
    "word_camel": -1.2,
    "word_glued": -5.0,
    "ends_closed": 4.0,
    "ends_period": 0.0,
    "ends_initial": -4.0,
    "ends_apostrophe": -3.0,
    "ends_hyphen": -6.0,
    "ends_prefix": -3.0,
    "ends_function": -6.0,
    "ends_given": -2.0,
    "cuts_form": -5.0,
    "cuts_acronym": -3.0,
    "cuts_capitals": -1.5,
    "cuts_team": -3.0,
    "cuts_name": -2.0,
    "cuts_letter": -1.5,
    "cuts_unit": -4.0,
    "low_start": -2.0,
    "glue_behind": -5.0,
    "closed_behind": -5.0,
    "unbalanced": -3.0,
    # Every piece after the boundary: its shape as a name.
    "listed_team": 2.5,
    "team": -1.0,
    "team_named": 2.5,
    "team_mixed": -2.0,
    "team_word": 1.0,
    "team_odd": -5.0,
    "team_lower": -4.0,
    "team_digits": -1.5,
    "team_capital_run": -3.0,
    "team_initial": -3.0,
    "team_long_word": -3.0,
    "name_single": -2.5,
    "name_bare_initial": -5.0,
    "name_initials_only": -3.0,
    "name_ends_short": -1.5,
    "name_long": -1.5,
    "name_starts_low": -1.0,
    "name_bare_letter": -0.7,
    "name_camel": -2.0,
    "name_joined": -0.7,
    "name_camel_long": -3.5,
    "name_hides_given": -2.0,
    "name_wordlike": -0.7,
    "name_prefixed": -0.5,
    "name_capitals": -1.2,
    "name_mixed": -4.0,
    "name_team": -0.5,
    "name_function": -5.0,
    "name_lower": -4.0,
    "name_digits": -5.0,
    "name_odd": -5.0,
    # The first name after it, by what is known of names and words.
    "given_listed": 2.0,
    "given_seen": 2.0,
    "name_seen": 4.0,
    "given_is_word": -2.0,
}
"""The weight of each sign, in log-odds (natural logarithm)."""

_START = re.compile(r"(?<=[^\s(\[{‹«“‘‐‑–—/&@#])(?=A)|(?<=[^\sx(\[{])(?=x)")
_LOW_START = re.compile(
    r"(?<=[^\s(\[{/-])(?=(?:van|von|de|der|den|da|di|del|della|dos|du|la|le|el|al|bin|ibn|ten|ter|af|zu|'t)(?: (?:de[rn]?|la|den|der|'t))? [^\W\d_a-z]|(?:al|el|d)[-'’][^\W\d_a-z])"
)
_CAMEL = re.compile(r"aA|AAaa|0A?Aa|[?!)\]”’]A")
_PLURAL_ACRONYM = re.compile(r"A+s")
_PLURAL_CUT = re.compile(r"AAa(?!a)")
_CAPITALS_CUT = re.compile(r"A(?=AA(?!a))")
_UNIT = re.compile(r"0A(?![Aa.])")
_CLOSED = re.compile(r"[?!)\]”]A")
_SHORT = 3
_WORD_END = re.compile(r"[\s,;:?!)]")
_WORD_SIGNS = frozenset({"word_own", "word_page", "word_title", "word_ending", "word_plain", "word_acronym", "word_digits", "word_camel", "word_short"})
_NAME_SIGNS = frozenset({"listed_team", "team", "team_word", "name_prefixed", "name_joined", "name_wordlike"})
_PAIRS = ("()", "[]", "{}", "“”")
_OPENERS = "([{“‘\"'«*"
_CLOSERS = "?!)]}”»\"…%™"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible boundary: the authors begin at character `start`; `score` in log-odds."""

    start: int
    score: float
    signs: tuple[str, ...]


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(set(" ".join(table("names")["endings"]).split())))


@cache
def _team_start() -> re.Pattern[str]:
    """Teams whose names begin with no capital letter, and so are found only by name."""
    low = [re.escape(name) for name in table("names")["teams"] if not name[0].isupper()]
    return re.compile(rf"(?<=[^\s(\[{{/-])(?=(?:{'|'.join(low)})(?:,|$| [Tt]eam))")


def names_in(authors: str) -> tuple[str, ...]:
    """The names of an author list; `Jr.` stays with the name before its comma."""
    names: list[str] = []
    for piece in authors.split(","):
        name = piece.strip()
        if name and names and kind(name) == "suffix":
            names[-1] += f", {name}"
        elif name:
            names.append(name)
    return tuple(names)


class Line:
    """A glued line, with the evidence for judging where its title ends."""

    def __init__(self, text: str, own: set[str], page: Evidence, mine: Contribution = NOTHING) -> None:
        self.text = text
        self._own = own
        self._page = page
        self._mine = mine
        self._shape = shape(text)

    def candidates(self) -> list[Candidate]:
        """Every place where a name could begin inside a word, the best first."""
        self._likely: list[int] = []
        self._team_at = 0
        judged = [self._judge(start) for start in self._starts()]
        return sorted(judged, key=lambda c: (-c.score, -c.start))

    def _starts(self) -> list[int]:
        starts = {match.start() for match in _START.finditer(self._shape)}
        starts.update(m.start() for m in _LOW_START.finditer(self.text) if self._may_start_low(m.start()))
        starts.update(match.start() for match in _team_start().finditer(self.text))
        return sorted(starts)

    def _may_start_low(self, start: int) -> bool:
        """Whether a known word, or what is no letter, ends here: else `Models` could lose its end."""
        last = self.text[self.text.rfind(" ", 0, start) + 1 : start].lstrip(_OPENERS)
        if not last[-1].isalpha():
            return True
        return last[-1].islower() and bool(self._source_of(re.split(r"[-/]", last)[-1]))

    def _judge(self, start: int) -> Candidate:
        title = self.text[:start]
        word_start = title.rfind(" ") + 1
        found = ["any", *self._title_signs(title, word_start), *self._author_signs(start)]
        if self._shape[start] == "a":
            found.append("low_start")
        if is_joined_name(_WORD_END.split(self.text[word_start:], maxsplit=1)[0]):
            found.append("cuts_name")
        if "name_bare_letter" in found and self._shape[start - 1] == "A":
            found.append("cuts_letter")
        if self._team_at and word_start <= self._team_at < start:
            found.append("cuts_team")
        if is_team_word(_WORD_END.split(self.text[start:], maxsplit=1)[0]):
            self._team_at = start
        if any(passed < word_start for passed in self._likely):
            found.append("glue_behind")
        elif self._looks_likely(start, found):
            self._likely.append(start)
        return Candidate(start, sum(WEIGHTS[sign] for sign in found), tuple(found))

    def _looks_likely(self, start: int, found: list[str]) -> bool:
        """Whether a word seems to end here and a clean name to begin: no later boundary passes it."""
        if found[1] not in _WORD_SIGNS or any(sign.startswith(("cuts_", "closed_")) for sign in found):
            return False
        if any(sign.startswith("ends_") and sign != "ends_closed" for sign in found):
            return False
        names = names_in(self.text[start:])
        return bool(names) and _NAME_SIGNS.issuperset(signs(names[0]))

    def _is_form(self, core: str) -> bool:
        """Whether the abstracts write the word exactly so."""
        return core in self._own or core in self._page.words or self._page.knows_title_word(core, self._mine)

    def _title_signs(self, title: str, word_start: int) -> list[str]:
        last = title[word_start:]
        core = last.strip(_OPENERS + _CLOSERS + ".:,;'’")
        found = [*self._word_signs(core), *_end_signs(title, last)]
        if self._is_form(_WORD_END.split(self.text[word_start:], maxsplit=1)[0].strip(_OPENERS)):
            found.append("cuts_form")
        elif self._cuts_acronym(len(title), word_start):
            found.append("cuts_acronym")
        elif _CAPITALS_CUT.match(self._shape, len(title) - 1):
            found.append("cuts_capitals")
        if _UNIT.match(self._shape, len(title) - 1):
            found.append("cuts_unit")
        if _CLOSED.search(self._shape, 0, len(title)):
            found.append("closed_behind")
        if any(title.count(pair[0]) != title.count(pair[1]) for pair in _PAIRS):
            found.append("unbalanced")
        return found

    def _cuts_acronym(self, start: int, word_start: int) -> bool:
        """Whether the word around the boundary is capitals: `GI|S`, or their plural: `LL|MsKimi`."""
        if self.text.startswith("s", start + 1) and _PLURAL_CUT.match(self._shape, start - 1):
            return True
        word = _WORD_END.split(self.text[word_start:], maxsplit=1)[0]
        return word.isalpha() and word.isupper() and word[start - word_start :].casefold() not in teams()

    def _word_signs(self, core: str) -> list[str]:
        if not core:
            return ["word_short"]
        source = self._source_of(core)
        if source:
            return [source]
        part = re.split(r"[-‐‑–—/+]", core.rstrip("+-"))[-1] or core
        if part != core and len(part) > 1 and (source := self._source_of(part)):
            return [source]
        form = shape(part)
        if _CAMEL.search(form) and not _PLURAL_ACRONYM.fullmatch(form):
            ends = ["ends_given"] if is_given_name(parts(part)[-1]) else []
            return ["word_glued" if self._begins_with_word(part, form) else "word_camel", *ends]
        return [_word_by_shape(part, form)]

    def _source_of(self, core: str) -> str | None:
        """Which text knows a word: the own abstract, another one, or another title."""
        low = core.lower() if len(core) > 1 else core
        spellings = (core,) if any(c.isupper() for c in core[1:]) else (core, low)
        if spellings[-1] is low:
            spellings = (*spellings, low + "s", low.removesuffix("s"))
        if any(spelling in self._own for spelling in spellings):
            return "word_own"
        if any(spelling in self._page.words for spelling in spellings):
            return "word_page"
        if any(self._page.knows_title_word(spelling, self._mine) for spelling in spellings):
            return "word_title"
        return None

    def _begins_with_word(self, part: str, form: str) -> bool:
        """Whether a word and the beginning of a name seem to be one, as in `ModelsThomas`."""
        cut = next((m.start() + 1 for m in re.finditer(r"aA(?=a+$)", form)), 0)
        head, tail = part[:cut], part[cut:]
        if cut < _SHORT or not (is_given_name(tail) or self._page.knows_given(tail, self._mine)):
            return False
        return bool(self._source_of(head)) or head.lower().endswith(_endings())

    def _author_signs(self, start: int) -> Iterator[str]:
        names = names_in(self.text[start:])
        for name in names:
            yield from signs(name)
        if not names:
            yield "name_odd"
            return
        yield from self._first_name_signs(names[0])

    def _first_name_signs(self, name: str) -> Iterator[str]:
        given = name.split(" ", 1)[0]
        if self._page.knows_name(name, self._mine):
            yield "name_seen"
        if self._page.knows_given(given, self._mine):
            yield "given_seen"
        elif is_given_name(given):
            yield "given_listed"
        if name.casefold() in teams():
            return
        if "team" in signs(name):
            if given[0].isupper() and self._is_form(given):
                yield "team_named"
        elif len(given) > 1 and (given.lower() in self._own or given.lower() in self._page.words):
            yield "given_is_word"


def _word_by_shape(part: str, form: str) -> str:
    if "0" in form:
        return "word_digits"
    if len(form) > 1 and (form.isupper() or _PLURAL_ACRONYM.fullmatch(form)):
        return "word_acronym"
    if len(form) < _SHORT:
        return "word_short"
    return "word_ending" if len(part) > 4 and part.lower().endswith(_endings()) else "word_plain"


def _end_signs(title: str, last: str) -> Iterator[str]:
    """What the characters before the boundary tell."""
    end = last[-1]
    if end in _CLOSERS:
        yield "ends_closed"
    elif end in "'’":
        opened = re.search(r"(?:^|\s)['‘’]", title[:-1]) or last.endswith("''")
        yield "ends_closed" if opened and not PREFIX_AT_END.search(last) else "ends_apostrophe"
    elif end in "-‐‑–—":
        yield "ends_hyphen"
    elif end == ".":
        yield "ends_initial" if re.search(r"(?:^|[^\w])[^\W\d_]{1,2}\.$", last) else "ends_period"
    if PREFIX_AT_END.search(last):
        yield "ends_prefix"
    if never_ends(last):
        yield "ends_function"
