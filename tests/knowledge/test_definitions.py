import pytest

from knowledge.acronyms import long_form
from knowledge.definitions import MENTIONED, acronym, definition
from tests.knowledge.shelf import question


@pytest.mark.parametrize(
    ("short", "text", "long"),
    [
        ("SCA", "the Sudden Cardiac Arrest (SCA) of", "Sudden Cardiac Arrest"),
        ("HMM", "We use hidden Markov models (HMMs).", "hidden Markov models"),
        ("WHO", "the World Health Organization (WHO)", "World Health Organization"),
        ("RNA", "a ribonucleic acid (i.e., RNA) chain", "ribonucleic acid"),
        ("ECG", "Electrocardiogram (ECG)", "Electrocardiogram"),
        ("SMoE", "a Sparse Mixture of Experts (SMoE)", "Sparse Mixture of Experts"),
        ("EMD", "the earth mover's distance (EMD)", "earth mover's distance"),
        ("AI", "artificial intelligence (AI)", "artificial intelligence"),
        ("ai", "Artificial Intelligence (AI)", "Artificial Intelligence"),
        ("TAES", "the Transformer Auto-Encoder System (TAES)", "Transformer Auto-Encoder System"),
        ("LLM", "LLM, short for large language model.", "large language model"),
        ("LLM", "An LLM (large language model) is big.", "large language model"),
        ("LLM", "LLM: large language model", "large language model"),
        ("LLM", "LLM--large language model--is", "large language model"),
        ("NLP", "NLP stands for natural language processing.", "natural language processing"),
        ("EU", "the EU, short for the European Union, pays", "European Union"),
        ("ECG", "ECG: electro cardiogram", "electro cardiogram"),
        ("A", "a thing (A)", None),
        ("ABC", "no match (ABC)", None),
        ("DNA", "DNA (a molecule)", None),
        ("GPU", "A GPU is fast.", None),
        ("XYZ", "Nothing like it.", None),
        ("C++", "It is written in C (C++).", None),
    ],
)
def test_long_forms_are_found(short: str, text: str, long: str | None) -> None:
    """What an acronym stands for is found before its brackets, or behind it; else nothing."""
    span = long_form(short, text)
    assert (span.of(text) if span else None) == long


def test_an_acronym_of_the_question_is_spelt_out() -> None:
    """The question names the acronym; the sentence spells it out."""
    text = "We use reinforcement learning (RL) at home."
    found = acronym(question("what does RL stand for?", text), text)
    assert found.span is not None
    assert (found.strength, found.span.of(text)) == (1, "reinforcement learning")
    mentioned = acronym(question("what does RL stand for?", text), "RL is fun.")
    assert (mentioned, mentioned.span) == (MENTIONED, None)
    assert acronym(question("what does RL stand for?", text), "Rivers flow.").strength == 0


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Zebrafish is a compact model that swims.", "a compact model"),
        ("We introduce Zebrafish, a compact model for rivers.", "a compact model for rivers"),
        ("Zebrafish, the first open model, is here.", "the first open model"),
        ("Our Zebrafish are the smallest models trained on water.", "the smallest models"),
        ("Zebrafish (ZF) is a fish, and more.", "a fish"),
        ("Zebrafish models are a family of models.", "a family of models"),
        ("Zebrafish is one of two models; the other is Trout.", "one of two models"),
        ("Zebrafish is an idea which grew.", "an idea"),
        ("Zebrafish is a model with the most layers.", "a model"),
        ("Zebrafish is a 2.5-litre tank.", "a 2.5-litre tank"),
        ("Zebrafish is a tool designed for rivers.", "a tool"),
        ("Zebrafish is the model", "the model"),
        ("Zebrafish (a model of rivers) is here.", "a model of rivers"),
        ("We introduce Zebrafish.", None),
        ("Zebrafish is fast.", None),
        ("Nothing at all.", None),
        ("People like the Zebrafish.", None),
    ],
)
def test_definitions_are_found(text: str, phrase: str | None) -> None:
    """What a thing is said to be is marked, up to where more is told of it."""
    found = definition(question("what is Zebrafish?", text), text)
    assert (found.span.of(text) if found.span else None) == phrase


def test_saying_what_it_is_beats_introducing_it_beats_silence() -> None:
    """The surer a sentence defines, the stronger it is."""
    asked = question("what is Zebrafish?")
    sentences = ["Zebrafish is a model.", "We introduce Zebrafish.", "Zebrafish is fast.", "Hm."]
    strengths = [definition(asked, sentence).strength for sentence in sentences]
    assert strengths == sorted(set(strengths), reverse=True)


def test_an_acronym_is_defined_by_its_long_form() -> None:
    """Asked what an acronym is, its long form is the answer."""
    text = "We use reinforcement learning (RL), a way to learn."
    found = definition(question("what is RL?", text), text)
    assert found.span is not None
    assert found.span.of(text) == "reinforcement learning"
