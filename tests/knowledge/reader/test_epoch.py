"""What the reader is trained on: examples keep what is right, in whatever window they are shown."""

import itertools
import random
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reader.builtin import WEIGHTS
from knowledge.reader.inputs import LONGEST, WordPieces
from knowledge.reader.training import epoch, recipe
from knowledge.reader.training.batches import batches, packed
from knowledge.reader.training.contrasts import repeated
from knowledge.reader.training.corpora import NEITHER, REFUTES, SUPPORTS, Example
from knowledge.reader.training.epoch import Sampler
from knowledge.reader.training.neighbours import Held, Neighbours
from knowledge.reader.training.recipe import PHASES, Phase
from tests.knowledge.reader.examples import assert_sound
from tests.knowledge.reader.passages import long_passage

pytest.importorskip("sklearn")

few = settings(max_examples=30)
"""Each example is tokenised and held against passages."""
PIECES = WordPieces(WEIGHTS / "tokenizer.json")
SENTENCES = long_passage(14).sentences
PASSAGES = [
    Held("own", "On rivers", SENTENCES),
    Held("near", "On Kenya's rivers", ("Rivers of Kenya flood.", "Gauges at rivers fail.")),
    Held("far", "Otters", ("Otters eat fish.", "They dive for it.")),
]
NEIGHBOURS = Neighbours(PASSAGES)


def sampler(seed: int = 5, phase: Phase = PHASES[0]) -> Sampler:
    """Makes epochs by chance, the same with the same seed."""
    return Sampler(PIECES, NEIGHBOURS, phase, random.Random(seed))


@st.composite
def drawn(draw: st.DrawFn) -> Example:
    """A question or a claim on a passage, with what is right."""
    count = draw(st.integers(3, len(SENTENCES)))
    sentences = SENTENCES[:count]
    numbers = st.lists(st.integers(0, count - 1), min_size=1, max_size=3, unique=True)
    plain = Example("how high did the river rise?", "On rivers", sentences, "own", "written")
    chosen = tuple(draw(numbers))
    kind = draw(st.sampled_from(["question", "yes_no", "near_miss", "claim", "neither"]))
    if kind == "near_miss":
        return replace(plain, answerable=False, span_known=True)
    if kind == "neither":
        return replace(plain, stance=NEITHER, rationale_known=True)
    if kind == "claim":
        stance = draw(st.sampled_from([SUPPORTS, REFUTES]))
        return replace(plain, stance=stance, rationale=chosen, rationale_known=True)
    start = draw(st.integers(0, 20))
    span = draw(st.sampled_from([None, (chosen[0], start, start + 9)]))
    found = replace(plain, answerable=True, gold=chosen, span=span, span_known=True)
    if kind == "question":
        return found
    return replace(found, stance=SUPPORTS, rationale=chosen, rationale_known=True, span=None)


def said_by(example: Example) -> set[str]:
    """The sentences that answer or decide."""
    return {example.sentences[n] for n in example.deciding}


@few
@given(drawn(), st.sampled_from(epoch.WINDOWS), st.integers(0, 5))
def test_a_window_keeps_what_answers_or_becomes_a_negative(
    example: Example, most: int, seed: int
) -> None:
    """It is a run of the passage's sentences with the same ones marked in it."""
    shown = sampler(seed).window(example, most)
    assert_sound(shown)
    joined = "\n".join(example.sentences)
    assert "\n".join(shown.sentences) in joined
    assert (shown.text, shown.title, shown.passage) == (
        example.text,
        example.title,
        example.passage,
    )
    assert said_by(shown) == said_by(example) & set(shown.sentences)
    if example.deciding:
        assert shown.positive == bool(said_by(shown))
    if example.span is not None and shown.span is not None:
        n, start, end = example.span
        m, begin, stop = shown.span
        assert shown.sentences[m][begin:stop] == example.sentences[n][start:end]


@few
@given(drawn(), st.sampled_from(PHASES[1].close), st.integers(0, 50))
def test_a_close_window_holds_what_decides_or_nothing_of_it(
    example: Example, most: int, seed: int
) -> None:
    """It is a run of the passage's sentences, and a negative beside what decides."""
    shown = sampler(seed, PHASES[1]).close(example, most)
    assert_sound(shown)
    assert "\n".join(shown.sentences) in "\n".join(example.sentences)
    assert said_by(shown) == said_by(example) & set(shown.sentences)
    assert shown.positive == (example.positive and bool(said_by(shown)))
    if most == recipe.ALONE:
        assert len(shown.sentences) == 1


def test_a_close_window_of_what_nothing_decides_is_on_the_likest_sentence() -> None:
    """Mostly, so that words in common are no sign of an answer."""
    claim = Example(
        "At gauge 63 the river rose in year 9.", "", SENTENCES, "own", "written", stance=NEITHER
    )
    shown = [sampler(seed).close(claim, recipe.ALONE).sentences for seed in range(40)]
    (likest, count), *_ = Counter(shown).most_common()
    assert likest == (SENTENCES[8],)
    assert count > len(shown) / 2
    assert len(set(shown)) > 1


def test_a_close_window_mostly_holds_what_decides() -> None:
    """Now and then it lies beside it, over whatever is left."""
    claim = Example("It rose.", "", SENTENCES, "own", "written", stance=REFUTES, rationale=(2, 5))
    shown = [sampler(seed).close(claim, 60) for seed in range(80)]
    decided = sum(e.positive for e in shown)
    assert len(shown) / 2 < decided < len(shown)
    every = replace(claim, sentences=SENTENCES[:2], rationale=(0, 1))
    assert all(sampler(seed).close(every, 60).positive for seed in range(40))


