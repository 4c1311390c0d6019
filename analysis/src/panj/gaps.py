"""Where leaks cross the border: the worst stretches, named by the nearest place, and their map."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap, Normalize

from panj.ground import extent_of, ground_colours
from panj.results import Results
from panj.style import halo, level, new_axes, place_labels

COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")

Places = Mapping[str, tuple[float, float]]


def places_of(results: Results) -> dict[str, tuple[float, float]]:
    """Return the places that the scenario names: posts, response bases and protected sites (x, y [m])."""
    geometry = results.geometry
    found: dict[str, tuple[float, float]] = {}
    for kind in ("site", "post", "team"):
        if kind in geometry:
            rows = zip(geometry[kind].values, geometry[f"{kind}_x"].values, geometry[f"{kind}_y"].values, strict=True)
            found.update({str(name): (float(x), float(y)) for name, x, y in rows})
    return found


def name_place(point: tuple[float, float], places: Places) -> str:
    """Say where a point is, such as ``3.2 km north-east of chubek``; empty where there are no places.

    Parameters
    ----------
    point
        Where (x, y [m]).
    places
        Names and where they are (x, y [m]).

    """
    if not places:
        return ""
    away = {name: (point[0] - x, point[1] - y) for name, (x, y) in places.items()}
    nearest = min(away, key=lambda name: float(np.hypot(*away[name])))
    east, north = away[nearest]
    distance = float(np.hypot(east, north)) / 1000.0
    if distance < 0.5:
        return f"at {nearest}"
    towards = COMPASS[round(float(np.degrees(np.arctan2(east, north))) / 45.0) % 8]
    return f"{distance:.1f} km {towards} of {nearest}"


def gaps(
    results: Results, configuration: str | None = None, worst: int | None = 5, places: Places | None = None
) -> pd.DataFrame:
    """Return the stretches of the border where most leaks cross, the worst first.

    Parameters
    ----------
    results
        Whose leaks.
    configuration
        Name; the first if left out.
    worst
        How many stretches; all that were crossed for None.
    places
        Names and where they are (x, y [m]), such as towns; the scenario's posts, bases and sites if left out.

    Returns
    -------
    pandas.DataFrame
        Index: the rank from 1. Columns ``from_km``, ``to_km`` (chainage [km]); ``attempts`` (crossings in the whole
        run); ``p_leak``, ``low``, ``high`` (share of them that leak, with its interval, 0 to 1); ``leaks`` (a period);
        ``leaks_per_km`` (a period and km); ``share`` (of all leaks along the border, 0 to 1); ``place`` (in words);
        ``x``, ``y`` (of the middle [m]).

    Raises
    ------
    KeyError
        No such configuration.

    """
    configuration = results.known_configuration(configuration)
    chosen = results.segments.sel(configuration=configuration)
    low_end, high_end = chosen["chainage_bounds"].transpose("bound", ...).values
    attempts = chosen["n_attempts"].values
    low, high = chosen["p_leak_ci"].transpose("bound", ...).values
    leaks = np.nan_to_num(chosen["p_leak"].values) * attempts / int(results.summary["n_replications"])
    geometry = results.geometry
    middle = 0.5 * (low_end + high_end)
    x, y = (np.interp(middle, geometry["border_chainage"], geometry[f"border_{axis}"]) for axis in "xy")
    columns = {
        "from_km": low_end,
        "to_km": high_end,
        "attempts": attempts,
        "p_leak": chosen["p_leak"].values,
        "low": low,
        "high": high,
        "leaks": leaks,
        "leaks_per_km": leaks / (high_end - low_end),
        "share": leaks / max(leaks.sum(), 1e-300),
        "x": x,
        "y": y,
    }
    table = pd.DataFrame(columns)[attempts > 0]
    table = table.sort_values(["leaks_per_km", "from_km"], ascending=[False, True], ignore_index=True)
    table = table.head(worst) if worst is not None else table
    table.index = pd.RangeIndex(1, len(table) + 1, name="rank")
    named = places_of(results) if places is None else places
    table.insert(9, "place", [name_place((row.x, row.y), named) for row in table.itertuples()])
    return table


def plot_gaps(
    results: Results,
    configuration: str | None = None,
    worst: int = 5,
    places: Places | None = None,
    axes: Axes | None = None,
) -> Axes:
    """Draw where leaks cross: the border coloured by leaks a period and km, the worst stretches numbered and named.

    Stretches without leaks are thin and grey. Below stands what the numbers are.

    Parameters
    ----------
    results, configuration, worst, places
        As of ``gaps``.
    axes
        Where to draw.

    Raises
    ------
    KeyError
        No such configuration.

    """
    configuration = results.known_configuration(configuration)
    axes = new_axes(axes, (10.0, 11.5))  # the list below it takes the rest
    extent = extent_of(results)
    axes.imshow(0.5 + 0.5 * ground_colours(results), extent=extent, origin="lower", interpolation="nearest")
    axes.set(xlim=extent[:2], ylim=extent[2:], aspect="equal", ylabel="northing [km]")
    table = gaps(results, configuration, None, places)
    _draw_border(axes, results, table)
    top = table[table.leaks > 0].head(worst)
    named = places_of(results) if places is None else places
    labels = [
        (name, (x / 1000.0, y / 1000.0), {"fontsize": 8, "color": "0.25", "style": "italic"}, True)
        for name, (x, y) in named.items()
    ]
    at = np.array([place for _, place, *_ in labels]).reshape(-1, 2)
    axes.plot(*at.T, ".", color="0.25", ms=5, ls="none")
    for rank, row in top.iterrows():
        axes.annotate(
            str(rank),
            (row.x / 1000.0, row.y / 1000.0),
            ha="center",
            va="center",
            fontsize=9,
            fontweight="bold",
            bbox={"boxstyle": "circle,pad=0.25", "fc": "white", "ec": "black"},
            zorder=6,
        )
    place_labels(axes, labels, top[["x", "y"]].values / 1000.0)
    axes.set_title(f"{results.title}\nwhere leaks cross: {configuration}", fontsize=11)
    axes.set_xlabel("easting [km]\n\n" + "\n".join(_lines(results, top)), loc="left")
    return axes


def _draw_border(axes: Axes, results: Results, table: pd.DataFrame) -> None:
    geometry = results.geometry
    chainage = geometry["border_chainage"].values
    x, y = (geometry[f"border_{axis}"].values / 1000.0 for axis in "xy")
    axes.plot(x, y, color="0.35", lw=1.0, path_effects=halo(2.4))
    leaky = table[table.leaks > 0]
    pieces = []
    for row in leaky.itertuples():
        inside = chainage[(chainage > row.from_km) & (chainage < row.to_km)]
        along = np.concatenate(([row.from_km], inside, [row.to_km]))
        pieces.append(np.column_stack((np.interp(along, chainage, x), np.interp(along, chainage, y))))
    if not pieces:
        return
    colours = ListedColormap(matplotlib.colormaps["YlOrRd"](np.linspace(0.25, 1.0, 256)))
    norm = Normalize(0.0, float(leaky.leaks_per_km.max()))
    axes.add_collection(LineCollection(pieces, colors="black", linewidths=8.0, capstyle="butt"), autolim=False)
    coloured = LineCollection(pieces, cmap=colours, norm=norm, linewidths=6.0, capstyle="butt")
    coloured.set_array(leaky.leaks_per_km.values)
    axes.add_collection(coloured, autolim=False)
    bar = axes.figure.colorbar(coloured, ax=axes, shrink=0.6, pad=0.02, anchor=(0.0, 1.0), panchor="N")
    bar.set_label(f"leaks in {results.attributes['period_h']:g} h and km of border [km⁻¹]")


def _lines(results: Results, top: pd.DataFrame) -> list[str]:
    period = f"{results.attributes['period_h']:g} h"
    lines = []
    for rank, row in top.iterrows():
        where = f", {row.place}" if row.place else ""
        lines.append(
            f"{rank}   km {row.from_km:.0f} to {row.to_km:.0f}{where}: {row.leaks:.2f} leaks in {period} "
            f"({100.0 * row.share:.0f} % of all), {_share(row.p_leak, row.low, row.high)} of crossings"
        )
    lines = [textwrap.fill(line, 115, subsequent_indent="     ") for line in lines]
    return [*lines, f"shares of crossings with {level(results)} intervals"] if lines else ["no leaks"]


def _share(value: float, low: float, high: float) -> str:
    """Return a share with its interval in percent, with a decimal where whole percents would hide what is open."""
    digits = 0 if high - low >= 0.02 else 1
    value, low, high = 100.0 * value, 100.0 * low, 100.0 * high
    return f"{value:.{digits}f} % [{low:.{digits}f}, {high:.{digits}f}]"
