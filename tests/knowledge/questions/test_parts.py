"""Questions that ask several things."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Answer
from knowledge.questions.parts import parts
from knowledge.reasons.remarks import NotCovered
from tests.evaluation.scoring import load
from tests.knowledge.shelf import OTTER, ZEBRA, abstract, ask

SHELF = [abstract(ZEBRA), abstract(OTTER)]


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How many parameters does StarCoder have and who funded it?",
            ("How many parameters does StarCoder have?", "who funded it?"),
        ),
        (
            "What is Mixtral's context size, and how many attention heads?",
            ("What is Mixtral's context size?", "how many attention heads?"),
        ),
        ("What is xP3? Who made it?", ("What is xP3?", "Who made it?")),
        ("Who wrote it; when was it out?", ("Who wrote it?", "when was it out?")),
        ("Is it open and does it run locally?", ("Is it open?", "does it run locally?")),
        (
            "What is it, and who wrote it, and under what license is it?",
            ("What is it?", "who wrote it?", "under what license is it?"),
        ),
    ],
)
def test_several_questions_are_parted(question: str, asked: tuple[str, ...]) -> None:
    """Where what follows a conjunction, or a question mark, can only be a question."""
    assert parts(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What are the sensitivity and specificity of TAES?",
        "Does it cover speech and text?",
        "When and where was OBELICS published?",
        "Who wrote it and why?",
        "I read about BLOOM. Who wrote it?",
        "Do they explain what is learned and how it is used?",
        "A model learns and what does it know?",
        "Is the model trained on Java, JavaScript, and Python?",
        "StarCoder or BLOOM, which is bigger?",
        "",
    ],
)
def test_one_question_stays_whole(question: str) -> None:
    """Coordinated nouns and clauses are no questions of their own."""
    assert parts(question) == (question,)


def test_the_tuning_questions_are_single() -> None:
    """None of the questions of the tuning set is parted."""
    assert [q.question for q in load("tune") if len(parts(q.question)) > 1] == []


def test_the_covered_part_is_answered_and_the_other_named() -> None:
    """Of two things asked, one is told and the other is said not to be covered."""
    reply = ask("How many layers does Zebrafish have, and how many attention heads?", SHELF)
    assert isinstance(reply, Answer)
    assert reply.question == "How many layers does Zebrafish have, and how many attention heads?"
    assert "12 layers" in reply.text
    assert reply.notes == (NotCovered("how many attention heads"),)


def test_all_parts_are_answered_together() -> None:
    """The parts' quotes stand in order, numbered on, with a short answer each."""
    reply = ask("How many layers does Zebrafish have and under what license is it?", SHELF)
    assert isinstance(reply, Answer)
    assert [c.n for c in reply.citations] == list(range(1, len(reply.citations) + 1))
    assert [c.quote for c in reply.citations] == [s.text for s in reply.statements]
    assert reply.short_answer is not None
    assert reply.short_answer.split("; ") == [
        s.short.of(s.text) for s in reply.statements if s.short
    ]
    assert not reply.notes


def test_a_part_without_a_subject_is_asked_of_the_same_thing() -> None:
    """Where the paper speaks of what the part asks, and not where it does not."""
    reply = ask("How many layers does Zebrafish have, and how are gaps filled?", SHELF)
    assert isinstance(reply, Answer)
    assert "interpolating" in reply.text
    assert not reply.notes
    other = ask("How many layers does Zebrafish have, and what is the weather?", SHELF)
    assert other.notes == (NotCovered("what is the weather"),)


def test_one_sentence_that_answers_twice_is_quoted_once() -> None:
    """The same quote is no second statement."""
    reply = ask("How many layers does Zebrafish have and how many layers has it?", SHELF)
    assert isinstance(reply, Answer)
    quotes = [c.quote for c in reply.citations]
    assert len(quotes) == len(set(quotes))


def test_bibliographic_parts_are_answered(base: KnowledgeBase) -> None:
    """Who and when, of the paper that the first part names."""
    reply = base.ask("Who wrote StarCoder and when was it published?")
    assert isinstance(reply, Answer)
    assert reply.short_answer is not None
    assert reply.short_answer.endswith("; May 9, 2023")
    assert len(reply.statements) == 2


def test_the_subject_may_stand_in_the_last_part(base: KnowledgeBase) -> None:
    """The first part is read with the thing that the second names."""
    reply = base.ask("How many parameters and how many languages does BLOOM have?")
    assert isinstance(reply, Answer)
    assert all("BLOOM" in c.abstract.text for c in reply.citations)


def test_where_no_part_is_covered_nothing_is_told(base: KnowledgeBase) -> None:
    """An abstention on the whole question."""
    reply = ask("How do I fix my wifi and what is the capital of Peru?", base.papers())
    assert isinstance(reply, Abstention)
    assert reply.question == "How do I fix my wifi and what is the capital of Peru?"
