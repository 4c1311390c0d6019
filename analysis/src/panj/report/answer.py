"""What a result file answers, in words: which configuration is the best, and how sure that is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from panj.report.markup import HARD, Interval
from panj.results import Results
from panj.style import level

# What is said of the configuration that a measure prefers, and of a measure's share.
PRAISE = {"p_detect": "detects most", "p_intercept": "intercepts most", "p_leak": "lets fewest through"}
SHARE = {"p_detect": "are detected", "p_intercept": "are intercepted", "p_leak": "reach their destination"}


def main_measure(results: Results) -> str:
    """Return what configurations are judged by: interceptions, or detections where nobody intercepts."""
    return "p_intercept" if float(results.summary["p_intercept"].max()) > 0.0 else "p_detect"


def percent(value: float, low: float, high: float) -> Interval:
    """Return a share and its bounds (0 to 1) in percent."""
    return Interval(100.0 * value, 100.0 * float(low), 100.0 * float(high), unit="%")


def share_of(row: pd.Series) -> Interval:
    """Return a row of ``Results.estimates`` of a share, in percent."""
    return percent(row.value, row.low, row.high)


def points_of(row: pd.Series) -> Interval:
    """Return a row of ``Results.differences`` of a share, in percentage points."""
    return Interval(100.0 * row.value, 100.0 * row.low, 100.0 * row.high, sign=True, unit="points")


def chance(p: float) -> str:
    """Return a probability in words, such as ``less than 0.1 %``."""
    if p < 0.001:
        return f"less than 0.1{HARD}%"
    return f"{100.0 * p:.1f}{HARD}%" if p < 0.1 else f"{100.0 * p:.0f}{HARD}%"


def listed(names: list[str]) -> str:
    """Return names with commas, the last behind an "and"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def verdict(results: Results, measure: str) -> str:
    """Say which configuration is the best by a measure, and how sure that is: a sentence or two, not escaped."""
    shares = results.estimates(measure)
    if len(shares) == 1:
        return f"Of all attempts {share_of(shares.iloc[0]).words()} {SHARE[measure]}."
    try:
        best = results.best(measure)
    except KeyError:
        return f"This file does not tell which configuration {PRAISE[measure]}."
    leader = best.attrs["leader"]
    if not leader:
        return f"Which configuration {PRAISE[measure]} can't be told: too little is known."
    like = [str(name) for name in best.index if best.same_as[name] == best.same_as[leader]]
    if len(like) == len(best):
        return (
            f"No replication tells the configurations apart: {share_of(shares.loc[leader]).words()} {SHARE[measure]}."
        )
    may_be = [str(name) for name in best.index[best.may_be_best] if str(name) not in like]
    # Of intervals that all hold together, turned so that positive is more of the measure.
    lead, sign = best.loc[leader], 1.0 if best.attrs["better"] == "more" else -1.0
    low, high = sorted((100.0 * sign * lead.low, 100.0 * sign * lead.high))
    ahead = Interval(100.0 * sign * lead.lead, low, high, sign=True, unit="points").words()
    others = best.drop(index=like)
    next_best = str(others.lead.idxmax())
    p_wrong = best.attrs["p_wrong"]
    share = share_of(shares.loc[leader]).words()
    if may_be:
        return (
            f"Which configuration {PRAISE[measure]} is not decided: {listed([*like, *may_be])} may each be the best. "
            f"{leader} has the best estimate: {share} of attempts {SHARE[measure]}, {ahead} against {next_best}. "
            "More replications would tell."
        )
    who = f"{leader} {PRAISE[measure]}"
    if len(like) > 1:
        others_alike = [name for name in like if name != leader]
        who = f"{leader} {PRAISE[measure]} (as does {listed(others_alike)}: no replication tells them apart)"
    sure = "" if not np.isfinite(p_wrong) else f" The chance that another is better is at most {chance(p_wrong)}."
    if p_wrong < 0.001:
        sure = f" The chance that another is better is {chance(p_wrong)}."
    return f"{who}: {share} of attempts {SHARE[measure]}, {ahead} against the next best, {next_best}.{sure}"


def odds(value: float, low: float, high: float) -> tuple[str, str, str]:
    """Return how many attempts there are to one, for a probability and for the bounds of its interval, rising."""
    # As many digits as tell the interval's ends apart, two at the least.
    width = (high - low) / value if high > low and value > 0.0 else 1.0
    digits = int(np.clip(2 - np.floor(np.log10(width)), 2, 4))

    def to_one(share: float) -> str:
        return f"{float(f'{1.0 / share:.{digits}g}'):,.0f}" if share > 0.0 else "∞"

    return to_one(value), to_one(high), to_one(low)


def rare_verdicts(results: Results) -> list[str]:
    """Say of each class with ``rare_leaks`` how rarely it comes through unseen: a sentence each, not escaped."""
    try:
        rare = results.rare
    except KeyError:
        return []
    frame, said = results.estimates("p_undetected", "rare"), []
    for crosser in map(str, rare["crosser"].values):
        chances = frame.xs(crosser, level="crosser")
        if not np.isfinite(chances.value).all():
            continue
        words: list[str] = []
        for name, row in chances.sort_values("value", kind="stable").iterrows():
            middle, least, most = odds(row.value, row.low, row.high)
            does = "" if words else "comes through undetected "
            words.append(f"1 in {middle} [{least} to {most}] {does}under {name}")
        said.append(f"Of the attempts of {crosser} {', '.join(words)}.")
    return said


def effort_words(results: Results) -> str:
    """Say what the configuration that does best takes in people, against the first; empty where nobody states it."""
    measure, first = main_measure(results), results.configurations[0]
    if "effort" not in results.summary or len(results.configurations) == 1:
        return ""
    try:
        leader = str(results.best(measure).attrs["leader"])
    except KeyError:  # older than /best
        return ""
    effort = results.summary["effort"]
    if not leader or leader == first or effort.sel(configuration=[leader, first]).isnull().any():
        return ""
    its, the_first = (float(effort.sel(configuration=name)) for name in (leader, first))
    if round(its) == round(the_first):
        return f"{leader} and {first} both take {its:,.0f} person-hours a day."
    return f"{leader} takes {its:,.0f} person-hours a day, {first} {the_first:,.0f}."


def basis(results: Results) -> str:
    """Say what the numbers rest on."""
    summary = results.summary
    return (
        f"From {int(summary['n_attempts']):,} attempts in {int(summary['n_replications']):,} replications of "
        f"{results.attributes['period_h']:g} h; every configuration met the same attempts. Brackets are "
        f"{level(results)} intervals of what chance leaves open; they do not cover whether the assumptions hold."
    )
