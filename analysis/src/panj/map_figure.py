"""The hillshade map with border, posts, patrol routes, bases, and any map layer over it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import xarray as xr
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from panj.ground import LAYERS, Extent, drawn_once, extent_of, ground_colours, layer_colours, layer_number
from panj.results import Results
from panj.style import halo, new_axes, place_labels

BORDER, ROUTE, POST, BASE, SITE = "#000000", "#0072B2", "#000000", "#E69F00", "#009E73"
LINE_SENSOR = "#7B3294"

Corner = Literal["lower right", "lower left", "upper right", "upper left"]


def plot_map(
    results: Results,
    layer: str | None = "interceptions",
    configuration: str | None = None,
    axes: Axes | None = None,
    labels: bool = True,
    places: Mapping[str, tuple[float, float]] | None = None,
) -> Axes:
    """Draw the hillshade with border, sites, and posts, routes, line sensors and bases of a configuration, and a layer.

    Ground beyond the modelled strip is pale. Circles are the ranges of the posts' sensors, where nothing stands in
    their way.

    Parameters
    ----------
    results
        What to draw.
    layer
        ``"attempts"``, ``"detections"``, ``"interceptions"``, ``"leaks"``: counts a cell, on a logarithmic scale, cells
        without any left clear; ``"coverage"``: the share of the period in which somebody who stands in the cell is
        watched, 1 % or less to 100 %, on a logarithmic scale; or None. The scenario must have kept maps
        (``[output] maps = true``, the default).
    configuration
        Whose layer and assets; the first if left out.
    axes
        Where to draw.
    labels
        Write the names of posts and bases.
    places
        Towns and the like: name to (x, y) [m] on the file's plane. Those off the map are left out.

    Raises
    ------
    KeyError
        No such layer or configuration, or the run kept no maps.

    """
    configuration = results.known_configuration(configuration)
    if layer is not None and layer not in LAYERS:
        raise KeyError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
    if layer is not None and layer not in results.maps:
        kept = "no coverage (an older program made it)" if "attempts" in results.maps else "no maps"
        raise KeyError(f"{results.path}: this run kept {kept}; set `[output] maps = true`, and run it anew")
    axes = new_axes(axes, (10.0, 10.0))
    extent = _draw_ground(axes, results)
    if layer is not None:
        _draw_layer(axes, results, layer, configuration, extent)
    marks = _draw_border(axes, results)
    names = [*_draw_assets(axes, results, configuration), *_draw_sites(axes, results)]
    named = _draw_places(axes, places or {}, extent)
    axes.set(xlim=extent[:2], ylim=extent[2:], aspect="equal", xlabel="easting [km]", ylabel="northing [km]")
    axes.set_title(f"{results.title}\n{configuration}", fontsize=11)
    lines = _lines_of(results)
    counts = None if layer is None else results.maps[layer].sel(configuration=configuration)
    held = _places_of(results, ("post", "team", "site"))
    # Shares of the map that a legend of many lines, and the scale, take up at the most.
    corner = _empty_corners(extent, lines, held, counts, (0.45, 0.4))[0]
    axes.legend(loc=corner, fontsize=9, framealpha=0.85)
    beside = _empty_corners(extent, lines, held, counts, (0.35, 0.15))
    _draw_scale(axes, extent, next(other for other in beside if "lower" in other and other != corner))
    place_labels(axes, [*(names if labels else []), *named, *marks], lines)
    return axes


def _draw_ground(axes: Axes, results: Results) -> Extent:
    extent = extent_of(results)
    axes.imshow(ground_colours(results), extent=extent, origin="lower", interpolation="nearest")
    return extent


def _draw_layer(axes: Axes, results: Results, layer: str, configuration: str, extent: Extent) -> None:
    counts = results.maps[layer].sel(configuration=configuration)
    shown = np.ma.masked_equal(counts.values, 0)
    if shown.count() == 0:
        return
    colours, norm = layer_colours(layer, float(shown.max()))
    image = axes.imshow(
        shown, cmap=colours, norm=norm, alpha=0.85, extent=extent, origin="lower", interpolation="nearest"
    )
    bar = axes.figure.colorbar(image, ax=axes, shrink=0.6, pad=0.02)
    bar.ax.yaxis.set_major_locator(LogLocator(subs=(1.0, 3.0)))
    bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: layer_number(layer, value)))
    bar.ax.yaxis.set_minor_formatter(NullFormatter())
    if layer == "coverage":
        left_out = "; drones on random legs are left out" if drone_boxes(results, configuration) else ""
        note = f"(palest: 1 % or less, but some{left_out})"
        bar.set_label(f"share of the period in which who stands there is watched [%]\n{note}")
    else:
        bar.set_label(f"{counts.attrs.get('long_name', layer)} [number]")


def _draw_border(axes: Axes, results: Results) -> list[tuple]:
    geometry = results.geometry
    x, y = geometry["border_x"].values / 1000.0, geometry["border_y"].values / 1000.0
    axes.plot(x, y, color=BORDER, lw=1.6, path_effects=halo(3.6), label="border, km")
    chainage = geometry["border_chainage"].values
    step = 20.0 if chainage[-1] - chainage[0] > 60.0 else 5.0
    marks = np.arange(np.ceil(chainage[0] / step) * step, chainage[-1], step)
    at = np.interp(marks, chainage, x), np.interp(marks, chainage, y)
    axes.plot(*at, "o", ms=3.5, color="white", mec=BORDER, mew=1.0)
    style = {"fontsize": 7, "color": "0.25"}
    return [(f"{mark:.0f}", here, style, True) for mark, here in zip(marks, zip(*at, strict=True), strict=True)]


def _draw_assets(axes: Axes, results: Results, configuration: str) -> list[tuple]:
    """Draw what moves and stands that the configuration holds; return names of posts and bases as labels to place."""
    geometry = results.geometry
    for kind, colour, dashes, kind_label in (
        ("line_sensor", LINE_SENSOR, (0, (2, 1)), "line sensors"),
        ("patrol", ROUTE, "-", "patrol routes"),
        ("drone", ROUTE, (0, (3, 1.5)), "drone routes"),
    ):
        if f"{kind}_index" not in geometry:
            continue
        label: str | None = kind_label
        for number in np.flatnonzero(geometry[f"{kind}_held"].sel(configuration=configuration).values):
            of_this = geometry[f"{kind}_index"].values == number
            x, y = drawn_once(*(geometry[f"{kind}_{axis}"].values[of_this] / 1000.0 for axis in "xy"))
            axes.plot(x, y, color=colour, lw=1.8, ls=dashes, path_effects=halo(3.0), label=label)
            label = None
    for place, (west, east, south, north) in enumerate(drone_boxes(results, configuration)):
        label = None if place else "drones on random legs"
        corners = ((west, south), east - west, north - south)
        axes.add_patch(Rectangle(*corners, fill=False, ec=ROUTE, lw=1.4, ls=(0, (3, 1.5)), label=label))
    names = []
    for kind, marker, colour, size, label in (
        ("post", "^", POST, 9, "posts and their range"),
        ("team", "s", BASE, 8, "response bases"),
    ):
        if kind not in geometry:
            continue
        held = geometry[f"{kind}_held"].sel(configuration=configuration).values.astype(bool)
        x, y = (geometry[f"{kind}_{axis}"].values[held] / 1000.0 for axis in "xy")
        rim = "white" if kind == "post" else "black"
        axes.plot(x, y, marker, color=colour, mec=rim, mew=1.0, ms=size, ls="none", label=label, zorder=4)
        style = {"fontsize": 8, "color": "black", "style": "normal" if kind == "post" else "italic"}
        names += [
            (str(name), here, style, False) for name, *here in zip(geometry[kind].values[held], x, y, strict=True)
        ]
        if kind == "post":
            for here_x, here_y, radius in zip(x, y, geometry["post_range"].values[held], strict=True):
                axes.add_patch(Circle((here_x, here_y), radius, fill=False, lw=0.8, ls=":", color="0.15"))
    return names


def drone_boxes(results: Results, configuration: str) -> list[tuple[float, float, float, float]]:
    """Return the edges [km] of the boxes that a configuration's drones fly random legs in: west, east, south, north."""
    geometry = results.geometry
    if "drone_west" not in geometry:
        return []
    held = geometry["drone_held"].sel(configuration=configuration).values.astype(bool)
    edges = np.column_stack([geometry[f"drone_{edge}"].values for edge in ("west", "east", "south", "north")]) / 1000.0
    boxes = edges[held & np.isfinite(edges[:, 0])].tolist()
    return [(west, east, south, north) for west, east, south, north in boxes]


