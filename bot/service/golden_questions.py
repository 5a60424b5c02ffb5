"""Golden questions judged, and what a change of the papers would change. Pure but for asking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.ledger import Asked, Golden
from bot.protocol import Knowledge
from knowledge.model import Abstention, Abstract, Answer
from knowledge.settings import tuned
from knowledge.trial import Trial

MOST_COMPARED = tuned().proposals.compared_questions


@dataclass(frozen=True, slots=True)
class Judged:
    """A golden question and what came of it; `cited` are the papers that the answer cites."""

    golden: Golden
    passed: bool
    answered: bool
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A past question whose answer would change; None: it is abstained from."""

    question: str
    was: str | None
    becomes: str | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change of the papers would bring.

    `judged` are the golden questions after the change; `broken` those that pass now and would not.
    """

    judged: tuple[Judged, ...]
    broken: tuple[Judged, ...]
    changed: tuple[Changed, ...]


def judge(knowledge: Knowledge, goldens: Sequence[Golden]) -> tuple[Judged, ...]:
    """Ask golden questions; one passes if its answer cites an expected paper."""
    return _all_judged(knowledge, goldens, expected(knowledge, goldens))


def expected(knowledge: Knowledge, goldens: Sequence[Golden]) -> dict[str, Abstract]:
    """The papers that golden questions expect, by id, as far as they are held."""
    ids = {wanted for golden in goldens for wanted in golden.expected}
    found = {wanted: knowledge.abstract(wanted) for wanted in ids}
    return {wanted: abstract for wanted, abstract in found.items() if abstract is not None}


def outlook(
    before: Knowledge, after: Trial, goldens: Sequence[Golden], past: Sequence[Asked]
) -> Outlook:
    """Compare what is known with what would be known."""
    # The text that stands for a paper may become another one, and its id with it: what is
    # expected is looked up before.
    papers = expected(before, goldens)
    held = {judged.golden.id for judged in _all_judged(before, goldens, papers) if judged.passed}
    judged = _all_judged(after, goldens, papers)
    broken = tuple(each for each in judged if not each.passed and each.golden.id in held)
    return Outlook(judged, broken, changes(before, after, past))


def changes(before: Knowledge, after: Trial, past: Sequence[Asked]) -> tuple[Changed, ...]:
    """The past questions, each once, that would be answered otherwise; the latest first."""
    distinct = list(dict.fromkeys((each.question, each.context) for each in reversed(past)))
    found = []
    for question, context in distinct[:MOST_COMPARED]:
        was, becomes = before.ask(question, context), after.ask(question, context)
        if _said(was) != _said(becomes):
            found.append(Changed(question, _said(was), _said(becomes)))
    return tuple(found)


def same_work(first: Abstract, second: Abstract) -> bool:
    """Whether two abstracts are of one paper, by their ids, identifiers or titles."""
    if first.id == second.id:
        return True
    if set(first.bibliography.identifiers) & set(second.bibliography.identifiers):
        return True
    title = (first.title or "").casefold().split()
    return bool(title) and title == (second.title or "").casefold().split()


def _all_judged(
    asked: Knowledge | Trial, goldens: Sequence[Golden], papers: Mapping[str, Abstract]
) -> tuple[Judged, ...]:
    """Golden questions asked; `papers`: what they expect, by id."""
    return tuple(_judged(asked.ask(golden.question), golden, papers) for golden in goldens)


def _judged(outcome: Answer | Abstention, golden: Golden, papers: Mapping[str, Abstract]) -> Judged:
    if isinstance(outcome, Abstention):
        return Judged(golden, passed=False, answered=False, cited=())
    cited = {citation.abstract.id: citation.abstract for citation in outcome.citations}
    wanted = [papers[each] for each in golden.expected if each in papers]
    hit = any(same_work(abstract, each) for abstract in cited.values() for each in wanted)
    passed = hit or not cited.keys().isdisjoint(golden.expected)
    return Judged(golden, passed, True, tuple(a.label for a in cited.values()))  # noqa: FBT003  # answered


def _said(outcome: Answer | Abstention) -> str | None:
    return outcome.text if isinstance(outcome, Answer) else None
