"""How well claims are checked: on SciFact from open retrieval, on HealthVer given the evidence.

SciFact's measures are those of Wadden et al., "Fact or Fiction: Verifying Scientific Claims",
EMNLP 2020, section 4. An abstract is right where it is one of the claim's evidence abstracts and
its label is right ("label only"), and where besides the sentences given hold a whole rationale
("label and rationale"). A sentence is right where it belongs to a rationale of which all sentences
are given and the label is right. HealthVer (Sarrouti et al., EMNLP 2021): macro F1 of the verdict.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.model import Abstract, Bibliography, Finding, Sentence, Span, Stance, Verdict

MOST_SENTENCES = 3
"""SciFact counts the first so many sentences of an abstract."""
LABELS = {"SUPPORT": Stance.SUPPORTS, "CONTRADICT": Stance.REFUTES}
CLASSES = {
    "Supports": Finding.SUPPORTED,
    "Refutes": Finding.REFUTED,
    "Neutral": Finding.NOT_ENOUGH_INFO,
}
Check = Callable[[str], Verdict]


@dataclass(frozen=True, slots=True)
class Rationale:
    """What an abstract says about a claim: a stance, and sets of sentences that each show it."""

    stance: Stance
    sentences: tuple[frozenset[int], ...]


@dataclass(frozen=True, slots=True)
class ScifactClaim:
    """A claim of SciFact with its evidence: a rationale for each abstract, by identifier."""

    id: int
    text: str
    evidence: Mapping[str, Rationale]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The abstracts of SciFact, and where their sentences stand in their texts."""

    abstracts: Sequence[Abstract]
    sentences: Mapping[str, tuple[Sentence, ...]]


@dataclass(slots=True)
class Tally:
    """What was right, what was given and what there was to be found."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.given + other.given, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of what was given that is right; 0 where nothing was given."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of what there was that was found; 0 where there was nothing."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.given + self.wanted
        return 2 * self.right / total if total else 0.0


@dataclass(slots=True)
class ScifactScore:
    """The tallies of SciFact, and that of the refutations alone."""

    label_only: Tally = field(default_factory=Tally)
    rationalised: Tally = field(default_factory=Tally)
    sentences: Tally = field(default_factory=Tally)
    refuted: Tally = field(default_factory=Tally)

    def __add__(self, other: "ScifactScore") -> "ScifactScore":
        return ScifactScore(
            self.label_only + other.label_only,
            self.rationalised + other.rationalised,
            self.sentences + other.sentences,
            self.refuted + other.refuted,
        )


def scifact_corpus(path: Path) -> Corpus:
    """Read `corpus.jsonl`; the text of an abstract is its sentences joined by spaces."""
    abstracts, sentences = [], {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        identifier, parts = str(row["doc_id"]), [str(part) for part in row["abstract"]]
        title = Bibliography(title=row["title"])
        abstracts.append(Abstract(identifier, " ".join(parts), title, ()))
        sentences[identifier] = tuple(_placed(parts))
    return Corpus(abstracts, sentences)


def _placed(parts: Iterable[str]) -> Iterable[Sentence]:
    start = 0
    for part in parts:
        yield Sentence(Span(start, start + len(part)), part)
        start += len(part) + 1


def scifact_claims(path: Path) -> list[ScifactClaim]:
    """Read `claims_*.jsonl`."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        ScifactClaim(
            row["id"],
            row["claim"],
            {
                identifier: Rationale(
                    LABELS[found[0]["label"]], tuple(frozenset(r["sentences"]) for r in found)
                )
                for identifier, found in row["evidence"].items()
            },
        )
        for row in rows
    ]


def score_scifact(claims: Iterable[ScifactClaim], corpus: Corpus, check: Check) -> ScifactScore:
    """Check every claim and count; `check` sees all abstracts of the corpus."""
    score = ScifactScore()
    for claim in claims:
        for rationale in claim.evidence.values():
            score.label_only.wanted += 1
            score.rationalised.wanted += 1
            score.refuted.wanted += rationale.stance is Stance.REFUTES
            score.sentences.wanted += len(frozenset().union(*rationale.sentences))
        for identifier, (stance, given) in _given(check(claim.text), corpus).items():
            _count(score, claim.evidence.get(identifier), stance, given[:MOST_SENTENCES])
    return score


def _given(verdict: Verdict, corpus: Corpus) -> dict[str, tuple[Stance, list[int]]]:
    """The abstracts of a verdict with their stance and the corpus's sentences that are quoted."""
    found: dict[str, tuple[Stance, list[int]]] = {}
    for evidence in verdict.evidence:
        identifier, span = evidence.citation.abstract.id, evidence.citation.span
        _, given = found.setdefault(identifier, (evidence.stance, []))
        for number, sentence in enumerate(corpus.sentences[identifier]):
            if span and sentence.span.start < span.end and span.start < sentence.span.end:
                given.append(number)
    return found


def _count(
    score: ScifactScore, rationale: Rationale | None, stance: Stance, given: Sequence[int]
) -> None:
    right = rationale is not None and rationale.stance is stance
    score.label_only.given += 1
    score.rationalised.given += 1
    score.sentences.given += len(given)
    score.refuted.given += stance is Stance.REFUTES
    if rationale is None or not right:
        return
    whole = [sentences for sentences in rationale.sentences if sentences <= set(given)]
    score.label_only.right += 1
    score.refuted.right += stance is Stance.REFUTES
    score.rationalised.right += bool(whole)
    score.sentences.right += len(frozenset().union(*whole) & set(given))
