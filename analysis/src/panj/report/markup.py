"""HTML: escaped text, numbers with their intervals, tables that sort, and forests of intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from html import escape

import numpy as np
from matplotlib.ticker import MaxNLocator

MISSING = "–"
HARD = "\N{NO-BREAK SPACE}"
# Configurations have the colours c0 to c7 of the style sheet, those of panj.style.
COLOURS = 8


def text(value: object) -> str:
    """Return a value as text for HTML, escaped."""
    return escape(str(value), quote=True)


def decimals_for(width: float) -> int:
    """Return how many decimals a number takes whose interval is so wide: one at the least, four at the most."""
    return 1 if not np.isfinite(width) or width <= 0.0 else int(np.clip(1 - np.floor(np.log10(width)), 1, 4))


def number(value: float, decimals: int, sign: bool = False) -> str:
    """Return a number with a real minus, or a dash where it is missing."""
    if not np.isfinite(value):
        return MISSING
    return f"{value:{'+' if sign else ''},.{decimals}f}".replace("-", "−")


@dataclass(frozen=True)
class Interval:
    """An estimate with its interval, as it is shown: already in percent where it is a share."""

    value: float
    low: float
    high: float
    sign: bool = False
    unit: str = ""
    places: int | None = None

    @property
    def decimals(self) -> int:
        """Decimals that are shown: those that are told, else such as its width bears."""
        return decimals_for(self.high - self.low) if self.places is None else self.places

    def words(self) -> str:
        """Return such as ``27.7 % [26.9, 28.4]``."""
        low, high = (number(end, self.decimals, self.sign) for end in (self.low, self.high))
        unit = f"{HARD}{self.unit}" if self.unit else ""
        return f"{number(self.value, self.decimals, self.sign)}{unit} [{low},{HARD}{high}]"

    def html(self) -> str:
        """Return the same with the interval in small type."""
        if not np.isfinite(self.value):
            return MISSING
        low, high = (number(end, self.decimals, self.sign) for end in (self.low, self.high))
        unit = f"{HARD}{text(self.unit)}" if self.unit else ""
        shown = number(self.value, self.decimals, self.sign)
        return f'{shown}{unit} <span class="interval">[{low}, {high}]</span>'


@dataclass(frozen=True)
class Cell:
    """A cell of a table: what it shows (HTML), and what it is sorted by."""

    html: str
    key: float | str

    def markup(self, tag: str = "td") -> str:
        """Return the cell as HTML; the key of a number stands there in full."""
        numeric = not isinstance(self.key, str)
        key = repr(float(self.key)) if numeric else self.key
        kind = ' class="number"' if numeric else ""
        scope = ' scope="row"' if tag == "th" else ""
        return f'<{tag}{scope}{kind} data-key="{text(key)}">{self.html}</{tag}>'


def cell(value: object, decimals: int | None = None) -> Cell:
    """Return the cell of an interval, a number or a text."""
    if isinstance(value, Cell):
        return value
    if isinstance(value, Interval):
        return Cell(value.html(), value.value)
    if isinstance(value, int | np.integer):
        return Cell(f"{int(value):,}".replace("-", "−"), int(value))
    if isinstance(value, float | np.floating):
        return Cell(number(float(value), 1 if decimals is None else decimals), float(value))
    return Cell(text(value), str(value))


def swatch(colour_number: int, name: str) -> Cell:
    """Return a name behind the colour of a configuration."""
    return Cell(f'<span class="swatch c{colour_number % COLOURS}"></span>{text(name)}', name)


def aligned(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Return rows in which the shares and points of a column have as many decimals as the least certain one bears."""
    columns = []
    for column in zip(*rows, strict=True):
        shares = [value for value in column if isinstance(value, Interval) and value.unit in ("%", "points")]
        places = min((value.decimals for value in shares if np.isfinite(value.value)), default=None)
        columns.append([replace(value, places=places) if value in shares else value for value in column])
    return [list(row) for row in zip(*columns, strict=True)]


