"""One picture that tells a result: the map, and beside it the share along the border.

As a command: ``python -m panj.overview khatlon.h5 khatlon_map.png``.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from PIL import Image

from panj.figures import plot_along_border
from panj.map_figure import plot_map
from panj.results import Results, open_results


def plot_overview(
    results: Results, measure: str = "p_leak", layer: str | None = "leaks", configuration: str | None = None
) -> Figure:
    """Draw the map of a configuration beside a measure along the border, in a new figure.

    Parameters
    ----------
    results
        What to draw.
    measure
        What stands along the border.
    layer
        What lies over the map, see ``plot_map``.
    configuration
        Name; the first if left out.

    Raises
    ------
    KeyError
        No such measure, layer or configuration.

    """
    configuration = results.known_configuration(configuration)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.4, 5.0), layout="constrained", width_ratios=(1.35, 1.0))
    plot_along_border(results, measure, [configuration], right)
    plot_map(results, layer, configuration, left)
    left.set_title("")
    figure.suptitle(results.title, fontsize=12)
    return figure


def save_small_png(figure: Figure, path: str | Path, width_px: int = 900, colours: int = 255) -> None:
    """Save a figure as a PNG with a palette: a few hundred kilobytes, for a page.

    Parameters
    ----------
    figure
        What to save.
    path
        The file to write.
    width_px, colours
        Width of the picture [pixels], and how many colours are kept, 256 at the most.

    """
    drawn = io.BytesIO()
    figure.savefig(drawn, dpi=width_px / figure.get_figwidth())
    picture = Image.open(drawn).convert("RGB").quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)


def main() -> None:
    """Draw the overview of a result file into a PNG."""
    parser = argparse.ArgumentParser(prog="python -m panj.overview", description="Draw a result file into a PNG.")
    parser.add_argument("results", help="result file of panj run")
    parser.add_argument("picture", help="PNG to write")
    parser.add_argument("--configuration", help="whose; the first if left out")
    arguments = parser.parse_args()
    plt.switch_backend("Agg")
    save_small_png(
        plot_overview(open_results(arguments.results), configuration=arguments.configuration), arguments.picture
    )


if __name__ == "__main__":
    main()
