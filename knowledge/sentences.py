"""An abstract as sentences, each with its span: syntok finds them, in the text as it is stored."""

import re
from functools import lru_cache

from syntok import segmenter

from knowledge.model import Sentence, Span

_MISSED = re.compile(
    r"(?<=[\d%)])\.\s+(?=(?:We|Our|The|This|These|It|In|On|At|By|To|As|For|With|When|While|All|Both"
    r"|However|Moreover|Further|Furthermore|Finally|Additionally|Results|Code|Here)\b)"
)
"""A sentence may end in a number ("v2.5."), which syntok takes for an abbreviation."""


@lru_cache(maxsize=256)
def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order.

    Their spans do not overlap, and together they cover everything but white space.
    """
    found = [
        sentence[0].offset
        for paragraph in segmenter.analyze(text)
        for sentence in paragraph
        if sentence
    ]
    ordered = sorted({0, *found[1:], *(match.end() for match in _MISSED.finditer(text))})
    sentences = []
    for start, end in zip(ordered, [*ordered[1:], len(text)], strict=True):
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        stop = start + len(piece.rstrip())
        if begin < stop:
            sentences.append(Sentence(Span(begin, stop), text[begin:stop]))
    return tuple(sentences)