def table(identity: str, caption: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table that sorts by each of its columns, scrolling sideways where it is too wide.

    Parameters
    ----------
    identity
        Its ``id`` in the page.
    caption
        What it shows, as text.
    headings
        Of the columns, as text.
    rows
        What the cells show, see ``cell``; the first of each row heads it.

    """
    cells = [[cell(value) for value in row] for row in aligned(rows)]
    numeric = [not isinstance(column[0].key, str) for column in zip(*cells, strict=True)] or [False] * len(headings)
    head = "".join(
        f'<th scope="col"{" class=number" if is_number else ""}><button type="button">{text(heading)}</button></th>'
        for heading, is_number in zip(headings, numeric, strict=True)
    )
    body = []
    for first, *others in cells:
        body.append(f"<tr>{first.markup('th')}{''.join(other.markup() for other in others)}</tr>")
    return (
        f'<p class="caption" id="{text(identity)}-caption">{text(caption)}</p>'
        f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{text(identity)}-caption">'
        f'<table id="{text(identity)}" class="sorts" aria-labelledby="{text(identity)}-caption">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def pairs(caption: str, rows: Sequence[tuple[str, object]]) -> str:
    """Return a list of names and what they are; values that are no ``Cell`` are escaped."""
    items = "".join(f"<dt>{text(name)}</dt><dd>{cell(value).html}</dd>" for name, value in rows)
    return f'<dl class="pairs" aria-label="{text(caption)}">{items}</dl>'


@dataclass(frozen=True)
class ForestRow:
    """A row of a forest: whose it is, in which colour (a configuration's number), and its interval."""

    name: str
    colour: int
    interval: Interval


def forest(identity: str, caption: str, rows: Sequence[ForestRow], unit: str, zero: bool = False) -> str:
    """Return intervals over each other on one axis, with their numbers beside.

    Parameters
    ----------
    identity
        Its ``id`` in the page.
    caption
        What it shows, as text.
    rows
        From top to bottom.
    unit
        Of the axis, as text.
    zero
        Whether the axis has to show 0, with a line.

    """
    ends = [end for row in rows for end in (row.interval.low, row.interval.high) if np.isfinite(end)]
    ends += [row.interval.value for row in rows if np.isfinite(row.interval.value)]
    low, high = (min(ends), max(ends)) if ends else (0.0, 1.0)
    low, high = (min(low, 0.0), max(high, 0.0)) if zero else (low, high)
    margin = 0.04 * (high - low) or 0.5
    low, high = low - margin, high + margin
    ticks = [tick for tick in MaxNLocator(5).tick_values(low, high) if low <= tick <= high]

    def place(value: float) -> str:
        return f"{100.0 * (value - low) / (high - low):.2f}%"

    lines = "".join(
        f'<i class="{"zero" if zero and abs(tick) < 1e-12 else "tick"}" style="left:{place(tick)}"></i>'
        for tick in ticks
    )
    items = "".join(_forest_row(row, lines, place) for row in rows)
    labels = "".join(
        f'<span style="left:{place(tick)}">{number(tick, 6).rstrip("0").rstrip(".")}</span>' for tick in ticks
    )
    # As wide as its longest numbers: one width for all rows, so that they and the axis have the same scale.
    width = 0.47 * max((len(row.interval.words()) for row in rows), default=0)
    return (
        f'<figure class="forest" id="{text(identity)}" style="--figures:{width:.1f}rem">'
        f"<figcaption>{text(caption)}</figcaption><ul>{items}</ul>"
        f'<div class="axis" aria-hidden="true"><div class="labels">{labels}</div><div class="unit">{text(unit)}</div>'
        "</div></figure>"
    )


def _forest_row(row: ForestRow, lines: str, place: Callable[[float], str]) -> str:
    interval, drawn = row.interval, ""
    if np.isfinite(interval.value):
        left, right = place(interval.low), place(interval.high)
        drawn = (
            f'<b class="bar" style="left:{left};width:calc({right} - {left})"></b>'
            f'<b class="dot" style="left:{place(interval.value)}"></b>'
        )
    return (
        f'<li class="c{row.colour % COLOURS}"><span class="name"><span class="swatch"></span>{text(row.name)}</span>'
        f'<span class="track" aria-hidden="true">{lines}{drawn}</span>'
        f'<span class="figures">{interval.html()}</span></li>'
    )
