"""Greetings, thanks and calls for help: told from questions, and answered with what there is."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.messages.relevance import Heard, Place, asking
from bot.service.courtesy import Courtesy, courtesy
from bot.service.examples import Examples, examples
from knowledge.base import KnowledgeBase
from knowledge.model import (
    Abstention,
    Abstract,
    Answer,
    Bibliography,
    Citation,
    Published,
    Record,
    Source,
    Span,
)
from tests.bot.fakes import SmallKnowledge
from tests.bot.messages.forum import QUESTION, Forum
from tests.bot.samples import abstention, abstract, answer


class _Quoting(SmallKnowledge):
    """Answers every question with the whole text of its first paper; or none at all."""

    def __init__(self, abstracts: Sequence[Abstract], *, says: bool = True) -> None:
        super().__init__(abstracts)
        self._says = says

    def ask(self, question: str, context: Sequence[str] = ()) -> Answer | Abstention:
        """That text, where it is asked of what papers say."""
        self.contexts.append(tuple(context))
        if not self._says or question.startswith(("Who", "Which")):
            return abstention(question)
        paper = self.abstracts[0]
        cited = (Citation(1, paper, Span(0, len(paper.text))),)
        return replace(answer(question), citations=cited)


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
OBJECTIONS = (
    "You are wrong|you're wrong!|That's wrong|thats wrong|this is wrong.|No, that is not right"
    "|no that isn't right|that can't be right|Wrong.|wrong answer|incorrect|that is incorrect"
    "|That’s not true|not true|your answer is wrong|the quote is wrong|I think that's wrong"
    "|no, you are mistaken|I don't think that's right|that's not what I asked|You got that wrong"
    "|that doesn't answer my question|you misunderstood me|this is nonsense|I disagree"
    "|Sorry, but that is just wrong|that's completely false|that was the wrong paper|no, wrong!"
    "|Das ist falsch|das stimmt nicht|c'est faux|eso es incorrecto|違います|bad bot"
)
NEITHER = (
    "What is BLOOM?|hi, what is BLOOM?|thanks, and its license?|help with BLOOM|hello world models"
    "|how does attention work?|and how does it work?|What is this paper about?|🎉|ok|lol"
    "|What can transformers do?|how many papers do you have on otters"
    "|Who are the authors?|how do we use CLIP?|thank you notes in speech"
    "|What do you need to train a model?|commands that a robot follows"
    "|What is wrong with BLOOM?|that's right|You are right|That is true|not bad|it is not"
    "|Is that wrong?|that's wrong, it has 59 languages|No, who wrote it?|wrong labels in ImageNet"
    "|Is it true that otters dive?|false positives|the answer is 42|no|is this correct?"
    "|You are wrong: who wrote BLOOM?|this paper|mistaken identity in whales|that"
)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *((said, Courtesy.GREETING) for said in GREETINGS.replace("¡", "").split("|")),
        *((said, Courtesy.THANKS) for said in THANKS.split("|")),
        *((said, Courtesy.HELP) for said in HELP.split("|")),
        *((said, Courtesy.OBJECTION) for said in OBJECTIONS.split("|")),
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


def test_who_objects_to_an_answer_is_answered() -> None:
    """Below it as well as spoken to; who objects to people is left alone."""
    said = "No, that is not right"
    for heard in (
        Heard(said, to_answer=True),
        Heard(f"<@1> {said}", to_bot=True),
        Heard(f"<@1> {said}", to_bot=True, quoted="Who wrote BLOOM?"),
        Heard(said, Place.DIRECT),
    ):
        asked = asking(heard)
        assert asked is not None
        assert (asked.courtesy, asked.question) == (Courtesy.OBJECTION, "")
    for place in Place:
        if place is not Place.DIRECT:
            assert asking(Heard(said, place)) is None
            assert asking(Heard(said, place, to_others=True)) is None


def test_examples_are_answered(seeded: Path) -> None:
    """Each of the questions that are offered gets an answer, from a paper of its own."""
    with KnowledgeBase.open(seeded) as base:
        offered = examples(base)
        assert len(offered) == 3
        answers = [base.ask(question) for question in offered]
        assert len({a.citations[0].abstract.id for a in answers if isinstance(a, Answer)}) == 3
        assert examples(base) == offered


def test_examples_are_of_different_kinds(seeded: Path) -> None:
    """Two quote an abstract, and one tells what sources state."""
    with KnowledgeBase.open(seeded) as base:
        offered = examples(base)
        answers = [base.ask(question) for question in offered]
        assert [isinstance(a, Answer) and a.citations[0].span is None for a in answers] == [
            False,
            False,
            True,
        ]
        assert len({question.partition(" ")[0] for question in offered}) == 3


def test_who_wrote_what_is_offered_once(tmp_path: Path) -> None:
    """Where abstracts present nothing by name, the others ask for lists of papers."""
    records = [
        Record(f"Otters number {n} eat fish in cold water near the coast of Norway.",
               Bibliography(title=f"Feeding of Otters {n}", authors=("Ada Roe", f"B. Lund {n}"),
                            published=Published("2019")), Source("otters.txt", n + 1))
        for n in range(4)
    ]  # fmt: skip
    with KnowledgeBase.open(tmp_path, seed=False) as base:
        base.ingest_records(records)
        assert examples(base) == (
            "Who wrote “Feeding of Otters 0”?",
            "Which papers are from 2019?",
            "Which papers are by Ada Roe?",
        )


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (
            "We present OtterNet, a net of 3 million parameters. We train Orca in 9 languages.",
            ("How many parameters does OtterNet have?",),
        ),
        ("Sea Otter Syndrome (SOS) is a disease of otters.", ("What is Sea Otter Syndrome?",)),
        ("This is a study of otters. It is a long one.", ()),
        ("We report an increase. Otters are an endangered species. There is a decline.", ()),
    ],
)
def test_a_name_is_asked_for_where_an_abstract_says_what_it_is(
    text: str, offered: tuple[str, ...]
) -> None:
    """And how many of something it has where that is said of it, and not of another thing."""
    assert examples(_Quoting([abstract(text=text, title=None)])) == offered


def test_so_few_questions_are_tried_whatever_the_base_holds() -> None:
    """What a greeting costs does not grow with the base."""
    small = _Quoting([abstract(str(n), title=f"Otter{n}: A Model") for n in range(500)], says=False)
    assert examples(small) == ()
    assert len(small.contexts) <= 30


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
async def test_who_objects_learns_how_to_say_so(forum: Forum) -> None:
    """Kindly, in a line: the papers are asked nothing, and nothing of it is kept."""
    await forum.stage.say(forum.mention("that's wrong"), forum.lounge)
    (told,) = await forum.texts(forum.lounge)
    assert told.startswith("I am sorry about that.")
    assert "👎" in told
    assert "other words" in told
    assert "\n" not in told
    used = await forum.stage.slash("ask", question="You are wrong")
    assert (await used.followup()).text == told
    assert forum.stage.ledger.asked_in(forum.lounge.id, 9) == []


@pytest.mark.asyncio
async def test_a_command_may_greet_too(forum: Forum) -> None:
    """Seen by the one who used it alone."""
    used = await forum.stage.slash("ask", question="hello")
    told = await used.followup()
    assert told.is_ephemeral
    assert told.text.startswith("Hello!")
    assert "176B" in (await forum.stage.ask(QUESTION)).text
