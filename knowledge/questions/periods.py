"""Lists of papers that are asked for by time: of a year, since a year, the newest.

How that is worded: `config/english/periods.toml`.
"""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.questions.intents import of_what_is_held, paper_word, written_out
from knowledge.search.question_words import bibliographic_words, generic_words
from knowledge.settings import english
from knowledge.text.tokens import stem, tokenise

FIRST, LAST = 1400, 2099
Years = tuple[int, int]
"""The first and the last of some years."""


@dataclass(frozen=True, slots=True)
class Request:
    """A list by time, or in the order of time.

    `single`: one paper is asked for. `rest`: the question without its time. `worded`: the time as
    the heading of the list has it.
    """

    years: Years | None
    newest: bool
    oldest: bool
    single: bool
    rest: str
    worded: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing is named beside the time."""
        asking = generic_words() | bibliographic_words()
        words = [token.surface for token in tokenise(self.rest) if not token.stop]
        return all(stem(word) in asking for word in words)

    def called(self, number: int) -> str:
        """How the heading of so many begins."""
        order = "Newest " if self.newest else "Oldest " if self.oldest else ""
        return f"{order}{'paper' if self.single and number == 1 else 'papers'}".capitalize()


def requested(text: str) -> Request | None:
    """The list by time that a question asks for; None where it asks for something else."""
    plain = " ".join(text.casefold().split())
    return timed(text) if _asks_for_papers(plain) else None


def timed(text: str) -> Request | None:
    """The time that a question for papers gives them, in whatever words it asks; None: none."""
    plain = " ".join(text.casefold().split())
    years, worded, rest = _time(text)
    newest, oldest = (bool(_pattern(name).search(plain)) for name in ("newest", "oldest"))
    if years is None and not (newest or oldest):
        return None
    for name in ("newest", "oldest"):
        rest = _pattern(name).sub(" ", rest)
    single = (newest or oldest) and not _pattern("several").search(plain)
    return Request(years, newest, oldest, single, " ".join(of_what_is_held(rest).split()), worded)


def asks_for_all(text: str) -> bool:
    """Whether a question asks for all papers that are held, or for how many there are."""
    return _pattern("all").search(text) is not None


def asks_how_many(text: str) -> bool:
    """Whether a question asks how many papers there are of those that it names."""
    return _pattern("count").search(text) is not None


def period(text: str) -> Request | None:
    """The time that words are and nothing else: "2019", "since 2020"; None for all other words."""
    asked = requested(f"papers {text}")
    return asked if asked and asked.years and asked.is_whole else None


def _asks_for_papers(plain: str) -> bool:
    of_papers = re.search(rf"\b{paper_word()}\b", plain)
    return bool(of_papers and _pattern("list").search(plain) and not _pattern("says").search(plain))


def _time(text: str) -> tuple[Years | None, str, str]:
    """The years of a question, the same in words, and the question without them."""
    for pattern, word in _spans():
        if match := pattern.search(text):
            found = match.groupdict()
            if decade := found.get("decade"):
                return (
                    (int(f"{decade}0"), int(f"{decade}9")),
                    f" of the {decade}0s",
                    _without(text, match),
                )
            first, last = int(found.get("a") or FIRST), int(found.get("b") or LAST)
            first, last = first + (word == "after"), last - (word == "before")
            ends = min(first, last), max(first, last)
            worded = f"{word} {found.get('a') or found.get('b')}" if word else f"of {first}–{last}"
            return ends, f" {worded}", _without(text, match)
    match = _compiled(english("periods")["one"]["pattern"]).search(text)
    if not match or _pattern("months").search(text[: match.start("a")]):
        return None, "", text  # a month of a year is looked up as it is
    year = int(match["a"])
    return (year, year), f" of {year}", _without(text, match)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"


def _pattern(name: str) -> re.Pattern[str]:
    return _compiled(english("periods")[name])


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    year = english("periods")["year"]
    whole = written_out(pattern.replace("\\\n", "").replace("YEAR", year))
    return re.compile(whole, re.IGNORECASE)


@cache
def _spans() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = english("periods")["spans"]
    return tuple((_compiled(rule["pattern"]), rule.get("word", "")) for rule in rules)
