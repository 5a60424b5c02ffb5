"""The laws of the built-in reader: they hold whatever its weights have learned."""

import ctypes
import platform
import subprocess
import sys
from dataclasses import astuple
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.evaluation.cold_start import memory
from knowledge.reader import Passage, built_in
from knowledge.reader.builtin import WEIGHTS, BuiltInReader
from tests.knowledge.reader.passages import long_passage, passages, texts

few = settings(max_examples=40)
"""Each example runs the model."""


def assert_lawful(text: str, passage: Passage) -> None:
    """Probabilities are such, there are as many as sentences, and the short answer is words."""
    (said,), (judgement,) = built_in().read(text, [passage]), built_in().judge(text, [passage])
    assert 0 <= said.answers <= 1
    for likely in (said.sentences, judgement.rationale):
        assert len(likely) == len(passage.sentences)
        assert all(0 <= each <= 1 for each in likely)
        assert sum(likely) == pytest.approx(1, abs=1e-4)
    for leaning in (judgement.leaning, judgement.settled):
        three = astuple(leaning)
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
    assert_lawful(text, passage)


@few
@given(texts, st.lists(passages, max_size=3))
def test_the_same_is_said_of_the_same(text: str, together: list[Passage]) -> None:
    """Alone or with others, remembered or not, in the order of the passages."""
    said, judged = built_in().read(text, together), built_in().judge(text, together)
    assert said == [built_in().read(text, [passage])[0] for passage in together]
    assert judged == [built_in().judge(text, [passage])[0] for passage in together]


def test_another_process_would_say_the_same() -> None:
    """What is read does not depend on what was read before."""
    passage = long_passage(5)
    first = BuiltInReader(WEIGHTS)
    first.read("what else?", [long_passage(4)])
    first.judge("It rose.", [long_passage(4)])
    other = BuiltInReader(WEIGHTS)
    assert first.read("how high?", [passage]) == other.read("how high?", [passage])
    assert first.judge("It rose.", [passage]) == other.judge("It rose.", [passage])


@pytest.mark.parametrize("sentences", [1, 2, 13, 60])
def test_long_abstracts_are_read_to_the_end(sentences: int) -> None:
    """All sentences are weighed, those of every window."""
    passage = long_passage(sentences)
    asked = "How high did the river rise in the last year?"
    assert_lawful(asked, passage)
    (said,) = built_in().read(asked, [passage])
    assert all(each > 0 for each in said.sentences)


@pytest.mark.parametrize(
    "sentence",
    ["x" * 3000, "a " * 2000, "🦓", "水文学と河川。", "...", "\u202eabc", "e\u0301tude", "\x00"],
)
def test_odd_sentences_are_read(sentence: str) -> None:
    """One long word, none at all, another script: none is an error."""
    passage = Passage("", (sentence, "Rivers flood."))
    for text in ("when do rivers flood?", sentence[:200]):
        assert_lawful(text, passage)


def test_nothing_is_read_of_no_passages() -> None:
    """Without passages nothing is said."""
    assert built_in().read("when?", []) == []
    assert built_in().judge("then", []) == []


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it asks glibc what is free")
def test_what_was_needed_to_read_is_not_left_lying_free() -> None:
    """However long passages are, and whatever is remembered between them."""
    code = f"from {__name__} import left_free; print(left_free())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 5


def left_free(reads: int = 24) -> float:
    """Megabytes that a process of its own could give back after so many passages."""
    random, remembered = Random(0), []
    for _ in range(reads):
        built_in().read("how high?", [long_passage(random.randint(2, 9))])
        remembered += [bytes(random.randint(5_000, 60_000)) for _ in range(8)]
    before, _ = memory()
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    after, _ = memory()
    return before - after
