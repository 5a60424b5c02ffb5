"""Questions that compare named things."""

import datetime as dt

import pytest

from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Abstract, Answer, Published
from knowledge.reader import Passage, Reader, Said, ShortSpan
from knowledge.reasons.remarks import NotCovered, Wins
from knowledge.text.numbers import measures
from tests.knowledge.lexical import SURE, Scripted, even, shared_out
from tests.knowledge.shelf import abstract, ask

LYNX = "We introduce Lynx, a model with 3 billion parameters. Lynx was trained on 2 million images."
PUMA = "We introduce Puma, a model with 900M parameters. Puma was trained on 40 thousand images."
IBEX = "We introduce Ibex, a data set of 1.5TB. It spans 12 countries and has no licence."
SHELF = (LYNX, PUMA, IBEX)


def shelf() -> list[Abstract]:
    """Three papers on animals."""
    return [abstract(text) for text in SHELF]


def presented(passage: Passage) -> Said:
    """What a passage says to whoever asks what it presents, and how big that is."""
    opening = passage.sentences[0]
    number = next((m.span for m in measures(opening)), None)
    shorts = (ShortSpan(0, number.start, number.end, 0.9),) if number else ()
    likely = shared_out([1.0, *(0.001 for _ in passage.sentences[1:])])
    return Said(SURE, likely, shorts)


def answer(
    question: str, papers: list[Abstract] | None = None, reader: Reader | None = None
) -> Answer:
    """The answer to a question on the shelf."""
    reply = ask(question, papers or shelf(), reader)
    assert isinstance(reply, Answer), reply
    return reply


@pytest.mark.parametrize(
    ("question", "winner", "note"),
    [
        ("Which is larger, Lynx or Puma?", "Lynx", "Larger: Lynx (3 billion against 900M)."),
        ("Which is smaller, Lynx or Puma?", "Puma", "Smaller: Puma (900M against 3 billion)."),
        ("Is Puma bigger than Lynx?", "Lynx", "Bigger: Lynx (3 billion against 900M)."),
        (
            "Does Lynx or Puma have more parameters?",
            "Lynx",
            "More parameters: Lynx (3 billion against 900M).",
        ),
        (
            "Which was trained on fewer images, Lynx or Puma?",
            "Puma",
            "Fewer images: Puma (40 thousand against 2 million).",
        ),
        (
            "Compare Lynx and Puma on parameters",
            "Lynx",
            "More parameters: Lynx (3 billion against 900M).",
        ),
        (
            "Lynx vs Puma: parameters",
            "Lynx",
            "More parameters: Lynx (3 billion against 900M).",
        ),
    ],
)
def test_the_winner_is_named_and_both_are_quoted(question: str, winner: str, note: str) -> None:
    """The greater or the smaller one, as asked; each quote is from the thing's own abstract."""
    said = answer(question)
    assert said.question == question
    assert said.short_answer == winner
    assert list(map(str, said.notes)) == [note]
    assert {c.abstract.text for c in said.citations} == {LYNX, PUMA}
    assert [c.n for c in said.citations] == [1, 2]
    assert [s.text for s in said.statements] == [c.quote for c in said.citations]
    assert not any(s.short for s in said.statements)


def test_different_units_have_no_winner() -> None:
    """Bytes are not compared with parameters; both sides are quoted all the same."""
    said = answer("Which is bigger, Lynx or Ibex?", reader=Scripted(presented, even))
    assert {c.abstract.text for c in said.citations} == {LYNX, IBEX}
    assert said.short_answer not in {"Lynx", "Ibex"}
    assert not said.notes


def test_a_side_without_an_answer_is_named() -> None:
    """What one abstract tells is told, and the other thing is said not to be covered."""
    said = answer("Which covers more countries, Ibex or Lynx?")
    assert [c.abstract.text for c in said.citations] == [IBEX]
    assert said.notes == (NotCovered("Lynx"),)
    unknown = answer("Is Lynx larger than Gnuzilla?")
    assert unknown.notes == (NotCovered("Gnuzilla"),)


def test_neither_side_is_an_abstention() -> None:
    """Where no abstract tells, nothing is told."""
    reply = ask("Does Lynx or Puma have more attention heads?", shelf())
    assert isinstance(reply, Abstention)
    assert reply.question == "Does Lynx or Puma have more attention heads?"


