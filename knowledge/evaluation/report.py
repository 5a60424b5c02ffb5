"""An evaluation as one page of HTML that needs nothing beside it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from knowledge.evaluation import plots
from knowledge.evaluation.figures import Figure
from knowledge.evaluation.plots import Parts
from knowledge.evaluation.runs import Evaluation

COLUMNS = ("data set", "part", "figure", "Footnote", "baseline", "ratio")
BASELINE = (
    "The baseline is rank-bm25 with its default parameters and tokens; its answer is the first "
    "sentence of its first hit, and it always answers."
)
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;"
    "text-align:left}td:nth-child(n+4){text-align:right;font-variant-numeric:tabular-nums}"
    "svg{max-width:100%;height:auto}"
)
_PLOTS: tuple[tuple[str, Callable[[Parts], str]], ...] = (
    ("Risk and coverage", plots.risk_coverage_curve),
    ("Reliability", plots.reliability_diagram),
    ("Score by type of question", plots.scores_by_type),
)


def cells(figure: Figure) -> tuple[str, ...]:
    """A figure as a person reads it, in the order of `COLUMNS`."""
    baseline = "" if figure.baseline is None else _number(figure, figure.baseline)
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    value = _number(figure, figure.value)
    return (figure.dataset, figure.part, figure.name, value, baseline, ratio)


def _number(figure: Figure, value: float) -> str:
    return f"{value:.1f} ms" if figure.unit == "ms" else f"{value:.4f}"


def page(evaluations: Sequence[Evaluation]) -> str:
    """The page: the plots of every data set that was asked, and a table of all figures."""
    figures = [figure for evaluation in evaluations for figure in evaluation.figures]
    body = [
        "<h1>How well Footnote answers</h1>",
        f"<p>{escape(BASELINE)}</p>",
        *(line for evaluation in evaluations for line in _drawn(evaluation)),
        "<h2>All figures</h2>",
        *_table(figures),
    ]
    head = f'<meta charset="utf-8"><title>Footnote: evaluation</title><style>{_STYLE}</style>'
    return "\n".join(
        ("<!doctype html>", f'<html lang="en"><head>{head}</head><body>', *body, "</body></html>\n")
    )


def _table(figures: Iterable[Figure]) -> Iterator[str]:
    yield "<table>"
    yield _row("th", COLUMNS)
    for figure in figures:
        yield _row("td", cells(figure))
    yield "</table>"


def _row(tag: str, texts: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts) + "</tr>"


def _drawn(evaluation: Evaluation) -> Iterator[str]:
    if not evaluation.outcomes:
        return
    yield f"<h2>{escape(evaluation.dataset)}</h2>"
    for heading, draw in _PLOTS:
        yield f"<h3>{escape(heading)}</h3>"
        yield draw(evaluation.outcomes)
