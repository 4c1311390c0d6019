"""How the cost of an attempt grows with attempts, steps, assets, configurations and cells: bench/growth.png.

    python growth.py [-o PICTURE] [--seconds S] [--repeats N] [--redraw FILE]

Runs made scenarios (peers/made_scenario.py) that are alike but for one size, on one thread, and draws the time of
sampling, which the program tells, over attempts: the quickest of the repeats. A curve has the power of the abscissa
that fits all of it, and that of its last step. Needs matplotlib: `./panj bench growth` runs it with the Python of
analysis/.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator
from peers.made_scenario import Sizes, scenario_text
from peers.panj_program import run_panj

START = Sizes()
CELLS_KM2 = START.width_km * START.depth_km


@dataclass(frozen=True)
class Panel:
    """One curve: the scenarios, their sizes along the abscissa, and what stays the same."""

    name: str
    label: str
    sizes: list[Sizes]
    at: list[float]
    note: str


def panels() -> list[Panel]:
    """List the five."""
    attempts = [1, 4, 16, 64, 256, 1000]
    depths_km = [2.0, 4.0, 8.0, 16.0, 32.0]
    posts = [1, 4, 16, 64, 256]
    configurations = [1, 2, 4, 8, 16, 32]
    deep = [replace(START, depth_km=depth, width_km=CELLS_KM2 / depth) for depth in depths_km]
    wide = [replace(START, width_km=START.width_km * n, posts=START.posts * n) for n in (1, 4, 16, 64)]
    return [
        Panel(
            "attempts",
            "attempts in a replication",
            [replace(START, attempts=n) for n in attempts],
            attempts,
            "one team answers them all",
        ),
        Panel(
            "steps",
            "cells from edge to edge",
            deep,
            [size.depth_km * 1000.0 / size.cell_m for size in deep],
            "the same number of cells",
        ),
        Panel(
            "assets",
            "posts on the same 40 km",
            [replace(START, posts=n) for n in posts],
            posts,
            "each sees 1 km:\nmore and more of them in reach",
        ),
        Panel(
            "configurations",
            "configurations",
            [replace(START, configurations=n) for n in configurations],
            configurations,
            "all but one of 16 posts,\nanother one in each",
        ),
        Panel("cells", "cells", wide, [size.cells for size in wide], "a longer border,\nas densely watched"),
    ]


def attempt_us(scenario: Path, seconds: float, repeats: int) -> float:
    """Microseconds of sampling that an attempt takes, under all configurations; the quickest of the repeats."""
    replications = 32
    run = run_panj(scenario, replications, 1)
    while run.sampling_s < 0.5 * seconds:
        longer = seconds / max(run.sampling_s, 0.01 * seconds)
        replications = int(replications * min(max(longer, 2.0), 32.0))
        run = run_panj(scenario, replications, 1)
    again = [run_panj(scenario, replications, 1) for _ in range(repeats - 1)]
    return 1e6 * min(one.sampling_s for one in [run, *again]) / run.attempts


def curve(panel: Panel, seconds: float, repeats: int) -> Iterator[float]:
    """Measure the scenarios of a panel."""
    for at, sizes in zip(panel.at, panel.sizes, strict=True):
        with tempfile.TemporaryDirectory(prefix="panj_bench_") as folder:
            scenario = Path(folder) / "made.toml"
            scenario.write_text(scenario_text(sizes))
            cost = attempt_us(scenario, seconds, repeats)
        print(json.dumps({"panel": panel.name, "at": at, "us_per_attempt": round(cost, 3)}), flush=True)
        yield cost


def printed(panel: Panel, path: Path) -> list[float]:
    """Read what an earlier run printed of a panel."""
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    return [line["us_per_attempt"] for line in lines if line["panel"] == panel.name]


def draw(axes: Axes, panel: Panel, cost_us: list[float]) -> None:
    """Draw a curve on logarithmic axes, with the power of the abscissa that fits it."""
    x, y = np.log(panel.at), np.log(cost_us)
    power, factor = np.polyfit(x, y, 1)
    axes.plot(panel.at, np.exp(factor + power * x), color="0.65", linewidth=1.2, zorder=1)
    axes.plot(panel.at, cost_us, "o-", color="#1f5a8a", markersize=5, linewidth=1.5, zorder=2)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(panel.label)
    end = (y[-1] - y[-2]) / (x[-1] - x[-2])
    axes.set_title(panel.name, fontsize=11, loc="left")
    told = f"power {power:.2f}\nat the end {end:.2f}"
    axes.text(0.97, 0.04, told, transform=axes.transAxes, ha="right", va="bottom", fontsize=9)
    axes.text(0.03, 0.95, panel.note, transform=axes.transAxes, va="top", fontsize=8, color="0.35")
    axes.set_xticks(panel.at, [short_number(at, 0) for at in panel.at], fontsize=9)
    axes.yaxis.set_major_formatter(FuncFormatter(short_number))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_formatter(NullFormatter())
    axes.grid(True, which="major", color="0.88", linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)


def short_number(value: float, _: int) -> str:
    """Write 10,000 as 10k."""
    for factor, letter in [(1e6, "M"), (1e3, "k")]:
        if value >= factor:
            return f"{value / factor:.3g}{letter}"
    return f"{value:g}"


def main() -> None:
    """Measure and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, default=Path(__file__).with_name("growth.png"))
    parser.add_argument("--seconds", type=float, default=2.0, help="of sampling for each point, about")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--redraw", type=Path, help="draw what an earlier run printed, instead of measuring")
    given = parser.parse_args()
    shown = panels()
    figure, all_axes = plt.subplots(1, len(shown), figsize=(15.0, 3.6), sharey=True, layout="constrained")
    for axes, panel in zip(all_axes, shown, strict=True):
        cost_us = printed(panel, given.redraw) if given.redraw else curve(panel, given.seconds, given.repeats)
        draw(axes, panel, list(cost_us))
    all_axes[0].set_ylabel("µs of one thread per attempt")
    figure.savefig(given.output, dpi=110)


if __name__ == "__main__":
    main()
