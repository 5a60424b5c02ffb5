"""Whether a message that was heard is answered."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.relevance import Asking, Heard, Place, asking, mentioned, spoken
from tests.bot.samples import texts

QUESTION = "How many parameters has Tidal?"


def heard() -> st.SearchStrategy[Heard]:
    """Any message, in any place."""
    flag = st.booleans()
    said = texts(60) | st.sampled_from((QUESTION, "thanks", "<@5> and its license?"))
    return st.builds(Heard, said, st.sampled_from(Place), flag, flag, flag, flag, flag, said)


@pytest.mark.parametrize("place", [Place.DIRECT, Place.OWN_THREAD, Place.QUESTIONS])
def test_a_question_is_answered_where_questions_are(place: Place) -> None:
    """In a Q&A channel, a thread of the bot's, and directly; elsewhere it is left alone."""
    assert asking(Heard(QUESTION, place)) == Asking(
        QUESTION, addressed=place is not Place.QUESTIONS
    )
    assert asking(Heard(QUESTION)) is None


@given(heard())
def test_bots_and_calls_to_everyone_are_never_answered(message: Heard) -> None:
    """Wherever and whatever it is, even a mention of the bot."""
    assert asking(replace(message, by_person=False)) is None
    assert asking(replace(message, to_everyone=True)) is None


@given(heard())
def test_what_is_said_to_others_is_left_alone(message: Heard) -> None:
    """Unless the bot is spoken to as well."""
    between = replace(message, to_others=True, to_bot=False, to_answer=False)
    if message.place is not Place.DIRECT:
        assert asking(between) is None


@given(heard())
def test_a_question_says_something(message: Heard) -> None:
    """What is asked has a letter or a digit in it, and mentions nobody."""
    asked = asking(message)
    assert asked is None or "<@" not in asked.question
    assert asked is None or asked.courtesy or any(map(str.isalnum, asked.question))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (f"<@1> {QUESTION}", QUESTION),
        (f"hey <@!1> {QUESTION} thanks", QUESTION),
        (f"Hi! <@1>, {QUESTION} Many thanks in advance.", QUESTION),
        ("<@1> Tidal parameters", "Tidal parameters"),
        ("<@1> please, Tidal parameters", "Tidal parameters"),
        ("<@1> lol", None),
        ("<@1> 🎉", None),
        ("<@1>", ""),
        ("<@1> thanks!", ""),
    ],
)
def test_whoever_mentions_the_bot_need_not_ask_well(text: str, question: str | None) -> None:
    """Any words are taken as a question, but not a greeting."""
    asked = asking(Heard(text, to_bot=True))
    assert (asked.question if asked else None) == question


def test_a_mention_below_somebody_elses_question_answers_that() -> None:
    """Who replies to a question with a mention alone wants it answered."""
    below = Heard("<@1>", to_bot=True, to_others=True, quoted=f"Hi! {QUESTION}")
    assert asking(below) == Asking(QUESTION, addressed=True)
    assert asking(replace(below, quoted="I like it.")) is None


def test_a_reply_to_an_answer_goes_on() -> None:
    """A few words are enough there, and thanks are not answered."""
    assert asking(Heard("and its license?", to_answer=True)) == Asking("and its license?", True)  # noqa: FBT003  # addressed
    assert asking(Heard("thank you!", to_answer=True)) is None


def test_mentions_are_found_and_taken_out() -> None:
    """Of people by their ids; of roles and everyone they are only taken out."""
    assert mentioned("<@1> <@!22> <@&3> <#4>") == {1, 22}
    assert spoken("<@1> is <@&3> it @everyone?") == "is   it  ?"
