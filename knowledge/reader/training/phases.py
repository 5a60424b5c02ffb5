"""What made the weights that Footnote carries: four trainings, each from the end of the last."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phase:
    """One training: what it sees, and how fast it learns. Its optimizer begins anew.

    `sets`: names of `examples.SETS`; `twice`: those that the first epoch sees twice. `epochs`: so
    many are planned, and the rate falls towards the end of them; `steps`: so many batches of these
    are taken, None: all. `rate`: of the encoder; `heads_faster`: so many times as fast the heads
    learn. `batch`: word pieces of a batch.

    `later`: epochs after the first see this share of the written items alone; None: they see all
    that the first sees. `questions`: the share of what has no stance that an epoch sees.
    `close`: about so many word pieces, one of these by chance, are what a claim or a question for
    yes or no is shown, around what decides it; without any it is shown a window like the others.

    `cut` and `others`: how often a positive is followed by its passage without what answers, and
    by another passage. `turned`: so many turned sentences are in each epoch; none in later ones.
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


WITH_STANCE = ("written", "scifact")
"""The sets whose claims name the sentences that decide them."""
ALONE = 1
"""Word pieces that every sentence has: it is shown alone."""
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
)
"""The first planned 1,792 batches, the second 1,596; the others took all theirs, 1,143 and 595."""
