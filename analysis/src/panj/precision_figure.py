"""How precise a run was after how many replications, and the precision that was asked for."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from scipy.stats import norm

from panj.results import Results
from panj.style import colour_of, legend_above, level, long_name, new_axes, widths_of_lines

# [CONFIGURATION.]MEASURE<BOUND...: goals of classes and of control variates have other half widths than are drawn.
GOAL = re.compile(r"^(?:(?P<configuration>[\w-]+)\.)?(?P<measure>p_\w+)<")


def asked_precision(results: Results, measure: str) -> pd.DataFrame:
    """Return what precision of a measure was asked for, of all attempts.

    Parameters
    ----------
    results, measure
        What was asked of what.

    Returns
    -------
    pandas.DataFrame
        Index: the goal as written. Columns ``half_width`` (of the interval at the file's level, a share, 0 to 1;
        goals at another level are converted by the normal distribution), ``reached``. Empty where none was asked.

    """
    try:
        goals = results.group("goals")
    except KeyError:
        return pd.DataFrame(columns=["half_width", "reached"])
    rows = {}
    for number, goal in enumerate(goals["goal"].values):
        found = GOAL.match(str(goal))
        if found is None or found["measure"] != measure:
            continue
        one = goals.isel(goal=number)
        asked = float(one["asked"]) * (abs(float(one["value"])) if int(one["relative"]) else 1.0)
        to_file = norm.ppf(0.5 + results.confidence_level / 2.0) / norm.ppf(0.5 + float(one["level"]) / 2.0)
        rows[str(goal)] = (asked * to_file, bool(one["reached"]))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["half_width", "reached"])


def plot_precision(results: Results, measure: str = "p_intercept", axes: Axes | None = None) -> Axes:
    """Draw how the intervals' half widths fell with the replications, and what was asked for.

    Parameters
    ----------
    results, measure
        What to draw.
    axes
        Where to draw.

    Raises
    ------
    KeyError
        No such measure.

    """
    name = long_name(results, measure)
    axes = new_axes(axes, (8.0, 4.5))
    convergence = results.convergence
    replications = convergence["replications"].values
    half = 100.0 * convergence[f"{measure}_half_width"].transpose("configuration", ...).values
    curves = np.where(half > 0.0, half, np.nan)
    widths = widths_of_lines(np.log(curves), 1.8)
    for configuration, curve, width in zip(results.configurations, curves, widths, strict=True):
        axes.plot(replications, curve, color=colour_of(results, configuration), lw=width, label=configuration)
    for goal, row in asked_precision(results, measure).iterrows():
        axes.axhline(100.0 * row.half_width, color="0.25", lw=1.2, ls="--")
        reached = "reached" if row.reached else "not reached"
        axes.annotate(
            f"asked: {goal} ({reached})",
            (0.01, 100.0 * row.half_width),  # lines come down to it from the left
            (0, 3),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            ha="left",
            fontsize=8,
        )
    axes.set(xscale="log", yscale="log", xlabel="replications")
    for axis, pattern in ((axes.xaxis, "{:,.0f}"), (axes.yaxis, "{:g}")):
        axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axis.set_major_formatter(FuncFormatter(lambda number, _, pattern=pattern: pattern.format(number)))
        axis.set_minor_formatter(NullFormatter())
    axes.grid(color="0.92")
    axes.set_axisbelow(True)
    half_width = f"half the width of the {level(results)} interval\n[percentage points]"
    axes.set_ylabel(f"{name}:\n{half_width}")
    legend_above(axes, min(4, len(results.configurations)))
    return axes
