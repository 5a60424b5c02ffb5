"""Quantities as numbers that compare."""

import math

import pytest

from knowledge.text.measures import measures, same


@pytest.mark.parametrize(
    ("text", "low", "high", "dimension"),
    [
        ("176B parameters", 176e9, 176e9, "count"),
        ("176 billion parameters", 176e9, 176e9, "count"),
        ("a 176-billion-parameter model", 176e9, 176e9, "count"),
        ("one trillion tokens", 1e12, 1e12, "count"),
        ("twenty-two lakes", 22, 22, "count"),
        ("4,501 conversations", 4501, 4501, "count"),
        ("1.6TB of text", 1.6e12, 1.6e12, "bytes"),
        ("a 68.4\\% win rate", 68.4, 68.4, "percent"),
        ("half of the lakes", 50, 50, "percent"),
        ("more than half of the lakes", 50, math.inf, "percent"),
        ("over 5 billion words", 5e9, math.inf, "count"),
        ("5+ stars", 5, math.inf, "count"),
        ("up to 40 minutes", -math.inf, 2400, "time"),
        ("30 to 60% of cases", 30, 60, "percent"),
        ("between 10 and 20 percent", 10, 20, "percent"),
        ("models 16x its size", 16, 16, "factor"),
        ("$3 million in grants", 3e6, 3e6, "money"),
        ("until December 2022", 2022, 2022, "year"),
    ],
)
def test_a_quantity_is_read(text: str, low: float, high: float, dimension: str) -> None:
    """Magnitudes, units, bounds and number words end up in one form."""
    (found,) = measures(text)
    assert (found.low, found.high, found.dimension) == (low, high, dimension)
    assert text[found.start : found.end].strip()


@pytest.mark.parametrize(
    "text",
    ["Llama 2 13B", "GPT-4", "under Apache 2.0", "version v0.1", "COVID-19", "the CIFAR-2010"],
)
def test_a_number_in_a_name_is_none(text: str) -> None:
    """Versions and sizes that belong to a name are not quantities."""
    assert not measures(text)


def test_two_numbers_are_no_range() -> None:
    """From and to, and "and" without "between", give two quantities."""
    assert [m.bound for m in measures("rises from 51% to 87%")] == [51, 87]
    assert [m.bound for m in measures("46 and 13 lakes")] == [46, 13]


@pytest.mark.parametrize(
    ("claimed", "stated", "expected"),
    [
        ("176 billion", "176B", True),
        ("175B", "176B", False),
        ("about 170 billion", "176B", True),
        ("more than half", "62%", True),
        ("less than half", "62%", False),
        ("up to 30 minutes", "up to 40 minutes", False),
        ("30 minutes", "up to 40 minutes", None),
        ("60 minutes", "up to 40 minutes", False),
        ("6 billion", "over 5 billion", None),
        ("3 billion", "over 5 billion", False),
        ("1.6 TB", "2.6TB", False),
        ("40 to 50%", "30-60%", None),
        ("10-20%", "30-60%", False),
    ],
)
def test_quantities_compare_as_numbers(claimed: str, stated: str, expected: bool | None) -> None:
    """What is said may follow, be excluded, or be neither."""
    assert same(measures(claimed)[0], measures(stated)[0]) is expected
