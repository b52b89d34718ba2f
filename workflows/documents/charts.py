"""Plots as SVG text, the same bytes for the same figures. Letters are drawn as outlines of the documents' font.

A plot must be understood in greyscale: lines differ by stroke and marker, bars by hatching.
"""

import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from io import StringIO
from typing import TYPE_CHECKING, Any, Literal

from workflows.documents.formats import tal
from workflows.documents.places import FONTS
from workflows.documents.plots import Plot, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

MM = 1 / 25.4
PIXELS = 96
"""In an inch."""
WIDTH = 160 * MM
LINE_HEIGHT = 66 * MM
BAR_HEIGHT = 5.2 * MM
PANEL_HEIGHT = 25 * MM
HEAD_HEIGHT = 18 * MM
PANELS_ACROSS = 4
PANEL_NAME = 24
ENDS: tuple[Literal["left", "center", "right"], ...] = ("left", "right")
MIDDLE: tuple[Literal["left", "center", "right"], ...] = ("center", "center")
PANELS_HEAD = 6 * MM
PANELS_FOOT = 11 * MM
PANELS_MARGIN = 3 * MM
PANEL_FIGURES = 17 * MM
LONGEST_NAME = 34
LEGEND_ACROSS = 4

INK, QUIET, RULE, NAVY = "#16191d", "#4a5560", "#c9d1d9", "#12324f"
LINES = (
    {"color": NAVY, "linestyle": "-", "marker": "o"},
    {"color": "#a65000", "linestyle": "--", "marker": "s"},
    {"color": "#5b7f95", "linestyle": "-.", "marker": "^"},
    {"color": "#1d6b4f", "linestyle": ":", "marker": "D"},
    {"color": "#7a3b69", "linestyle": (0, (6, 1, 1, 1, 1, 1)), "marker": "v"},
    {"color": "#6b6b6b", "linestyle": (0, (1, 2)), "marker": "P"},
)
BARS = (
    {"facecolor": "#ffffff", "edgecolor": NAVY, "hatch": "/////"},
    {"facecolor": NAVY, "edgecolor": NAVY},
    {"facecolor": "#c9d1d9", "edgecolor": NAVY, "hatch": "....."},
)
LOOK: dict[Any, Any] = {
    "font.family": "IBM Plex Sans",
    "font.size": 7.5,
    "text.color": INK,
    "text.parse_math": False,
    "axes.labelcolor": QUIET,
    "axes.edgecolor": QUIET,
    "axes.linewidth": 0.6,
    "axes.titlesize": 7.5,
    "axes.titlecolor": QUIET,
    "axes.titlepad": 5,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.major.size": 2.5,
    "ytick.major.size": 0,
    "grid.color": RULE,
    "grid.linewidth": 0.4,
    "lines.linewidth": 1.3,
    "lines.markersize": 4,
    "hatch.linewidth": 0.5,
    "legend.frameon": False,
    "legend.handlelength": 3.2,
    "legend.borderaxespad": 0,
    "svg.fonttype": "path",
    "svg.hashsalt": "rammesag",
}
DRAWING = threading.Lock()


@lru_cache(maxsize=64)
def svg(plot: Plot) -> str:
    """The plot as one `<svg>` element, 160 mm wide.

    Raises ValueError when a series has not one value for each label.
    """
    for series in plot.series:
        if len(series.values) != len(plot.labels):
            raise ValueError(f"{series.name!r} has {len(series.values)} values for {len(plot.labels)} labels")
    with DRAWING, _our_look():
        return _written(_drawn(plot))


def size(plot: Plot) -> tuple[int, int]:
    """The width and the height of the picture in CSS pixels, so that a page can keep its place before it is there."""
    return round(WIDTH * PIXELS), round(_height(plot) * PIXELS)


@contextmanager
def _our_look() -> Iterator[None]:
    import matplotlib

    _use_our_fonts_alone()
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(LOOK)
        yield


