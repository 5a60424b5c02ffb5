"""An abstract as sentences, each with its span: syntok finds them, in the text as it is stored."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from syntok import segmenter
from syntok.tokenizer import Token, Tokenizer

from knowledge.model import Sentence, Span

_MISSED = re.compile(
    r"(?<=[\d%)])\.\s+(?=(?:We|Our|The|This|These|It|In|On|At|By|To|As|For|With|When|While|All|Both"
    r"|However|Moreover|Further|Furthermore|Finally|Additionally|Results|Code|Here)\b)"
)
"""A sentence may end in a number ("v2.5."), which syntok takes for an abbreviation."""
_DULL = re.compile(
    r"(?<!\S){w} {w}((?: {w})+)(?= {w} {w}(?!\S))".format(w=r"[A-Za-z0-9,:%+*/=<>&$#@^~_|'-]+")
)
"""Words without a sign that may end a sentence, with two such words before and behind them."""
_BRACKET = re.compile(r"[()\[\]{}]")
_BRACKETS = frozenset({"Ps", "Pe"})
"""Unicode's categories of what opens and closes."""
_tokenizer = Tokenizer(replace_not_contraction=False)


@lru_cache(maxsize=256)
def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order.

    Their spans do not overlap, and together they cover everything but white space.
    """
    ends = (match.end() for match in _MISSED.finditer(text))
    ordered = sorted({0, *beginnings(text)[1:], *ends})
    sentences = []
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        stop = start + len(piece.rstrip())
        if begin < stop:
            sentences.append(Sentence(Span(begin, stop), text[begin:stop]))
    return tuple(sentences)


def beginnings(text: str) -> list[int]:
    """Where the sentences begin that syntok finds."""
    return [
        sentence[0].offset
        for offset, paragraph in segmenter.preprocess_with_offsets(text)
        for sentence in segmenter.segment(_tokens(paragraph, offset))
    ]


def _tokens(paragraph: str, offset: int) -> Iterator[Token]:
    """The tokens of a paragraph, without words that syntok would only pass over.

    It looks at what stands around punctuation, and at how much a bracket holds: the sentences are
    the same, and found in half of the time.
    """
    begin = 0
    for start, end in [*_passed_over(paragraph), (len(paragraph), len(paragraph))]:
        for token in _tokenizer.tokenize(paragraph[begin:start]):
            token.update(offset + begin)
            yield token
        begin = end


def _passed_over(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where words without any interest begin and end: none within brackets."""
    if not paragraph.isascii() and any(_rare_bracket(char) for char in set(paragraph)):
        return
    brackets = _BRACKET.finditer(paragraph)
    bracket = next(brackets, None)
    depth = 0
    for dull in _DULL.finditer(paragraph):
        while bracket and bracket.start() < dull.start():
            depth = depth + 1 if bracket[0] in "([{" else max(0, depth - 1)
            bracket = next(brackets, None)
        if not depth:
            yield dull.span(1)


def _rare_bracket(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in _BRACKETS