@given(drawn())
def test_a_passage_that_fits_is_shown_whole(example: Example) -> None:
    """Nothing is left out of it."""
    assert sampler().window(example, 10_000) == example


@given(drawn())
def test_a_negative_says_nothing(example: Example) -> None:
    """Put to another passage, a question is unanswered and a claim left open."""
    negative = example.negative("Other", ("Otters eat fish.",))
    assert_sound(negative)
    assert not negative.positive
    assert negative.sentences == ("Otters eat fish.",)
    assert (negative.answerable is None) == (example.answerable is None)
    assert (negative.stance is None) == (example.stance is None)


def test_a_claim_with_unknown_sentences_is_shown_whole() -> None:
    """It is not known whether a part of the passage would still support it."""
    claim = Example("The river rose.", "", SENTENCES, "own", "scitldr", stance=SUPPORTS)
    assert sampler().window(claim, 20) == claim
    assert sampler().close(claim, 20) == claim


@few
@given(st.lists(drawn(), min_size=1, max_size=8), st.integers(0, 50), st.sampled_from(PHASES))
def test_the_same_seed_makes_the_same_epoch(found: list[Example], seed: int, phase: Phase) -> None:
    """What a phase sees of the examples is in it, with negatives behind some of the positives."""
    made = sampler(seed, phase).epoch(found)
    assert made == sampler(seed, phase).epoch(found)
    least = len(found) if phase.questions == 1 else sum(e.stance is not None for e in found)
    assert least <= len(made) <= 3 * len(found)
    for example in made:
        assert_sound(example)


def test_an_epoch_sees_a_share_of_the_questions_without_a_stance() -> None:
    """The others wait for the next one; what has a stance is always seen, on few sentences."""
    asked = Example("how high?", "", SENTENCES, "own", "written", answerable=False)
    claim = replace(asked, answerable=None, stance=NEITHER, rationale_known=True)
    made = sampler(5, PHASES[2]).epoch([asked, claim] * 200)
    claims = [e for e in made if e.stance is not None]
    assert len(claims) == 200
    assert 10 < len(made) - len(claims) < 80
    assert sum(len(e.sentences) == 1 for e in claims) > 100
    assert not any(len(e.sentences) == 1 for e in made if e.stance is None)


def test_epochs_differ_and_hold_both_kinds_of_negatives() -> None:
    """Over many, the passage without what answers is met, and another one on the topic."""
    rare = "how did gauge 63 in Tharaka rise?"
    passage = (*SENTENCES, "At Tharaka it rose by 9 metres.")
    asked = Example(
        rare, "On rivers", passage, "own", "written", answerable=True, gold=(len(SENTENCES),)
    )
    making_them = sampler()
    epochs = [making_them.epoch([asked]) for _ in range(60)]
    negatives = [e for epoch in epochs for e in epoch[1:]]
    assert negatives
    assert not any(e.positive for e in negatives)
    assert all("Tharaka" not in " ".join(e.sentences) for e in negatives)
    assert len({len(epoch) for epoch in epochs}) > 1
    assert {e.title for e in negatives} >= {"On rivers"}


def test_a_supported_claim_is_followed_by_one_that_the_same_sentences_refute() -> None:
    """A word or a number is another one; what is refuted or left open is not changed."""
    claim = Example("Rivers rise by 40 metres.", "On rivers", SENTENCES, "own", "written")
    supported = replace(claim, stance=SUPPORTS, rationale=(2,), rationale_known=True)
    always = replace(PHASES[1], contradicted=1.0, others=0.0, cut=0.0)
    made = sampler(5, always).epoch([supported] * 40)
    changed = [e for e in made if e.text != claim.text]
    assert len(changed) == len(made) / 2
    assert {e.stance for e in changed} <= {REFUTES, NEITHER}
    assert sum(e.stance == REFUTES for e in changed) > 20
    others = [replace(supported, stance=REFUTES), replace(claim, stance=NEITHER)]
    assert {e.text for e in sampler(5, always).epoch(others * 20)} == {claim.text}


def test_what_repeats_a_sentence_is_supported_by_it() -> None:
    """It has nearly all of its words, and the whole passage is there to be read."""
    for example in itertools.islice(repeated(PASSAGES[:1], random.Random(4)), 60):
        assert example.stance == SUPPORTS
        assert example.sentences == SENTENCES
        (n,) = example.rationale
        words = set(re.findall(r"\w+", SENTENCES[n].lower()))
        assert set(re.findall(r"\w+", example.text.lower())) <= words


def test_near_passages_are_of_others() -> None:
    """The nearest first, and never the example's own."""
    asked = Example("when do rivers of Kenya flood?", "", ("x",), "own", "written")
    (near,) = NEIGHBOURS.near([asked])
    assert [held.name for held in near] == ["near", "far"]


@few
@given(st.lists(drawn(), min_size=1, max_size=12), st.integers(200, 2000), st.integers(0, 9))
def test_batches_hold_every_example_once(found: list[Example], most: int, seed: int) -> None:
    """None is larger than it may be, unless it holds one example alone."""
    made = batches(PIECES, found, most, random.Random(seed))
    assert made == batches(PIECES, found, most, random.Random(seed))
    assert sorted(map(repr, (e for batch in made for e in batch))) == sorted(map(repr, found))
    for batch in made:
        longest = max(len(packed(PIECES, e).ids) for e in batch)
        assert len(batch) == 1 or longest * len(batch) <= most
        assert longest <= LONGEST
