"""Follow-ups that take another thing, or more, into the question before, on the seeds."""

import pytest

from knowledge.base import KnowledgeBase
from tests.knowledge.questions.turns import read_as


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        # Of two things, the one that is like the other one, or that was named.
        (
            ["Does Voxtral Realtime beat Whisper?", "and ElevenLabs?"],
            "Does Voxtral Realtime beat ElevenLabs?",
        ),
        (["does Mistral 7B beat Llama 2 13B?", "and Mixtral?"], "does Mixtral beat Llama 2 13B?"),
        (
            ["What is ROOTS?", "was it used for BLOOM?", "and StarCoder?"],
            "ROOTS used for StarCoder",
        ),
        # A name that is but a part of a title takes all of it away.
        (["parameters of Mixtral of Experts?", "and Magistral?"], "parameters of Magistral?"),
        (["Mixtral's context size?", "StarCoder's?"], "StarCoder's context size?"),
        (["Mixtral context size", "StarCoder too?"], "StarCoder context size"),
        (["What is federated learning?", "and HALT?"], "What is HALT?"),
        (["improvement?", "I meant HALT"], "improvement for HALT?"),
        (["Does Mistral 7B use SWA?", "does Mixtral?"], "Does Mixtral use SWA?"),
        (["Is Mixtral open source?", "yes but is Llama 3?"], "Is Llama 3 open source?"),
        (["Mixtral license", "compared to StarCoder?"], "StarCoder license"),
        (["Does HALT help?", "compared to finetuning?"], "Does HALT help compared to finetuning?"),
        (["Mixtral license", "what about DRACO, is it public?"], "is DRACO public?"),
        (["What does HALT do?", "and federated learning?"], "What does federated learning do?"),
        (["What does HALT do?", "same for federated learning"], "What does federated learning do?"),
    ],
)
def test_another_thing_takes_the_place_of_the_one_before(
    base: KnowledgeBase, turns: list[str], meant: str
) -> None:
    """Of the one that it is like, whether papers present both or neither."""
    assert meant.casefold() in read_as(base, *turns).casefold()


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["Does HALT help?", "by how much?"], "by how much does HALT help?"),
        (
            ["What's the win rate of Voxtral TTS?", "over whom?"],
            "over whom the win rate of Voxtral TTS?",
        ),
        (["How long does HALT train?", "on what?"], "on what does HALT train?"),
        (
            ["how many experts does Mixtral have?", "and how many are used per token?"],
            "how many experts are used per token for Mixtral?",
        ),
        (["Does HALT help on maths?", "without finetuning?"], "help on maths without finetuning?"),
        (
            ["How well do models with HALT work?", "with finetuning?"],
            "How well do models work with finetuning?",
        ),
        (["hey, what is Mixtral? thanks!", "and StarCoder?"], "what is StarCoder?"),
        (["What is HALT?", "haha nice", "hm, license?"], "license of HALT?"),
        (
            ["Is Mixtral big?", "is StarCoder big?", "which is newer?"],
            "newer, Mixtral or StarCoder?",
        ),
        (["papers about speech", "the newest?"], "newest papers about speech?"),
        (
            [
                "What principles is the monitoring framework in health care organized around?",
                "and the second one?",
            ],
            "what is performance for “Monitoring Deployed AI Systems in Health Care”?",
        ),
    ],
)
def test_a_few_words_are_filled_up_from_the_question_before(
    base: KnowledgeBase, turns: list[str], meant: str
) -> None:
    """What they leave out stands there; what opens and greets does not count."""
    assert meant.casefold() in read_as(base, *turns).casefold()
