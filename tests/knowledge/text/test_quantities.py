import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.quantities import quantities


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It has 7B parameters.", ["7B"]),
        ("a 176B-parameter model", ["176B"]),
        ("There is 1.6TB of text.", ["1.6TB"]),
        ("files with 5+ stars", ["5+"]),
        ("It rose by 68.4% overall.", ["68.4%"]),
        ("It rose by 5 percent overall.", ["5 percent"]),
        ("from 51% to 87%", ["51% to 87%"]),
        ("a talk of up to 40 minutes", ["up to 40 minutes"]),
        ("It costs $5 million.", ["$5 million"]),
        ("We run three trials.", ["three"]),
        ("hundreds of farmers", ["hundreds"]),
        ("an order of magnitude larger", ["an order of magnitude"]),
        ("at sub-second latency", ["sub-second"]),
        ("1,000,000 hours", ["1,000,000 hours"]),
        ("It drops from 0.877 slowly.", ["0.877"]),
        ("more than 5 billion words", ["more than 5 billion"]),
        ("about ~10 times", ["~10"]),
        ("outperforming models 16x its size", ["16x"]),
        ("12 rooms and 30 chairs", ["12", "30"]),
        ("half of them", ["half"]),
        ("Over 300 people came.", ["Over 300"]),
        ("in 2023", ["2023"]),
        ("There are 8 layers in Gemma 2.", ["8"]),
        ("We use v0.1 of GPT-4 and GPT-3.5.", []),
        ("models such as Qwen2.5-7B win", []),
        ("as in Mistral 7B or Llama 2", []),
        ("There are none here.", []),
        ("", []),
    ],
)
def test_quantities_are_found(sentence: str, found: list[str]) -> None:
    """Numbers are found with magnitude, sign and bound; those inside names are not."""
    assert [q.text for q in quantities(sentence)] == found


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("a share of 45%", {"percent"}),
        ("a share of 45 percent", {"percent"}),
        ("a score of 0.93", {"percent"}),
        ("for $300", {"money"}),
        ("for €20", {"money"}),
        ("for $5 million", {"money", "size"}),
        ("in 30 ms", {"time"}),
        ("in 2 hours", {"time"}),
        ("in 14 days", {"time"}),
        ("a 7-year study", {"time"}),
        ("at sub-second speed", {"time"}),
        ("has 3B weights", {"size"}),
        ("has 40 million readings", {"size"}),
        ("is 1.6TB large", {"size"}),
        ("reads 8 tokens", {"size"}),
        ("has 5,000 parameters", {"size"}),
        ("is 16x larger", {"size"}),
        ("has 12 rooms", set()),
    ],
)
def test_quantities_have_kinds(sentence: str, kinds: set[str]) -> None:
    """A quantity knows whether it is a share, money, time or a size."""
    (quantity,) = quantities(sentence)
    assert {k for k in ("percent", "money", "time", "size") if getattr(quantity, k)} == kinds


@given(st.text(st.sampled_from("0123456789 .,%$kMB-xto+~LlamaGPT hours\n"), max_size=60))
def test_spans_are_exact_and_apart(sentence: str) -> None:
    """Quantities come in order, do not overlap, and stand where they say."""
    end = 0
    for quantity in quantities(sentence):
        assert quantity.span.of(sentence) == quantity.text != ""
        assert end <= quantity.span.start
        end = quantity.span.end
