"""The tables of the report: summary, differences, periods, classes, gaps, assets, teams, sites, hours."""

from __future__ import annotations

import numpy as np
import pandas as pd

from panj.gaps import gaps
from panj.report.answer import odds, percent, points_of, share_of
from panj.report.markup import HARD, Cell, Interval, swatch, table, text
from panj.results import Results
from panj.style import level

# Measures of the summary, in their order. Others, such as P(detect) given the tracks, are for those who check the run.
HEADINGS = {
    "p_detect": "detected",
    "p_intercept": "intercepted",
    "p_leak": "leaked",
    "p_site_reached": "reached a site",
    "p_turned_back": "turned back",
    "p_detected_not_intercepted": "detected, got through",
}
PERIOD_HEADINGS = {
    "leaks": "leaks",
    "persons_through": "persons through",
    "p_no_leak": "P(no leak)",
    "sites_reached": "sites reached",
    "p_no_site_reached": "P(no site reached)",
}
CLASS_MEASURES = ("p_detect", "p_intercept", "p_leak", "p_turned_back")


def _swatch(results: Results, name: str) -> Cell:
    return swatch(results.configurations.index(name), name)


def summary_table(results: Results) -> str:
    """Return every measure of every configuration."""
    estimates = {measure: results.estimates(measure) for measure in HEADINGS if measure in results.measures}
    shown = [measure for measure, rows in estimates.items() if rows.value.any()]
    effort = results.summary["effort"].values if "effort" in results.summary else np.array([np.nan])
    with_effort = bool(np.isfinite(effort).any())
    rows = []
    for number, name in enumerate(results.configurations):
        row: list[object] = [_swatch(results, name), *(share_of(estimates[measure].loc[name]) for measure in shown)]
        if with_effort:
            row.append(Cell(f"{effort[number]:,.0f}", float(effort[number])))
        rows.append(row)
    headings = ["configuration", *(HEADINGS[measure] for measure in shown)]
    caption = f"Share of all attempts that were …, with {level(results)} intervals"
    return table("summary", caption, [*headings, *(["person-hours a day"] if with_effort else [])], rows)


def differences_table(results: Results) -> str:
    """Return what each configuration changes against the first."""
    first = results.configurations[0]
    measures = [measure for measure in ("p_detect", "p_intercept", "p_leak") if results.estimates(measure).value.any()]
    changes = {measure: results.differences(measure, first) for measure in measures}
    rows = [
        [_swatch(results, name), *(points_of(changes[measure].loc[name]) for measure in measures)]
        for name in results.configurations[1:]
    ]
    caption = f"Change against {first} in percentage points, from the same attempts, with {level(results)} intervals"
    return table("differences", caption, ["configuration", *(HEADINGS[measure] for measure in measures)], rows)


def periods_table(results: Results) -> str:
    """Return what a period sees; empty for files from before that was written."""
    shown = [name for name in results.period_measures if results.estimates(name, "periods").value.any()]
    if not shown:
        return ""
    rows = []
    for name in results.configurations:
        row: list[object] = [_swatch(results, name)]
        for measure in shown:
            one = results.estimates(measure, "periods").loc[name]
            row.append(share_of(one) if measure.startswith("p_") else Interval(one.value, one.low, one.high))
        rows.append(row)
    caption = f"What one period of {results.attributes['period_h']:g} h sees, with {level(results)} intervals"
    return table("periods", caption, ["configuration", *(PERIOD_HEADINGS.get(name, name) for name in shown)], rows)


def classes_table(results: Results) -> str:
    """Return the main measures of each class under each configuration."""
    classes = results.classes
    frames = {
        measure: results.estimates(measure, "classes") for measure in CLASS_MEASURES if measure in results.measures
    }
    rows = []
    for number, crosser in enumerate(classes["crosser"].values):
        kind = " (probes)" if int(classes["probes"].values[number]) else ""
        for name in results.configurations:
            shares = (share_of(frame.loc[(name, crosser)]) for frame in frames.values())
            attempts = int(classes["n_attempts"].values[number])
            rate = float(classes["attempts_per_period"].values[number])
            row = [f"{crosser}{kind}", _swatch(results, name), *shares, attempts, Cell(f"{rate:.3g}", rate)]
            rows.append(row)
    headings = ["class", "configuration", *(HEADINGS[measure] for measure in frames), "attempts", "attempts a period"]
    return table("classes", f"By class, with {level(results)} intervals", headings, rows)


