import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.phrases import Kind, phrases

SENTENCES = [
    ("The survey covers herons, otters and water voles.", "herons, otters and water voles", "list"),
    ("We tag each bird with a ring of steel.", "ring of steel", "noun"),
    ("A drone surveys 40 km of coast each day.", "40 km", "quantity"),
    ("Counts rose after Blue Heron 2 was launched.", "Blue Heron 2", "name"),
    ("The label reads “not for sale” on every box.", "not for sale", "quoted"),
    ("The logs are at https://example.org/logs.", "https://example.org/logs", "address"),
    ("The gear (nets and traps) was washed.", "nets and traps", "list"),
    ("A small crew replaces two broken sensors.", "small crew", "noun"),
    ("Tern, a light drone, and its crew arrived.", "Tern", "name"),
]


def held(text: str) -> dict[str, Kind]:
    """The phrases of a sentence, by their words."""
    return {phrase.span.of(text): phrase.kind for phrase in phrases(text)}


@pytest.mark.parametrize(("text", "phrase", "kind"), SENTENCES)
def test_a_phrase_is_found_with_its_kind(text: str, phrase: str, kind: str) -> None:
    """Names, quantities, enumerations and noun phrases are found for what they are."""
    assert held(text).get(phrase) == kind


def test_an_apposition_is_no_enumeration() -> None:
    """What explains a thing after a comma is not listed beside it."""
    found = held("We use Slow Cooling, an iterative heating and resting of glass.")
    assert "Slow Cooling" in found
    assert not any(words.startswith("Slow Cooling,") for words in found)


def test_the_word_in_front_is_told() -> None:
    """A phrase knows the word in front of it, as that may announce an answer."""
    text = "The herd was counted by aerial survey."
    assert {p.span.of(text): p.before for p in phrases(text)}["aerial survey"] == "by"


@given(st.text(max_size=120))
def test_phrases_lie_inside_the_text_once_each(text: str) -> None:
    """Whatever the text, spans are inside it, none is empty and none is given twice."""
    spans = [phrase.span for phrase in phrases(text)]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert len(spans) == len(set(spans))
