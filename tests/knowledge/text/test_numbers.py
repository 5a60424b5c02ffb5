"""Numbers with their magnitudes and units: the table of right values, and what follows from it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Span
from knowledge.settings import english
from knowledge.text.numbers import Measure, measures
from knowledge.text.quantities import one_at, same, tells_other

INF = math.inf


@pytest.mark.parametrize(
    ("text", "low", "high", "dimension"),
    [
        # How a number is written.
        ("4,501 conversations", 4501, 4501, "count"),
        ("35 000 euros", 35_000, 35_000, "money"),
        ("35\u202f000 patients", 35_000, 35_000, "count"),
        ("35'000 francs", 35_000, 35_000, "count"),
        ("1 234 567 rows", 1_234_567, 1_234_567, "count"),
        ("1,000,000 A100 hours", 1e6, 1e6, "count"),
        ("a score of 0.877", 0.877, 0.877, "count"),
        ("2·5 mg", 0.0025, 0.0025, "mass"),
        ("1,5 million users", 1.5e6, 1.5e6, "count"),
        ("3,5 % of cases", 3.5, 3.5, "percent"),
        ("1.5 × 10^6 cells", 1.5e6, 1.5e6, "count"),
        ("2 x 10⁻³ mol", 2e-3, 2e-3, "substance"),
        ("3e-4 in all", 3e-4, 3e-4, "count"),
        ("10^22 FLOPs", 1e22, 1e22, "operations"),
        ("12.3 ± 0.4 kg", 12_300, 12_300, "mass"),
        ("−5 °C", -5, -5, "temperature"),
        # Spelt out.
        ("twenty-two lakes", 22, 22, "count"),
        ("a six-layer model", 6, 6, "count"),
        ("two hundred farms", 200, 200, "count"),
        ("three hundred and fifty farms", 350, 350, "count"),
        ("two hundred thousand farms", 200_000, 200_000, "count"),
        ("one trillion tokens", 1e12, 1e12, "count"),
        ("a dozen farms", 12, 12, "count"),
        ("half of the lakes", 50, 50, "percent"),
        ("two thirds of the lakes", 66.66666666666667, 66.66666666666667, "percent"),
        ("twice as many lakes", 2, 2, "factor"),
        # Magnitudes.
        ("176B parameters", 176e9, 176e9, "count"),
        ("176 billion parameters", 176e9, 176e9, "count"),
        ("a 176-billion-parameter model", 176e9, 176e9, "count"),
        ("7b weights", 7e9, 7e9, "count"),
        ("40k images", 40_000, 40_000, "count"),
        ("300K images", 300_000, 300_000, "count"),
        ("5M users", 5e6, 5e6, "count"),
        ("5m users", 5e6, 5e6, "count"),
        ("5 M parameters", 5e6, 5e6, "count"),
        ("3 B cells", 3, 3, "count"),
        ("70 B parameters", 70e9, 70e9, "count"),
        ("2T tokens", 2e12, 2e12, "count"),
        ("3 bn people", 3e9, 3e9, "count"),
        ("2 crore people", 2e7, 2e7, "count"),
        ("$3 million in grants", 3e6, 3e6, "money"),
        ("US$ 3.2 billion", 3.2e9, 3.2e9, "money"),
        ("EUR 5,000", 5000, 5000, "money"),
        ("€20", 20, 20, "money"),
        ("5 million euros", 5e6, 5e6, "money"),
        # Units.
        ("5 min", 300, 300, "time"),
        ("5 minutes", 300, 300, "time"),
        ("a 40-minute talk", 2400, 2400, "time"),
        ("5 m", 5, 5, "length"),
        ("5m apart", 5, 5, "length"),
        ("30 ms", 0.03, 0.03, "time"),
        ("1.5 h", 5400, 5400, "time"),
        ("2 s", 2, 2, "time"),
        ("a 7-year study", 7 * 31557600, 7 * 31557600, "time"),
        ("1.6TB of text", 1.6e12, 1.6e12, "bytes"),
        ("600 GB", 600e9, 600e9, "bytes"),
        ("40gb", 40e9, 40e9, "bytes"),
        ("8-bit weights", 8, 8, "bits"),
        ("a 68.4\\% win rate", 68.4, 68.4, "percent"),
        ("5 per cent", 5, 5, "percent"),
        ("3 percentage points", 3, 3, "percent"),
        ("16x its size", 16, 16, "factor"),
        ("8-fold", 8, 8, "factor"),
        ("3 times", 3, 3, "factor"),
        ("30 fps", 30, 30, "frames a second"),
        ("5 mW", 0.005, 0.005, "power"),
        ("5 MW", 5e6, 5e6, "power"),
        ("2 kWh", 7.2e6, 7.2e6, "energy"),
        ("300 K", 300, 300, "kelvin"),
        ("25 °C", 25, 25, "temperature"),
        ("120 mmHg", 120 * 133.322387415, 120 * 133.322387415, "pressure"),
        ("250 km²", 250e6, 250e6, "area"),
        ("250 square kilometres", 250e6, 250e6, "area"),
        ("5 µm", 5e-6, 5e-6, "length"),
        ("36 km/h", 10, 10, "length/time"),
        ("36 km per hour", 10, 10, "length/time"),
        ("5 mg/L", 0.005, 0.005, "mass/volume"),
        # Bounds and ranges.
        ("more than half of the lakes", 50, INF, "percent"),
        ("over 5 billion words", 5e9, INF, "count"),
        ("5+ stars", 5, INF, "count"),
        ("≥ 10 mg", 0.01, INF, "mass"),
        ("up to 40 minutes", -INF, 2400, "time"),
        ("as many as 40 lakes", -INF, 40, "count"),
        ("30 to 60% of cases", 30, 60, "percent"),
        ("30–60 minutes", 1800, 3600, "time"),
        ("between 10 and 20 percent", 10, 20, "percent"),
        ("until December 2022", 2022, 2022, "year"),
        ("in 2019–2021", 2019, 2021, "year"),
    ],
)
def test_a_number_is_read(text: str, low: float, high: float, dimension: str) -> None:
    """Whatever way a number is written, it ends up as the same value of the same dimension."""
    (found,) = measures(text)
    assert found.dimension == dimension
    assert (found.low, found.high) == pytest.approx((low, high))
    assert found.span.of(text).strip() == found.span.of(text) != ""


@pytest.mark.parametrize(
    "text",
    [
        "Llama 2 13B",
        "GPT-4",
        "GPT-3.5",
        "Qwen2.5-7B",
        "Mistral 7B",
        "Mixtral 8x7B",
        "under Apache 2.0",
        "version v0.1",
        "COVID-19",
        "the CIFAR-2010",
        "3D scans",
        "the 1980s",
        "the 4th lake",
        "a double-blind trial",
        "a half-life",
        "hundreds of farmers",
        "half an hour",
        "there are none here",
        "",
    ],
)
def test_a_number_in_a_name_is_none(text: str) -> None:
    """Versions and sizes that belong to a name, ordinals and decades are not quantities."""
    assert not measures(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("rises from 51% to 87%", [51, 87]),
        ("46 and 13 lakes", [46, 13]),
        ("There are 8 layers in Gemma 2.", [8]),
        ("In 2020 300 people came.", [2020, 300]),
        ("12 rooms and 30 chairs", [12, 30]),
        ("images of 224 x 224 pixels", [224, 224]),
    ],
)
def test_two_numbers_are_no_range(text: str, values: list[float]) -> None:
    """From and to, and "and" without "between", give two quantities."""
    assert [m.bound for m in measures(text)] == values


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
        ("90 seconds", "1.5 min", True),
        ("2x", "twice", True),
        ("35,000 euros", "€35 000", True),
        ("40 to 50%", "30-60%", None),
        ("10-20%", "30-60%", False),
    ],
)
def test_quantities_compare_as_numbers(claimed: str, stated: str, expected: bool | None) -> None:
    """What is said may follow, be excluded, or be neither."""
    assert same(measures(claimed)[0], measures(stated)[0]) is expected


@pytest.mark.parametrize(
    ("text", "marked", "noun", "found"),
    [
        ("It has 24B weights.", "24B", "", (24e9, "count", "24B")),
        (
            "It has 24 billion parameters.",
            "24 billion",
            "parameters",
            (24e9, "count", "24 billion"),
        ),
        ("It holds 1.6TB of text.", "1.6TB", "", (1.6e12, "bytes", "1.6TB")),
        ("It takes 480ms to answer.", "480ms", "", (0.48, "time", "480ms")),
        ("It is right in 40% of cases.", "40%", "", (40.0, "percent", "40%")),
        ("It has 1,200 pages.", "1,200", "", (1200.0, "page", "1,200")),
        ("It reads up to 128K tokens.", "up to 128K", "context", (128e3, "count", "up to 128K")),
        ("With 405B parameters and 128K tokens.", "405B", "context", (128e3, "count", "128K")),
        ("It takes 405B parameters.", "405B", "context length", None),
        ("It comes with 3B, 8B and 14B.", "3B, 8B and 14B", "", None),
        ("It has 24B parameters and 40 layers.", "24B parameters and 40", "", None),
        ("It has 3 to 5 layers.", "3 to 5", "", None),
        ("It came out in 2020.", "2020", "", None),
        ("It has many layers.", "many", "", None),
    ],
)
def test_the_quantity_that_is_asked_for(
    text: str, marked: str, noun: str, found: tuple[float, str, str] | None
) -> None:
    """It is the one that an answer marks, unless it counts something else; of several none is."""
    start = text.index(marked)
    one = one_at(text, Span(start, start + len(marked)), noun)
    assert ((one.bound, one.kind, one.text) if one else None) == found


def test_a_number_of_something_else_is_told() -> None:
    """A number that is marked may count what nobody asked for."""
    text = "It takes 405B parameters."
    assert tells_other(text, Span(9, 13), "context length")
    assert not tells_other(text, Span(9, 13), "parameters")
    assert not tells_other(text, Span(0, 2), "context length")


@given(st.text(st.sampled_from("0123456789 .,%$kMB-xto+~±×^LlamaGPT hours\u202f\n"), max_size=60))
def test_spans_are_exact_and_apart(sentence: str) -> None:
    """Quantities come in order, do not overlap, and stand where they say."""
    end = 0
    for found in measures(sentence):
        assert isinstance(found, Measure)
        assert found.span.of(sentence)
        assert end <= found.start < found.end
        end = found.end


def test_a_unit_stands_in_the_table_once() -> None:
    """No sign and no word means two things."""
    numbers = english("units")
    units = [u for kind in ("signs", "words") for group in numbers[kind].values() for u in group]
    assert len(set(units)) == len(units)