def gaps_table(results: Results, worst: int = 5) -> str:
    """Return the stretches of the border where most leaks cross, of each configuration."""
    found = {name: gaps(results, name, worst).query("leaks > 0") for name in results.configurations}
    leaks = np.concatenate([table.leaks for table in found.values()])
    # All as exact as three digits tell the largest, two decimals at the most.
    decimals = int(np.clip(2 - np.floor(np.log10(leaks.max())), 0, 2)) if len(leaks) else 0
    placed = any(str(place) for table in found.values() for place in table.place)
    rows: list[list[object]] = []
    for name, table_of_it in found.items():
        for rank, row in table_of_it.iterrows():
            rows.append(
                [
                    _swatch(results, name),
                    int(str(rank)),
                    Cell(f"{row.from_km:.1f}–{row.to_km:.1f}", float(row.from_km)),
                    *([row.place] if placed else []),
                    Cell(f"{row.leaks:.{decimals}f}", float(row.leaks)),
                    Cell(f"{100.0 * row['share']:.0f} %", float(row["share"])),
                    percent(row.p_leak, row.low, row.high),
                    int(row.attempts),
                ]
            )
    caption = f"Where most leaks cross: the {worst} worst stretches of each configuration"
    headings = [
        "configuration",
        "rank",
        "border [km]",
        *(["where"] if placed else []),
        "leaks a period",
        "of all leaks",
        "leak there",
        "crossings",
    ]
    return table("gaps", caption, headings, rows)


def assets_table(results: Results) -> str:
    """Return what each asset contributes; empty where there are none."""
    try:
        assets = results.assets
    except KeyError:
        return ""
    kinds = str(assets["kind"].attrs["flag_meanings"]).split()
    quantities = [name for name in ("first_detection_share", "value") if f"{name}_ci" in assets]
    rows = []
    for number, asset in enumerate(assets["asset"].values):
        for place, name in enumerate(results.configurations):
            one = assets.isel(asset=number, configuration=place)
            if not int(one["held"]):
                continue
            shares = []
            for quantity in quantities:
                shares.append(percent(float(one[quantity]), *one[f"{quantity}_ci"].values))
            alarms = int(one["nuisance_alarms"]) if "nuisance_alarms" in one else 0
            kind = kinds[int(one["kind"])].replace("_", " ")
            rows.append([str(asset), kind, _swatch(results, name), *shares, alarms])
    words = {"first_detection_share": "detects first", "value": "lost without it"}
    headings = ["asset", "kind", "configuration", *(words[name] for name in quantities), "nuisance alarms"]
    return table("assets", f"Assets: shares of all attempts, with {level(results)} intervals", headings, rows)


def teams_table(results: Results) -> str:
    """Return what each base of response teams does; empty where there are none."""
    try:
        teams = results.teams
    except KeyError:
        return ""
    rows = []
    for team in teams["team"].values:
        for name in results.configurations:
            one = teams.sel(team=team, configuration=name)
            busy = float(one["busy_share"])
            if np.isnan(busy):
                continue
            rows.append(
                [
                    str(team),
                    _swatch(results, name),
                    int(one["number"]),
                    int(one["calls_answered"]),
                    int(one["interceptions"]),
                    Cell(f"{100.0 * float(one['interception_share']):.1f} %", float(one["interception_share"])),
                    int(one["contacts_failed"]),
                    Cell(f"{100.0 * busy:.0f} %", busy),
                ]
            )
    headings = [
        "base",
        "configuration",
        "teams",
        "calls answered",
        "interceptions",
        "of all attempts",
        "contacts failed",
        "busy",
    ]
    return table("teams", "Response teams, over the whole run", headings, rows)


