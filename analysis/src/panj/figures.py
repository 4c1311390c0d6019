"""Pictures of shares with their intervals. Each function draws on an ``axes`` of yours, or makes one; it returns it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

from panj.results import Results
from panj.style import colour_of, legend_above, level, long_name, new_axes, titles_of, widths_of_lines

# What plot_times draws: what the share is of, and along what.
TIMES = {
    "detection_time": ("detected", "by then", "time since departure [h]"),
    "interception_time": ("intercepted", "by then", "time since departure [h]"),
    "contact_depth": ("intercepted", "up to there", "depth inside the border [km]"),
    "warning_time": ("that reach a protected site", "with no more warning", "warning: from report to arrival [h]"),
}


# Segments with fewer crossings have bands that say little, and are pale.
FEW_CROSSINGS = 20


def plot_along_border(
    results: Results,
    measure: str = "p_intercept",
    configurations: Sequence[str] | None = None,
    axes: Axes | None = None,
) -> Axes:
    """Draw a measure along the border: in each segment a tick with its interval as a band, one a configuration.

    Configurations stand side by side within their segment; segments that nobody crossed are empty, and the bands of
    those that fewer than 20 crossed are pale. A strip below
    shows how many attempts crossed where: one bar where they are the same under all that are shown, else one each.

    Parameters
    ----------
    results, measure
        What to draw; a share, shown in percent.
    configurations
        Names; all if left out.
    axes
        Where to draw.

    Raises
    ------
    KeyError
        No such measure or configuration.

    """
    name = long_name(results, measure)
    segments = results.segments
    low_end, high_end = segments["chainage_bounds"].values.T
    shown = [results.known_configuration(configuration) for configuration in configurations or results.configurations]
    slot = (high_end - low_end) / len(shown)
    axes = new_axes(axes, (10.0, 5.0))
    for number, configuration in enumerate(shown):
        chosen = segments.sel(configuration=configuration)
        left = low_end + number * slot
        low, high = 100.0 * chosen[f"{measure}_ci"].transpose("bound", ...).values
        colour = colour_of(results, configuration)
        few = chosen["n_attempts"].values < FEW_CROSSINGS
        faded = [to_rgba(colour, 0.1 if pale else 0.3) for pale in few]
        axes.bar(left, high - low, slot, low, align="edge", color=faded, lw=0)
        axes.hlines(100.0 * chosen[measure].values, left, left + slot, color=colour, lw=2.2, label=configuration)
    axes.set_ylim(-1.5, 101.5)
    attempts = segments["n_attempts"].sel(configuration=shown).values
    axes.set_xlim(*_crossed_range(attempts.max(axis=0), low_end, high_end))
    axes.grid(axis="y", color="0.92")
    axes.set_axisbelow(True)
    axes.set_ylabel(textwrap.fill(f"{name} [%]", 36))
    legend_above(axes, min(4, len(shown)), title=f"{level(results)} bands", alignment="left")
    if (attempts == attempts[0]).all():
        _draw_crossings(axes, attempts[:1], ["0.6"], low_end, high_end)
    else:
        _draw_crossings(axes, attempts, [colour_of(results, name) for name in shown], low_end, high_end)
    return axes


def _draw_crossings(
    axes: Axes, attempts: np.ndarray, colours: Sequence[str], low_end: np.ndarray, high_end: np.ndarray
) -> None:
    place = axes.get_subplotspec()
    if place is None:
        below = axes.inset_axes((0.0, -0.30, 1.0, 0.24), sharex=axes)
    else:
        above_and_below = place.subgridspec(2, 1, height_ratios=(4, 1))
        axes.set_subplotspec(above_and_below[0])
        below = axes.figure.add_subplot(above_and_below[1], sharex=axes)
    slot = (high_end - low_end) / len(colours)
    for number, (row, colour) in enumerate(zip(attempts, colours, strict=True)):
        below.bar(low_end + number * slot, row, slot, align="edge", color=colour, edgecolor="white", lw=0.5)
    below.set_ylabel("crossings")
    below.set_ylim(0.0, 1.1 * max(1, attempts.max(initial=0)))
    below.set_xlabel("chainage along the border [km]")
    below.yaxis.set_major_locator(MaxNLocator(2, integer=True))
    axes.tick_params(axis="x", labelbottom=False)


def _crossed_range(attempts: np.ndarray, low_end: np.ndarray, high_end: np.ndarray) -> tuple[float, float]:
    crossed = np.flatnonzero(attempts)
    if crossed.size == 0:
        return float(low_end[0]), float(high_end[-1])
    return float(low_end[crossed[0]]), float(high_end[crossed[-1]])


def plot_configurations(results: Results, measure: str = "p_intercept", axes: Axes | None = None) -> Axes:
    """Draw the configurations side by side: a measure with its interval, in percent.

    Raises
    ------
    KeyError
        No such measure.

    """
    name = long_name(results, measure)
    table = results.estimates(measure)
    axes = new_axes(axes, (9.5, 0.55 * len(table) + 1.2))
    _forest(axes, results, table, "{:.2f}")
    axes.set_xlabel(f"{name} [%]")
    return axes


def plot_differences(
    results: Results, measure: str = "p_intercept", against: str | None = None, axes: Axes | None = None
) -> Axes:
    """Draw what each configuration changes against one of them, in percentage points, from the same attempts.

    Parameters
    ----------
    results, measure
        What to draw.
    against
        The configuration that the others are compared with; the first if left out.
    axes
        Where to draw.

    Raises
    ------
    KeyError
        No such measure or configuration.
    ValueError
        There is but one configuration.

    """
    name = long_name(results, measure)
    against = results.known_configuration(against)
    table = results.differences(measure, against)
    if table.empty:
        raise ValueError(f"{results.path}: {against} is the only configuration: there is nothing to compare it with")
    axes = new_axes(axes, (9.5, 0.55 * len(table) + 1.3))
    axes.axvline(0.0, color="0.4", lw=1.0, zorder=1)
    _forest(axes, results, table, "{:+.2f}")
    axes.set_xlabel(f"{name}:\nchange from {against} [percentage points]")
    return axes


def _forest(axes: Axes, results: Results, table: pd.DataFrame, number: str) -> None:
    """Draw a row a configuration, the first on top: interval, estimate, and both as numbers at the right."""
    places = np.arange(len(table))[::-1]
    for place, (name, row) in zip(places, table.iterrows(), strict=True):
        colour = colour_of(results, str(name))
        axes.plot([100.0 * row.low, 100.0 * row.high], [place, place], color=colour, lw=3.0, solid_capstyle="butt")
        axes.plot(100.0 * row.value, place, "o", color=colour, ms=7)
        value, low, high = (number.format(100.0 * share) for share in (row.value, row.low, row.high))
        _write_right(axes, f"{value}  [{low}, {high}]".replace("-", "−"), place)
    _write_right(axes, f"estimate  [{level(results)} interval]", len(table) - 0.35, color="0.4")
    titles = titles_of(results)
    axes.set_yticks(places, [titles[str(name)] for name in table.index])
    axes.set_ylim(-0.6, len(table) - 0.1)
    axes.grid(axis="x", color="0.9")
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _write_right(axes: Axes, text: str, place: float, **properties: Any) -> None:
    axes.annotate(text, (1.02, place), xycoords=("axes fraction", "data"), va="center", fontsize=9, **properties)


def plot_times(results: Results, quantity: str = "detection_time", axes: Axes | None = None) -> Axes:
    """Draw what share of *all* attempts was detected (or intercepted) by a time or a depth, a line a configuration.

    Shares of all attempts can be compared between configurations; times of the detected alone can not. A line that
    others lie upon shows as a rim beneath them.

    Parameters
    ----------
    results
        What to draw.
    quantity
        ``"detection_time"``, ``"interception_time"`` [h since departure], ``"contact_depth"`` [km inside] or
        ``"warning_time"`` [h from report to arrival at a protected site; of those that reach one].
    axes
        Where to draw.

    Raises
    ------
    KeyError
        No such quantity, or the file does not hold it.

    """
    if quantity not in TIMES:
        raise KeyError(f"no quantity {quantity!r}; there are {', '.join(TIMES)}")
    what, where, along = TIMES[quantity]
    times = results.times
    if f"{quantity}_share_by" not in times:
        raise KeyError(f"{results.path}: this file has no {quantity}; warning times are of scenarios with sites")
    axes = new_axes(axes, (8.0, 4.5))
    bounds = times[f"{quantity}_bounds"].values
    edges = np.append(bounds[0, 0], bounds[:, 1])
    below = times[f"{quantity}_below"].values / float(results.summary["n_attempts"])
    share_by = times[f"{quantity}_share_by"].transpose("configuration", ...).values
    curves = 100.0 * np.column_stack((below, share_by))
    widths = widths_of_lines(curves, 1.8)
    for configuration, curve, width in zip(results.configurations, curves, widths, strict=True):
        axes.plot(edges, curve, color=colour_of(results, configuration), lw=width, label=configuration)
    reached = np.flatnonzero(times[f"{quantity}_count"].sum("configuration").values)
    if reached.size:
        axes.set_xlim(min(0.0, edges[reached[0]]), edges[reached[-1] + 1])
    axes.set_ylim(0.0, None)
    axes.grid(color="0.92")
    axes.set_axisbelow(True)
    axes.set_xlabel(along)
    axes.set_ylabel(textwrap.fill(f"share of all attempts {what} {where} [%]", 30))
    legend_above(axes, min(4, len(results.configurations)))
    return axes


def plot_convergence(results: Results, measure: str = "p_intercept", axes: Axes | None = None) -> Axes:
    """Draw how the estimates and their intervals settled with the replications.

    Raises
    ------
    KeyError
        No such measure.

    """
    name = long_name(results, measure)
    axes = new_axes(axes, (8.0, 4.5))
    convergence = results.convergence
    replications = convergence["replications"].values
    widths = widths_of_lines(100.0 * convergence[measure].transpose("configuration", ...).values, 2.0)
    for configuration, width in zip(results.configurations, widths, strict=True):
        chosen = convergence.sel(configuration=configuration)
        value, half = 100.0 * chosen[measure].values, 100.0 * chosen[f"{measure}_half_width"].values
        colour = colour_of(results, configuration)
        # Half-widths are of both sides alike; of a share that is hardly ever or nearly always met they reach too far.
        low, high = np.clip(value - half, 0.0, 100.0), np.clip(value + half, 0.0, 100.0)
        axes.fill_between(replications, low, high, color=colour, alpha=0.08, lw=0)
        for edge in (low, high):
            axes.plot(replications, edge, color=colour, lw=0.7, alpha=0.8)
        axes.plot(replications, value, color=colour, lw=width, label=configuration)
    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda count, _: f"{count:,.0f}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    if replications[0] < replications[-1]:
        axes.set_xlim(replications[0], replications[-1])
    axes.grid(color="0.92")
    axes.set_axisbelow(True)
    axes.set_xlabel("replications")
    axes.set_ylabel(f"{name} [%]")
    legend_above(axes, min(4, len(results.configurations)), title=f"thin: {level(results)} intervals", alignment="left")
    return axes
