"""The trained reader: what a passage says to a question or of a claim."""

from knowledge.reader.builtin import BuiltInReader, built_in
from knowledge.reader.protocol import Judgement, Leaning, Passage, Reader, Said, ShortSpan

__all__ = [
    "BuiltInReader",
    "Judgement",
    "Leaning",
    "Passage",
    "Reader",
    "Said",
    "ShortSpan",
    "built_in",
]
