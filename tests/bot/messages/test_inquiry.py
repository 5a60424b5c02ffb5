"""Which messages ask something of the papers: a table of what people type, and laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.inquiry import plain, questions, small_talk
from tests.bot.samples import texts

ASKS = """
How many parameters does BLOOM have?
how many languages does bloom cover
what is the ROOTS corpus
who wrote the mistral 7b paper
Is BLOOM open source?
is BLOOM open source or not
does Mixtral use experts in each layer
Can you tell me how many tokens BLOOM was trained on?
Does anyone know how big the ROOTS corpus is
does anyone know if BLOOM covers French?
I was wondering what license BLOOM has
Hi all! I read the BLOOM paper. How many languages does it cover? Thanks!
Compare BLOOM and Mixtral
explain multitask prompted finetuning
list papers by Teven Le Scao
Tell me about Voxtral TTS
which papers use federated learning
BLOOM has 176B parameters, right?
Quick question: what's the context length of Mistral 7B
Hey, what’s the context length of Mistral 7B
Wie viele Parameter hat BLOOM?
BLOOMは何言語に対応していますか？
Combien de langues BLOOM couvre-t-il ?
¿Cuántos parámetros tiene BLOOM?
when was BLOOM released
Hey, does someone here know who funded it?
what about the license of BLOOM?
any idea how Voxtral compares to Whisper?
papers on federated learning
in which year was OPT published
Can we use BLOOM commercially?
How do I fine-tune BLOOM on my data?
""".strip().splitlines()
ASKS_NOTHING = [
    *"""
Thanks!
thank you so much, that helps
I think BLOOM is great.
What a nice day
when I ran it, it crashed.
How are you?
what's up?
anyone here?
Can someone review my PR?
Who wants coffee?
lol what?
really?
right?
why?
shall we meet tomorrow?
Do you have time later?
Did you see the game?
see https://example.org/?q=what
!play despacito?
/ask what
`how many?`
> How many parameters does BLOOM have?
Which is why I prefer OPT.
Have a nice day
Will do
Can confirm
Is what it is
Does not work for me
Do not use that
BLOOM has 176B parameters.
I wonder
wow :joy:
😀😀
???
The meeting is at 5.
Tell me when you are done
How cool is that!
good bot
what do you think?
Who knows
let's compare notes later
the list is long
""".strip().splitlines(),
    "",
    "```\nwhat is BLOOM about?\n```",
    "```how many layers does it have?",
]


@pytest.mark.parametrize("message", ASKS)
def test_what_asks_is_heard(message: str) -> None:
    """A question is one with and without its mark, inside polite words, in any language."""
    assert questions(message)


@pytest.mark.parametrize("message", ASKS_NOTHING)
def test_what_asks_nothing_of_papers_is_left_alone(message: str) -> None:
    """Statements, small talk, what is asked of people, code and quotes ask the papers nothing."""
    assert questions(message) == ()


@pytest.mark.parametrize(
    "message",
    ["and in French", "what about OPT?", "and its license", "license?", "more details", "why?"],
)
def test_below_an_answer_a_few_words_ask(message: str) -> None:
    """A follow-up asks; the same words with nothing before them may not."""
    assert questions(message, follow_up=True)


@pytest.mark.parametrize(
    "message", ["thanks", "ok cool", "that is wrong", "good bot", "and thanks", "nice, that helps"]
)
def test_below_an_answer_thanks_ask_nothing(message: str) -> None:
    """Who thanks or disagrees is not answered again."""
    assert questions(message, follow_up=True) == ()


def test_only_the_sentences_that_ask_are_the_question() -> None:
    """What stands around a question is not asked."""
    said = "Hi all! I read the BLOOM paper. How many languages does it cover? And who wrote it? Bye"
    assert questions(said) == ("How many languages does it cover?", "And who wrote it?")


def test_code_quotes_and_addresses_are_no_words() -> None:
    """They are taken out, and what stands beside them stays."""
    said = "Is `x?` <:a:1> here <#5>?\n> quoted?\nhttps://a.example/?b=c ok"
    assert plain(said).split() == ["Is", "here", "?", "ok"]


@given(texts(400))
def test_any_message_is_read(message: str) -> None:
    """Whatever is typed, what asks is a part of its words, and small talk asks nothing."""
    for follow_up in (False, True):
        asked = questions(message, follow_up=follow_up)
        assert all(sentence in plain(message) for sentence in asked)
        assert not (asked and small_talk(message))


@given(st.sampled_from(ASKS), st.sampled_from(["Hello everyone, ", "ok so ", "Sorry, "]))
def test_a_greeting_changes_nothing(question: str, greeting: str) -> None:
    """What asks does so behind a greeting as well."""
    assert questions(greeting + question)
