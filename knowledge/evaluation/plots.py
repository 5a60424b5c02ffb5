"""Plots: of what became of the questions, to stand inside a page; of what asking costs, by size."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from knowledge.evaluation.abstention import confidences, reliability, rights, risk_coverage
from knowledge.evaluation.bench import Cost
from knowledge.evaluation.figures import mean
from knowledge.evaluation.grades import Outcome

_DRAWN = {"search, p50": "-", "ask, p50": "--", "ask, p99": ":"}
Parts = Mapping[str, Sequence[Outcome]]
WIDTH, HEIGHT, ROW = 6.0, 3.8, 0.28
"""Inches; a row is the height of one bar."""


def risk_coverage_curve(parts: Parts) -> str:
    """The share of wrong replies among the surest, by how many of all they are."""
    figure, axes = _axes("Surest share of all questions", "Wrong among them")
    for part, outcomes in parts.items():
        coverage, risk = risk_coverage(confidences(outcomes), rights(outcomes))
        axes.plot(coverage, risk, label=part)
    axes.set_xlim(0, 1)
    axes.set_ylim(bottom=0)
    axes.legend()
    return _svg(figure)


def reliability_diagram(parts: Parts) -> str:
    """How often replies are right, by how sure they are: on the diagonal, if calibrated."""
    figure, axes = _axes("Confidence", "Share right")
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    for part, outcomes in parts.items():
        bins = reliability(confidences(outcomes), rights(outcomes))
        axes.plot([b[0] for b in bins], [b[1] for b in bins], marker="o", label=part)
    axes.legend()
    return _svg(figure)


def scores_by_type(parts: Parts) -> str:
    """The share of right replies to what can be answered, by type of question."""
    by_type: dict[str, list[bool]] = defaultdict(list)
    for outcome in (o for outcomes in parts.values() for o in outcomes):
        if outcome.posed.answerable:
            by_type[outcome.posed.type or "other"].append(outcome.right)
    names = sorted(by_type, key=lambda name: (-len(by_type[name]), name))
    figure, axes = _axes("Share right", "", 1.0 + ROW * max(len(names), 4))
    axes.barh([f"{n} ({len(by_type[n])})" for n in names], [mean(by_type[n]) for n in names])
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    return _svg(figure)


def _axes(across: str, up: str, height: float = HEIGHT) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.add_subplot()
    axes.set_xlabel(across)
    axes.set_ylabel(up)
    axes.grid(alpha=0.3)
    return figure, axes


def _svg(figure: Figure) -> str:
    """The picture alone, without what makes it a file; the same for the same numbers."""
    stream = StringIO()
    with mpl.rc_context({"svg.hashsalt": "footnote"}):
        figure.savefig(stream, format="svg", metadata={"Date": None})
    drawn = stream.getvalue()
    return drawn[drawn.index("<svg") :]


def cost_curves(costs: Sequence[Cost], path: Path) -> None:
    """Draw milliseconds against abstracts, both in powers of ten, into a file."""
    lines: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for cost in costs:
        if cost.what in _DRAWN:
            lines[cost.engine, cost.what][cost.abstracts] = cost.value
    figure = Figure(figsize=(9, 4.5), layout="constrained")
    axes = figure.add_subplot()
    for (engine, what), points in sorted(lines.items()):
        sizes = sorted(points)
        values = [points[size] for size in sizes]
        axes.plot(sizes, values, _DRAWN[what], marker="o", label=f"{engine}: {what}")
    axes.set(xscale="log", yscale="log", xlabel="Abstracts", ylabel="Milliseconds")
    axes.grid(alpha=0.3)
    # Beside the plot: lines of all engines cross it from corner to corner.
    figure.legend(loc="outside right upper", fontsize="small")
    figure.savefig(path)
