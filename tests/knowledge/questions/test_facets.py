"""Several facts asked of one work, joined."""

import pytest

from knowledge.base import KnowledgeBase
from knowledge.model import Answer
from knowledge.questions.facets import Facet, facets
from knowledge.questions.intents import Intent
from knowledge.reasons.remarks import NotCovered
from tests.knowledge.shelf import OTTER, ZEBRA, abstract, ask

AUTHORS, WRITERS, WHEN = Intent.AUTHORS, Intent.WRITERS, Intent.PUBLISHED


@pytest.mark.parametrize(
    ("question", "alone", "intents"),
    [
        ("Who wrote BLOOM and when?", "Who wrote BLOOM?", (WRITERS, WHEN)),
        ("who wrote the BLOOM paper & when", "who wrote the BLOOM paper?", (WRITERS, WHEN)),
        ("Who wrote BLOOM, and in what year?", "Who wrote BLOOM?", (WRITERS, WHEN)),
        ("Who wrote BLOOM and when it came out?", "Who wrote BLOOM?", (WRITERS, WHEN)),
        ("When was BLOOM written and by whom?", "When was BLOOM written?", (WHEN, AUTHORS)),
        ("When and by whom was BLOOM written?", "When was BLOOM written?", (WHEN, AUTHORS)),
        ("By whom and when was BLOOM written?", "By whom was BLOOM written?", (AUTHORS, WHEN)),
        ("authors and year of BLOOM", "authors of BLOOM?", (WRITERS, WHEN)),
        ("Year and authors of BLOOM?", "Year of BLOOM?", (WHEN, WRITERS)),
        (
            "What are the title, the first author and the date of BLOOM?",
            "What are the title of BLOOM?",
            (Intent.TITLE, Intent.FIRST_AUTHOR, WHEN),
        ),
        ("BLOOM authors, category and year?", "BLOOM authors?", (WRITERS, Intent.CATEGORY, WHEN)),
        ('Who wrote "Otters and When" and when?', 'Who wrote "Otters and When"?', (WRITERS, WHEN)),
    ],
)  # fmt: skip
def test_facts_that_are_asked_beside_each_other(
    question: str, alone: str, intents: tuple[Intent, ...]
) -> None:
    """In the order in which they are asked, with the question that asks for one of them."""
    asked = facets(question)
    assert asked is not None
    assert asked.question == alone
    assert tuple(facet.intent for facet in asked.facets) == intents


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote BLOOM?",
        "Who wrote it and why?",
        "When and where was OBELICS published?",
        "When and by whom was the otter last seen?",
        "How do authors and year of publication affect citations?",
        'Who wrote "Otters: How and When"?',
        "Is BLOOM by Quill and when?",
        "How many languages does BLOOM cover and when?",
        "Who wrote BLOOM and how many languages does it cover and when?",
        "",
    ],
)
def test_what_is_no_list_of_facts(question: str) -> None:
    """A single fact, a title, and what only abstracts say."""
    assert facets(question) is None


def test_the_words_of_a_fact_are_kept() -> None:
    """They name what is not stated; those of the question itself are its own."""
    asked = facets("Who wrote BLOOM and in which year?")
    assert asked is not None
    assert asked.facets == (Facet(WRITERS, ""), Facet(WHEN, "in which year"))


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote StarCoder and when?",
        "When and by whom was StarCoder written?",
        "authors and year of StarCoder",
    ],
)
def test_who_and_when_are_told_together(base: KnowledgeBase, question: str) -> None:
    """Each in a sentence with a note of its own, in the order in which they are asked."""
    reply = base.ask(question)
    assert isinstance(reply, Answer)
    assert reply.question == question
    assert [s.citations for s in reply.statements] == [(1,), (2,)]
    assert [c.n for c in reply.citations] == [1, 2]
    assert len({c.abstract.id for c in reply.citations}) == 1
    assert all(any(w in s.text for s in reply.statements) for w in (" is by ", " is dated May 9"))
    assert not reply.notes


def test_a_conversation_goes_on_with_both(base: KnowledgeBase) -> None:
    """What "it" stands for is asked for both."""
    reply = base.ask("who wrote it and when?", ["What is StarCoder?"])
    assert isinstance(reply, Answer)
    assert " is dated May 9" in reply.text


def test_a_fact_that_no_source_states_is_named() -> None:
    """The other one is told."""
    shelf = [abstract(ZEBRA, title="Zebrafish: Rivers", authors=("Ada Roe",)), abstract(OTTER)]
    reply = ask("Who wrote Zebrafish and when?", shelf)
    assert isinstance(reply, Answer)
    assert reply.text.startswith("“Zebrafish: Rivers” is by Ada Roe. [1]")
    assert reply.notes == (NotCovered("when"),)


def test_what_an_abstract_answers_is_read_as_one_question() -> None:
    """No fact is added to a quote: whose it would be is not known."""
    shelf = [abstract(ZEBRA), abstract(OTTER)]
    question = "When was OtterBench recorded and by whom?"
    assert all(c.span for c in getattr(ask(question, shelf), "citations", ()))
