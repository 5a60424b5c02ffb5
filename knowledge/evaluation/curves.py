"""A plot of what searching and asking cost, by how many abstracts there are."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from knowledge.evaluation.bench import Cost

_DRAWN = {"search, p50": "-", "ask, p50": "--", "ask, p99": ":"}


def draw(costs: Sequence[Cost], path: Path) -> None:
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
