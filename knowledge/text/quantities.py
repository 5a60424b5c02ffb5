"""Quantities in a sentence: numbers with magnitudes and units, those inside names left out."""

import re
from dataclasses import dataclass
from functools import lru_cache

from knowledge.model import Span
from knowledge.settings import words
from knowledge.text.tokens import fold

_WORD = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|hundred|thousand|million|billion|dozen"
    r"|half|twice|double|triple)"
)
_MAGNITUDE = "(?:thousand|million|billion|trillion)"
_ABOUT = (
    "(?:more than|less than|up to|at least|over|under|below|about|around|nearly|almost"
    "|approximately|as (?:little|few|much|many) as) "
)
_CURRENCY = "(?:EUR|USD|GBP|CHF|JPY|CNY|INR|AUD|CAD|SEK|NOK|DKK|US\\$)"
_SIGN = (
    "(?:[TGMK]i?B|[kmcnµ]?m[²³23]?|[kmµ]?g|m?[lL]|[kMGT]?Hz|[kMG]?Wh?|[mk]?V|m?Ah?|[kM]?Pa|°[CF]?"
    "|ms|min|s|h|ha|dB|ppm|fps|[kMG]bps|k?cal|k?eV|[mµn]?mol|M|wt%|vol%|t|bar|rpm|lx|sr|pc|AU)"
    "(?:/(?:[kmcµ]?m[²³23]?|[kmµ]?g|m?[lL]|s|h|min|day|year|ha|kg|[mµ]?mol)|-?h)?"
)
"""Signs of units that stand behind a number, mostly of the SI."""
_NO_WORD = "(?![A-Za-z0-9])"
_QUANTITY = re.compile(
    rf"(?:{_ABOUT}|[~≈<>≤≥±] ?)?(?P<core>"
    rf"(?:[$€£¥]|{_CURRENCY} )?(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:[.·]\d+)?)"
    r"(?: ?%| ?percent|\+|×|x(?=\s))?"
    rf"(?:[ -]?{_MAGNITUDE}|[KMBTk]{_NO_WORD}|[ ]?{_SIGN}{_NO_WORD})?"
    rf"(?: ?(?:to|–|-) ?\d+(?:[.·]\d+)?(?: ?%|[KMBT]{_NO_WORD}|[ ]?{_SIGN}{_NO_WORD})?)?"
    r"(?![A-Za-z0-9])"
    r"|(?:hundreds|dozens|(?:thousand|million|billion|trillion)s)(?= of)"
    rf"|\b{_WORD}(?:-{_WORD})?(?: (?:hundred|{_MAGNITUDE}))?\b(?!-)"
    r"|(?:an? )?orders? of magnitude|sub-second)",
    re.IGNORECASE,
)
_IN_A_NAME = re.compile(
    r"(?:[A-Z][\w.]*|[A-Z][\w.]* \d[\w.]*)[ ]$|[A-Za-z][\w.]*-$|[A-Za-z_]$|v$|[A-Za-z]\d*\.$"
)
_UNIT = re.compile(
    r"[ -]?(?:[a-z]+[ -]){0,2}?((?:minute|hour|(?:milli)?second|day|week|month|year|token|parameter"
    r"|byte|page|image|point|euro|dollar)s?)\b"
)
_PER = re.compile(
    r" (?:per|a|an|each) (?:second|minute|hour|day|week|month|year|person|head|inhabitant|patient"
    r"|(?:square |cubic )?(?:kilo|milli|centi)?(?:metre|meter)|litre|liter|(?:kilo)?gram|tonne"
    r"|hectare)\b"
)
_MONEY = re.compile(rf"[$€£¥]|{_CURRENCY}|dollar|euro", re.IGNORECASE)
_TIME = re.compile(
    r"\d ?ms\b|\d ?s\b|sub-second|minute|hour|second|day|week|month|year", re.IGNORECASE
)
_SIZE = re.compile(
    r"\d ?(?:[KMBT]\b|[TGMK]i?B\b)|illion|parameter|token|order|magnitude|\dx", re.IGNORECASE
)


_DIGIT = re.compile(r"\d")
_LETTERS = re.compile("[a-z]+")
_NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
    "hundreds thousand thousands million millions billion billions trillions dozen dozens half "
    "twice double triple magnitude sub"
)
_SPELT = frozenset(_NUMBERS.split())
"""Every quantity without a digit holds one of these words; most sentences hold none."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `span` of a sentence; `unit` is the noun of measure behind it, or empty."""

    span: Span
    text: str
    unit: str

    @property
    def percent(self) -> bool:
        """Whether it is a percentage, or a score between 0 and 1."""
        return (
            "%" in self.text or "percent" in self.text or bool(re.fullmatch(r"0\.\d+", self.text))
        )

    @property
    def money(self) -> bool:
        """Whether it is a sum of money."""
        return bool(_MONEY.search(self.text + self.unit))

    @property
    def time(self) -> bool:
        """Whether it measures time."""
        return bool(_TIME.search(self.text) or _TIME.search(self.unit))

    @property
    def size(self) -> bool:
        """Whether it has a magnitude: billions, terabytes, tokens."""
        return bool(_SIZE.search(self.text) or _SIZE.search(self.unit))


@lru_cache(maxsize=2048)
def quantities(sentence: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence in order; `7B` in `Mistral 7B` is a name and none."""
    found: list[Quantity] = []
    if not (_DIGIT.search(sentence) or _SPELT.intersection(_LETTERS.findall(sentence.casefold()))):
        return ()
    for match in _QUANTITY.finditer(sentence):
        start, end = match.span()
        core = match.start("core")
        if any(c.isdigit() for c in match["core"][:2]) and _part_of_name(sentence, core):
            continue
        while sentence[end - 1] == " ":
            end -= 1
        unit = _UNIT.match(sentence, end)
        if unit and _TIME.search(unit[0]) and unit[0].count(" ") <= 1:
            end = unit.end()  # "40 minutes" is the answer, "40" is not
        if rate := _PER.match(sentence, end):
            end = rate.end()  # and so is "7 km per hour"
        text = sentence[start:end]
        found.append(Quantity(Span(start, end), text, unit[1] if unit else ""))
    return tuple(found)


def _part_of_name(sentence: str, start: int) -> bool:
    before = sentence[:start]
    if not _IN_A_NAME.search(before):
        return False
    word = before.split()[-1] if before.split() else ""
    opens = before.strip() == word and before.endswith(" ")
    return not (opens and fold(word) in words("stop_words"))