@cache
def _use_our_fonts_alone() -> None:
    """Another font of the same name on the machine would give other bytes."""
    from matplotlib.font_manager import fontManager

    fontManager.ttflist.clear()
    fontManager.addfont(FONTS / "IBMPlexSans-Regular.ttf")
    fontManager.addfont(FONTS / "IBMPlexSans-SemiBold.ttf")


def _drawn(plot: Plot) -> "Figure":
    if any(series.panel for series in plot.series):
        return _panels(plot)
    return _bars(plot) if plot.shape == "bars" else _lines(plot)


def _written(figure: "Figure") -> str:
    text = StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    return text.getvalue()[text.getvalue().index("<svg") :].strip()


def _height(plot: Plot) -> float:
    """In inches."""
    panels = len({series.panel for series in plot.series if series.panel})
    if panels:
        return PANELS_HEAD + -(-panels // _across(panels)) * PANEL_HEIGHT + PANELS_FOOT
    if plot.shape == "bars":
        return HEAD_HEIGHT + len(plot.labels) * max(len(plot.series), 2) / 2 * BAR_HEIGHT
    return LINE_HEIGHT


def _across(panels: int) -> int:
    return min(PANELS_ACROSS, max(panels, 2))


def _figure(height: float, layout: Literal["constrained"] | None = "constrained") -> "Figure":
    from matplotlib.figure import Figure

    return Figure(figsize=(WIDTH, height), layout=layout)


def _lines(plot: Plot) -> "Figure":
    figure = _figure(_height(plot))
    axes = figure.add_subplot()
    handles = [_line(axes, series, LINES[at % len(LINES)]) for at, series in enumerate(plot.series)]
    axes.set_xticks(range(len(plot.labels)), plot.labels)
    axes.set_xlim(-0.5, max(len(plot.labels), 1) - 0.5)
    axes.set_xlabel(plot.label_title)
    whole = _measure_upwards(axes, plot)
    axes.set_title(plot.unit if whole else f"{plot.unit} (aksen begynder ikke ved 0)", loc="left")
    _legend(figure, handles, [series.name for series in plot.series])
    return figure


def _line(axes: "Axes", series: Series, look: dict[str, Any]) -> Any:
    heights = [float("nan") if value is None else float(value) for value in series.values]
    (line,) = axes.plot(range(len(heights)), heights, clip_on=False, markerfacecolor="#ffffff", **look)
    return line


def _measure_upwards(axes: "Axes", plot: Plot) -> bool:
    """Danish figures on the vertical axis, from nought unless all values lie far from it; whether it does."""
    known = [value for series in plot.series for value in series.values if value is not None]
    low, high = min(known, default=Decimal(0)), max(known, default=Decimal(0))
    whole = plot.unit != "kr." or low <= high / 2
    if whole:
        axes.set_ylim(bottom=min(float(low) * 1.1, 0), top=max(float(high) * 1.08, 0) or 1)
    axes.yaxis.set_major_formatter(_danish)
    axes.yaxis.set_major_locator(_even_steps("auto", plot.unit))
    axes.grid(visible=True, axis="y")
    axes.set_axisbelow(True)
    axes.spines[["left", "right", "top"]].set_visible(False)
    if low < 0:
        axes.axhline(0, color=INK, linewidth=0.6)
    return whole


def _bars(plot: Plot) -> "Figure":
    """Lying bars: names of municipalities stand where they can be read, however many there are."""
    count = len(plot.series)
    figure = _figure(_height(plot))
    axes = figure.add_subplot()
    thickness = 0.8 / max(count, 1)
    handles = []
    for at, series in enumerate(plot.series):
        places = [row - 0.4 + thickness * (at + 0.5) for row in range(len(plot.labels))]
        widths = [0.0 if value is None else float(value) for value in series.values]
        look: dict[str, Any] = BARS[at % len(BARS)]
        handles.append(axes.barh(places, widths, height=thickness, linewidth=0.6, **look))
    names = [textwrap.shorten(label, LONGEST_NAME, placeholder="…") for label in plot.labels]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    _measure_along(axes, plot)
    _legend(figure, handles, [series.name for series in plot.series])
    return figure


def _measure_along(axes: "Axes", plot: Plot) -> None:
    unit = plot.unit
    if not any(value for series in plot.series for value in series.values):
        axes.set_xlim(0, 1)
    axes.xaxis.set_major_locator(_even_steps(6, unit))
    axes.xaxis.set_major_formatter(_danish)
    axes.set_xlabel(unit)
    axes.grid(visible=True, axis="x")
    axes.set_axisbelow(True)
    axes.axvline(0, color=INK, linewidth=0.6)
    axes.spines[["left", "right", "top"]].set_visible(False)


def _even_steps(most: int | Literal["auto"], unit: str) -> "MaxNLocator":
    """Where the axis has figures: at even ones, and at whole ones where citizens, places or days are counted."""
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], integer=unit not in ("%", "kr."))


