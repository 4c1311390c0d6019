"""The map of the report: ground and counts as pictures, all else as SVG; a script pans, zooms and switches."""

from __future__ import annotations

import base64
import io
import json
from functools import cached_property

import matplotlib
import numpy as np
from matplotlib.colors import to_hex
from PIL import Image

from panj.gaps import gaps
from panj.ground import LAYERS, drawn_once, extent_of, ground_colours, layer_colours, layer_ends, layer_number
from panj.report.markup import text
from panj.results import Results

LAYER_NAMES = {
    "leaks": "attempts that leaked, by cell",
    "interceptions": "interceptions",
    "detections": "first detections",
    "attempts": "all attempts",
    "coverage": "coverage: time watched",
    "gaps": "leaks by kilometre of the border",
}
KINDS = {
    "post": "posts",
    "range": "their ranges",
    "patrol": "patrol routes",
    "drone": "drone routes",
    "line_sensor": "line sensors",
    "team": "response bases",
    "site": "protected sites",
}
SHAPES = {
    "post": '<path d="M0-8 7 5H-7Z"/>',
    "team": '<rect x="-6" y="-6" width="12" height="12"/>',
    "site": '<path d="M0-8 8 0 0 8-8 0Z"/>',
}
WORST = 5
# Width of the map [pixels] that marks are sized for until the script has measured it.
USUAL_WIDTH = 900.0


def data_url(picture: Image.Image) -> str:
    """Return a picture as the text of a PNG inside the page."""
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(written.getvalue()).decode()}"