def test_the_same_is_asked_of_each() -> None:
    """Without a comparative, both answers are told and both are marked."""
    said = answer("How many parameters do Lynx and Puma have?")
    assert said.short_answer == "3; 900M"
    assert [s.short is not None for s in said.statements] == [True, True]


def test_a_difference_is_told_by_what_each_is() -> None:
    """Without an attribute, each is described."""
    said = answer("What is the difference between Lynx and Puma?", reader=Scripted(presented, even))
    assert {c.abstract.text for c in said.citations} == {LYNX, PUMA}
    assert len(said.statements) == 2


def test_dates_are_compared(base: KnowledgeBase) -> None:
    """The earlier or the later one; a date that no source states in full has no winner."""
    newer = base.ask("Which is newer, Mixtral or Magistral?")
    assert isinstance(newer, Answer)
    assert newer.short_answer == "Magistral"
    assert newer.notes == (Wins("Later", "Magistral", ("Jun 12, 2025", "Jan 8, 2024")),)
    first = base.ask("Which came out first, BLOOM or StarCoder?")
    assert isinstance(first, Answer)
    assert first.short_answer == "BLOOM"
    before = base.ask("Was BLOOM published before StarCoder?")
    assert isinstance(before, Answer)
    assert before.notes == (Wins("Earlier", "BLOOM", ("Nov 9, 2022", "May 9, 2023")),)
    yearless = base.ask("Which is newer, Voxtral TTS or Mixtral?")
    assert isinstance(yearless, Answer)
    assert yearless.short_answer == "Mar 26; Jan 8, 2024"


def test_dates_alike_have_no_winner() -> None:
    """Two papers of the same day."""
    day = Published("May 1, 2020", dt.date(2020, 5, 1))
    papers = [
        abstract(text, published=day, title=name) for text, name in ((LYNX, "Lynx"), (PUMA, "Puma"))
    ]
    said = answer("Which is newer, Lynx or Puma?", papers)
    assert said.short_answer == "May 1, 2020; May 1, 2020"
    assert not said.notes


def test_each_thing_is_compared_however_many_papers_name_it() -> None:
    """Papers that name one of the things often do not hide the paper of the other one."""
    day = Published("May 1, 2020", dt.date(2020, 5, 1))
    others = [
        abstract(f"Lynx, Lynx and Lynx again: use {n} of Lynx.", title=f"Lynx in use {n}")
        for n in range(4)
    ]
    lynx = abstract(LYNX, published=day, title="Lynx")
    puma = abstract(PUMA, published=Published("2021", None), title="Puma")
    said = answer("Which is newer, Lynx or Puma?", [*others, lynx, puma])
    assert said.short_answer == "May 1, 2020; 2021"
    assert not said.notes


@pytest.mark.parametrize(
    "question",
    [
        "How is Lynx different from other models?",
        "What is Lynx?",
        "How many images was Lynx trained on?",
        "Is Gnuzilla larger than Foobarium?",
        "Does Lynx use Puma?",
        "How much larger is Lynx than Puma?",
        "Is Lynx better trained than Kenyan images?",
    ],
)
def test_other_questions_are_no_comparisons(question: str) -> None:
    """One thing, or things that no paper presents, are not compared."""
    reply = ask(question, shelf())
    assert not any(isinstance(note, NotCovered) for note in reply.notes)


def test_more_than_nouns_are_compared() -> None:
    """Adjectives and context windows as well; a number of something else has no part in it."""
    gnu = "Gnu hears. It reads a context window of 32K tokens at once."
    yak = "Yak writes. It has 405B parameters and a context window of up to 128K tokens."
    papers = [abstract(gnu, title="Gnu"), abstract(yak, title="Yak")]
    said = answer("Which has the longer context window, Gnu or Yak?", papers)
    assert said.short_answer == "Yak"
    assert said.notes == (Wins("Longer", "Yak", ("up to 128K", "32K")),)
    assert isinstance(ask("Is Lynx more accurate than Puma?", shelf()), Abstention)


def test_what_answers_for_both_is_shown_once() -> None:
    """A sentence that speaks of both things is quoted and cited once."""
    both = "We present Newt Mini and Newt Small, two models that hear. They came out together."
    question = "What is the difference between Newt Mini and Newt Small?"
    reply = answer(question, [abstract(both)], Scripted(presented, even))
    quoted = [citation.span for citation in reply.citations]
    assert len(quoted) == len(set(quoted))