def _draw_sites(axes: Axes, results: Results) -> list[tuple]:
    """Draw the protected sites, each with its radius; return their names as labels to place."""
    geometry = results.geometry
    if "site" not in geometry:
        return []
    x, y = (geometry[f"site_{axis}"].values / 1000.0 for axis in "xy")
    axes.plot(x, y, "D", color=SITE, mec="white", mew=1.0, ms=7, ls="none", label="protected sites", zorder=4)
    for here_x, here_y, radius in zip(x, y, geometry["site_radius"].values, strict=True):
        axes.add_patch(Circle((here_x, here_y), radius, fill=False, lw=1.2, color=SITE))
    style = {"fontsize": 8, "color": SITE, "style": "normal"}
    return [(str(name), here, style, False) for name, *here in zip(geometry["site"].values, x, y, strict=True)]


def _draw_places(axes: Axes, places: Mapping[str, tuple[float, float]], extent: Extent) -> list[tuple]:
    """Draw places that lie on the map; return their names as labels to place."""
    west, east, south, north = extent
    at = {name: (x / 1000.0, y / 1000.0) for name, (x, y) in places.items()}
    shown = {name: here for name, here in at.items() if west < here[0] < east and south < here[1] < north}
    if shown:
        x, y = zip(*shown.values(), strict=True)
        axes.plot(x, y, "o", color="0.3", mec="white", mew=0.8, ms=5, ls="none", label="places", zorder=4)
    style = {"fontsize": 8, "color": "0.3", "style": "italic"}
    return [(name, here, style, True) for name, here in shown.items()]