def ground_picture(results: Results) -> Image.Image:
    """Return the hillshade, north on top, a pixel a cell, in 160 colours."""
    pixels = (255.0 * ground_colours(results)[::-1]).round().astype(np.uint8)
    return Image.fromarray(pixels).quantize(160, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def layer_picture(counts: np.ndarray, layer: str, largest: float) -> Image.Image:
    """Return counts, or shares, as a picture, north on top, clear where there are none: at most 63 shades.

    Parameters
    ----------
    counts
        Shape (y, x), row 0 in the south.
    layer, largest
        Whose colours, on a logarithmic scale up to which count.

    """
    colours, norm = layer_colours(layer, largest)
    shade = np.ceil(62.0 * np.asarray(norm(np.fmax(counts, layer_ends(layer, largest)[0])))).astype(np.uint8) + 1
    shade[counts == 0] = 0
    picture = Image.fromarray(shade[::-1], mode="P")
    palette = (255.0 * np.vstack(([[1.0, 1.0, 1.0, 0.0]], colours(np.linspace(0.0, 1.0, 63))))).round().astype(np.uint8)
    picture.putpalette(palette[:, :3].tobytes())
    picture.info["transparency"] = 0
    return picture


class GroundMap:
    """The map's parts as HTML.

    Attributes
    ----------
    layers : list of str
        Layers that can be shown, the first at first.

    """

    def __init__(self, results: Results) -> None:
        self.results = results
        self.west, self.east, self.south, self.north = extent_of(results)
        counted = [layer for layer in LAYER_NAMES if layer in LAYERS and layer in results.maps]
        self.layers = [*counted, "gaps"]
        self.scale = (self.east - self.west) / USUAL_WIDTH

    def html(self) -> str:
        """Return the map with its switches and legend."""
        width, height = self.east - self.west, self.north - self.south
        name = f"Map of {self.results.title}: ground, border, posts, patrol routes and what is counted on it"
        border = self._border()
        gap_lines, gap_ranks = self._all_gaps()
        return (
            f'<div class="map" id="map" data-west="{self.west}" data-north="{self.north}">{self._switches()}'
            '<div class="frame"><div class="zoom"><button type="button" data-zoom="in" aria-label="zoom in">+</button>'
            '<button type="button" data-zoom="out" aria-label="zoom out">−</button>'
            '<button type="button" data-zoom="all" aria-label="show all">⤢</button></div>'
            f'<svg role="img" aria-label="{text(name)}" tabindex="0" viewBox="0 0 {width:.3f} {height:.3f}" '
            f'style="aspect-ratio:{width:.3f}/{height:.3f}">'
            f'<image width="{width:.3f}" height="{height:.3f}" href="{data_url(ground_picture(self.results))}"/>'
            f"{self._pictures(width, height)}{border}{gap_lines}{self._lines()}{gap_ranks}{self._marks()}</svg>"
            '<div class="scale"><span></span><i></i></div><div class="where" aria-live="off"></div></div>'
            f"{self._legend()}</div>"
        )

    def _at(self, x_m: np.ndarray, y_m: np.ndarray) -> list[tuple[float, float]]:
        """Return places [m] in the map's own km: from the west, from the north."""
        return [(x / 1000.0 - self.west, self.north - y / 1000.0) for x, y in zip(x_m, y_m, strict=True)]

    @staticmethod
    def _path(points: list[tuple[float, float]]) -> str:
        return "M" + " ".join(f"{x:.2f} {y:.2f}" for x, y in points)

    def _switches(self) -> str:
        results = self.results
        titles = results.summary["configuration_title"].values
        chosen = "".join(
            f'<option value="{number}">{text(name)}{text(f": {title}") if str(title) else ""}</option>'
            for number, (name, title) in enumerate(zip(results.configurations, titles, strict=True))
        )
        layers = "".join(f'<option value="{layer}">{text(LAYER_NAMES[layer])}</option>' for layer in self.layers)
        boxes = "".join(
            f'<label><input type="checkbox" data-kind="{kind}" checked> {label}</label>'
            for kind, label in KINDS.items()
            if ("post" if kind == "range" else kind) in results.geometry
        )
        return (
            f'<div class="switches"><label>Configuration <select data-switch="configuration">{chosen}</select></label>'
            f'<label>Layer <select data-switch="layer">{layers}<option value="">none</option></select></label>'
            f"<fieldset><legend>Show</legend>{boxes}"
            '<label><input type="checkbox" data-kind="name" checked> names</label></fieldset></div>'
        )

    def _layer(self, layer: str, number: int) -> str:
        """Return the attributes of a layer of a configuration: at first only one is shown."""
        off = "" if layer == self.layers[0] and number == 0 else " off"
        return f'class="layer{off}" data-layer="{layer}" data-configuration="{number}"'

    def _all_gaps(self) -> tuple[str, str]:
        """Return the stretches of all configurations, and the numbers of the worst, which lie over the routes."""
        lines, ranks = zip(*(self._gaps(name) for name in self.results.configurations), strict=True)

        def grouped(parts: tuple[str, ...]) -> str:
            return "".join(f"<g {self._layer('gaps', number)}>{part}</g>" for number, part in enumerate(parts))

        return grouped(lines), grouped(ranks)

    def _pictures(self, width: float, height: float) -> str:
        maps, parts = self.results.maps, []
        for layer in self.layers[:-1]:
            for number, configuration in enumerate(self.results.configurations):
                counts = maps[layer].sel(configuration=configuration).values
                url = data_url(layer_picture(counts, layer, float(maps[layer].max())))
                parts.append(
                    f'<image {self._layer(layer, number)} width="{width:.3f}" height="{height:.3f}" href="{url}"/>'
                )
        return "".join(parts)

    @cached_property
    def _most_leaks(self) -> float:
        """Return the largest leaks a period and km of all stretches and configurations."""
        tables = [gaps(self.results, name, 1) for name in self.results.configurations]
        return max((float(table.leaks_per_km.max()) for table in tables if len(table)), default=0.0)

    def _gaps(self, configuration: str) -> tuple[str, str]:
        geometry, lines, ranks = self.results.geometry, [], []
        chainage = geometry["border_chainage"].values
        colours, most = matplotlib.colormaps["YlOrRd"], max(self._most_leaks, 1e-300)
        table = gaps(self.results, configuration, None)
        for rank, row in table[table.leaks > 0].iterrows():
            inside = chainage[(chainage > row.from_km) & (chainage < row.to_km)]
            along = np.concatenate(([row.from_km], inside, [row.to_km]))
            x, y = (np.interp(along, chainage, geometry[f"border_{axis}"]) for axis in "xy")
            place = f", {row.place}" if row.place else ""
            said = f"km {row.from_km:.1f} to {row.to_km:.1f}{place}: {row.leaks:.3g} leaks a period"
            path, colour = self._path(self._at(x, y)), to_hex(colours(0.25 + 0.75 * row.leaks_per_km / most))
            lines.append(f'<path class="gap-rim" d="{path}"/>')
            lines.append(f'<path class="gap" d="{path}" stroke="{colour}"><title>{text(said)}</title></path>')
            if rank <= WORST:
                x, y = self._at(np.array([row.x]), np.array([row.y]))[0]
                ranks.append(
                    f'<g class="mark rank" data-x="{x:.3f}" data-y="{y:.3f}" transform="{self._placed(x, y)}">'
                    f'<circle r="10"/><text y="4">{rank}</text></g>'
                )
        return "".join(lines), "".join(ranks)

    def _placed(self, x: float, y: float) -> str:
        return f"translate({x:.3f} {y:.3f}) scale({self.scale:.4f})"

    def _border(self) -> str:
        geometry = self.results.geometry
        points = self._at(geometry["border_x"].values, geometry["border_y"].values)
        chainage = geometry["border_chainage"].values
        length = float(chainage[-1] - chainage[0])
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if length / step <= 14)
        marks = np.arange(np.ceil(chainage[0] / step) * step, chainage[-1], step)
        x, y = (np.interp(marks, chainage, geometry[f"border_{axis}"]) for axis in "xy")
        ticks = "".join(
            f'<g class="mark km" data-x="{east:.3f}" data-y="{down:.3f}" transform="{self._placed(east, down)}">'
            f'<circle r="3"/><text x="6" y="12">{mark:.0f}</text></g>'
            for mark, (east, down) in zip(marks, self._at(x, y), strict=True)
        )
        vertices = [[round(a, 3), round(b, 3), round(float(c), 3)] for (a, b), c in zip(points, chainage, strict=True)]
        path, listed = self._path(points), json.dumps(vertices, separators=(",", ":"))
        return (
            f'<path class="border-rim" d="{path}"/><path class="border" d="{path}" data-vertices="{listed}">'
            f"<title>the border</title></path>{ticks}"
        )

    def _held(self, kind: str, number: int) -> str:
        held = self.results.geometry[f"{kind}_held"].values[:, number]
        holders = " ".join(str(holder) for holder in np.flatnonzero(held))
        return f'class="asset{"" if held[0] else " off"}" data-held="{holders}"'

    def _way(self, kind: str, number: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the vertices [m] of a route, or of the box that a drone flies random legs in; none: not known."""
        geometry = self.results.geometry
        if f"{kind}_index" in geometry and (of_this := geometry[f"{kind}_index"].values == number).any():
            return drawn_once(geometry[f"{kind}_x"].values[of_this], geometry[f"{kind}_y"].values[of_this])
        if f"{kind}_west" not in geometry:
            return np.empty(0), np.empty(0)
        edges = ("west", "east", "south", "north")
        west, east, south, north = (float(geometry[f"{kind}_{edge}"][number]) for edge in edges)
        return np.array([west, east, east, west, west]), np.array([south, south, north, north, south])

    def _lines(self) -> str:
        geometry, parts = self.results.geometry, []
        for kind in ("line_sensor", "patrol", "drone"):
            if kind not in geometry:
                continue
            for number, name in enumerate(geometry[kind].values):
                x, y = self._way(kind, number)
                if not len(x):
                    continue
                path = self._path(self._at(x, y))
                said = f"{kind.replace('_', ' ')} {name}"
                parts.append(
                    f'<g data-kind="{kind}" {self._held(kind, number)}><path class="rim" d="{path}"/>'
                    f'<path class="{kind}" d="{path}"><title>{text(said)}</title></path></g>'
                )
        return "".join(parts)

    def _marks(self) -> str:
        geometry, circles, marks = self.results.geometry, [], []
        for kind in ("site", "team", "post"):
            if kind not in geometry:
                continue
            radius = {"site": "site_radius", "post": "post_range"}.get(kind)
            for number, (x, y) in enumerate(self._at(geometry[f"{kind}_x"].values, geometry[f"{kind}_y"].values)):
                name = str(geometry[kind].values[number])
                held = 'class="asset" data-held="all"' if kind == "site" else self._held(kind, number)
                said = f"{ {'team': 'response base'}.get(kind, kind) } {name}"
                if radius is not None:
                    size = float(geometry[radius].values[number])
                    said += f", {'radius' if kind == 'site' else 'range'} {size:.3g} km"
                    ring = f'<circle class="ring {kind}" cx="{x:.3f}" cy="{y:.3f}" r="{size:.3f}"/>'
                    circles.append(f'<g data-kind="{"site" if kind == "site" else "range"}" {held}>{ring}</g>')
                marks.append(
                    f'<g data-kind="{kind}" {held}><g class="mark {kind}" data-x="{x:.3f}" data-y="{y:.3f}" '
                    f'transform="{self._placed(x, y)}">{SHAPES[kind]}'
                    f'<text class="name" x="10" y="-5">{text(name)}</text><title>{text(said)}</title></g></g>'
                )
        return "".join(circles + marks)

    def _legend(self) -> str:
        parts = []
        for layer in self.layers:
            off = "" if layer == self.layers[0] else " off"
            if layer == "gaps":
                period = f"{self.results.attributes['period_h']:g} h"
                colours = [to_hex(matplotlib.colormaps["YlOrRd"](0.25 + 0.75 * part)) for part in np.linspace(0, 1, 9)]
                ends = "0", f"{self._most_leaks:.3g} leaks in {period} and km"
                note = "numbers: the worst stretches, see the table below"
            else:
                counts = self.results.maps[layer]
                largest = float(counts.max())
                colour_map, _ = layer_colours(layer, largest)
                colours = [to_hex(colour_map(part)) for part in np.linspace(0, 1, 9)]
                least, most = layer_ends(layer, largest)
                ends = layer_number(layer, least), layer_number(layer, most)
                note = f"{counts.attrs.get('long_name', layer)}: number, logarithmic scale; clear: none"
                if layer == "coverage":
                    note = (
                        "share of the period in which somebody who stands there is in range and in sight of a sensor, "
                        "by means; logarithmic scale; clear: never"
                    )
                    if "drone_west" in self.results.geometry:
                        note += "; drones on random legs are left out"
            parts.append(
                f'<div class="legend{off}" data-layer="{layer}"><span>{ends[0]}</span>'
                f'<i style="background:linear-gradient(to right,{",".join(colours)})"></i><span>{text(ends[1])}</span>'
                f"<small>{text(note)}</small></div>"
            )
        return (
            "".join(parts)
            + '<p class="hint">Drag to move; + and − (or Ctrl and the wheel, two fingers, a double click) to '
            "zoom. Marks tell their name and range where the pointer rests on them.</p>"
        )
