"""Things whose names are alike, on the seeds and on made-up papers."""

import re

import pytest

from knowledge.base import KnowledgeBase
from knowledge.model import Abstention, Answer
from tests.knowledge.shelf import abstract, ask

OPENINGS = {
    "Voxtral": "We present Voxtral Mini",
    "Voxtral Mini": "We present Voxtral Mini",
    "Voxtral TTS": "We introduce Voxtral TTS",
    "Voxtral Realtime": "We introduce Voxtral Realtime",
    "Llama 3": "Modern artificial",
    "Llama 4": "This document",
    "Mistral 7B": "We introduce Mistral 7B",
    "Mixtral": "We introduce Mixtral",
    "Mixtral 8x7B": "We introduce Mixtral",
    "Ministral 3": "We introduce the Ministral",
    "Magistral": "We introduce Magistral",
    "Magistral Medium": "We introduce Magistral",
    "Devstral": "We introduce Devstral",
    "BLOOM": "Large language models (LLMs) have been",
    "BLOOMZ": "Multitask prompted finetuning (MTF)",
    "StarCoder": "The BigCode community",
}
FORMS = [
    "what is {}?",
    "under what license is {}?",
    "{} license",
    "how many parameters does {} have?",
    "who wrote {}?",
    "when was {} published?",
    "what languages does {} support?",
    "how was {} trained?",
    "{} context length",
    "what architecture does {} use?",
    "is {} open source?",
    "which category is {} in?",
    "which benchmarks was {} evaluated on?",
]
OWL = "We introduce Owl, a model for birds. Owl has 3 layers. It is released under the MIT license."
OWL_LARGE = "We introduce Owl Night, a model for bats. Owl Night has 9 layers and 40 heads."


@pytest.mark.parametrize("name", OPENINGS)
def test_what_is_named_is_answered_from_its_own_paper(base: KnowledgeBase, name: str) -> None:
    """In any case of letters: from its own paper, or a sentence that names the very thing."""
    for form in FORMS:
        for asked in (form.format(name), form.format(name.lower())):
            reply = base.ask(asked)
            if isinstance(reply, Answer):
                cited = reply.citations[0]
                own = cited.abstract.text.startswith(OPENINGS[name])
                # "Mixtral has the same architecture as Mistral 7B" names the very thing.
                assert own or re.search(rf"\b{name}\b(?! [A-Z\d])", cited.quote or ""), asked


@pytest.mark.parametrize(
    "name",
    ["Mistral Large", "Devstral Medium", "Voxtral Large", "mistral small", "Llama 5", "Llama 2.5"],
)
@pytest.mark.parametrize("form", ["what is {}?", "{} license", "who wrote {}?"])
def test_a_variant_that_no_abstract_names_is_not_answered(
    base: KnowledgeBase, form: str, name: str
) -> None:
    """What is said of another size or version does not answer."""
    reply = base.ask(form.format(name))
    assert isinstance(reply, Abstention)


def test_what_only_a_lookalike_tells_is_not_told() -> None:
    """An owl's attention heads are not those of another owl."""
    shelf = [abstract(OWL), abstract(OWL_LARGE)]
    assert isinstance(ask("how many heads does Owl have?", shelf), Abstention)
    layers = ask("how many layers does Owl have?", shelf)
    assert isinstance(layers, Answer)
    assert layers.citations[0].abstract.text == OWL


def test_another_paper_may_tell_of_the_very_thing(base: KnowledgeBase) -> None:
    """Where its own abstract is silent, a sentence that names the thing itself answers."""
    reply = base.ask("What does BLOOM stand for?")
    assert isinstance(reply, Answer)
    assert "BLOOM" in (reply.citations[0].quote or "")


@pytest.mark.parametrize(
    "question", ["Is Owl small?", "is the Owl large or small?", "how large is Owl Night?"]
)
def test_a_word_that_says_something_of_a_thing_is_no_variant(question: str) -> None:
    """To ask whether a thing is large is not to ask of its large variant."""
    reply = ask(question, [abstract(OWL), abstract(OWL_LARGE)])
    assert isinstance(reply, Answer) or "speaks of" not in reply.reason


def test_a_misspelt_name_is_no_unheard_variant(base: KnowledgeBase) -> None:
    """The name is corrected; what stands behind it is left to the abstract."""
    reply = base.ask("what is devstrall small?")
    assert isinstance(reply, Answer) or "devstrall small" not in reply.reason
