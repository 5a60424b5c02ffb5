"""What the knowledge base words in English, said again in another language.

The base knows no languages: it gives reasons, explanations, notes and messages as English sentences
around words of the question or of an abstract. They are recognised here by their shape. One that is
not recognised stays as it is, and a test asks the base for all that it can say.
"""

import re
from collections.abc import Mapping
from functools import cache

from bot.language.catalogues import ENGLISH
from bot.language.speech import language, mark, say

_SHAPES = (
    # why there is no answer
    mark("This does not say of what: name a paper, a model or a topic."),
    mark("There is nothing in this to look up: name a paper, a model or a topic."),
    mark(
        "The knowledge base is empty: fill it with `footnote ingest PATH`, or with `footnote add` "
        "and the identifiers of papers."
    ),
    mark("No abstract in the base answers this of any of them."),
    mark("No abstract in the base answers this."),
    mark("No abstract in the base speaks of this."),
    mark("No abstract in the base speaks of {words}."),
    mark("No paper in the base goes by that name."),
    mark("The base has this paper, but its abstract does not say."),
    mark("The base has this paper, but no source states {fact}."),
    # what the verdict on a claim rests on
    mark("The abstract says the same as the claim."),
    mark("The abstract says so too: {words}."),
    mark("The abstract says the opposite: only one of the two is negated."),
    mark("What the abstract says goes against the claim."),
    mark("The abstract says it the other way round."),
    mark("The abstract says {stated}; the claim says {claimed}."),
    mark("There is nothing in this to check: name a paper, a model or a topic."),
    mark("“{title}” is in the base, but its abstract does not say this."),
    mark("The nearest abstract does not speak of {words}."),
    mark("No abstract in the base says whether this is so."),
    # notes on how a question was read
    mark("Read as: “{question}”"),
    mark("Showing results for “{meant}” instead of “{typed}”."),
    mark("Not covered: {question}."),
    mark("{word}: {name} ({values})."),
    # what cannot be asked
    mark("There is no {kind}: type one, such as “{example}”"),
    mark("The {kind} has {length} characters; use at most {most}."),
    # why a paper could not be added
    mark(
        "This is no identifier that Footnote knows. Give one such as arxiv:2211.05100, "
        "doi:10.1000/182 or pmid:12345."
    ),
    mark("{service} has no such paper with an abstract."),
    mark("{service} is busy or out of order (status {code}). Try again later."),
    mark("This record has no abstract."),
    mark("This record is longer than 2 MB."),
    mark("The abstract is longer than 100 kB."),
    mark("This record was deleted by its archive."),
    mark("This is not valid JSON: {error}."),
    mark("This is no JSON object with fields such as “abstract”."),
    mark("{file} is empty. A page holds abstracts."),
    mark(
        "{file} is binary, not text. Footnote reads what reference managers and indices export: "
        "export the papers as BibTeX, RIS or CSV, or fetch them with `footnote add doi:…`."
    ),
    mark(
        "{file} is a PDF. Footnote reads what reference managers and indices export: "
        "export the papers as BibTeX, RIS or CSV, or fetch them with `footnote add doi:…`."
    ),
    mark(
        "No paper was found in this file: see that it holds what its name says, and that papers "
        "are in the export."
    ),
)
_FACTS = (
    mark("who wrote it"),
    mark("who its last author is"),
    mark("when it came out"),
    mark("its category"),
    mark("where its authors work"),
    mark("whether there is code"),
    mark("its title"),
)
_KINDS = (mark("question"), mark("claim"))
_SAID_TOO = {"fact": _FACTS, "kind": _KINDS}
"""Placeholders whose words are themselves said in the language."""
_JOINED = {"words": (" and ", " or "), "values": (" against ",)}
"""Placeholders that join words of others in English."""
_PLACEHOLDER = re.compile(r"\\{(\w+)\\}")


def resaid(text: str) -> str:
    """A sentence of the knowledge base in the language that is spoken; others as they are."""
    if language() == ENGLISH:
        return text
    for sentence, shape in _patterns():
        if found := shape.fullmatch(text):
            return say(sentence, **_values(found.groupdict()))
    return text


def is_echo(text: str) -> bool:
    """Whether a sentence is one that the knowledge base is known to say."""
    return any(shape.fullmatch(text) for _, shape in _patterns())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((sentence, _shape(sentence)) for sentence in _SHAPES)


def _shape(sentence: str) -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER.sub(r"(?P<\1>.+?)", re.escape(sentence)), re.DOTALL)


def _values(found: Mapping[str, str]) -> dict[str, str]:
    return {name: _value(name, words) for name, words in found.items()}


def _value(name: str, words: str) -> str:
    if words in _SAID_TOO.get(name, ()):
        return say(words)
    for joint in _JOINED.get(name, ()):
        words = words.replace(joint, ", ")
    return words
