"""Readers without a model, to be put in the place of the trained one where the logic is tested."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.reader import Judgement, Leaning, Passage, Said, ShortSpan
from knowledge.text.tokens import tokenise

NEITHER, SUPPORTS, REFUTES = (
    Leaning(0.02, 0.03, 0.95),
    Leaning(0.94, 0.02, 0.04),
    Leaning(0.02, 0.95, 0.03),
)
SURE, UNSURE = 0.999, 0.001
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*%?")
_DIGIT = re.compile(r"\d")
NUMBERED = 0.3
"""What a number counts in a sentence: of two that hold as many words, the one with it wins."""
_ALIKE = 4
"""Words that begin with the same so many letters are the same word."""
_GENERIC = frozenset({"many", "much", "number", "share"})


@dataclass(frozen=True)
class Lexical:
    """Reads by the words that a text shares with a passage.

    A passage answers if it holds all words of the text, a sentence the likelier, the more of them
    it holds. The short answer is the first number of that sentence, or else its first word, that
    the text does not hold. What a passage leans to is what `leanings` says of the first of its keys
    that stands in it; the passage says neither where none does.
    """

    leanings: Mapping[str, Leaning] = field(default_factory=dict)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says, in order."""
        return [_said(question, passage) for passage in passages]

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Judgement]:
        """What each passage says of a claim, in order."""
        wholes = [" ".join((passage.title, *passage.sentences)) for passage in passages]
        return [
            Judgement(
                next((v for key, v in self.leanings.items() if key in whole), NEITHER),
                _likely(words(claim), passage),
            )
            for whole, passage in zip(wholes, passages, strict=True)
        ]


def _said(question: str, passage: Passage) -> Said:
    asked = words(question)
    held = words(" ".join((passage.title, *passage.sentences)))
    likely = _likely(asked, passage)
    best = likely.index(max(likely))
    return Said(
        answers=SURE if asked and asked <= held else UNSURE,
        sentences=likely,
        shorts=(short,) if (short := _short(asked, best, passage.sentences[best])) else (),
    )


def _likely(asked: frozenset[str], passage: Passage) -> tuple[float, ...]:
    return shared_out([0.001 + _share(asked, sentence) ** 4 for sentence in passage.sentences])


@dataclass(frozen=True)
class Scripted:
    """Reads whatever it is told to read in a passage."""

    said: Callable[[Passage], Said]
    judgement: Callable[[Passage], Judgement]

    def read(self, question: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says, in order."""
        assert question.strip()
        return [self.said(passage) for passage in passages]

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Judgement]:
        """What each passage says of a claim, in order."""
        assert claim.strip()
        return [self.judgement(passage) for passage in passages]


def even(passage: Passage) -> Judgement:
    """No sentence of a passage decides anything."""
    return Judgement(NEITHER, shared_out([1.0] * len(passage.sentences)))


def words(text: str) -> frozenset[str]:
    """The words with content of a text, so cut that forms of one are the same."""
    found = (token.surface.casefold() for token in tokenise(text) if not token.stop)
    return frozenset(word[:_ALIKE] for word in found if word not in _GENERIC)


def shared_out(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights as shares of their sum."""
    return tuple(weight / sum(weights) for weight in weights)


def _share(asked: frozenset[str], sentence: str) -> float:
    return len(asked & words(sentence)) / max(1, len(asked)) + NUMBERED * bool(
        _DIGIT.search(sentence)
    )


def _short(asked: frozenset[str], number: int, sentence: str) -> ShortSpan | None:
    new = [m for m in _WORD.finditer(sentence) if not asked & words(m.group())]
    first = next((m for m in new if m.group()[0].isdigit()), next(iter(new), None))
    return first and ShortSpan(number, first.start(), first.end(), 0.9)
