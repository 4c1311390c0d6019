"""A replayed replication on the map: who went where, was seen and met."""

from __future__ import annotations

import os

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from panj.map_figure import plot_map
from panj.results import Results
from panj.style import halo, place_labels

# Events at the place of the group, or of its contact: what its track is drawn through.
OF_GROUP = [
    "departs",
    "sets_out",
    "crosses",
    "turns_back",
    "comes_back",
    "detected",
    "reported",
    "confirmed",
    "waits_at_line",
    "held_up",
    "goes_on",
    "gets_away",
    "breaks_through",
    "complies",
    "resists_in_vain",
    "site_reached",
    "destination_reached",
    "home_again",
    "unfinished",
]
CAUGHT = ("complies", "resists_in_vain")
# Outcome of an attempt: colour and name; Okabe and Ito's colours, dark enough on the ground.
OUTCOMES = {
    "intercepted": ("#009E73", "intercepted"),
    "leaked": ("#D55E00", "reached the destination"),
    "turned back": ("#882255", "turned back"),
    "other": ("#555555", "neither"),
}


def replay_events(results: Results, events: str | os.PathLike[str] | None = None, replication: int = 0) -> pd.DataFrame:
    """Return the events of one replication, from a CSV of ``panj replay -o`` or from the result file.

    Parameters
    ----------
    results
        The result file; run with ``--events`` if it is to hold them.
    events
        The CSV; the result file's own events if left out.
    replication
        Which, of the result file's own.

    Returns
    -------
    pandas.DataFrame
        A row an event, by configuration and time: ``replication``, ``configuration``, ``time_s`` [s since the period's
        start], ``event``, ``crosser`` (empty: of no attempt), ``attempt``, ``base``, ``call``, ``x_m``, ``y_m`` [m]
        and, of a CSV, its other columns.

    Raises
    ------
    KeyError
        The file holds no events, or none of the replication.

    """
    if events is not None:
        table = pd.read_csv(events)
        return table.assign(crosser=table["crosser"].fillna("").astype(str), base=table["base"].fillna("").astype(str))
    data = results.events
    chosen = data.isel(event=np.flatnonzero(data["replication"].values == replication))
    if chosen.sizes["event"] == 0:
        raise KeyError(f"{results.path}: there are no events of replication {replication}")
    kinds = np.array(str(data["kind"].attrs["flag_meanings"]).split())

    def named(index: str, names: str) -> np.ndarray:
        """Names of what an index points to; empty where it is -1."""
        known = data[names].values if names in data else np.array([], dtype=str)
        return np.append(known.astype(object), "")[chosen[index].values]

    return pd.DataFrame(
        {
            "replication": chosen["replication"].values,
            "configuration": named("configuration_index", "configuration"),
            "time_s": chosen["time"].values,
            "event": kinds[chosen["kind"].values],
            "crosser": named("crosser_index", "crosser"),
            "attempt": chosen["attempt"].values,
            "base": named("base_index", "base"),
            "call": chosen["call"].values,
            "x_m": chosen["x"].values,
            "y_m": chosen["y"].values,
        }
    )


def plot_replay(
    results: Results,
    events: str | os.PathLike[str] | None = None,
    configuration: str | None = None,
    replication: int = 0,
    axes: Axes | None = None,
) -> Axes:
    """Draw one replication on the map: tracks by their outcome, where they were seen first and met, teams' ways.

    Tracks and ways are straight between events: events tell where a group was when something happened, not how it went.

    Parameters
    ----------
    results
        The scenario's result file, for map and assets.
    events
        CSV that ``panj replay SCENARIO --replication N -o FILE.csv`` wrote; the result file's own events (of a run
        with ``--events``) if left out.
    configuration
        Name; the first if left out.
    replication
        Which, of the result file's own events.
    axes
        Where to draw.

    Raises
    ------
    KeyError
        No such configuration, or no events of it.

    """
    configuration = results.known_configuration(configuration)
    table = replay_events(results, events, replication)
    table = table[table["configuration"] == configuration]
    if table.empty:
        raise KeyError(f"the events hold nothing of configuration {configuration!r}")
    axes = plot_map(results, None, configuration, axes)
    ends = _draw_tracks(axes, table)
    _draw_ways(axes, table)
    _mark(axes, table, ("detected",), "o", "white", 6.5, "detected first", first=True)
    _mark(axes, table, CAUGHT, "X", "#009E73", 9.0, "met and held")
    _mark(axes, table, ("breaks_through", "gets_away"), "X", "#D55E00", 9.0, "met, got away")
    told = f"replication {table['replication'].iloc[0]}; ways are straight between events"
    axes.set_title(f"{results.title}\n{configuration}, {told}", fontsize=11)
    # Beside the map: tracks begin and end in any of its corners.
    axes.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), borderaxespad=0.0, fontsize=8, frameon=False)
    place_labels(axes, ends, np.empty((0, 2)))
    return axes


