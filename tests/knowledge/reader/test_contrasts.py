"""Turned sentences: what is changed says something else, what is loosened says the same."""

import random
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("sklearn")

from knowledge.reader.training import contrasts
from knowledge.reader.training.corpora import NEITHER, REFUTES, SUPPORTS
from knowledge.reader.training.neighbours import Held

PASSAGE = Held(
    "a1",
    "On salt",
    (
        "However, salt increased the growth of algae in Lake Kivu by 12.5 % (p < 0.05).",
        "There was no significant difference between Kenya and Uganda in the year 2004.",
        "The dose of 1,200 grams was not higher than that of Otter Creek, which is known.",
        "The aim was to test whether salt harms the algae of 3 rivers.",
        "It is short.",
    ),
)
seeds = st.integers(0, 10_000)


@given(seeds)
def test_the_same_seed_turns_the_same_sentences(seed: int) -> None:
    """Each claim is held against one sentence; where it is decided, by that one."""
    made, again = (
        list(islice(contrasts.turned([PASSAGE], random.Random(seed)), 20)) for _ in range(2)
    )
    assert made == again
    for example in made:
        assert len(example.sentences) == 1
        assert example.text
        assert (example.title, example.passage) == ("On salt", "a1")
        assert example.rationale == (() if example.stance == NEITHER else (0,))


def test_all_stances_are_made_and_words_in_common_do_not_tell_them() -> None:
    """What is refuted is as near to its sentence as what is supported; either may be odd."""
    made = list(islice(contrasts.turned([PASSAGE], random.Random(1)), 400))
    shares = {s: sum(e.stance == s for e in made) / 400 for s in (NEITHER, SUPPORTS, REFUTES)}
    assert min(shares.values()) > 0.1
    assert max(shares.values()) < 0.6
    original = set(PASSAGE.sentences)
    for stance in (SUPPORTS, REFUTES):
        kept = {e.sentences[0] in original for e in made if e.stance == stance}
        assert kept == {True, False}
    assert {e.sentences[0] for e in made if e.stance == NEITHER} <= original
    assert PASSAGE.sentences[4] not in {e.text for e in made}


def test_nothing_is_made_of_what_cannot_be_turned() -> None:
    """No passage, or none with a sentence of a fit length."""
    rng = random.Random(1)
    assert list(contrasts.turned([], rng)) == []
    assert list(contrasts.turned([Held("a", "", ("It is short.",))], rng)) == []


@given(st.text() | st.sampled_from(PASSAGE.sentences), seeds)
def test_what_is_changed_is_another_text(text: str, seed: int) -> None:
    """Or else there is nothing in it that can be changed."""
    assert contrasts.changed(text, random.Random(seed)) != text


@given(st.from_regex(r"[0-9]{1,9}(\.[0-9]{1,4})?", fullmatch=True), seeds)
def test_a_number_becomes_another_one(number: str, seed: int) -> None:
    """Written in the same way; of every other word the sentence keeps each."""
    made = contrasts.changed(f"It took {number} days", random.Random(seed))
    assert made is not None
    head, other, tail = made.partition("It took ")[1:][1].partition(" days")
    assert (other, tail) == (" days", "")
    assert head != number
    assert ("." in head) == ("." in number) or float(number) == 0


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        ("It is salt", {"It is not salt", "It is never salt"}),
        ("It was not salt", {"It was salt"}),
        ("One cannot tell", {"One can tell"}),
        ("We saw no clear effect", {"We saw a clear effect"}),
        ("Growth Increased", {"Decline Increased", "Growth Decreased"}),
        ("From Kenya to Uganda", {"From Uganda to Kenya"}),
        ("Some 1,200 of them", {"Some 240 of them", "Some 4,800 of them"}),
        ("Plain words", {None}),
    ],
)
def test_ways_of_changing(sentence: str, others: set[str | None]) -> None:
    """A denial, an opposite, two names, a number."""
    made = {contrasts.changed(sentence, random.Random(seed)) for seed in range(200)}
    assert made >= others
    assert made <= others | {None} or "1,200" in sentence


def test_opposites_go_both_ways() -> None:
    """And no word is its own opposite."""
    for word, others in contrasts.OPPOSITES.items():
        assert word not in others
        assert all(word in contrasts.OPPOSITES[other] for other in others)


@given(st.sampled_from(PASSAGE.sentences), seeds)
def test_what_is_loosened_adds_no_word(sentence: str, seed: int) -> None:
    """Something may be left out at its start, in its brackets and at its end."""
    made = contrasts.loosened(sentence, random.Random(seed))
    words = sentence.lower().rstrip(".").replace(",", "").split()
    left = iter(words)
    assert all(word in left for word in made.lower().rstrip(".").replace(",", "").split())
