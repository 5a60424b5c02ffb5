"""How well questions are answered: each put to `ask`, and to the baseline."""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq
from sklearn.metrics import f1_score

from knowledge.evaluation.baseline import Baseline
from knowledge.evaluation.datasets import Posed
from knowledge.evaluation.figures import Figure, Progress, followed, mean, speeds
from knowledge.model import Abstention, Abstract, Answer
from knowledge.text.canonical import display

Ask = Callable[[str], Answer | Abstention]
DECISIONS = frozenset({"yes", "no", "maybe"})


@dataclass(frozen=True, slots=True)
class Graded:
    """How a reply fares against what is right.

    `score` orders replies by how sure they are. `overlap`: ROUGE-L with the answer in full.
    `said`: the short answer, as it was given.
    """

    answered: bool
    score: float
    paper: bool
    shown: bool = False
    short: bool = False
    overlap: float = 0.0
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with what Footnote and what the baseline made of it."""

    posed: Posed
    reply: Graded
    baseline: Graded
    milliseconds: float

    @property
    def right(self) -> bool:
        """Whether what was shown is right.

        Of an abstention it is not known what would have been shown; there the right paper counts.
        """
        return self.posed.answerable and (
            self.reply.shown if self.reply.answered else self.reply.paper
        )


def ask_all(
    ask: Ask,
    baseline: Baseline,
    questions: Sequence[Posed],
    what: str,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Ask every question; there is one at least."""
    ask(questions[0].question)  # what is loaded once is not timed
    return [asked(ask, baseline, posed) for posed in followed(questions, what, progress)]


def asked(ask: Ask, baseline: Baseline, posed: Posed) -> Outcome:
    """Ask a question."""
    started = time.perf_counter()
    reply = ask(posed.question)
    spent = (time.perf_counter() - started) * 1000
    return Outcome(posed, graded(posed, reply), _graded_baseline(posed, baseline), spent)


def graded(posed: Posed, reply: Answer | Abstention) -> Graded:
    """A reply against what is right."""
    if isinstance(reply, Abstention):
        first = next(iter(reply.nearest), None)
        return Graded(answered=False, score=reply.confidence, paper=_is_right(posed, first))
    said = " ".join(statement.text for statement in reply.statements)
    cited = reply.citations[0].abstract
    return Graded(
        answered=True,
        score=reply.confidence,
        paper=_is_right(posed, cited),
        shown=_holds(
            posed, f"{reply.text} {reply.short_answer or ''}", reply.citations[0].abstract
        ),
        short=_exact(posed, reply.short_answer or ""),
        overlap=rouge_l(said, posed.reference or ""),
        said=reply.short_answer,
    )


def _graded_baseline(posed: Posed, baseline: Baseline) -> Graded:
    abstract, sentence, score = baseline.first(posed.question)
    return Graded(
        answered=True,
        score=score,
        paper=_is_right(posed, abstract),
        shown=_holds(posed, sentence, abstract),
        short=_exact(posed, sentence),
        overlap=rouge_l(sentence, posed.reference or ""),
    )


def _is_right(posed: Posed, abstract: Abstract | None) -> bool:
    return abstract is not None and bool(posed.papers) and abstract.text.startswith(posed.papers)


def _holds(posed: Posed, shown: str, abstract: Abstract) -> bool:
    """Whether the answer is in what is shown; where none is listed, whether the paper is right."""
    if not posed.answers:
        return _is_right(posed, abstract)
    return any(_plain(answer) in _plain(shown) for answer in posed.answers)


def _exact(posed: Posed, short: str) -> bool:
    return _plain(short).strip(" .") in {_plain(wanted).strip(" .") for wanted in posed.short}


def _plain(text: str) -> str:
    return " ".join(display(text).split()).casefold()


def rouge_l(said: str, reference: str) -> float:
    """ROUGE-L's F1 (Lin, 2004): the longest common subsequence of words, 0 to 1."""
    mine, theirs = (re.findall(r"[^\W_]+", text.casefold()) for text in (said, reference))
    if not mine or not theirs:
        return 0.0
    return 2 * LCSseq.similarity(mine, theirs) / (len(mine) + len(theirs))


def figures(dataset: str, part: str, outcomes: Sequence[Outcome]) -> list[Figure]:
    """The figures of a part on what can be answered, and how long each reply took."""
    asked = [o for o in outcomes if o.posed.answerable]
    shares = (
        ("right paper first", asked, lambda g: g.paper),
        ("answer in what is shown", [o for o in asked if o.posed.answers], lambda g: g.shown),
        ("short answer exact", [o for o in asked if o.posed.short], lambda g: g.short),
        ("answered, of the answerable", asked, lambda g: g.answered),
        ("ROUGE-L", [o for o in asked if o.posed.reference], lambda g: g.overlap),
        (
            "ROUGE-L where answered",
            [o for o in asked if o.posed.reference and o.reply.answered],
            lambda g: g.overlap,
        ),
    )
    found = [_compared(dataset, part, name, of, value) for name, of, value in shares if of]
    return [*found, *speeds(dataset, part, "ask", [o.milliseconds for o in outcomes])]


def decided(dataset: str, part: str, outcomes: Sequence[Outcome]) -> list[Figure]:
    """How well "yes", "no" and "maybe" are told apart, by macro F1 and by share.

    A reply that says neither "Yes" nor "No" counts as "maybe". The baseline always says yes.
    """
    wanted = [o.posed.type for o in outcomes]
    given = [(o.reply.said or "").casefold() for o in outcomes]
    given = [said if said in DECISIONS else "maybe" for said in given]
    always = ["yes"] * len(wanted)
    macro, plain = (f1_score(wanted, found, average="macro") for found in (given, always))
    right = mean(a == b for a, b in zip(wanted, given, strict=True))
    usual = mean(a == "yes" for a in wanted)
    sure = [(w, g) for w, g in zip(wanted, given, strict=True) if g != "maybe"]
    return [
        Figure(dataset, part, "yes, no or maybe: macro F1", float(macro), float(plain)),
        Figure(dataset, part, "yes, no or maybe: right", right, usual),
        Figure(dataset, part, "yes or no is said", len(sure) / len(wanted)),
        Figure(dataset, part, "yes or no, where said: right", mean(w == g for w, g in sure)),
    ]


def _compared(
    dataset: str,
    part: str,
    name: str,
    outcomes: Iterable[Outcome],
    value: Callable[[Graded], float],
) -> Figure:
    pairs = [(value(o.reply), value(o.baseline)) for o in outcomes]
    return Figure(dataset, part, name, mean(p[0] for p in pairs), mean(p[1] for p in pairs))
