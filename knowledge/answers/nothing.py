"""What is said of a collection that holds nothing."""

import time

from knowledge.model import Abstention, Finding, Verdict
from knowledge.reasons.why_abstained import EmptyBase


def abstention(question: str, knowledge_version: str, started: float) -> Abstention:
    """To a question: there are no words that nothing covers, and no papers that are near.

    `started` is the `time.perf_counter()` at which it came in.
    """
    return Abstention(question, EmptyBase(), (), (), 0.0, knowledge_version, _since(started))


def verdict(claim: str, knowledge_version: str, started: float) -> Verdict:
    """On a claim, which nothing speaks for or against.

    `started` is the `time.perf_counter()` at which it came in.
    """
    finding = Finding.NOT_ENOUGH_INFO
    return Verdict(claim, finding, 1.0, EmptyBase(), (), knowledge_version, _since(started))


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
