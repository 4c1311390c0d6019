"""The validation table: known answers, what the program found for them, and how far off that is.

The program's validation tests record it themselves (``./panj test validation`` leaves the records in
``build/known_answers``); ``panj.validation_page`` makes a page of them.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from scipy import stats

from panj.command import PanjError, find_program
from panj.style import COLOURS, new_axes

# What the letters of the cases stand for, in the order of the table; others follow.
GROUPS = {
    "A": "Search and detection",
    "B": "Barriers and patrols",
    "R": "A long patrolled line",
    "C": "Response",
    "D": "Movement, sight, routes",
    "F": "Statistics and engine",
    "G": "Ground, rivers, gates",
    "H": "Crossers who decide",
    "K": "Camps and periods",
    "L": "Watching the line",
    "N": "Origins",
    "P": "Timetables of patrols",
    "Q": "Calls that fail",
    "S": "Sensors and weather",
    "V": "What assets are worth",
}
COLUMNS = ["id", "case", "source", "expected", "found", "difference", "half_width", "z", "samples", "test"]


def known_answers(path: str | os.PathLike[str]) -> pd.DataFrame:
    """Read the records of the validation tests.

    Parameters
    ----------
    path
        The folder that ``PANJ_KNOWN_ANSWERS`` named when the tests ran, or one of its files.

    Returns
    -------
    pandas.DataFrame
        A row for each case, sorted by its id. Columns: ``id`` (such as ``B1``), ``case`` (in words, with its unit),
        ``source``, ``expected`` (by the closed form), ``found`` (by the program), ``difference`` (found less
        expected), ``half_width`` (of the 95 % interval), ``z`` (difference in standard errors), ``samples`` (attempts,
        or what else was sampled) and ``test``. For what is computed without sampling the last ones before ``test`` are
        missing.

    Raises
    ------
    FileNotFoundError
        There are no records.

    """
    path = Path(path)
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise FileNotFoundError(f"no records of known answers in {path}; make them: ./panj test validation")
    rows = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    table = pd.DataFrame(rows, columns=[*COLUMNS, "stderr"])
    for column in ("expected", "found", "half_width", "stderr"):
        table[column] = table[column].astype(float)
    table["samples"] = table["samples"].astype("Int64")
    table["difference"] = table["found"] - table["expected"]
    table["z"] = table["difference"] / table["stderr"]
    places = [_place(identifier) for identifier in table["id"]]
    order = sorted(range(len(table)), key=places.__getitem__)
    return table.loc[order, COLUMNS].reset_index(drop=True)


def measure_known_answers(folder: str | os.PathLike[str], fewer: int = 1) -> None:
    """Run the validation tests of the source tree that this package lies in; it builds them where needed.

    Parameters
    ----------
    folder
        Where to leave the records; absolute.
    fewer
        How many times fewer samples to draw, at least; some tests then also sample shorter periods.

    Raises
    ------
    PanjError
        A test failed, or they could not be built.

    """
    command = [_wrapper(), "test", "--only", "validation"]
    environment = {**os.environ, "PANJ_KNOWN_ANSWERS": os.fspath(folder), "PANJ_TEST_SAMPLES_DIVISOR": str(fewer)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode != 0:
        raise PanjError((done.stderr + done.stdout).strip(), done.returncode)


def plot_z(table: pd.DataFrame, axes: Axes | None = None) -> Axes:
    """Draw the z of every sampled case, a line for each group of cases; bands at 2 and 4 standard errors.

    Parameters
    ----------
    table
        As ``known_answers`` returns it.
    axes
        Where to draw.

    """
    sampled = table.dropna(subset="z")
    letters = sampled["id"].map(group_of)
    groups = list(dict.fromkeys(letters))
    z, rows = sampled["z"].to_numpy(), letters.map(groups.index).to_numpy()
    heights = rows + _beeswarm(rows, z)
    axes = new_axes(axes, (8.0, 0.6 + 0.42 * len(groups)))
    axes.axvspan(-4, 4, color="0.95", zorder=0)
    axes.axvspan(-2, 2, color="0.88", zorder=0)
    axes.axvline(0, color="0.6", linewidth=0.8, zorder=1)
    axes.scatter(z, heights, s=22, color=COLOURS[0], edgecolor="white", linewidth=0.6, zorder=3)
    limit = max(4.6, np.abs(z).max() + 0.4)
    axes.set(xlim=(-limit, limit), ylim=(len(groups) - 0.4, -0.6))
    axes.set_xlabel("z: found less expected, in standard errors (tests fail beyond 4)")
    axes.set_yticks(range(len(groups)), [f"{GROUPS.get(group, 'Others')} ({group})" for group in groups])
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    # Who is beyond 2 is named: above and below in turn, since neighbours are close.
    far = np.flatnonzero(np.abs(z) > 2)
    for number, place in enumerate(far[np.lexsort((z[far], rows[far]))]):
        up = 1 if number % 2 == 0 else -1
        style: dict[str, Any] = {
            "fontsize": 8,
            "ha": "center",
            "va": "bottom" if up > 0 else "top",
            "textcoords": "offset points",
        }
        axes.annotate(sampled["id"].iloc[place], (z[place], heights[place]), (0, 5 * up), **style)
    return axes


def plot_z_quantiles(table: pd.DataFrame, axes: Axes | None = None) -> Axes:
    """Draw the sampled cases' z in order against the normal distribution's quantiles, on which they should lie.

    Parameters
    ----------
    table
        As ``known_answers`` returns it.
    axes
        Where to draw.

    """
    z = np.sort(table["z"].dropna().to_numpy())
    number = np.arange(1, len(z) + 1)
    axes = new_axes(axes, (5.0, 5.0))
    normal = stats.norm.ppf((number - 0.5) / len(z))
    # The k-th smallest of n uniform numbers has the law Beta(k, n + 1 - k).
    low, high = (stats.norm.ppf(stats.beta.ppf(p, number, len(z) + 1 - number)) for p in (0.025, 0.975))
    axes.fill_between(normal, low, high, color="0.88", linewidth=0, label="95 % of each, were they independent")
    axes.plot(normal, normal, color="0.6", linewidth=0.8, label="standard normal")
    axes.plot(normal, z, ".", color=COLOURS[0], markersize=6, label="cases found by sampling")
    limit = max(3.0, np.abs(z).max() + 0.3, np.abs(normal).max() + 0.3)
    axes.set(xlim=(-limit, limit), ylim=(-limit, limit), xlabel="expected z, by rank", ylabel="z")
    axes.set_aspect("equal")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="upper left", frameon=False, fontsize=8)
    return axes


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as text, rounded to what a reader wants to see.

    Parameters
    ----------
    table
        As ``known_answers`` returns it.

    Returns
    -------
    pandas.DataFrame
        Columns ``id``, ``case``, ``source``, ``expected``, ``got``, ``off by``, ``±`` (half-width of the 95 %
        interval), ``z`` and ``n`` (samples), all text; empty where nothing was sampled.

    """
    return pd.DataFrame(
        {
            "id": table["id"],
            "case": table["case"],
            "source": table["source"],
            "expected": table["expected"].map(_number),
            "got": table["found"].map(_number),
            "off by": table["difference"].map(_small),
            "±": table["half_width"].map(lambda width: "" if np.isnan(width) else f"{width:.2g}"),
            "z": table["z"].map(lambda z: "" if np.isnan(z) else f"{z:+.2f}"),
            "n": [f"{number:,}" if not pd.isna(number) else "" for number in table["samples"]],
        }
    )


