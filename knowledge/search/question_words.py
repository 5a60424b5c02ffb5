"""The words that questions are made of, whatever they ask: `config/english/question_words.toml`."""

from functools import cache

from knowledge.settings import english, stop_words
from knowledge.text.tokens import fold, stem, tokenise


@cache
def asking_words() -> frozenset[str]:
    """The words that questions are made of, whatever they are about."""
    questions = english("question_words")
    lists = (questions["generic"]["words"], questions["bibliographic"]["words"])
    short_forms, groups = (
        frozenset(english("synonyms")["abbreviations"]),
        english("synonyms")["groups"],
    )
    return stop_words().union(short_forms, *(line.split() for line in (*lists, *groups)))


@cache
def generic_words() -> frozenset[str]:
    """Stems of words that speak of papers in general."""
    return frozenset(stem(word) for word in english("question_words")["generic"]["words"].split())


@cache
def bibliographic_words() -> frozenset[str]:
    """Stems of words with which one asks for bibliographic data."""
    return frozenset(
        stem(word) for word in english("question_words")["bibliographic"]["words"].split()
    )


def in_another_language(text: str) -> bool:
    """Whether a question's small words are those of another language more than of English."""
    strong, weak = _foreign_words()
    folded = [(fold(token.surface), token.stop) for token in tokenise(text)]
    telling = sum(word in strong for word, _ in folded)
    shared = sum(word in weak for word, _ in folded)
    english = sum(stop and word not in strong | weak for word, stop in folded)
    return telling > 0 and telling + shared > max(1, english)


@cache
def _foreign_words() -> tuple[frozenset[str], frozenset[str]]:
    foreign = english("question_words")["foreign"]
    strong, weak = (frozenset(map(fold, foreign[name].split())) for name in ("strong", "weak"))
    return strong, weak
