"""From a claim to a Verdict: what the best abstracts say of it, each with one vote.

What a sentence says of a claim, negation, numbers and names among it, the reader has learned:
`knowledge/reader/training/contrasts.py`.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.claims.explanation import agrees, clashing, decided, unsettled
from knowledge.model import Abstract, Citation, Evidence, Finding, Hit, Stance, Verdict
from knowledge.questions.coverage import weigh
from knowledge.questions.question import Question, analyse
from knowledge.reader import Judgement, Leaning, Reader
from knowledge.reader.reading import Reading, passage_of, read
from knowledge.search.engines.retriever import Retriever
from knowledge.settings import english, tuned
from knowledge.text.canonical import canonical

READ = tuned().claims.read
BEHIND = tuned().claims.behind
BEGINNING_WORDS = 4
"""So many words a claim has at least that a sentence may begin with, and say by that."""
_THE_SAME = Leaning(supports=1.0, refutes=0.0, neither=0.0)
_STANCES = {Finding.SUPPORTED: Stance.SUPPORTS, Finding.REFUTED: Stance.REFUTES}


@dataclass(frozen=True, slots=True)
class Judged:
    """What an abstract says about a claim."""

    reading: Reading
    judgement: Judgement

    @property
    def stance(self) -> Stance | None:
        """Whether it supports or refutes the claim, if it does either more likely than neither."""
        leaning = self.judgement.settled
        if max(leaning.supports, leaning.refutes) < leaning.neither:
            return None
        return Stance.SUPPORTS if leaning.supports > leaning.refutes else Stance.REFUTES

    @property
    def sure(self) -> float:
        """How surely it does, 0 to 1."""
        return max(self.judgement.settled.supports, self.judgement.settled.refutes)

    @property
    def citation(self) -> Citation:
        """The sentence that decides, as the first of the evidence."""
        sentence = self.reading.sentences[self.judgement.deciding].sentence
        return Citation(1, self.reading.abstract, sentence.span)

    @property
    def quote(self) -> str:
        """That sentence."""
        return self.citation.quote or ""


class Checker:
    """Checks claims against the abstracts that a retriever finds.

    Args:
        retriever: knows the words of the abstracts.
        search: finds the best abstracts for a text, at most so many.
        abstracts: all that can be found, by identifier.
        reader: reads what they say.
    """

    def __init__(
        self,
        retriever: Retriever,
        search: Callable[[str, int], list[Hit]],
        abstracts: Mapping[str, Abstract],
        reader: Reader,
    ) -> None:
        self._retriever = retriever
        self._search = search
        self._abstracts = abstracts
        self._reader = reader

    def check(self, text: str, knowledge_version: str, started: float) -> Verdict:
        """Check a claim; `started` is the `time.perf_counter()` at which it came in."""
        claim = analyse(text, self._retriever)
        judged = self._judged(claim)
        telling = sorted((j for j in judged if j.stance), key=lambda j: -j.sure)
        finding = _settled(_heard(text, telling))
        telling.sort(key=lambda j: j.stance is not _STANCES.get(finding))
        deciding = [j for j in telling if j.stance is _STANCES.get(finding)]
        return Verdict(
            claim=text,
            finding=finding,
            confidence=round(_sure(deciding, judged), 4),
            explanation=decided(text, finding, deciding[0].quote)
            if deciding
            else unsettled(weigh(claim, self._retriever), [j.reading for j in judged]),
            evidence=_evidence(telling),
            knowledge_version=knowledge_version,
            elapsed_ms=(time.perf_counter() - started) * 1000,
            notes=claim.notes,
        )

    def _judged(self, claim: Question) -> list[Judged]:
        """What each of the best abstracts says, the best first."""
        if not claim.foci:
            return []
        hits = self._search(claim.text, READ)
        near = [hit for hit in hits if hit.score >= BEHIND * hits[0].score]
        readings = [read(self._abstracts[hit.abstract_id]) for hit in near]
        readings = [reading for reading in readings if reading.sentences]
        judged = self._reader.judge(claim.text, [passage_of(reading) for reading in readings])
        return [
            Judged(reading, _unless_repeated(claim.text, reading, judgement))
            for reading, judgement in zip(readings, judged, strict=True)
        ]


def _unless_repeated(claim: str, reading: Reading, judgement: Judgement) -> Judgement:
    """What is said of a claim; by a sentence that is the claim itself, that it supports it.

    So does one that begins with the claim and, behind it, denies nothing.
    """
    claimed = _worded(claim)
    for n, each in enumerate(reading.sentences):
        if _begins(_worded(each.sentence.text), claimed):
            rationale = tuple(float(m == n) for m in range(len(reading.sentences)))
            return Judgement(_THE_SAME, rationale)
    return judgement


def _begins(sentence: str, claim: str) -> bool:
    """Whether a sentence is a claim, or goes on behind it; of a few words it could be anything."""
    if not sentence.startswith(claim):
        return False
    rest = sentence[len(claim) :]
    if not rest:
        return True
    return (
        len(claim.split()) >= BEGINNING_WORDS and rest[0] in " ,;:(" and not _turning().search(rest)
    )


@cache
def _turning() -> re.Pattern[str]:
    """The words behind what a sentence begins with that may turn or narrow it."""
    return re.compile(
        rf"\b(?:{english('yes_no')['denials']}|although|but|except|if|only|or"
        r"|respectively|than|though|unless|when|whereas|whether)\b"
    )


def _worded(text: str) -> str:
    return canonical(text).strip(" .!")


def _heard(claim: str, telling: Sequence[Judged]) -> list[Judged]:
    """Those that have a vote: another number refutes no claim whose own number one of them states.

    It is of another study then: "10 were interviewed" beside "we interviewed 18".
    """
    stated = any(j.stance is Stance.SUPPORTS and agrees(claim, j.quote) for j in telling)
    return [
        j
        for j in telling
        if not (stated and j.stance is Stance.REFUTES and clashing(claim, j.quote))
    ]


def _settled(telling: Sequence[Judged]) -> Finding:
    """What the abstracts say together, each with one vote as heavy as it is sure."""
    if not telling:
        return Finding.NOT_ENOUGH_INFO
    for_it = sum(j.sure for j in telling if j.stance is Stance.SUPPORTS)
    against = sum(j.sure for j in telling if j.stance is Stance.REFUTES)
    return Finding.SUPPORTED if for_it >= against else Finding.REFUTED


def _sure(deciding: Sequence[Judged], judged: Sequence[Judged]) -> float:
    """The probability that a finding is right, by the abstract that says most."""
    if not deciding:
        return min((j.judgement.settled.neither for j in judged), default=1.0)
    return deciding[0].sure


def _evidence(telling: Sequence[Judged]) -> tuple[Evidence, ...]:
    found = [(j.citation, j.stance) for j in telling]
    return tuple(
        Evidence(Citation(n, cited.abstract, cited.span), stance)
        for n, (cited, stance) in enumerate(found, 1)
        if stance is not None
    )
