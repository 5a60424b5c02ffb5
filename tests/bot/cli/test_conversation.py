"""A conversation carries its questions along."""

import pytest

from bot.cli.conversation import REMEMBERED, Conversation
from knowledge.errors import QuestionError
from tests.bot.fakes import SmallKnowledge
from tests.bot.samples import Saying


def test_a_turn_is_asked_with_those_before_it() -> None:
    """Oldest first."""
    talk = Conversation(knowledge := SmallKnowledge())
    for question in ("one?", "two?", "three?"):
        talk.ask(question)
    assert knowledge.contexts == [(), ("one?",), ("one?", "two?")]


def test_a_new_conversation_knows_nothing_of_the_last() -> None:
    """A blank line begins one."""
    talk = Conversation(knowledge := SmallKnowledge())
    for turn in talk.turns(["one?", "two?", " ", "three?", "", ""]):
        talk.ask(turn)
    assert knowledge.contexts == [(), ("one?",), ()]


def test_a_turn_that_cannot_be_asked_is_no_context() -> None:
    """The conversation goes on as if it had not been typed."""
    talk = Conversation(knowledge := SmallKnowledge())
    talk.ask("one?")
    knowledge.failure = QuestionError(Saying("It is too long."))
    with pytest.raises(QuestionError):
        talk.ask("long " * 1000)
    knowledge.failure = None
    talk.ask("two?")
    assert knowledge.contexts[-1] == ("one?",)


def test_what_was_asked_long_ago_is_forgotten() -> None:
    """A conversation of any length takes no more room than one of that many turns."""
    talk = Conversation(knowledge := SmallKnowledge())
    for number in range(REMEMBERED + 2):
        talk.ask(f"{number}?")
    assert len(knowledge.contexts[-1]) == REMEMBERED
    assert knowledge.contexts[-1][0] == "1?"
