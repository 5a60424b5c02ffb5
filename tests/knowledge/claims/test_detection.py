"""The claims of a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.claims.detection import split


@pytest.mark.parametrize(
    ("message", "claims"),
    [
        ("Heron has 12 layers.", ["Heron has 12 layers."]),
        ("Hi all! Heron has 12 layers. Isn't that great?", ["Heron has 12 layers."]),
        ("I read that Heron beats Pelican, but Otter is better.",
         ["Heron beats Pelican", "Otter is better."]),
        ("Heron is open; Pelican is closed.", ["Heron is open", "Pelican is closed."]),
        ("- GPT-4 is closed\n2) Heron came in May", ["GPT-4 is closed", "Heron came in May"]),
        ("Heron is a small and fast model", ["Heron is a small and fast model"]),
        ("thanks a lot", []),
        ("What is Heron?", []),
        ("Is Heron open source", []),
        ("I love this paper", []),
        ("Please look at the paper on herons.", []),
        ("According to the paper, Heron has 12 layers.", ["Heron has 12 layers."]),
        ("", []),
    ],
)  # fmt: skip
def test_a_message_is_split(message: str, claims: list[str]) -> None:
    """Claims stay, one by one; questions, greetings, opinions and orders go."""
    assert split(message) == claims


@given(st.text(max_size=200))
def test_any_text_can_be_split(message: str) -> None:
    """Whatever is typed gives claims that hold words of it."""
    for claim in split(message):
        assert claim.strip()
        assert claim[1:] in message
