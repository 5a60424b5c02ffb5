"""A follow-up question put into words that stand on their own. Text only: nothing is looked up.

The patterns are in `config/english/follow_ups.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from knowledge.settings import english
from knowledge.text.tokens import stem

_ENDS = " ?!.,;:"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words at `start` to `end` that stand for what was spoken of before."""

    start: int
    end: int
    text: str


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern of a name; one of several patterns that stand in a list holds."""
    return _compiled(english("follow_ups")[name])


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(rule) for rule in english("follow_ups")[name])


def _compiled(rule: str) -> re.Pattern[str]:
    tables = english("follow_ups")
    for word in ("KIND", "AUX", "VERB", "PREPOSITION"):
        rule = rule.replace(word, tables[word.lower()])
    return re.compile(rule, re.IGNORECASE)


@cache
def attributes() -> frozenset[str]:
    """Stems of words for what papers, models and the like have; on their own they name none."""
    return frozenset(stem(word) for word in english("follow_ups")["attributes"]["words"].split())


def without_lead(text: str) -> str:
    """A question without the words that open it, such as "and"."""
    return pattern("lead").sub("", text) or text


def bare(text: str) -> str:
    """A question without the words that open it, and without the signs that end it."""
    return without_lead(text).strip(_ENDS)


def asks_nothing(text: str) -> bool:
    """Whether a text is made of words alone that open others: "hm, thanks"."""
    return not pattern("lead").sub("", text).strip(_ENDS)


def goes_on(text: str) -> bool:
    """Whether bare words may go on with the question before: "and Mixtral", "Mixtral?"."""
    return pattern("lead").match(text) is not None or text.rstrip().endswith("?")


def swapped(text: str) -> str | None:
    """What follows "what about"; None for a question that does not begin like this."""
    match = pattern("swap").match(text)
    return text[match.end() :].strip(_ENDS) if match else None


def mentions(text: str, strength: Literal["strong", "weak", "persons"]) -> list[Mention]:
    """The words of a question that stand for what was spoken of, those for nothing left out."""
    nothing = [match.span() for match in pattern("expletive").finditer(text)]
    found: dict[int, Mention] = {}
    for rule in _patterns(strength):
        for match in rule.finditer(text):
            start, end = match.span("word")
            if not any(a <= start < b for a, b in nothing):
                found.setdefault(start, Mention(start, end, match["word"]))
    return [found[start] for start in sorted(found)]


def stands_alone(text: str, mention: Mention, content: Sequence[int]) -> bool:
    """Whether words before a mention, in the same question, may be what it stands for.

    Args:
        text: the question.
        mention: where it is in there.
        content: where the words with content begin, names among them negative.
    """
    before = text[: mention.start]
    if pattern("fronted").search(before):
        return False
    if any(0 <= -start - 1 < mention.start for start in content if start < 0):
        return True
    first = min((start for start in content if 0 <= start < mention.start), default=None)
    return first is not None and pattern("clause").search(before, first) is not None


def put(text: str, found: Sequence[Mention], topic: str) -> str:
    """A question with a topic in place of the words that stand for it."""
    parts, done = [], 0
    for mention in found:
        parts += [text[done : mention.start], _instead(mention.text, topic)]
        done = mention.end
    return "".join((*parts, text[done:]))


def _instead(words: str, topic: str) -> str:
    if pattern("owned").fullmatch(words):
        return f"{topic}'s"
    noun = words.partition(" ")[2]
    if not noun or noun == "one":
        return topic
    if pattern("people").fullmatch(noun):
        return f"the {noun} of {topic}"
    return f"the {topic} {noun}"


def again(text: str, frame: str, topic: str | None) -> str | None:
    """What a bare word such as "why" asks after the question `frame`; None for other words."""
    rule = english("follow_ups")["bare"].get(text.casefold())
    if rule is None and pattern("asked_of_else").match(text):
        rule = f"{text} FRAME"
    if rule is None or ("TOPIC" in rule and topic is None):
        return None
    rest = pattern("fronting").sub("", frame.strip(_ENDS))
    if pattern("questioning").match(rest):
        rest = f"{rest[0].lower()}{rest[1:]}"
    return f"{rule.replace('FRAME', rest).replace('TOPIC', topic or '')}?"


def shortened(text: str, topic: str) -> str | None:
    """A question that is as good as another one, asked of a topic; None for all others."""
    for rule in english("follow_ups")["shortcuts"]:
        if _compiled(rule["from"]).fullmatch(text):
            return f"{rule['to'].replace('TOPIC', topic)}?"
    return None


def completed(text: str, topic: str) -> str:
    """A question without a subject, such as "how many languages", asked of a topic."""
    if pattern("graded").search(text) or pattern("placed").search(text):
        return f"{text} is {topic}?"
    if not pattern("counted").search(text) and pattern("of").search(text):
        return f"{text} of {topic}?"
    return f"{text} for {topic}?"


def ordinals(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Words such as "the second one", with the index that they mean (-1: the last)."""
    for match in pattern("ordinal").finditer(text):
        yield match, int(english("follow_ups")["ordinals"][match["which"].casefold()])


def counting(text: str, frame: str) -> str:
    """A question with what is counted in the one before, where it says but "how many"."""
    asked = without_lead(text)
    asks = pattern("uncounted").match(asked)
    before = pattern("counted_before").search(frame) if asks else None
    if asks is None or before is None:
        return text
    return f"{asks[0]} {before['noun'].strip()}{asked[asks.end() :]}"


def judged_beside(text: str, frame: str) -> str | None:
    """A question that judges something, beside another thing: "compared to Mixtral"."""
    beside = pattern("beside").match(text) and pattern("judging").match(frame)
    return f"{frame.strip(_ENDS)} {text}?" if beside else None


def fronted(text: str) -> str | None:
    """A question behind the thing that it is about: "the foam, does it work"."""
    head, _, asked = text.partition(",")
    asked = asked.strip()
    found = mentions(asked, "strong") if pattern("questioning").match(asked) else []
    return f"{put(asked, found, head.strip())}?" if found else None


def put_another(text: str, old: str, new: str) -> str:
    """A question with another thing in the place of one, wherever it names that."""
    article = r"(?:the )?" if new.casefold().startswith(("the ", "that ")) else ""
    rule = rf"(?<![\w/-]){article}(?<![\w/-]){re.escape(old)}(?![\w/-])"
    return re.sub(rule, lambda _: new, text, flags=re.IGNORECASE)


def retailed(frame: str, tail: str) -> str:
    """The question before with another tail: "… on maths", "on code" -> "… on code"."""
    frame = frame.strip(_ENDS)
    if preposition := pattern("opening_preposition").match(tail):
        hidden = pattern("title").sub(lambda title: " " * len(title[0]), frame)
        place = hidden.casefold().rfind(f" {preposition[0].casefold()} ")
        if place >= 0:
            verb = pattern("ending").search(frame)
            ends = f" {verb['verb']}" if verb and verb.start("verb") > place else ""
            return f"{frame[:place]}{ends} {tail}?"
    return f"{frame} {tail}?"