def _panels(plot: Plot) -> "Figure":
    """A small picture for each panel. Each has its own upright axis: what one pays may be a tenth of another's."""
    names = list(dict.fromkeys(series.panel for series in plot.series))
    looks = {name: LINES[at % len(LINES)] for at, name in enumerate(dict.fromkeys(one.name for one in plot.series))}
    figure, pictures, names_begin = _grid(plot, len(names))
    handles = {}
    for axes, panel in zip(pictures, names, strict=False):
        for series in (one for one in plot.series if one.panel == panel):
            handles[series.name] = _line(axes, series, looks[series.name])
        axes.set_title(textwrap.fill(panel, PANEL_NAME), loc="left", x=names_begin, color=INK)
        _label_ends(axes, plot.labels)
        _measure_upwards(axes, replace(plot, series=tuple(one for one in plot.series if one.panel == panel)))
        axes.locator_params(axis="y", nbins=3)
    for axes in pictures[len(names) :]:
        axes.remove()
    axes_told = f"Vandret: {plot.label_title.lower()}. Lodret: {plot.unit}, hvert diagram med sin egen akse"
    figure.supxlabel(axes_told, color=QUIET, fontsize=LOOK["font.size"])
    _legend(figure, list(handles.values()), list(handles))
    return figure


def _grid(plot: Plot, count: int) -> tuple["Figure", list["Axes"], float]:
    """Pictures in rows, and where the names over them begin, in widths of a picture.

    Places are set by hand: finding them by the texts' sizes takes seconds for 29 municipalities.
    """
    across = _across(count)
    down = -(-count // across)
    height = _height(plot)
    picture = (WIDTH - PANELS_MARGIN - across * PANEL_FIGURES) / across
    figure = _figure(height, layout=None)
    pictures = figure.subplots(down, across, sharex=True, squeeze=False)
    figure.subplots_adjust(
        left=PANEL_FIGURES / WIDTH,
        right=1 - PANELS_MARGIN / WIDTH,
        top=1 - (PANELS_HEAD + 8 * MM) / height,
        bottom=PANELS_FOOT / height,
        hspace=0.75,
        wspace=PANEL_FIGURES / picture,
    )
    return figure, list(pictures.flat), -(PANEL_FIGURES - 1 * MM) / picture


def _label_ends(axes: "Axes", labels: tuple[str, ...]) -> None:
    """The first label and the last; there is no room for more."""
    last = len(labels) - 1
    axes.set_xticks([0, last], [labels[0], labels[last]])
    for tick, side in zip(axes.xaxis.get_major_ticks(), ENDS if last else MIDDLE, strict=False):
        tick.label1.set_horizontalalignment(side)


def _legend(figure: "Figure", handles: list[Any], names: list[str]) -> None:
    figure.legend(handles, names, loc="outside upper left", ncols=min(len(names), LEGEND_ACROSS))


def _danish(value: float, _position: float = 0) -> str:
    return tal(Decimal(str(round(value, 6))))
