"""From a claim to a Verdict: the rationale from open retrieval, and what it says of the claim."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from knowledge.claiming import ReadClaim, read_claim
from knowledge.explaining import decided, unsettled
from knowledge.model import Abstract, Citation, Evidence, Finding, Stance, Verdict
from knowledge.naming import meant
from knowledge.reading import Reading, read
from knowledge.retrieval.port import Retriever
from knowledge.stance import Leaning, Linear, Passage, SentencePair, aptness
from knowledge.wordlists import table

READ = 5
"""So many of the best abstracts are read closely."""
WEIGHED = 2
"""So many of the aptest sentences of an abstract are held against the claim."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The sentence of an abstract that decides what the abstract says, and which way it leans."""

    passage: Passage
    leaning: Leaning

    @property
    def speaks(self) -> float:
        """The probability that it says anything about the claim."""
        return 1 - self.leaning.neither

    @property
    def stance(self) -> Stance:
        """What it says, if it says anything."""
        refutes = self.leaning.refutes >= self.speaks * table("stance")["refutes_from"]
        return Stance.REFUTES if refutes else Stance.SUPPORTS


class Checker:
    """Checks claims against the abstracts that a retriever finds.

    Args:
        retriever: finds the abstracts.
        abstracts: all that it can find, by identifier.
        pair: what holds a sentence against a claim; the built-in linear model by default.
    """

    def __init__(
        self,
        retriever: Retriever,
        abstracts: Mapping[str, Abstract],
        pair: SentencePair | None = None,
    ) -> None:
        self._retriever = retriever
        self._abstracts = abstracts
        self._pair = pair or Linear()

    def check(self, text: str, knowledge_version: str, started: float) -> Verdict:
        """Check a claim; `started` is the `time.perf_counter()` at which it came in."""
        claim = read_claim(text, self._retriever)
        found = self._found(claim)
        judged = self._judged(claim, found)
        telling = [j for j in judged if j.speaks >= table("stance")["speaks_from"]]
        finding, sure = _settled(judged, telling)
        return Verdict(
            claim=text,
            finding=finding,
            confidence=round(sure, 4),
            explanation=decided(claim, finding, [j.passage for j in _deciding(finding, telling)])
            if telling
            else unsettled(claim, [reading for reading, _ in found]),
            evidence=_evidence(telling),
            knowledge_version=knowledge_version,
            elapsed_ms=(time.perf_counter() - started) * 1000,
            notes=claim.question.notes,
        )

    def _found(self, claim: ReadClaim) -> list[tuple[Reading, float]]:
        """The best abstracts with their scores as a share of the best."""
        hits = self._retriever.search(claim.question.concepts, READ)
        return [(read(self._abstracts[h.abstract_id]), h.score / hits[0].score) for h in hits]

    def _judged(self, claim: ReadClaim, found: Sequence[tuple[Reading, float]]) -> list[Judged]:
        """What each abstract says; none that a name in the claim rules out."""
        judged = []
        allowed = meant(claim, [reading for reading, _ in found])
        for rank, (reading, score) in enumerate(found):
            if reading not in allowed:
                continue
            passages = [
                Passage(reading, i, score, rank == 0) for i in range(len(reading.sentences))
            ]
            apt = sorted(passages, key=lambda p: (-aptness(claim, p), p.index))[:WEIGHED]
            scored = [Judged(p, self._pair.score(claim, p)) for p in apt]
            if scored:
                judged.append(max(scored, key=lambda j: j.speaks))
        return judged


def _settled(judged: Sequence[Judged], telling: Sequence[Judged]) -> tuple[Finding, float]:
    """What the abstracts say together, each with one vote, and how sure that is."""
    if not telling:
        return Finding.NOT_ENOUGH_INFO, min((j.leaning.neither for j in judged), default=1.0)
    for_it = sum(j.leaning.supports for j in telling if j.stance is Stance.SUPPORTS)
    against = sum(j.leaning.refutes for j in telling if j.stance is Stance.REFUTES)
    finding = Finding.SUPPORTED if for_it > against else Finding.REFUTED
    best = max(_deciding(finding, telling), key=lambda j: j.speaks).leaning
    return finding, best.supports if finding is Finding.SUPPORTED else best.refutes


def _deciding(finding: Finding, telling: Sequence[Judged]) -> list[Judged]:
    stance = Stance.REFUTES if finding is Finding.REFUTED else Stance.SUPPORTS
    return sorted((j for j in telling if j.stance is stance), key=lambda j: -j.speaks)


def _evidence(telling: Sequence[Judged]) -> tuple[Evidence, ...]:
    ordered = sorted(telling, key=lambda j: -j.speaks)
    return tuple(
        Evidence(
            Citation(n, j.passage.reading.abstract, j.passage.sentence.sentence.span), j.stance
        )
        for n, j in enumerate(ordered, 1)
    )
