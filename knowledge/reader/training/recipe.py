"""What made the weights that Footnote carries: twelve trainings, each from the last one's end."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import Optional

TAKEN = MappingProxyType({"squad2": 3000, "citation_integrity": 800, "scitldr": 600})


class Part(Enum):
    """What is read: each has upper layers of its own once the network is parted."""

    QUESTIONS = "questions"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True)
class Phase:
    """One training: what it sees, and how fast it learns. Its optimizer begins anew.

    `sets`: names of `corpora.SETS`; `taken`: so many examples of these are taken by chance, of the
    others all; `twice`: those that the first epoch sees twice. `epochs`: so many are planned, and
    the rate falls towards the end of them, if it `falls`; `steps`: so many batches of these are
    taken, None: all. `rate`: of the encoder; `heads_faster`: so many times as fast the heads learn.
    `batch`: word pieces of a batch. `span`: what the loss of the short answer weighs.

    `beside`: each step sees a batch of this as well, over and over, so that what is learned from
    few words is not drowned by what takes many. `kept`: the share that the weights after it have in
    what comes of it; the rest are those before. `only`: how the names of the weights begin that it
    changes in the end; the others stay as they were before it. `part`: the part of the network that
    learns; the first such phase parts it. None: all of it learns.

    `claims`: whether claims are seen at all. `later`: epochs after the first see this share of the
    written items alone; None: they see all that the first sees. `questions`: the share of what has
    no stance that an epoch sees.
    `close`: about so many word pieces, one of these by chance, are what a claim or a question for
    yes or no is shown, around what decides it; without any it is shown a window like the others.

    `cut` and `others`: how often a positive is followed by its passage without what answers, and
    by another passage. `turned`: so many turned sentences are in each epoch; none in later ones.
    `contradicted`: how often a supported claim is followed by one that a changed word or number
    makes of it, which is refuted. `repeated`: so many claims that repeat a sentence are in each
    epoch.
    """

    sets: tuple[str, ...]
    epochs: int
    rate: float
    batch: int
    steps: int | None = None
    heads_faster: float = 1.0
    twice: frozenset[str] = frozenset()
    later: float | None = None
    questions: float = 1.0
    close: tuple[int, ...] = ()
    cut: float = 0.0
    others: float = 0.15
    turned: tuple[int, ...] = ()
    contradicted: float = 0.0
    repeated: int = 0
    taken: Mapping[str, int] = field(default_factory=lambda: TAKEN)
    claims: bool = True
    span: float = 0.25
    falls: bool = True
    kept: float = 1.0
    only: str = ""
    part: Part | None = None
    beside: Optional["Phase"] = None

    @property
    def mixed(self) -> bool:
        """Whether what comes of it is a mixture with the weights before."""
        return self.kept < 1 or bool(self.only)


WITH_STANCE = ("written", "scifact")
"""The sets whose claims name the sentences that decide them."""
ALONE = 1
"""Word pieces that every sentence has: it is shown alone."""
_BESIDE = Phase(
    sets=("written", "scifact", "citation_integrity"),
    epochs=1,
    rate=8e-5,
    batch=1280,
    questions=0.0,
    close=(ALONE,) * 4 + (60, 120, 220, 300),
    cut=0.12,
    others=0.4,
    turned=(1500,),
    taken=MappingProxyType({"citation_integrity": 200}),
    span=0.5,
)
"""Claims, seen in every step beside questions."""
_TOGETHER = Phase(
    sets=("written", "squad2", "covid_qa"),
    epochs=2,
    rate=8e-5,
    heads_faster=1.5,
    batch=3072,
    cut=0.15,
    others=0.3,
    taken=MappingProxyType({"squad2": 1500, "covid_qa": 200}),
    claims=False,
    span=0.5,
    beside=_BESIDE,
)
"""In every step questions, and claims beside them."""
_APART = Phase(
    sets=("written", "scifact", "citation_integrity", "scitldr"),
    epochs=1,
    rate=1.1e-4,
    batch=2560,
    questions=0.0,
    twice=frozenset({"scifact"}),
    close=(ALONE,) * 4 + (60, 120, 220, 300),
    cut=0.1,
    others=0.35,
    turned=(2500,),
    contradicted=0.15,
    repeated=2500,
    taken=MappingProxyType({"citation_integrity": 400, "scitldr": 600}),
    falls=False,
    part=Part.CLAIMS,
)
"""Claims alone, with upper layers of their own."""
_ASKED = replace(
    _TOGETHER,
    epochs=1,
    taken=MappingProxyType({"squad2": 3000, "covid_qa": 800}),
    span=1.0,
    part=Part.QUESTIONS,
    beside=None,
)
"""Questions alone, for the short answer and for what is not said."""
PHASES = (
    Phase(  # of all there is, what answers
        sets=("written", "squad2", "covid_qa", "scifact", "citation_integrity", "scitldr"),
        epochs=2,
        steps=800,
        rate=1.2e-4,
        heads_faster=3.0,
        batch=3072,
        twice=frozenset({"scifact"}),
        later=0.4,
        cut=0.12,
        others=0.2,
    ),
    Phase(  # beside few sentences, what supports and what refutes
        sets=WITH_STANCE,
        epochs=3,
        steps=600,
        rate=1.3e-4,
        batch=2048,
        questions=0.18,
        close=(ALONE,) * 5 + (50, 80, 120),
    ),
    Phase(  # the same, and what a changed word or number makes of a sentence
        sets=WITH_STANCE,
        epochs=2,
        rate=1.1e-4,
        batch=2048,
        questions=0.2,
        close=(ALONE,) * 8 + (60, 120),
        turned=(2500,),
    ),
    Phase(  # once more, slowly, with more questions
        sets=WITH_STANCE,
        epochs=1,
        rate=7e-5,
        batch=2048,
        questions=0.33,
        close=(ALONE,) * 8 + (60, 120),
    ),
    Phase(  # all of it at once, for the short answer above all
        sets=("written", "squad2", "covid_qa", "scifact", "citation_integrity"),
        epochs=1,
        steps=880,
        rate=1.2e-4,
        batch=3072,
        close=(ALONE,) * 6 + (60, 120, 220),
        cut=0.2,
        others=0.3,
        turned=(2000,),
        taken=MappingProxyType({"squad2": 2500, "covid_qa": 500, "citation_integrity": 300}),
        span=1.0,
        falls=False,
        kept=0.5,
    ),
    _TOGETHER,
    replace(  # the same with more items, and supported claims turned into refuted ones
        _TOGETHER,
        epochs=1,
        rate=9e-5,
        span=0.6,
        kept=0.65,
        beside=replace(_BESIDE, rate=9e-5, batch=1408, turned=(1200,), contradicted=0.35, span=0.6),
    ),
    replace(  # claims that repeat a sentence, so that words in common are no sign against one
        _TOGETHER,
        epochs=1,
        steps=440,
        rate=5e-5,
        batch=1024,
        questions=0.4,
        span=0.6,
        only="stance",
        beside=replace(
            _BESIDE,
            rate=5e-5,
            batch=2048,
            others=0.25,
            contradicted=0.15,
            repeated=6000,
            span=0.6,
        ),
    ),
    _APART,
    replace(_APART, rate=1e-4, steps=2450, turned=(1500,), falls=True, kept=0.85),
    replace(_ASKED, kept=0.75),
    replace(_ASKED, kept=0.7),  # once more, with items on passages of public sets
)
"""The first planned 1,792 batches, the second 1,596; the third and fourth took all of theirs, 1,143
and 595. In what the weights that are here were made otherwise is told in README.md."""
