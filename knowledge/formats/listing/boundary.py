"""Where a title ends and its authors begin, in a line that glues the two together.

`Mistral 7BAlbert Q. Jiang, Arthur Mensch` has no mark at the boundary, so every place where a name
could begin inside a word is a candidate. Each is judged by named signs: what the title's last word
is like, what the names after it are like, and what the page knows of both. The sum of the signs'
weights is its score: the log-odds against there being no boundary at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.formats.listing.evidence import NOTHING, Contribution, Evidence
from knowledge.formats.listing.names import names_in, signs
from knowledge.formats.listing.shapes import (
    is_given_name,
    is_joined_name,
    is_team_word,
    shape,
    teams,
)
from knowledge.formats.listing.title_end import CLOSERS, OPENERS, Words, closing_signs
from knowledge.formats.listing.weights import WEIGHTS
from knowledge.settings import english

_START = re.compile(
    r"(?<=[^\s(\[{\u2039«“\u2018\u2010\u2011\u2013—/&@#])(?=A)|(?<=[^\sx(\[{])(?=x)"
)
_LOW_START = re.compile(
    r"(?<=[^\s(\[{/-])"
    r"(?=(?:van|von|de[rn]?|d[aiu]|dell?a?|dos|l[ae]|[ea]l|bin|ibn|ten|ter|af|zu|'t)"
    r"(?: (?:de[rn]?|la|'t))? [^\W\d_a-z]"
    r"|(?:[ae]l|d)[-'\u2019][^\W\d_a-z])"
)
_PLURAL_CUT = re.compile(r"AAa(?!a)")
_CAPITALS_CUT = re.compile(r"A(?=AA(?!a))")
_UNIT_CUT = re.compile(r"0A(?![Aa.])")
_CLOSED = re.compile(r"[?!)\]”]A")
_WORD_END = re.compile(r"[\s,;:?!)]")
_UNLIKELY = ("cuts_", "closed_", "ends_", "glue_", "word_glued")
_CLEAN = frozenset(
    {"listed_team", "team", "team_word", "name_prefixed", "name_joined", "name_wordlike"}
)
_LONGEST = 20_000
_MOST = 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible boundary: the authors begin at character `start`; `score` in log-odds."""

    start: int
    score: float
    signs: tuple[str, ...]


@cache
def _low_team() -> re.Pattern[str]:
    """Teams whose names begin with no capital letter, and so are found only by name."""
    low = [re.escape(name) for name in english("names")["teams"] if not name[0].isupper()]
    return re.compile(rf"(?<=[^\s(\[{{/-])(?=(?:{'|'.join(low)})(?:,|$| [Tt]eam))")