def _places_of(results: Results, kinds: tuple[str, ...]) -> np.ndarray:
    """Return the points [km] of what is of some kinds in the geometry, shape (n, 2)."""
    geometry = results.geometry
    parts = [np.empty((0, 2))]
    for kind in kinds:
        if f"{kind}_x" in geometry:
            parts.append(np.column_stack((geometry[f"{kind}_x"], geometry[f"{kind}_y"])))
    return np.concatenate(parts) / 1000.0


def _lines_of(results: Results) -> np.ndarray:
    """Return points along the border and the routes [km], shape (n, 2): what labels had better not hide."""
    return _places_of(results, ("border", "patrol", "drone", "line_sensor", "post", "team", "site"))


def _empty_corners(
    extent: Extent, lines: np.ndarray, marks: np.ndarray, counts: xr.DataArray | None, size: tuple[float, float]
) -> list[Corner]:
    """Return the corners: first those in which something of a size hides no mark, of these the emptiest."""
    drawn = lines
    if counts is not None:
        row, column = np.nonzero(counts.values)
        cells = np.column_stack((counts["x"].values[column], counts["y"].values[row])) / 1000.0
        drawn = np.concatenate((lines, cells))
    west, east, south, north = extent

    def in_corners(points: np.ndarray, width: float, height: float) -> dict[Corner, int]:
        across, up = (points[:, 0] - west) / (east - west), (points[:, 1] - south) / (north - south)
        boxes: dict[Corner, np.ndarray] = {
            "lower right": (across > 1 - width) & (up < height),
            "lower left": (across < width) & (up < height),
            "upper right": (across > 1 - width) & (up > 1 - height),
            "upper left": (across < width) & (up > 1 - height),
        }
        return {corner: int(np.count_nonzero(box)) for corner, box in boxes.items()}

    hidden, held = in_corners(marks, *size), in_corners(drawn, 0.35, 0.2)
    return sorted(held, key=lambda corner: (hidden[corner] > 0, held[corner]))


def _draw_scale(axes: Axes, extent: Extent, corner: Corner) -> None:
    west, east, south, north = extent
    width = east - west
    length = max(step for step in (1, 2, 5, 10, 20, 50, 100, 200) if step <= max(1.0, 0.25 * width))
    x = west + 0.04 * width if "left" in corner else east - 0.04 * width - length
    y = south + 0.03 * (north - south)
    axes.plot([x, x + length], [y, y], color="black", lw=4, solid_capstyle="butt", path_effects=halo(6.0))
    axes.annotate(
        f"{length} km", (x + length / 2, y), (0, 5), textcoords="offset points", ha="center", path_effects=halo()
    )
