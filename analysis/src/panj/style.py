"""What all pictures share: colours, percent, and where labels find room."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.text import Annotation
from matplotlib.transforms import Bbox

from panj.results import Results

# Okabe and Ito (2008), "Color universal design": told apart with any kind of colour vision. Yellow is weak on white
# and comes last.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")

# Where a label may stand about its point: offset in points, horizontal and vertical alignment; the best first.
PLACES = (
    ((6, 5), "left", "bottom"),
    ((-6, 5), "right", "bottom"),
    ((6, -5), "left", "top"),
    ((-6, -5), "right", "top"),
    ((8, 0), "left", "center"),
    ((-8, 0), "right", "center"),
    ((0, 9), "center", "bottom"),
    ((0, -9), "center", "top"),
)


def colour_of(results: Results, configuration: str) -> str:
    """Return the colour of a configuration: the same in every picture of these results (they repeat after eight)."""
    return COLOURS[results.configurations.index(configuration) % len(COLOURS)]


def titles_of(results: Results) -> dict[str, str]:
    """Return the title of each configuration, wrapped; its name where it has none."""
    titles = results.summary["configuration_title"].values
    named = zip(results.configurations, titles, strict=True)
    return {name: textwrap.fill(str(title) or name, 38) for name, title in named}


def long_name(results: Results, measure: str) -> str:
    """Return what a measure is, in words.

    Raises
    ------
    KeyError
        There is no such measure; the message lists those that there are.

    """
    if measure not in results.measures:
        raise KeyError(f"no measure {measure!r}; there are {', '.join(results.measures)}")
    return str(results.summary[measure].attrs["long_name"])


def level(results: Results) -> str:
    """Return the level of the intervals, such as ``95 %``."""
    return f"{100.0 * results.confidence_level:g} %"


def new_axes(axes: Axes | None, size: tuple[float, float]) -> Axes:
    """Return the given axes, or those of a new figure of a size [inches]."""
    return plt.subplots(figsize=size, layout="constrained")[1] if axes is None else axes


def halo(width: float = 2.5) -> list[patheffects.AbstractPathEffect]:
    """Return a white rim that keeps text and lines readable over a map."""
    return [patheffects.withStroke(linewidth=width, foreground="white")]


def legend_above(axes: Axes, columns: int, **options: Any) -> None:
    """Put the legend above the axes, where it hides no data; it reads along its rows."""
    handles, labels = axes.get_legend_handles_labels()
    # Matplotlib fills columns: give it the entries of a column one after the other.
    order = [place for column in range(columns) for place in range(column, len(handles), columns)]
    axes.legend(
        [handles[place] for place in order],
        [labels[place] for place in order],
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncol=columns,
        frameon=False,
        borderaxespad=0.2,
        handlelength=1.4,
        columnspacing=1.4,
        **options,
    )


def widths_of_lines(curves: np.ndarray, width: float) -> list[float]:
    """Return a width for each line [points]: those that later ones lie upon are wider, and show as rims beneath them.

    Parameters
    ----------
    curves
        The lines' values, one after the other as they are drawn, shape (lines, places); NaN where there are none. On a
        logarithmic axis their logarithms.
    width
        Of a line that no later one hides [points].

    """
    finite = curves[np.isfinite(curves)]
    near = 0.01 * float(np.ptp(finite)) if finite.size else 0.0
    hides = [(~(np.abs(curves[place + 1 :] - line) > near)).all(axis=1).sum() for place, line in enumerate(curves)]
    return [width + 2.2 * int(later) for later in hides]


def place_labels(
    axes: Axes,
    labels: Sequence[tuple[str, tuple[float, float], dict[str, Any], bool]],
    obstacles: np.ndarray,
) -> list[Annotation]:
    """Write labels beside their points, each where it hides least, clear of the labels before it.

    Parameters
    ----------
    axes
        Where to write; its limits must be final.
    labels
        Text, point (x, y in data units), text properties, and whether it may be left out where there is no room;
        the most important first.
    obstacles
        Points that had better stay visible, data units, shape (n, 2).

    Returns
    -------
    list of Annotation
        Those that were written.

    """
    figure = axes.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    taken: list[Bbox] = []
    hidden = axes.transData.transform(np.asarray(obstacles, dtype=float).reshape(-1, 2))
    written = []
    for text, point, properties, optional in labels:
        label = axes.annotate(text, point, (0, 0), textcoords="offset points", path_effects=halo(), **properties)
        label.set_zorder(8)  # over all that is drawn later
        costs = []
        for offset, horizontal, vertical in PLACES:
            label.set(position=offset, ha=horizontal, va=vertical)
            box = label.get_window_extent().padded(1.0)
            clashes = sum(box.overlaps(other) for other in taken) + (not _inside(box, axes.bbox))
            covered = np.count_nonzero(np.all((hidden > box.min) & (hidden < box.max), axis=1))
            costs.append((clashes, covered))
        best = min(range(len(PLACES)), key=costs.__getitem__)
        if optional and costs[best][0] > 0:
            label.remove()
            continue
        label.set(position=PLACES[best][0], ha=PLACES[best][1], va=PLACES[best][2])
        taken.append(label.get_window_extent().padded(1.0))
        written.append(label)
    return written


def _inside(box: Bbox, frame: Bbox) -> bool:
    return bool(np.all(box.min >= frame.min) and np.all(box.max <= frame.max))
