"""The figures of some days as a picture; needs the extra `plots`."""

import io
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.language import mark, say
from bot.render.truncation import clip
from bot.service.usage import Usage
from knowledge.model import Abstract

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import Locator

_SIZE = (9.0, 6.4)
_DPI = 110
_ANSWERED, _ABSTAINED, _NEUTRAL = "#56B4E9", "#E69F00", "#4E5058"
"""Colours that are told apart with any kind of colour vision (Okabe and Ito 2008)."""
_HATCH = "//"
"""And what is not answered is hatched besides."""
_PAPER, _INK = "#242429", "#DFE0E2"
"""Dark, as Discord is where nobody has changed it."""
_NAME_LENGTH = 32
_MOST_DATES = 5
_LOOKS: Any = {  # as matplotlib names them, which types each name by itself
    "axes.edgecolor": _INK,
    "axes.facecolor": _PAPER,
    "axes.labelcolor": _INK,
    "figure.facecolor": _PAPER,
    "hatch.color": _PAPER,
    "text.color": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
}
_drawing = Lock()  # matplotlib draws in one thread at a time
_LABELS = {
    "answered": mark("answered"),
    "unanswered": mark("unanswered"),
    "questions": mark("Questions a day"),
    "shares": mark("Shares"),
    "helpful": mark("helpful"),
    "latency": mark("Time to the answer (ms)"),
    "median": mark("median"),
    "p95": mark("95 %"),
    "papers": mark("Cited most"),
}


def can_draw() -> bool:
    """Whether the extra is installed."""
    return find_spec("matplotlib") is not None


def png(usage: Usage, papers: Mapping[str, Abstract]) -> bytes:
    """The figures drawn: questions by day, shares, times, the papers cited most."""
    from matplotlib import rc_context  # noqa: PLC0415  # an extra, and slow to import
    from matplotlib.figure import Figure  # noqa: PLC0415  # as above

    with _drawing, rc_context(_LOOKS):
        figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
        (days, shares), (latency, top) = figure.subplots(2, 2)
        _draw_days(days, usage)
        _draw_bars(
            shares,
            "shares",
            {"answered": usage.answered_share, "helpful": usage.helpful_share},
            lambda value: f"{100 * value:.0f} %",
        )
        shares.set_xlim(0, 1.15)
        shares.set_xticks([])
        times = {"median": usage.median_ms, "p95": usage.p95_ms}
        _draw_bars(latency, "latency", times, lambda value: f"{value:.0f} ms")
        latency.margins(x=0.2)
        _draw_top(top, usage, papers)
        stream = io.BytesIO()
        figure.savefig(stream, format="png")
    return stream.getvalue()


def _draw_days(axes: "Axes", usage: Usage) -> None:
    places = range(len(usage.days))
    answered = [day.answered for day in usage.days]
    axes.bar(places, answered, color=_ANSWERED, label=_label("answered"))
    abstained = [day.abstained for day in usage.days]
    axes.bar(
        places,
        abstained,
        bottom=answered,
        color=_ABSTAINED,
        hatch=_HATCH,
        label=_label("unanswered"),
    )
    step = -(-len(usage.days) // _MOST_DATES)
    axes.set_xticks(places[::step], [f"{day.date:%m-%d}" for day in usage.days[::step]])
    axes.yaxis.set_major_locator(_whole_numbers())
    # Below the days, where it hides no bar and no heading.
    axes.legend(frameon=False, ncols=2, loc="upper right", bbox_to_anchor=(1, -0.1), fontsize=8)
    _finish(axes, "questions")


def _draw_bars(
    axes: "Axes",
    heading: str,
    values: Mapping[str, float | None],
    written: Callable[[float], str],
) -> None:
    known = {name: value for name, value in values.items() if value is not None}
    names = list(known)[::-1]
    bars = axes.barh([_label(name) for name in names], [known[name] for name in names], 0.5)
    for bar, name in zip(bars, names, strict=True):
        bar.set_color(_ANSWERED)
        axes.annotate(
            f" {written(known[name])}",
            (bar.get_width(), bar.get_y() + bar.get_height() / 2),
            verticalalignment="center",
        )
    _finish(axes, heading)


def _draw_top(axes: "Axes", usage: Usage, papers: Mapping[str, Abstract]) -> None:
    top = usage.top[::-1]
    axes.barh(range(len(top)), [count for _, count in top], color=_NEUTRAL)
    names = [_drawable(clip(name_of(each, papers), _NAME_LENGTH)) for each, _ in top]
    axes.set_yticks(range(len(top)), names, fontsize=8)  # beside the bars, where both can be read
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(_whole_numbers())
    _finish(axes, "papers")


def _finish(axes: "Axes", heading: str) -> None:
    axes.set_title(_label(heading), loc="left", fontsize=10, fontweight="bold")
    axes.spines[["top", "right"]].set_visible(False)


def _whole_numbers() -> "Locator":
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415  # as above

    return MaxNLocator(integer=True)


def _label(name: str) -> str:
    """A label in the language that is spoken, where the font has its letters; else in English."""
    english = _LABELS[name]
    said = say(english)
    return said if _has_glyphs(said) else english


def _drawable(text: str) -> str:
    """A text as the font can show it; a dollar sign begins no formula."""
    shown = "".join(char if _has_glyphs(char) else "?" for char in text)
    return shown.replace("$", r"\$")


def _has_glyphs(text: str) -> bool:
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415  # above

    font = get_font(findfont(FontProperties()))
    return all(font.get_char_index(ord(char)) for char in text)


def name_of(abstract_id: str, papers: Mapping[str, Abstract]) -> str:
    """A paper's title, plain; of one that has gone, its id."""
    abstract = papers.get(abstract_id)
    return abstract.label if abstract else abstract_id
