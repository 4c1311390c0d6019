"""Colours of the ground and of what is counted on it, as pictures and the report show them."""

from __future__ import annotations

import matplotlib
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, ListedColormap, LogNorm

from panj.results import Results

# Colour maps of one hue, from which the palest third is left out: one count must show on the ground.
LAYERS = {
    "attempts": "Purples",
    "detections": "RdPu",
    "interceptions": "Greens",
    "leaks": "Reds",
    "coverage": "Oranges",
}
# Shares of time under this one are shown as it is; 0 is clear.
LEAST_COVERAGE = 0.01
GROUND = LinearSegmentedColormap.from_list("ground", ["#E6E9DD", "#EFE8D8", "#F0EAE2", "#FBFBFB"])
SUN_AZIMUTH_DEG, SUN_ALTITUDE_DEG = 315.0, 45.0

Extent = tuple[float, float, float, float]


def hillshade(elevation: np.ndarray, cell_size_m: float) -> np.ndarray:
    """Return how brightly the sun in the north-west (45 degrees high) lights each cell.

    Parameters
    ----------
    elevation
        Elevation [m], shape (y, x), row 0 in the south.
    cell_size_m
        Size of a cell [m].

    Returns
    -------
    numpy.ndarray
        Cosine of the angle between sun and ground (Lambert's law), 0 in its shade to 1; shape (y, x). Level ground
        has 0.707.

    """
    rise_north, rise_east = np.gradient(elevation.astype(float), cell_size_m)
    azimuth, altitude = np.deg2rad(SUN_AZIMUTH_DEG), np.deg2rad(SUN_ALTITUDE_DEG)
    east, north, up = np.sin(azimuth) * np.cos(altitude), np.cos(azimuth) * np.cos(altitude), np.sin(altitude)
    lit = (up - east * rise_east - north * rise_north) / np.sqrt(1.0 + rise_east**2 + rise_north**2)
    return np.clip(lit, 0.0, 1.0)


def extent_of(results: Results) -> Extent:
    """Return the edges of the map [km]: west, east, south, north."""
    x, y = results.maps["x"].values, results.maps["y"].values
    half = float(x[1] - x[0]) / 2.0
    return tuple(float(edge) / 1000.0 for edge in (x[0] - half, x[-1] + half, y[0] - half, y[-1] + half))  # type: ignore[return-value]


def ground_colours(results: Results) -> np.ndarray:
    """Return the hillshade in colours by height, pale beyond the modelled strip: shape (y, x, 3), 0 to 1."""
    maps = results.maps
    elevation = maps["elevation"].values
    height = (elevation - elevation.min()) / max(1.0, float(np.ptp(elevation)))
    shade = 0.25 + 0.95 * hillshade(elevation, float(maps["x"][1] - maps["x"][0]))
    colour = np.clip(GROUND(height)[..., :3] * shade[..., np.newaxis], 0.0, 1.0)
    beyond = maps["side"].values == 2
    colour[beyond] = 0.5 * colour[beyond] + 0.5
    return colour


def layer_colours(layer: str, largest: float) -> tuple[ListedColormap, LogNorm]:
    """Return the colour map of a layer and its logarithmic scale.

    Of counts from one to the largest, two at the least; of coverage, a share of time, from 0.01 to 1 whatever it is.
    """
    colours = ListedColormap(matplotlib.colormaps[LAYERS[layer]](np.linspace(0.38, 1.0, 256)))
    return colours, LogNorm(*layer_ends(layer, largest), clip=layer == "coverage")


def layer_ends(layer: str, largest: float) -> tuple[float, float]:
    """Return the ends of a layer's scale."""
    return (LEAST_COVERAGE, 1.0) if layer == "coverage" else (1.0, max(2.0, largest))


def layer_number(layer: str, value: float) -> str:
    """Return a value of a layer as its scale shows it: a count, or a share in percent."""
    return f"{100.0 * value:.3g} %" if layer == "coverage" else f"{value:,.0f}"


def drawn_once(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the vertices of a route without its way back, where that is the way there: dashes would fill each other.

    Parameters
    ----------
    x, y
        Vertices in order, shape (n,).

    """
    if len(x) > 2 and len(x) % 2 == 1 and np.array_equal(x, x[::-1]) and np.array_equal(y, y[::-1]):
        return x[: len(x) // 2 + 1], y[: len(y) // 2 + 1]
    return x, y
