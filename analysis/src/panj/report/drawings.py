"""Pictures of matplotlib as inline SVG: text stays text, greys follow the page's light or dark, ids stay apart."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from panj.report.markup import text

# Sizes [inches] of a picture for wide and for narrow windows: the page shows the one that fits.
WIDE, NARROW, BESIDE = (9.0, 4.4), (4.3, 4.6), (4.3, 3.4)

# Greys that pictures use, and what the page takes for them: ink, quiet text, lines of a grid.
INKS = {
    "#000000": "var(--ink)",
    "#404040": "var(--ink)",
    "#666666": "var(--quiet)",
    "#999999": "var(--quiet)",
    "#b0b0b0": "var(--grid)",
    "#e6e6e6": "var(--grid)",
    "#ebebeb": "var(--grid)",
}
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.size": 9.5,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.facecolor": "none",
}


def drawing(identity: str, caption: str, draw: Callable[[Axes], object], *, beside: bool = False) -> str:
    """Return a picture as a figure of the page, drawn for wide and for narrow windows.

    Parameters
    ----------
    identity
        Its ``id`` in the page.
    caption
        What it shows, as text.
    draw
        Draws it on the axes that it is given. A legend is taken away: the page has one.
    beside
        Whether it stands beside others of its kind: then it is narrow in every window.

    """
    parts = []
    sizes = {"narrow": BESIDE} if beside else {"wide": WIDE, "narrow": NARROW}
    for kind, size in sizes.items():
        svg = _svg(f"{identity}-{kind}", caption, draw, size)
        parts.append(f'<div class="{kind}">{svg}</div>')
    said = f"<figcaption>{text(caption)}</figcaption>"
    return f'<figure class="drawing" id="{text(identity)}">{said}{"".join(parts)}</figure>'


def _svg(identity: str, caption: str, draw: Callable[[Axes], object], size: tuple[float, float]) -> str:
    written = io.StringIO()
    with matplotlib.rc_context(STYLE | {"svg.hashsalt": identity}):
        figure, axes = plt.subplots(figsize=size, layout="constrained")
        try:
            draw(axes)
            for each in figure.axes:
                if (legend := each.get_legend()) is not None:
                    legend.remove()
            figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
        finally:
            plt.close(figure)
    return tidy(written.getvalue(), identity, caption)


def tidy(svg: str, identity: str, caption: str) -> str:
    """Return an SVG file's text as a part of a page.

    Parameters
    ----------
    svg
        What matplotlib wrote.
    identity
        Goes before the ids inside, so that those of several pictures differ.
    caption
        Its name for those who do not see it.

    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{identity}-\1"', svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{identity}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{identity}-\1)", svg)
    for grey, ink in INKS.items():
        svg = re.sub(grey, ink, svg, flags=re.IGNORECASE)
    svg = re.sub(r"'DejaVu Sans'[^;\"]*", "var(--sans)", svg)
    # The page's own size: as wide as its column, at its own shape.
    svg = re.sub(r'<svg ([^>]*?)height="[^"]+"', r"<svg \1", svg, count=1)
    svg = re.sub(r'<svg ([^>]*?)width="[^"]+"', rf'<svg role="img" aria-label="{text(caption)}" \1', svg, count=1)
    # Numbers of pixels need no millionths.
    svg = re.sub(r"(\d+\.\d{2})\d+", r"\1", svg)
    return re.sub(r"\s*\n\s*", "\n", svg)
