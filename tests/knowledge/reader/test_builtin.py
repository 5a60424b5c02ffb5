"""The laws of the built-in reader: they hold whatever its weights have learned."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reader import Leaning, Passage, Said, built_in
from knowledge.reader.builtin import WEIGHTS, BuiltInReader
from tests.knowledge.reader.passages import long_passage, passages, texts

few = settings(max_examples=40)
"""Each example runs the model."""


def assert_lawful(said: Said, passage: Passage) -> None:
    """Probabilities are such, there are as many as sentences, and the short answer is words."""
    assert 0 <= said.answers <= 1
    for likely in (said.sentences, said.rationale):
        assert len(likely) == len(passage.sentences)
        assert all(0 <= each <= 1 for each in likely)
        assert sum(likely) == pytest.approx(1, abs=1e-4)
    leaning: Leaning = said.leaning
    three = (leaning.supports, leaning.refutes, leaning.neither)
    assert all(0 <= each <= 1 for each in three)
    assert sum(three) == pytest.approx(1, abs=1e-4)
    if said.short is not None:
        assert 0 <= said.short.sentence < len(passage.sentences)
        sentence = passage.sentences[said.short.sentence]
        assert 0 <= said.short.start < said.short.end <= len(sentence)
        assert 0 <= said.short.probability <= 1 + 1e-6


@few
@given(texts, passages)
def test_what_is_said_is_lawful(text: str, passage: Passage) -> None:
    """Whatever is asked, of whatever passage."""
    (said,) = built_in().read(text, [passage])
    assert_lawful(said, passage)


@few
@given(texts, st.lists(passages, max_size=3))
def test_the_same_is_said_of_the_same(text: str, together: list[Passage]) -> None:
    """Alone or with others, remembered or not, in the order of the passages."""
    said = built_in().read(text, together)
    assert said == [built_in().read(text, [passage])[0] for passage in together]


def test_another_process_would_say_the_same() -> None:
    """What is read does not depend on what was read before."""
    passage = long_passage(5)
    first = BuiltInReader(WEIGHTS)
    first.read("what else?", [long_passage(4)])
    assert first.read("how high?", [passage]) == BuiltInReader(WEIGHTS).read("how high?", [passage])


@pytest.mark.parametrize("sentences", [1, 2, 13, 60])
def test_long_abstracts_are_read_to_the_end(sentences: int) -> None:
    """All sentences are weighed, those of every window."""
    passage = long_passage(sentences)
    (said,) = built_in().read("How high did the river rise in the last year?", [passage])
    assert_lawful(said, passage)
    assert all(each > 0 for each in said.sentences)


@pytest.mark.parametrize(
    "sentence",
    ["x" * 3000, "a " * 2000, "🦓", "水文学と河川。", "...", "\u202eabc", "e\u0301tude", "\x00"],
)
def test_odd_sentences_are_read(sentence: str) -> None:
    """One long word, none at all, another script: none is an error."""
    passage = Passage("", (sentence, "Rivers flood."))
    for text in ("when do rivers flood?", sentence[:200]):
        assert_lawful(built_in().read(text, [passage])[0], passage)


def test_nothing_is_read_of_no_passages() -> None:
    """Without passages nothing is said."""
    assert built_in().read("when?", []) == []
