"""What a run assumed: the resolved scenario as tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from panj.report.markup import Cell, pairs, table, text
from panj.results import Results

# Keys' endings and the units that they stand for; the longest first.
UNITS = {
    "_km3_per_h": "km³/h",
    "_per_km_h": "1/(km h)",
    "_km_h": "km/h",
    "_per_h": "1/h",
    "_h_a_day": "h/day",
    "_min": "min",
    "_deg": "°",
    "_lon_lat": "°",
    "_xy_km": "km",
    "_km": "km",
    "_m": "m",
    "_h": "h",
    "_s": "s",
}
# Arrays of tables of a scenario, a column an entry, and what they are.
ENTRIES = {
    "crosser": "Classes of those who cross",
    "sensor": "Sensors",
    "post": "Posts",
    "patrol": "Patrols",
    "drone": "Drones",
    "line_sensor": "Line sensors",
    "team": "Response teams",
    "obstacle": "Obstacles",
    "site": "Protected sites",
}
SECTIONS = {
    "weather": "Weather",
    "daylight": "Daylight",
    "response": "Response",
    "frontier": "Frontier",
    "sampling": "Sampling",
}
# Keys of places: the map shows them.
PLACES = ("position", "waypoints", "vertices", "base_lon_lat", "base_xy_km", "centre", "polygon")


def scenario_of(results: Results) -> dict[str, object]:
    """Return the resolved scenario: every default and setting written out."""
    return tomllib.loads(str(results.group("provenance")["resolved_toml"].item()))


def heading(key: str) -> str:
    """Return a key in words with its unit, such as ``ready [min]``."""
    for ending, unit in UNITS.items():
        if key.endswith(ending) and len(key) > len(ending):
            return f"{key.removesuffix(ending).replace('_', ' ')} [{unit}]"
    return key.replace("_", " ")


def in_words(value: object) -> str:
    """Return a value of a scenario in words, such as ``lognormal (median 4, sigma 0.6)``."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list):
        return ", ".join(f"({in_words(item)})" if isinstance(item, list) else in_words(item) for item in value)
    if isinstance(value, Mapping):
        if len(value) == 1:
            ((name, inner),) = value.items()
            shown = f"({in_words(inner)})" if isinstance(inner, Mapping) else in_words(inner)
            return f"{heading(str(name))} {shown}"
        return ", ".join(f"{heading(str(name))} {in_words(inner)}" for name, inner in value.items())
    return str(value)


def assumptions(results: Results) -> str:
    """Return the scenario's classes, sensors, assets, weather, response and configurations as HTML."""
    scenario = scenario_of(results)
    parts = []
    for name, words in ENTRIES.items():
        entries = scenario.get(name)
        if isinstance(entries, list) and entries:
            parts.append(_folded(words, _entries(name, words, entries), opened=name == "crosser"))
    for name, words in SECTIONS.items():
        section = scenario.get(name)
        if isinstance(section, Mapping):
            rows = [(heading(str(key)), in_words(value)) for key, value in section.items() if not _is_place(str(key))]
            parts.append(_folded(words, pairs(words, rows)))
    configurations = scenario.get("configuration", [])
    assert isinstance(configurations, list)
    parts.append(_folded("Configurations", _entries("configuration", "Configurations", configurations)))
    resolved = str(results.group("provenance")["resolved_toml"].item())
    parts.append(_folded("The whole scenario, with every default", f"<pre><code>{text(resolved)}</code></pre>"))
    return "".join(parts)


def _is_place(key: str) -> bool:
    return key.startswith(PLACES)


def _folded(words: str, content: str, opened: bool = False) -> str:
    return f"<details{' open' if opened else ''}><summary>{text(words)}</summary>{content}</details>"


def _entries(name: str, words: str, entries: list[dict[str, object]]) -> str:
    """Return a table with a row for each key that says something, a column for each entry."""
    keys = list(dict.fromkeys(key for entry in entries for key in entry if key != "name" and not _is_place(key)))
    rows: list[list[object]] = []
    for key in keys:
        values = [in_words(entry[key]) if key in entry else "" for entry in entries]
        if any(values):
            rows.append([heading(key), *(Cell(text(value), value) for value in values)])
    return table(f"assumed-{name}", words, ["property", *(str(entry["name"]) for entry in entries)], rows)
