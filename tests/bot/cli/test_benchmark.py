import json
from io import StringIO
from pathlib import Path

import pytest

from bot.cli import benchmark
from knowledge.errors import InputError
from knowledge.evaluation.bench import Cost

COSTS = [
    Cost(1000, "footnote", "search, p50", 0.5, "ms", 1.0, "footnote"),
    Cost(1000, "other", "search, p50", 1.5, "ms", 3.0, "footnote"),
    Cost(1000, "footnote", "ingest", 1234.5, "1/s"),
]


def test_figures_are_shown_as_a_table() -> None:
    """A row for each, with what it is a multiple of."""
    stream = StringIO()
    benchmark.show_table(COSTS, stream)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 1 + len(COSTS)
    assert "3 × footnote" in lines[2]
    assert "1,234" in lines[3]


def test_figures_are_json_lines() -> None:
    """One object for each, with null where there is nothing to compare with."""
    shown = [json.loads(line) for line in benchmark.json_lines(COSTS)]
    assert shown[1]["ratio"] == 3
    assert shown[2] == {
        "abstracts": 1000,
        "engine": "footnote",
        "figure": "ingest",
        "value": 1234.5,
        "unit": "1/s",
        "ratio": None,
        "beside": None,
    }


def test_sizes_are_numbers() -> None:
    """As many as are given; too small, or no number, is told of."""
    assert benchmark.sizes("1000,10_000") == [1000, 10000]
    for wrong in ("", "ten", "5", "1000,,2000"):
        with pytest.raises(InputError, match="are no sizes"):
            benchmark.sizes(wrong)


def test_a_plot_is_written_in_a_known_format(tmp_path: Path) -> None:
    """Another ending is told of."""
    benchmark.draw(COSTS, tmp_path / "costs.svg")
    assert (tmp_path / "costs.svg").stat().st_size > 1000
    with pytest.raises(InputError, match=r"name it \.svg"):
        benchmark.draw(COSTS, tmp_path / "costs.xyz")


def test_a_bench_tells_what_it_does() -> None:
    """On stderr, before it begins."""
    stream = StringIO()
    costs = benchmark.run([100], 20, stream)
    next(costs)
    costs.close()
    assert stream.getvalue() == "100 abstracts: building the engines …\n"
