"""Greetings, thanks and calls for help: told from questions, and answered with what there is."""

from pathlib import Path

import pytest

from bot.messages.relevance import Heard, Place, asking
from bot.service.courtesy import Courtesy, courtesy
from bot.service.examples import Examples, examples
from knowledge.base import KnowledgeBase
from knowledge.model import Answer
from tests.bot.fakes import SmallKnowledge
from tests.bot.messages.forum import QUESTION, Forum

GREETINGS = (
    "hello|Hi!|hey there|Hello, bot!|good morning everyone|howdy :)|Hallo|Guten Tag|bonjour|¡hola!"
    "|こんにちは|hi, how are you today?|how are you?|HELLO FOOTNOTE"
)
THANKS = (
    "thanks|Thank you!|thank you so much|ok thanks|great, thank you|thx|ty|cheers|danke schön|merci"
    "|gracias|ありがとう|perfect, thanks a lot|Thanks for your help!"
)
HELP = (
    "help|Help!|/help|help me please|what can you do?|What can I ask you?|how do I use this bot?"
    "|how do you work|who are you?|what are you|what is this bot for|What is Footnote?|commands"
    "|what papers do you have|how many papers do you have?|how many papers are in the base"
    "|can you help me|hilfe|what should I ask here?"
)
NEITHER = (
    "What is BLOOM?|hi, what is BLOOM?|thanks, and its license?|help with BLOOM|hello world models"
    "|how does attention work?|and how does it work?|What is this paper about?|🎉|ok|lol"
    "|What can transformers do?|how many papers do you have on otters"
    "|Who are the authors?|how do we use CLIP?|thank you notes in speech"
    "|What do you need to train a model?|commands that a robot follows"
)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *((said, Courtesy.GREETING) for said in GREETINGS.replace("¡", "").split("|")),
        *((said, Courtesy.THANKS) for said in THANKS.split("|")),
        *((said, Courtesy.HELP) for said in HELP.split("|")),
        *((said, Courtesy.NOTHING) for said in ("", "  ", "\n")),
        *((said, None) for said in NEITHER.split("|")),
    ],
)
def test_courtesies_are_told_from_questions(said: str, kind: Courtesy | None) -> None:
    """Only what is one as a whole; what asks anything is asked."""
    assert courtesy(said) is kind


@pytest.mark.parametrize("said", ["hello", "", "thanks!", "what can you do?"])
def test_who_speaks_to_the_bot_is_answered_politely(said: str) -> None:
    """Mentioned or written to, and nowhere else."""
    for heard in (Heard(f"<@1> {said}", to_bot=True), Heard(said, Place.DIRECT)):
        asked = asking(heard)
        assert asked is not None
        assert asked.courtesy is courtesy(said)
    for place in (Place.QUESTIONS, Place.OWN_THREAD, Place.ELSEWHERE):
        assert getattr(asking(Heard(said, place)), "courtesy", None) is None


def test_examples_are_answered(seeded: Path) -> None:
    """Each of the questions that are offered gets an answer, from a paper of its own."""
    with KnowledgeBase.open(seeded) as base:
        offered = examples(base)
        assert len(offered) == 3
        answers = [base.ask(question) for question in offered]
        assert all(isinstance(answer, Answer) for answer in answers)
        assert examples(base) == offered


def test_a_base_without_papers_offers_nothing(tmp_path: Path) -> None:
    """And one is asked once for each version."""
    with KnowledgeBase.open(tmp_path, seed=False) as base:
        assert examples(base) == ()
    small, made = SmallKnowledge(), Examples()
    first = made.of("v1", small)
    small.abstracts = []
    assert made.of("v1", small) == first
    assert made.of("v2", small) == ()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("said", "begins"), [("hello", "Hello!"), ("", "I answer"), ("thanks", "You are welcome!")]
)
async def test_who_greets_the_bot_learns_what_to_ask(forum: Forum, said: str, begins: str) -> None:
    """What is in the base, questions that it answers, and how to ask; nothing of it is kept."""
    await forum.stage.say(forum.mention(said), forum.lounge)
    direct, person = forum.server.direct_message(forum.stage.asker)
    await forum.server.say(person, direct, said or "help")
    told = [*await forum.texts(forum.lounge), *await forum.texts(direct)]
    assert len(told) == 2
    assert told[0].startswith(begins)
    for text in told:
        assert "the abstracts of **1 paper**" in text
        assert "- How many parameters does Tidal have?" in text
        assert "`/ask`" in text
    assert forum.stage.ledger.asked_in(forum.lounge.id, 9) == []


@pytest.mark.asyncio
async def test_a_command_may_greet_too(forum: Forum) -> None:
    """Seen by the one who used it alone."""
    used = await forum.stage.slash("ask", question="hello")
    told = await used.followup()
    assert told.is_ephemeral
    assert told.text.startswith("Hello!")
    assert "176B" in (await forum.stage.ask(QUESTION)).text
