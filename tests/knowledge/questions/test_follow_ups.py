"""Follow-up questions on the seeds, and on a shelf of two made-up papers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import pytest

from knowledge.answers.pipeline import Pipeline
from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Answer
from knowledge.reader import Judgement, Passage, Said
from knowledge.reasons.remarks import ReadAs
from tests.evaluation.conversing import conversations
from tests.evaluation.scoring import load
from tests.knowledge.lexical import SURE, UNSURE, Lexical
from tests.knowledge.questions.turns import read_as
from tests.knowledge.shelf import OTTER, ZEBRA, abstract


@dataclass(frozen=True)
class Told:
    """Reads an answer in every passage if it is asked in certain words, and none otherwise."""

    words: str

    def read(self, text: str, passages: Sequence[Passage]) -> list[Said]:
        """What each passage says, in order."""
        sure = SURE if self.words in text else UNSURE
        return [replace(said, answers=sure) for said in Lexical().read(text, passages)]

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Judgement]:
        """What each passage says of a claim: neither."""
        return Lexical().judge(claim, passages)


def test_a_question_in_another_language_is_no_follow_up(base: KnowledgeBase) -> None:
    """Rules for English would only put it beside the topic."""
    typed = "wieviele Lehrer wurden befragt?"
    assert read_as(base, "What is StarCoder?", typed) == typed


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["What is StarCoder?", "and its license?"], "StarCoder's license?"),
        (["What is StarCoder?", "who wrote it?"], "who wrote StarCoder?"),
        (["What is StarCoder?", "is it open source?"], "is StarCoder open source?"),
        (["What is StarCoder?", "how many languages?"], "how many languages for StarCoder?"),
        (["What is StarCoder?", "under what license?"], "under what license is StarCoder?"),
        (["What is StarCoder?", "how big?"], "how big is StarCoder?"),
        (["What is StarCoder?", "the context length?"], "the context length of StarCoder?"),
        (["What is StarCoder?", "when?"], "when was StarCoder published?"),
        (["What is StarCoder?", "tell me more"], "what is StarCoder?"),
        (["What is StarCoder?", "when did they publish that?"], "when was StarCoder published?"),
        (["What is StarCoder?", "who wrote the paper?"], "who wrote the StarCoder paper?"),
        (["What is StarCoder?", "who are the authors?"], "who wrote StarCoder?"),
        (["What is StarCoder?", "what data did they use?"], "what data did StarCoder use?"),
        (["What is StarCoder?", "what about its authors?"], "StarCoder's authors"),
        (
            ["What is StarCoder?", "what about the training data?"],
            "the training data of StarCoder?",
        ),
        (["StarCoder license", "what about Mixtral?"], "Mixtral license"),
        (["StarCoder license", "Mixtral?"], "Mixtral license"),
        (["StarCoder license", "no, I meant Mixtral"], "Mixtral license"),
        (["StarCoder license", "and for the Mixtral paper?"], "the Mixtral paper license"),
        (["Who wrote StarCoder?", "and the first author?"], "the first author of StarCoder?"),
        (["StarCoder license", "what about Mixtral of Experts?"], "Mixtral of Experts license"),
        (["Is Llama 3 multilingual?", "why?"], "why Is Llama 3 multilingual?"),
        (
            ["Which languages does Mixtral know?", "how many?"],
            "how many languages does Mixtral know?",
        ),
        (["How well does HALT do on maths?", "and on code?"], "How well does HALT do on code?"),
        (["Does HALT help?", "and for medicine?"], "Does HALT help for medicine?"),
        (["Who wrote BLOOM?", "license?", "and its size?"], "bloom"),
    ],
)
def test_a_follow_up_is_read_as_what_it_means(
    base: KnowledgeBase, turns: list[str], meant: str
) -> None:
    """Pronouns, missing subjects and new subjects are filled in from the turns before."""
    assert meant.casefold() in read_as(base, *turns).casefold()


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["Which model was made for Finnish?", "who wrote it?"], "who wrote FinGPT?"),
        (
            ["What is model souping?", "by how much does it help?"],
            "by how much does model souping help?",
        ),
        (["What is Behemoth?", "who wrote it?"], "who wrote Llama 4?"),
        (["What is Behemoth?", "how big is it?"], "how big is Behemoth?"),
        (
            ["who wrote crosslingual generalization through multitask finetuning", "its license?"],
            "“Crosslingual Generalization through Multitask Finetuning”'s license?",
        ),
        (["papers by Teven Le Scao", "who wrote the second one?"], "GPU Hours?"),
        (["papers by Teven Le Scao", "and the last one?"], "GPU Hours?"),
        (["Is Mixtral like Mistral 7B?", "what is the former?"], "what is Mixtral?"),
        (["Is Mixtral like Mistral 7B?", "are they open?"], "are Mixtral and Mistral 7B open?"),
        (["Who is the first author of BLOOM?", "what else did he write?"], "BigScience Workshop"),
        (["papers by Hugo Laurençon", "when did she write them?"], "hugo laurencon"),
        (["What is wavenet?", "who wrote it?"], "who wrote wavenet?"),
        (["What is HALT?", "lol nice work there", "license?"], "license of HALT?"),
        (["What is HALT?", "thanks!", "license?"], "license of HALT?"),
        (["What is HALT?", " ", "license?"], "license of HALT?"),
    ],
)
def test_what_a_follow_up_speaks_of_may_come_from_the_answer(
    base: KnowledgeBase, turns: list[str], meant: str
) -> None:
    """The paper that answered, a person, or one of several things may be what is spoken of."""
    assert meant.casefold() in read_as(base, *turns).casefold()


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["what accuracy does TAES reach?", "who wrote it?"], "who wrote “High-Throughput"),
        (
            ["Who wrote the High-Throughput Detection of Risk Factors paper?", "when?"],
            "when was High-Throughput Detection of Risk Factors published?",
        ),
        (["What is HALT's 70B model?", "which domains?"], "HALT"),
    ],
)
def test_a_paper_is_spoken_of_by_what_it_is_called(
    base: KnowledgeBase, turns: list[str], meant: str
) -> None:
    """By its title, and not by what it abbreviates or counts, or by a part of the title."""
    assert meant.casefold() in read_as(base, *turns).casefold()


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (
            ["how accurate is o1-preview on Multi-IF?", "which languages are hardest?"],
            "which languages are hardest for Multi-IF?",
        ),
        (["What is Mixtral?", "what is federated learning?"], "what is federated learning?"),
        (["What is BLOOM?", "what is multitask finetuning?"], "what is multitask finetuning?"),
        (["What is Mixtral?", "thanks, cool"], "thanks, cool"),
    ],
)
def test_a_short_question_is_asked_of_the_paper_that_is_surer(
    base: KnowledgeBase, turns: list[str], meant: str
) -> None:
    """And a change of subject of none."""
    assert read_as(base, *turns) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Why is it hard to finetune LLMs?",
        "How does HALT decide what it removes?",
        "What happens to a model when it is merged and swapped?",
        "what about Mixtral's license",
        "how did they get the ministral models",
        "which papers are from them?",
        "thanks!",
        "how do I fix my wifi",
        "the second author of BLOOM",
        "and the seventh one",
        "why does rain make it harder to find otters?",
        "who wrote the paper about the Albatross drone?",
    ],
)
def test_a_question_that_stands_on_its_own_is_left_alone(
    base: KnowledgeBase, question: str
) -> None:
    """Pronouns with something to stand for, and names, need no earlier question."""
    assert read_as(base, "What is StarCoder?", question) == question


def test_context_changes_no_question_that_stands_on_its_own(base: KnowledgeBase) -> None:
    """Questions of the tuning set have the same answers after others of it."""
    questions = [asked.question for asked in load("tune")]
    random = Random(7)
    for question in questions[::10]:
        context = [q for q in random.sample(questions, 2) if q != question]
        assert base.ask(question, context) == base.ask(question)


def test_no_subject_is_made_up(base: KnowledgeBase) -> None:
    """Where nothing was spoken of, a follow-up stays as it is and is not answered."""
    for context in (["how do I fix my wifi"], ["thanks!"], [], [""]):
        reply = base.ask("and its license?", context)
        assert isinstance(reply, Abstention)
        assert not reply.notes
    assert read_as(base, "how do I fix my wifi", "why?") == "why do I fix my wifi?"
    assert read_as(base, "how do I fix my wifi", "who?") == "who?"
    assert read_as(base, "who wrote wavenet?", "what else did he write?").startswith("what else")


def test_a_long_context_counts_from_its_end(base: KnowledgeBase) -> None:
    """Only the last questions count, and a chain of short ones keeps its subject."""
    long = ["What is Mixtral?"] * 500 + ["What is StarCoder?"]
    assert read_as(base, *long, "license?") == "license of StarCoder?"
    chain = ["What is StarCoder?", "license?", "authors?", "date?", "context length?"]
    assert read_as(base, *chain, "how many languages?") == "how many languages for StarCoder?"


def test_the_same_turns_give_the_same_bytes(base: KnowledgeBase) -> None:
    """Asked again, and after other conversations."""
    context = ["What is StarCoder?", "who wrote it?"]
    first = base.ask("and when?", context)
    base.ask("and when?", ["What is Mixtral?"])
    assert base.ask("and when?", context) == first
    assert base.ask("and when?", tuple(context)) == first
    assert isinstance(first, Answer)
    assert first.short_answer == "May 9, 2023"


def test_what_only_the_paper_spoken_of_answers_is_asked_of_it() -> None:
    """Where it does answer; what it does not answer either is left as it was typed."""
    asking = Pipeline("test", [abstract(ZEBRA), abstract(OTTER)], reader=Told("Zebrafish"))
    reply = asking.ask("how are gaps filled?", 0.0, ["What is Zebrafish?"])
    assert reply.notes == (ReadAs("how are gaps filled for Zebrafish?"),)
    assert isinstance(reply, Answer)
    for told in ("", "What is Zebrafish"):
        asking = Pipeline("test", [abstract(ZEBRA), abstract(OTTER)], reader=Told(told))
        assert not asking.ask("how are gaps filled?", 0.0, ["What is Zebrafish?"]).notes


def test_papers_without_a_name_are_spoken_of_by_words() -> None:
    """The weightiest words that a paper shares with the question stand for it."""
    papers = [abstract("Rivers freeze late. Ice forms on slow water."), abstract(OTTER)]
    asking = Pipeline("test", papers, reader=Lexical())
    reply = asking.ask("is it thick?", 0.0, ["where does ice form?"])
    assert reply.notes == (ReadAs("is ice form thick?"),)
    untitled = Pipeline("test", [abstract(ZEBRA), abstract(OTTER)], reader=Lexical())
    reply = untitled.ask("who wrote it?", 0.0, ["how many gauge readings from Kenya?"])
    assert reply.notes == (ReadAs("who wrote Zebrafish?"),)


def test_conversations_name_stored_papers(base: KnowledgeBase) -> None:
    """Every conversation has two to four turns, and the papers that it expects are stored."""
    texts = [paper.text for paper in base.papers()]
    for part in ("tune", "report"):
        for _, turns in conversations(part):
            assert 2 <= len(turns) <= 4
            for turn in turns:
                assert all(any(t.startswith(p) for t in texts) for p in turn.papers)
                assert turn.papers or not turn.answer
