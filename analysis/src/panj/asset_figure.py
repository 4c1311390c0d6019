"""What each asset contributes: what it detects first, and what would be lost without it."""

from __future__ import annotations

import numpy as np
import xarray as xr
from matplotlib.axes import Axes

from panj.results import Results
from panj.style import colour_of, legend_above, level, new_axes

# What plot_assets draws, in words.
CONTRIBUTIONS = {
    "first_detection_share": "share of all attempts that it was the first to detect",
    "value": "share of all attempts that would go undetected without it",
}


def plot_assets(results: Results, quantity: str = "first_detection_share", axes: Axes | None = None) -> Axes:
    """Draw what posts, patrols, drones and line sensors contribute: a bar with its interval a configuration.

    A configuration that does not hold an asset has neither bar nor number there.

    Parameters
    ----------
    results
        What to draw.
    quantity
        ``"first_detection_share"``: share of all attempts that the asset was the first to detect; or ``"value"``:
        what the share of the detected would lose without it, routes being the same. Values do not add up: assets
        that back each other up are each worth little.
    axes
        Where to draw.

    Raises
    ------
    KeyError
        No such quantity, or the scenario has no assets, or its run did not ask for their values.

    """
    if quantity not in CONTRIBUTIONS:
        raise KeyError(f"no quantity {quantity!r}; there are {', '.join(CONTRIBUTIONS)}")
    assets = results.assets
    if quantity not in assets:
        raise KeyError(f"{results.path}: this run kept no {quantity}; set `[output] asset_values = true`")
    share = 100.0 * assets[quantity]
    shown = [str(name) for name in assets["asset"].values if share.sel(asset=name).notnull().any()]
    rows = len(results.configurations)
    axes = new_axes(axes, (8.0, (0.12 * rows + 0.12) * len(shown) + 1.2))
    places = np.arange(len(shown))[::-1]
    height = 0.8 / rows
    for number, configuration in enumerate(results.configurations):
        values = share.sel(configuration=configuration, asset=shown).values
        offset = (0.5 * (rows - 1) - number) * height
        bars = axes.barh(
            places + offset, values, 0.9 * height, color=colour_of(results, configuration), label=configuration
        )
        high = _draw_intervals(axes, assets, f"{quantity}_ci", configuration, shown, places + offset)
        for place, value, beside in zip(places + offset, values, np.fmax(values, high), strict=True):
            if np.isfinite(value):
                axes.annotate(
                    f"{value:.2f}",
                    (beside, place),
                    (3, 0),
                    textcoords="offset points",
                    va="center",
                    fontsize=7,
                    color="0.25",
                )
        bars.set_label(configuration)
    _finish(axes, results, shown, quantity)
    return axes


def _draw_intervals(
    axes: Axes, assets: xr.Dataset, name: str, configuration: str, shown: list[str], places: np.ndarray
) -> np.ndarray:
    """Draw the intervals of a configuration's bars; return their upper ends [%], missing where there are none."""
    if name not in assets:
        return np.full(len(shown), np.nan)
    ends = 100.0 * assets[name].sel(configuration=configuration, asset=shown).transpose("bound", "asset").values
    axes.hlines(places, *ends, color="0.25", lw=0.9)
    return ends[1]


def _finish(axes: Axes, results: Results, shown: list[str], quantity: str) -> None:
    axes.set_yticks(np.arange(len(shown))[::-1], shown)
    axes.set_ylim(-0.5, len(shown) - 0.5)
    axes.margins(x=0.1)
    axes.set_xlim(0.0, None)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(f"{CONTRIBUTIONS[quantity]} [%]\nthin lines: {level(results)} intervals")
    legend_above(axes, min(4, len(results.configurations)))
