"""Draws the figures of the shipped scenarios for scenarios/README.md: a map, and what the configurations differ by.

As a command, from where the result files are: ``python scenarios/figures/draw.py work_site.h5 river_plain.h5``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import panj
from panj.overview import save_small_png
from panj.results import Results
from panj.style import colour_of, level, titles_of


def draw_work_site(results: Results) -> None:
    """Map with the ground sensors, and the share of raiders that reach the camp: for them that is to leak."""
    table = results.estimates("p_leak", "classes").xs("raider", level="crosser")
    _draw(results, "line", "attempts", table, "raiders that reach the camp [%]")


def draw_river_plain(results: Results) -> None:
    """Map of the posture with everything, and the share of attempts that are intercepted."""
    _draw(results, "both", "leaks", results.estimates("p_intercept"), "attempts that are intercepted [%]")


def draw_pastures(results: Results) -> None:
    """Map of gates and drones, and the share of attempts that are intercepted."""
    _draw(results, "gates_and_drones", "leaks", results.estimates("p_intercept"), "attempts that are intercepted [%]")


def draw_khatlon(results: Results) -> None:
    """Draw changes of detections, above those of interceptions."""
    figure, rows = plt.subplots(2, 1, figsize=(8.4, 5.4), layout="constrained")
    for axes, measure in zip(rows, ("p_detect", "p_intercept"), strict=True):
        panj.plot_differences(results, measure, axes=axes)
        axes.set_title("")
    _save(figure, results)


def draw_high_passes(winter: Results) -> None:
    """Draw maps of leaks in winter and, from high_passes_summer.h5 beside the file, in summer."""
    summer = panj.open_results(winter.path.with_name("high_passes_summer.h5"))
    figure, pair = plt.subplots(1, 2, figsize=(12.0, 4.6))
    figure.subplots_adjust(left=0.065, right=0.97, bottom=0.17, top=0.88, wspace=0.08)
    for axes, results, season in zip(pair, (winter, summer), ("winter", "summer"), strict=True):
        panj.plot_map(results, "leaks", "sweep_and_vehicles", axes)
        axes.set_title(season)
        legend = axes.get_legend_handles_labels()
        axes.get_legend().remove()
    _, right, left_bar, right_bar = figure.axes
    for axes, label in ((right, ""), (left_bar, ""), (right_bar, "attempts that leaked [number]")):
        axes.set_ylabel(label)
    figure.legend(*legend, loc="lower center", ncols=6, fontsize=9, frameon=False)
    _save(figure, winter)


def draw_close_watch(results: Results) -> None:
    """Map of the ring with its sixth camera, and how seldom raiders come through unseen, on a logarithmic scale."""
    table = results.estimates("p_undetected", "rare").xs("raider", level="crosser")
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.4, 5.0), layout="constrained", width_ratios=(1.35, 1.0))
    figure.get_layout_engine().set(wspace=0.06)
    panj.plot_map(results, None, "with_mouth", left)
    left.set_title("")
    titles = titles_of(results)
    for place, (name, row) in zip(range(len(table))[::-1], table.iterrows(), strict=True):
        colour = colour_of(results, str(name))
        right.plot([row.low, row.high], [place, place], color=colour, lw=3.0)
        right.plot(row.value, place, "o", color=colour)
        right.annotate(
            f"{titles[str(name)]}: 1 in {float(f'{1.0 / row.value:.2g}'):,.0f}",
            (0.02, place + 0.16),
            xycoords=right.get_yaxis_transform(),
            fontsize=9,
        )
    right.set(xscale="log", xlim=(1e-9, 1e-1), ylim=(-0.5, len(table) - 0.3), yticks=[])
    right.set_xlabel(f"probability to come to the works unseen [1], with {level(results)} interval")
    right.grid(axis="x", color="0.9")
    right.set_axisbelow(True)
    right.spines[["top", "right"]].set_visible(False)
    _save(figure, results)


def _draw(results: Results, configuration: str, layer: str, table: pd.DataFrame, label: str) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.4, 5.0), layout="constrained", width_ratios=(1.35, 1.0))
    figure.get_layout_engine().set(wspace=0.06)
    panj.plot_map(results, layer, configuration, left)
    left.set_title("")
    _draw_rows(right, results, table)
    right.set_xlabel(f"{label}, with {level(results)} interval")
    _save(figure, results)


def _save(figure: Figure, results: Results) -> None:
    figure.suptitle(results.title, fontsize=12)
    save_small_png(figure, Path(__file__).parent / f"{results.path.stem}.png")
    plt.close(figure)


def _draw_rows(axes: Axes, results: Results, table: pd.DataFrame) -> None:
    titles = titles_of(results)
    for place, (name, row) in zip(range(len(table))[::-1], table.iterrows(), strict=True):
        colour = colour_of(results, str(name))
        axes.barh(place, 100.0 * row.value, 0.42, color=colour)
        axes.plot([100.0 * row.low, 100.0 * row.high], [place, place], color="black", lw=1.5)
        effort = float(results.summary.effort.sel(configuration=name))
        axes.annotate(
            f"{titles[str(name)]} ({effort:.0f} person-hours a day)", (0.0, place + 0.27), fontsize=8, va="bottom"
        )
        axes.annotate(
            f"{100.0 * row.value:.1f}", (100.0 * row.high, place), (4, 0), textcoords="offset points", va="center"
        )
    axes.set(xlim=(0.0, 100.0), ylim=(-0.5, len(table) - 0.3), yticks=[])
    axes.grid(axis="x", color="0.9")
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def main() -> None:
    """Draw the figure of each result file that is named."""
    plt.switch_backend("Agg")
    draw = {
        "work_site": draw_work_site,
        "river_plain": draw_river_plain,
        "pastures": draw_pastures,
        "khatlon": draw_khatlon,
        "high_passes": draw_high_passes,
        "close_watch": draw_close_watch,
    }
    for path in map(Path, sys.argv[1:]):
        draw[path.stem](panj.open_results(path))


if __name__ == "__main__":
    main()