def sites_table(results: Results) -> str:
    """Return how often protected sites are reached, and with what warning; empty where there are none."""
    try:
        sites = results.sites
    except KeyError:
        return ""
    frame = results.estimates("p_reached", "sites")
    rows = []
    for number, site in enumerate(sites["site"].values):
        for name in results.configurations:
            one = sites.sel(configuration=name).isel(site=number)
            if not int(one["n_made_for"]):
                continue
            low, high = one["warning_time_mean_ci"].values
            warning = Interval(float(one["warning_time_mean"]), float(low), float(high), unit="h")
            reached = int(one["n_reached"])
            unwarned = int(one["n_unwarned"]) / reached if reached else float("nan")
            share = Cell(f"{100.0 * unwarned:.0f} %" if reached else "–", unwarned)
            made_for = int(one["n_made_for"])
            rows.append(
                [str(site), _swatch(results, name), made_for, share_of(frame.loc[(name, site)]), share, warning]
            )
    headings = ["site", "configuration", "led there", "reached it", "of these unwarned", "mean warning of these"]
    caption = f"Protected sites: attempts whose way leads there, with {level(results)} intervals"
    return table("sites", caption, headings, rows)


def hours_table(results: Results, measure: str) -> str:
    """Return a measure by hour of the period under each configuration."""
    frame = results.estimates(measure, "hours")
    rows = []
    for hour in results.hours["hour"].values:
        row: list[object] = [Cell(f"{int(hour)} to {int(hour) + 1}", int(hour))]
        rows.append([*row, *(share_of(frame.loc[(name, hour)]) for name in results.configurations)])
    caption = f"Share {HEADINGS[measure]} by the hour at which the border is crossed, with {level(results)} intervals"
    return table("hours", caption, ["hour", *results.configurations], rows)


def quantiles_table(results: Results) -> str:
    """Return quantiles of times among the attempts that have one."""
    rows: list[list[object]] = []
    words = {
        "detection_time": "departure to detection [h]",
        "interception_time": "departure to interception [h]",
        "warning_time": "warning of a site [h]",
        "contact_depth": "depth at contact [km]",
    }
    for quantity, said in words.items():
        try:
            frame = results.quantiles(quantity)
        except KeyError:
            continue
        for name in results.configurations:
            values = [frame.loc[(name, share)] for share in (0.1, 0.5, 0.9)]
            rows.append([said, _swatch(results, name), *(_quantile(results, quantity, row) for row in values)])
    headings = ["time", "configuration", "a tenth up to", "half up to", "nine tenths up to"]
    caption = (
        "Of those detected, intercepted, or at a site (who comes unwarned counts as 0): compare configurations by the "
        "pictures, which are of all attempts"
    )
    return table("quantiles", caption, headings, rows)


def _quantile(results: Results, quantity: str, row: pd.Series) -> Interval | Cell:
    """Return a quantile; of warnings one in the first bin, where the unwarned count as 0, as no more than its width."""
    if quantity == "warning_time":
        first = float(results.times["warning_time_bounds"].values[0, 1])
        if row.value <= first:
            return Cell(f"≤{HARD}{first:.2g}", float(row.value))
    return Interval(row.value, row.low, row.high)


def rare_table(results: Results) -> str:
    """Return how rarely classes with ``rare_leaks`` come through; empty where there are none."""
    try:
        rare = results.rare
    except KeyError:
        return ""
    measures = ("p_undetected", "p_leak")
    frames = {measure: results.estimates(measure, "rare") for measure in measures}
    rows = []
    for crosser in rare["crosser"].values:
        for name in results.configurations:
            chances = (one_in(*frames[measure].loc[(name, crosser), ["value", "low", "high"]]) for measure in measures)
            size = float(rare["p_leak_effective_size"].sel(configuration=name, crosser=crosser))
            rows.append([str(crosser), _swatch(results, name), *chances, Cell(f"{size:,.0f}", size)])
    headings = ["class", "configuration", "comes through undetected", "comes through", "effective attempts"]
    return table("rare", f"How rarely they come through, with {level(results)} intervals", headings, rows)


def one_in(value: float, low: float, high: float) -> Cell:
    """Return a small probability as one in so many, with its interval; the key is the probability."""
    if not np.isfinite(value):
        return Cell("–", value)
    middle, least, most = odds(value, low, high)
    return Cell(f'1 in {middle} <span class="interval">[{least} to {most}]</span>', value)


def listing(lines: list[str], kind: str) -> str:
    """Return sentences as a list of the page."""
    return f'<ul class="{kind}">{"".join(f"<li>{text(line)}</li>" for line in lines)}</ul>'
