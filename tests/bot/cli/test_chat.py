"""The terminal chat carries out the bot's commands, one a line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO

import pytest

from bot.cli import chat
from bot.cli.terminal import Screen
from knowledge.errors import QuestionError, StoreError
from knowledge.model import Abstention, Abstract, Answer, Statistics, Verdict
from tests.bot import samples
from tests.bot.samples import Saying


@dataclass
class _Shelf:
    """A base of fixed papers that answers everything alike and remembers what it was asked."""

    held: list[Abstract] = field(default_factory=lambda: [samples.abstract()])
    asked: list[str] = field(default_factory=list)
    contexts: list[tuple[str, ...]] = field(default_factory=list)

    def ask(self, question: str, context: Sequence[str] = ()) -> Answer | Abstention:
        self.asked.append(question)
        self.contexts.append(tuple(context))
        if question == "too long":
            raise QuestionError(Saying("Ask in at most 5 characters."))
        if question == "broken":
            raise StoreError("The database is gone.")
        return samples.answer(question)

    def check(self, claim: str) -> Verdict:
        return samples.verdict(claim, self.held[0] if "Tidal" in claim else None)

    def papers(self, query: str | None = None, limit: int | None = None) -> list[Abstract]:
        return self.held[:limit] if query != "nothing" else []

    def suggest(self, prefix: str, limit: int = 25) -> list[Abstract]:
        return self.held[:limit] if prefix else []

    def abstract(self, abstract_id: str) -> Abstract | None:
        return next((paper for paper in self.held if paper.id == abstract_id), None)

    def statistics(self) -> Statistics:
        return Statistics(len(self.held), 7, "cafe", "rank-bm25")

    def close(self) -> None:
        self.held.clear()


def _said(*lines: str, shelf: _Shelf | None = None) -> str:
    stream = StringIO()
    chat.chat(shelf or _Shelf(), lines, Screen(stream))
    return stream.getvalue()


def test_a_bare_line_and_ask_both_ask() -> None:
    """White space around a question and the case of a command do not matter."""
    shelf = _Shelf()
    said = _said("  How many? ", "/ask How many?", "/ASK  How many?", shelf=shelf)
    assert shelf.asked == ["How many?"] * 3
    assert said.count("It has 176B parameters") == 3


def test_blank_lines_are_passed_over() -> None:
    """They are neither questions nor commands."""
    assert _said("", "   ") == ""


def test_a_question_carries_those_before_it_until_a_new_conversation() -> None:
    """Every question is asked with the earlier ones of this conversation, oldest first."""
    shelf = _Shelf()
    said = _said("How many?", "And its size?", "/new", "Who wrote it?", shelf=shelf)
    assert shelf.contexts == [(), ("How many?",), ()]
    assert "A new conversation" in said


def test_check_gives_every_claim_of_a_message_its_verdict() -> None:
    """The verdict comes first, then what decided it, then the quote."""
    said = _said("/check Tidal has 176B parameters. The sea is made of paper cups.")
    first, second = said.split("> The sea is made of paper cups.")
    assert "Supported: The abstract says the same" in first
    assert "\n“It has 176B parameters" in first
    assert first.lower().count("support") == 1
    assert "Not enough information: No abstract" in second
    assert "Supported" in _said("/check Tidal has 176B parameters.")


@pytest.mark.parametrize("leaving", ["/quit", "/exit", "quit", "Exit"])
def test_quit_ends_the_chat(leaving: str) -> None:
    """Nothing after it is carried out, with or without its slash."""
    shelf = _Shelf()
    assert _said(leaving, "How many?", shelf=shelf) == ""
    assert shelf.asked == []


def test_papers_lists_all_or_shows_the_best() -> None:
    """Without a query a list, with one the best paper whole, with a strange one a friendly line."""
    assert _said("/papers").startswith("1. Tidal: A Model of the Sea\n")
    assert samples.TEXT not in _said("/papers")
    assert samples.TEXT in _said("/papers tides")
    assert "No paper fits “nothing”" in _said("/papers nothing")


def test_papers_of_a_time_are_listed() -> None:
    """None of them is more the one that was meant than another."""
    for query in ("2023", "since 2020", "2018-2020"):
        assert _said(f"/papers {query}") == _said("/papers")
    assert samples.TEXT in _said("/papers tides of 2023")


@pytest.mark.parametrize("said", ["You are wrong", "that's wrong!", "no, that is not right"])
def test_who_objects_is_asked_for_other_words(said: str) -> None:
    """And no paper is asked."""
    shelf = _Shelf()
    assert "in other words" in _said("How many?", said, shelf=shelf)
    assert shelf.asked == ["How many?"]


def test_about_says_what_is_held() -> None:
    """The figures are the base's."""
    assert "Papers: 1, found in 7 places" in _said("/about")


def test_help_names_every_command() -> None:
    """Also the one that leaves."""
    said = _said("/help")
    assert all(f"  {name} " in said for name in (*chat.COMMANDS, "/quit"))


def test_an_unknown_command_is_answered_kindly() -> None:
    """Its name is repeated as plain words, and help is offered."""
    assert "no command /fly[31m. Type /help" in _said("/fly\x1b[31m to the moon")


@pytest.mark.parametrize(
    ("typed", "meant"), [("/chekc", "/check"), ("/Paper", "/papers"), ("/qit", "/quit")]
)
def test_a_mistyped_command_is_guessed(typed: str, meant: str) -> None:
    """It is offered, and not carried out."""
    assert f"no command {typed}. Did you mean {meant}? Type /help" in _said(f"{typed} Tidal")


def test_a_question_that_cannot_be_asked_ends_nothing() -> None:
    """The reason is shown, and the next line is carried out."""
    said = _said("too long", "How many?")
    assert said.startswith("Ask in at most 5 characters.\n\n")
    assert "176B" in said


def test_a_broken_base_ends_the_chat() -> None:
    """The error is left to the command line, which words it."""
    with pytest.raises(StoreError, match="gone"):
        _said("broken", "How many?")


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_typed_lines_end_with_ctrl_d_and_ctrl_c(
    end: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both leave politely."""
    typed: Iterator[str] = iter(["one", "two"])

    def type_next(prompt: str) -> str:
        assert prompt == chat.PROMPT
        try:
            return next(typed)
        except StopIteration:
            raise end from None

    monkeypatch.setattr("builtins.input", type_next)
    assert list(chat.typed_lines()) == ["one", "two"]