def verdict(table: pd.DataFrame) -> str:
    """Say in words what the table shows.

    Parameters
    ----------
    table
        As ``known_answers`` returns it.

    """
    z = table["z"].dropna()
    exact = table[table["z"].isna()]
    worst = table.loc[z.abs().idxmax()]
    beyond = int((z.abs() > 2).sum())
    chance = stats.chi2.sf((z**2).sum(), len(z))
    return (
        f"{len(table)} known answers: {len(z)} found by sampling, {len(exact)} computed without. Of the sampled ones "
        f"{beyond} lie more than 2 standard errors off, where {len(z) * 2 * stats.norm.sf(2):.0f} are to be expected "
        f"of a program that is right; the farthest is {worst['id']} ({worst['case']}) with z = {worst['z']:+.2f}. "
        f"Their root mean square is {np.sqrt((z**2).mean()):.2f} (1 if right; this much or more with probability "
        f"{chance:.2f}, were they independent), their mean {z.mean():+.2f}. The computed ones are off by "
        f"{_small(exact['difference'].abs().max()).lstrip('+')} at the most."
    )


def group_of(identifier: str) -> str:
    """Return the letter of a case, see ``GROUPS``."""
    return identifier[:1]


def _place(identifier: str) -> tuple[int, str, int]:
    """Where an id stands: by group, then by number."""
    group = group_of(identifier)
    number = re.search(r"\d+", identifier)
    known = list(GROUPS)
    return (known.index(group) if group in known else len(known), group, int(number[0]) if number else 0)


def _number(value: float) -> str:
    return f"{value:.0f}" if value == round(value) and abs(value) >= 1e5 else f"{value:.6g}"


def _small(difference: float) -> str:
    return "0" if difference == 0 else f"{difference:+.1e}" if abs(difference) < 1e-4 else f"{difference:+.2g}"


def _beeswarm(rows: np.ndarray, values: np.ndarray, apart: float = 0.12, step: float = 0.11) -> np.ndarray:
    """Shifts that keep dots of a row from hiding each other: up and down in turn where neighbours are close."""
    lift = np.zeros(len(rows))
    for row in np.unique(rows):
        placed: list[tuple[float, float]] = []
        members = np.flatnonzero(rows == row)
        for member in members[np.argsort(values[members])]:
            tries = [sign * step * level for level in range(5) for sign in (1, -1)]
            free = (
                y for y in tries if all(abs(values[member] - x) > apart or abs(y - h) > 0.9 * step for x, h in placed)
            )
            lift[member] = next(free, 0.0)
            placed.append((values[member], lift[member]))
    return lift


def _wrapper() -> str:
    for folder in Path(__file__).resolve().parents:
        if (folder / "panj").is_file() and (folder / "tests" / "validation").is_dir():
            return str(folder / "panj")
    raise FileNotFoundError(f"the validation tests are part of the source tree, and {find_program()} is outside of it")
