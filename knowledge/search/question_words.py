"""The words that questions are made of, whatever they are about: `config/questions.toml`."""

from functools import cache

from knowledge.settings import table, words
from knowledge.text.tokens import stem


@cache
def asking_words() -> frozenset[str]:
    """The words that questions are made of, whatever they are about."""
    questions = table("questions")
    lists = (questions["generic"]["words"], questions["bibliographic"]["words"])
    short_forms = frozenset(questions["abbreviations"])
    synonyms = " ".join(questions["synonyms"]["groups"])
    return words("stop_words").union(short_forms, *(line.split() for line in (*lists, synonyms)))


@cache
def generic_words() -> frozenset[str]:
    """Stems of words that speak of papers in general."""
    return frozenset(stem(word) for word in table("questions")["generic"]["words"].split())


@cache
def bibliographic_words() -> frozenset[str]:
    """Stems of words with which one asks for bibliographic data."""
    return frozenset(stem(word) for word in table("questions")["bibliographic"]["words"].split())
