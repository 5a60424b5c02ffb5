"""How questions are recognised: the tables of `config/english/intents.toml`, compiled once."""

import re
from enum import StrEnum
from functools import cache

from knowledge.settings import english


class Intent(StrEnum):
    """What is to be looked at: the abstracts, or what sources state about the papers."""

    CONTENT = "content"
    AUTHORS = "authors"
    WRITERS = "writers"
    FIRST_AUTHOR = "first author"
    LAST_AUTHOR = "last author"
    PUBLISHED = "published"
    CATEGORY = "category"
    AFFILIATION = "affiliation"
    CODE = "code"
    TITLE = "title"
    PAPERS_BY = "papers by"
    PAPERS_FROM = "papers from"
    PAPERS_IN = "papers in"
    PAPERS_ABOUT = "papers about"


OF_ONE_PAPER = frozenset(
    {
        Intent.AUTHORS,
        Intent.WRITERS,
        Intent.FIRST_AUTHOR,
        Intent.LAST_AUTHOR,
        Intent.PUBLISHED,
        Intent.CATEGORY,
        Intent.AFFILIATION,
        Intent.CODE,
        Intent.TITLE,
    }
)
"""Intents that ask what sources state about a paper that the question names."""


OF_NAMES = frozenset({Intent.PAPERS_BY, Intent.PAPERS_FROM, Intent.PAPERS_IN})
"""Intents that ask for the papers that are filed under a name."""


@cache
def _compiled(rules: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (rule["name"], re.compile(written_out("|".join(rule["patterns"]))))
        for rule in english("intents")[rules]
    )


def written_out(pattern: str) -> str:
    """A pattern with what PAPER and HELD stand for."""
    patterns = english("intents")
    return pattern.replace("PAPER", patterns["paper"]).replace("HELD", patterns["held"])


def intent_of(plain: str) -> tuple[Intent, str]:
    """What is to be looked at, and whom or what the question names ("" where it names nobody)."""
    if asks_for_the_year(plain):
        return Intent.PUBLISHED, ""
    for name, pattern in _compiled("intents"):
        if match := pattern.search(plain):
            subject = match.groupdict().get("subject") or ""
            return Intent(name), subject.strip(" ?.!,\"'")
    return Intent.CONTENT, ""


@cache
def _held() -> re.Pattern[str]:
    return re.compile(written_out(r"\bHELD\b"), re.IGNORECASE)


def of_what_is_held(text: str) -> str:
    """A question without the words that say no more than that what it asks for is held."""
    return _held().sub(" ", text)


def paper_word() -> str:
    """The pattern of a word for a paper."""
    return str(english("intents")["paper"])


def speaks_of_papers(plain: str) -> bool:
    """Whether a question has a word for papers."""
    return re.search(rf"\b{english('intents')['paper']}\b", plain) is not None


def calls_for_yes_or_no(plain: str) -> bool:
    """Whether a question calls for yes or no."""
    rules = english("intents")
    return re.search(rules["yes_no"], plain) is not None and not re.search(rules["offer"], plain)


def gives_code(plain: str) -> bool:
    """Whether a sentence says that code is given to the public."""
    return all(re.search(english("intents")[name], plain) for name in ("released", "code"))


def asks_for_the_year(plain: str) -> bool:
    """Whether a question is whether one paper is of a time: its date decides it."""
    return re.search(english("intents")["of_a_year"], plain) is not None


def other_than_code(plain: str) -> bool:
    """Whether a question asks for something that is not whether there is code."""
    return re.search(english("intents")["other_than_code"], plain) is not None