class Line:
    """A glued line, with the evidence for judging where its title ends.

    Args:
        text: The line, without what stands after the names.
        own: The words of the abstract below it.
        page: What is known of the page.
        mine: What this line added to that.
    """

    def __init__(
        self, text: str, own: set[str], page: Evidence, mine: Contribution = NOTHING
    ) -> None:
        self._text = text
        self._shape = shape(text)
        self._words = Words(own, page, mine)
        self._page = page
        self._mine = mine
        self._likely: int | None = None
        self._team_at: int | None = None

    def candidates(self) -> list[Candidate]:
        """Every place where a name could begin inside a word, the best first."""
        judged = [self._judge(start) for start in self._starts()]
        return sorted(judged, key=lambda candidate: (-candidate.score, -candidate.start))

    def _starts(self) -> list[int]:
        """Bounded, so that no line, however made, takes long."""
        if len(self._text) > _LONGEST:
            return []
        starts = {match.start() for match in _START.finditer(self._shape)}
        starts.update(match.start() for match in _low_team().finditer(self._text))
        low = (match.start() for match in _LOW_START.finditer(self._text))
        starts.update(start for start in low if self._follows_word(start))
        return sorted(starts)[:_MOST]

    def _follows_word(self, start: int) -> bool:
        """Whether a known word, or what is no letter, ends here: else `Models` lost its end."""
        last = self._text[self._word_start(start) : start].lstrip(OPENERS)
        if not last[-1:].isalpha():
            return True
        return last[-1].islower() and bool(self._words.source_of(re.split(r"[-/]", last)[-1]))

    def _word_start(self, start: int) -> int:
        return self._text.rfind(" ", 0, start) + 1

    def _judge(self, start: int) -> Candidate:
        word_start = self._word_start(start)
        word = _WORD_END.split(self._text[word_start:], maxsplit=1)[0]
        names = names_in(self._text[start:])
        found = ["any", *self._title_signs(start, word_start)]
        found += self._cut_signs(start, word_start, word)
        found += self._name_signs(names)
        if "name_bare_letter" in found and self._shape[start - 1] == "A":
            found.append("cuts_letter")
        if self._likely is not None and self._likely < word_start:
            found.append("glue_behind")
        self._remember(start, names, found)
        return Candidate(start, sum(WEIGHTS[sign] for sign in found), tuple(found))

    def _remember(self, start: int, names: tuple[str, ...], found: list[str]) -> None:
        """Keep the first place where a word seems to end and a clean name to begin."""
        doubtful = any(s.startswith(_UNLIKELY) and s != "ends_closed" for s in found)
        if self._likely is None and not doubtful and names and _CLEAN.issuperset(signs(names[0])):
            self._likely = start
        if is_team_word(_WORD_END.split(self._text[start:], maxsplit=1)[0]):
            self._team_at = start

    def _title_signs(self, start: int, word_start: int) -> Iterator[str]:
        last = self._text[word_start:start]
        yield from self._words.sign_of_last(last.strip(OPENERS + CLOSERS + ".:,;'\u2019"))
        yield from closing_signs(self._text[:start], last)
        if _CLOSED.search(self._shape, 0, start):
            yield "closed_behind"
        if self._shape[start] == "a":
            yield "low_start"

    def _cut_signs(self, start: int, word_start: int, word: str) -> Iterator[str]:
        """The signs of the whole `word` around the boundary, which would be cut in two."""
        if self._words.hold_form(word.strip(OPENERS)):
            yield "cuts_form"
        elif self._cuts_acronym(start, word, word[start - word_start :]):
            yield "cuts_acronym"
        elif _CAPITALS_CUT.match(self._shape, start - 1):
            yield "cuts_capitals"
        if _UNIT_CUT.match(self._shape, start - 1):
            yield "cuts_unit"
        if is_joined_name(word):
            yield "cuts_name"
        if self._team_at is not None and word_start <= self._team_at < start:
            yield "cuts_team"

    def _cuts_acronym(self, start: int, word: str, rest: str) -> bool:
        """Whether a word is capitals, as in `GI|S`, or the plural of some: `LL|MsKimi`."""
        if self._text.startswith("s", start + 1) and _PLURAL_CUT.match(self._shape, start - 1):
            return True
        return word.isalpha() and word.isupper() and rest.casefold() not in teams()

    def _name_signs(self, names: tuple[str, ...]) -> Iterator[str]:
        if not names:
            yield "name_odd"
            return
        for name in names:
            yield from signs(name)
        yield from self._known_signs(names[0])

    def _known_signs(self, name: str) -> Iterator[str]:
        """What the word lists and the page know of the first name."""
        given = name.split(" ", 1)[0]
        if self._page.knows_name(name, self._mine):
            yield "name_seen"
        if self._page.knows_given(given, self._mine):
            yield "given_seen"
        elif is_given_name(given):
            yield "given_listed"
        if "team" in signs(name):
            if given[0].isupper() and self._words.hold_form(given):
                yield "team_named"
        elif name.casefold() not in teams() and self._is_ordinary(given):
            yield "given_is_word"

    def _is_ordinary(self, word: str) -> bool:
        return len(word) > 1 and self._words.in_abstracts(word.lower())
