"""Which way a passage leans: the sentences that seem to decide it are read once more, alone."""

from dataclasses import dataclass

from knowledge.reader.port import Leaning, Passage, Reader, Said

ALONE = 2
"""So many of the sentences that most likely decide are read alone."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The sentence of a passage that decides a claim or a yes/no question, and what it says.

    `sentence`: its number in the passage, from 0.
    """

    sentence: int
    leaning: Leaning


def decide(reader: Reader, text: str, passage: Passage, said: Said) -> Decision:
    """The sentence that speaks most surely for or against a claim, of those that may decide it.

    Args:
        reader: reads them.
        text: the claim, or the question.
        passage: what was read as a whole.
        said: what it said.
    """
    likely = sorted(range(len(said.rationale)), key=lambda n: (-said.rationale[n], n))[:ALONE]
    alone = [Passage(passage.title, (passage.sentences[n],)) for n in likely]
    leanings = [each.leaning for each in reader.read(text, alone)]
    best = min(range(len(likely)), key=lambda i: leanings[i].neither)
    return Decision(likely[best], leanings[best])