def outcome_of(kinds: set[str]) -> str:
    """Return how an attempt ended by the kinds of its events; a key of ``OUTCOMES``."""
    if kinds & set(CAUGHT):
        return "intercepted"
    if "destination_reached" in kinds:
        return "leaked"
    return "turned back" if "home_again" in kinds or "turns_back" in kinds else "other"


def _attempts(table: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return each attempt's name and its events in order of time."""
    groups = table[table["crosser"] != ""].sort_values("time_s", kind="stable").groupby(["crosser", "attempt"])
    return [(f"{crosser}:{int(number)}", rows) for (crosser, number), rows in groups]


def _draw_tracks(axes: Axes, table: pd.DataFrame) -> list[tuple]:
    named: set[str] = set()
    labels = []
    for name, rows in _attempts(table):
        colour, words = OUTCOMES[outcome_of(set(rows["event"]))]
        way = rows[rows["event"].isin(OF_GROUP)].dropna(subset=["x_m", "y_m"])
        x, y = way["x_m"].values / 1000.0, way["y_m"].values / 1000.0
        if not len(way):
            continue
        label = None if words in named else f"attempts: {words}"
        named.add(words)
        axes.plot(x, y, color=colour, lw=1.8, path_effects=halo(3.4), label=label, zorder=5)
        axes.plot(x[:1], y[:1], "o", color=colour, ms=4, zorder=5)
        labels.append((name, (x[0], y[0]), {"fontsize": 7, "color": colour}, True))
    return labels


def _draw_ways(axes: Axes, table: pd.DataFrame) -> None:
    """Draw from the base of each team that is sent to where it makes contact, or finds nobody."""
    contacts = table[table["event"].isin((*CAUGHT, "breaks_through", "gets_away", "nothing_there"))]
    label: str | None = "teams sent out"
    for sent in table[(table["event"] == "sent") & (table["base"] != "")].itertuples():
        after = contacts[(contacts["call"] == sent.call) & (contacts["time_s"] >= sent.time_s)]
        after = after[(after["crosser"] == sent.crosser) & (after["base"] == sent.base)].dropna(subset=["x_m"])
        if sent.crosser == "" or after.empty or np.isnan(sent.x_m):
            continue
        to = after.iloc[0]
        x, y = np.array([sent.x_m, to.x_m]) / 1000.0, np.array([sent.y_m, to.y_m]) / 1000.0
        axes.plot(x, y, color="#E69F00", lw=1.4, ls=(0, (2, 1.5)), path_effects=halo(2.6), label=label, zorder=4)
        label = None


def _mark(
    axes: Axes,
    table: pd.DataFrame,
    kinds: tuple[str, ...],
    marker: str,
    colour: str,
    size: float,
    label: str,
    first: bool = False,
) -> None:
    rows = table[(table["crosser"] != "") & table["event"].isin(kinds)].sort_values("time_s", kind="stable")
    if first:
        rows = rows.drop_duplicates(["crosser", "attempt"])
    if rows.empty:
        return
    rim = "black" if colour == "white" else "white"
    x, y = rows["x_m"] / 1000.0, rows["y_m"] / 1000.0
    axes.plot(x, y, marker, color=colour, mec=rim, mew=1.0, ms=size, ls="none", label=label, zorder=7)
