"""From a claim to a Verdict: the rationale from open retrieval, and what it says of the claim."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.claiming import ReadClaim, read_claim
from knowledge.explaining import decided, unsettled
from knowledge.features import features
from knowledge.guarding import supportable
from knowledge.model import Abstract, Citation, Evidence, Finding, Hit, Stance, Verdict
from knowledge.naming import meant
from knowledge.passages import Passage, promising
from knowledge.reading import Reading, read
from knowledge.retrieval.port import Retriever
from knowledge.stance import Leaning, Linear, SentencePair, aptness
from knowledge.wordlists import table

READ = 3
"""So many of the best abstracts are read closely."""
WEIGHED = 2
STEEP = 2.0
"""So many of the aptest sentences of an abstract are held against the claim, and how much less the
less apt one counts."""
TINY = 1e-9
_STANCES = {Finding.SUPPORTED: Stance.SUPPORTS, Finding.REFUTED: Stance.REFUTES}


@dataclass(frozen=True, slots=True)
class Judged:
    """What an abstract says about a claim: the sentence that says it, and which way it leans."""

    passage: Passage
    leaning: Leaning
    stance: Stance | None


class Checker:
    """Checks claims against the abstracts that a retriever finds.

    Args:
        retriever: knows the words of the abstracts.
        search: finds the best abstracts for a text, at most so many.
        abstracts: all that can be found, by identifier.
        pair: what holds a sentence against a claim; the built-in linear model by default.
    """

    def __init__(
        self,
        retriever: Retriever,
        search: Callable[[str, int], list[Hit]],
        abstracts: Mapping[str, Abstract],
        pair: SentencePair | None = None,
    ) -> None:
        self._retriever = retriever
        self._search = search
        self._abstracts = abstracts
        self._pair = pair or Linear()

    def check(self, text: str, knowledge_version: str, started: float) -> Verdict:
        """Check a claim; `started` is the `time.perf_counter()` at which it came in."""
        claim = read_claim(text, self._retriever)
        found = self._found(claim)
        judged = self._judged(claim, found)
        telling = [j for j in judged if j.stance is not None]
        finding = _settled(telling)
        deciding = sorted(
            (j for j in telling if j.stance == _STANCES.get(finding)),
            key=lambda j: j.leaning.neither,
        )
        return Verdict(
            claim=text,
            finding=finding,
            confidence=round(_sure(finding, deciding, judged), 4),
            explanation=decided(claim, finding, deciding[0].passage)
            if deciding
            else unsettled(claim, [reading for reading, _ in found]),
            evidence=_evidence(telling),
            knowledge_version=knowledge_version,
            elapsed_ms=(time.perf_counter() - started) * 1000,
            notes=claim.question.notes,
        )

    def _found(self, claim: ReadClaim) -> list[tuple[Reading, float]]:
        """The best abstracts with their scores as a share of the best."""
        hits = self._search(claim.text, READ)
        return [(read(self._abstracts[h.abstract_id]), h.score / hits[0].score) for h in hits]

    def _judged(self, claim: ReadClaim, found: Sequence[tuple[Reading, float]]) -> list[Judged]:
        """What each abstract says; none that a name in the claim rules out."""
        allowed = meant(claim, [reading for reading, _ in found])
        return [
            self._read(claim, promising(claim, reading, score, foremost=rank == 0))
            for rank, (reading, score) in enumerate(found)
            if reading in allowed and reading.sentences
        ]

    def _read(self, claim: ReadClaim, passages: Sequence[Passage]) -> Judged:
        """What an abstract says: its aptest sentences together, of which the surest is quoted."""
        apt = {p: aptness(features(claim, p)) for p in passages}
        best = sorted(passages, key=lambda p: -apt[p])[:WEIGHED]
        leanings = [self._pair.score(claim, p) for p in best]
        together = _together(leanings, [apt[p] - apt[best[0]] for p in best])
        return Judged(
            best[0], together, _stance(claim, together, may_support=supportable(claim, best))
        )


def _together(leanings: Sequence[Leaning], apart: Sequence[float]) -> Leaning:
    """What sentences say together: how far the aptest speaks, and which way they lean on average.

    `apart`: how much less apt each is than the first.
    """
    weights = [math.exp(STEEP * less) for less in apart]
    odds = [math.log(max(x.supports, TINY) / max(x.refutes, TINY)) for x in leanings]
    mean = sum(w * o for w, o in zip(weights, odds, strict=True)) / sum(weights)
    agrees = 1 / (1 + math.exp(-mean))
    speaks = 1 - leanings[0].neither
    return Leaning(speaks * agrees, speaks * (1 - agrees), 1 - speaks)


def _stance(claim: ReadClaim, leaning: Leaning, *, may_support: bool) -> Stance | None:
    """Whether an abstract supports or refutes, if it does either surely enough.

    How sure is enough depends on how many abstracts there are to choose from: with many, the best
    one is likely on the subject, and a difference is likely one of subject.
    """
    least = table("stance")["least"]
    supports = leaning.supports / (least["supports"] + least["supports_of_many"] * claim.choice)
    refutes = leaning.refutes / (least["refutes"] + least["refutes_of_many"] * claim.choice)
    supports *= may_support
    if max(supports, refutes) < 1:
        return None
    return Stance.REFUTES if refutes >= supports else Stance.SUPPORTS


def _settled(telling: Sequence[Judged]) -> Finding:
    """What the abstracts say together, each with one vote as heavy as it is sure."""
    if not telling:
        return Finding.NOT_ENOUGH_INFO
    for_it = sum(j.leaning.supports for j in telling if j.stance is Stance.SUPPORTS)
    against = sum(j.leaning.refutes for j in telling if j.stance is Stance.REFUTES)
    return Finding.SUPPORTED if for_it >= against else Finding.REFUTED


def _sure(finding: Finding, deciding: Sequence[Judged], judged: Sequence[Judged]) -> float:
    """The probability that a finding is right, by the abstract that says most."""
    if not deciding:
        return min((j.leaning.neither for j in judged), default=1.0)
    leaning = deciding[0].leaning
    return leaning.supports if finding is Finding.SUPPORTED else leaning.refutes


def _evidence(telling: Sequence[Judged]) -> tuple[Evidence, ...]:
    ordered = sorted(telling, key=lambda j: j.leaning.neither)
    return tuple(
        Evidence(
            Citation(n, j.passage.reading.abstract, j.passage.sentence.sentence.span), j.stance
        )
        for n, j in enumerate(ordered, 1)
        if j.stance is not None
    )
