"""An abstract as sentences, each with its span: syntok finds them, in the text as it is stored."""

from functools import lru_cache

from syntok import segmenter

from knowledge.model import Sentence, Span


@lru_cache(maxsize=4096)
def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order.

    Their spans do not overlap, and together they cover everything but white space.
    """
    starts = [
        sentence[0].offset
        for paragraph in segmenter.analyze(text)
        for sentence in paragraph
        if sentence
    ]
    if not starts:
        starts = [0]
    starts[0] = 0
    sentences = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        stop = start + len(piece.rstrip())
        if begin < stop:
            sentences.append(Sentence(Span(begin, stop), text[begin:stop]))
    return tuple(sentences)
