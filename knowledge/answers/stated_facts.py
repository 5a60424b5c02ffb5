"""Several facts of one work in one answer: who wrote it, and when."""

from collections.abc import Callable
from dataclasses import replace

from knowledge.answers.combination import Cited, combined
from knowledge.answers.metadata import stated
from knowledge.model import Abstention, Answer
from knowledge.questions.facets import facets
from knowledge.reasons.remarks import NotCovered


def told(text: str, reply: Callable[[str], Answer | Abstention]) -> Answer | None:
    """What sources state of each fact that a question asks for; None where it asks for no several.

    Args:
        text: the question.
        reply: answers a question that asks for one of them; of what papers that tells, the others
            are told as well. None too where it is a quote, or nothing: no work is known by it.
    """
    asked = facets(text)
    if asked is None:
        return None
    one = reply(asked.question)
    if not isinstance(one, Answer) or any(c.span for c in one.citations):
        return None
    papers = {c.abstract.id: c.abstract for c in one.citations}.values()
    parts: list[Cited] = []
    missing: list[str] = []
    for facet in asked.facets:
        found = [each for paper in papers if (each := stated(facet.intent, paper))]
        parts += [(s, each.citations) for each in found for s in each.statements]
        if not found:
            missing.append(facet.words)
    notes = (*one.notes, *(NotCovered(words) for words in missing if words))
    return replace(combined([one], parts, notes), question=text)
