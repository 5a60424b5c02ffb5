"""A reader that knows what the seeds say to the questions and claims that the bot's tests put."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.reader import Judgement, Leaning, Passage, Said, ShortSpan
from tests.knowledge.lexical import NEITHER, REFUTES, SUPPORTS, UNSURE, Lexical, shared_out

KNOWN = (
    (("bloom", "param"), "we present BLOOM, a 176B-parameter", "176B"),
    (("bloom", "languages"), "46 natural and 13 programming languages", "46"),
    (("roots", "trained"), "trained on the ROOTS corpus", "ROOTS"),
    (("mistral 7b", "param"), "a 7-billion-parameter language model", "7"),
    (("mistral 7b", "licen"), "released under the Apache 2.0 license", "Apache 2.0"),
    (("mistral 7b", "llama 2"), "Mistral 7B outperforms Llama 2 13B", "outperforms"),
    (("mixtral", "licen"), "released under the Apache 2.0 license", "Apache 2.0"),
)
"""Words of a text, the sentence that answers it, and the short answer in that."""
RIVAL = "a language model that has 200B parameters"
"""What papers say that tests put beside the seeds."""
FAIRLY_SURE = 0.5
"""Enough to be shown, but not where a server is strict."""


@dataclass(frozen=True)
class Knowing:
    """Reads what it knows, and everything else by the words that a text shares with a passage."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says, in order."""
        return [_said(question, passage) for passage in passages]

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Judgement]:
        """What each passage says of a claim, in order."""
        return [_judgement(claim, passage) for passage in passages]


def _said(question: str, passage: Passage) -> Said:
    known = _known(question, passage)
    if known is None:
        return Lexical().read(question, [passage])[0]
    sentence, short = known
    likely, told = _where(sentence, question, passage)
    if not told:
        return Said(UNSURE, likely, ())
    n = likely.index(max(likely))
    start = passage.sentences[n].index(short)
    return Said(FAIRLY_SURE, likely, (ShortSpan(n, start, start + len(short), 0.9),))


def _judgement(claim: str, passage: Passage) -> Judgement:
    known = _known(claim, passage)
    if known is None:
        return Lexical().judge(claim, [passage])[0]
    sentence, short = known
    likely, told = _where(sentence, claim, passage)
    return Judgement(_leaning(claim, short) if told else NEITHER, likely)


def _where(sentence: str, text: str, passage: Passage) -> tuple[tuple[float, ...], bool]:
    """How likely each sentence of a passage decides a text, and whether one of them does."""
    holds = [sentence in each for each in passage.sentences]
    likely = shared_out([1.0 if each else 0.001 for each in holds])
    return likely, any(holds) and _speaks_of_it(text, passage)


def _known(text: str, passage: Passage) -> tuple[str, str] | None:
    """The sentence that decides a text and its short answer, unless a rival says otherwise."""
    asked = text.casefold()
    for words, sentence, short in KNOWN:
        if all(word in asked for word in words):
            rival = any(RIVAL in each for each in passage.sentences)
            return None if rival else (sentence, short)
    return None


def _speaks_of_it(text: str, passage: Passage) -> bool:
    whole = " ".join((passage.title, *passage.sentences)).casefold()
    named = [name for name in ("bloom", "mistral 7b", "mixtral") if name in text.casefold()]
    return not named or any(name in whole for name in named)


def _leaning(text: str, short: str) -> Leaning:
    """What is known supports a text that says it; another number goes against it."""
    figures = re.findall(r"\d+", text)
    if short in text or any(figure in short for figure in figures):
        return SUPPORTS
    return REFUTES if figures else NEITHER
