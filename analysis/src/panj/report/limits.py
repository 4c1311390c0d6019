"""What a report has to warn of: what the model leaves out, and what this run leaves open."""

from __future__ import annotations

import numpy as np

from panj.report.assumptions import scenario_of
from panj.report.markup import HARD
from panj.results import Results

MODEL = (
    "Shares are what follows from the scenario: rates, ranges, delays and probabilities are its own, and intervals do "
    "not cover whether they are right. Vary those that matter, and see whether the answer stays.",
    "Crossers follow the laws of their class: they learn from patrols only as far as the scenario says. An adversary "
    "who adapts to a new posture is not modelled.",
    "Places of sensors, sight lines and ways rest on the elevation model: what it smooths away (walls, trees, gullies "
    "under a cell) neither hides nor hinders anybody.",
    "The dispatcher is taken to know the rest of an attempt's path: interceptions are an upper bound.",
)
FEW_REPLICATIONS = 30
# Effective attempts below which an estimate of rare leaks is not to be trusted.
FEW_EFFECTIVE = 20.0
# Spread of a share between views of the ground (standard deviation) from which on it is told.
MUCH_SPREAD = 0.02


def model_limits(results: Results) -> list[str]:
    """Return what the model leaves out, as sentences."""
    has_teams = "team" in scenario_of(results)
    return [line for line in MODEL if has_teams or "dispatcher" not in line]


def warnings_of(results: Results) -> list[str]:
    """Return what this run leaves open, the gravest first, as sentences."""
    return [*_of_run(results), *_of_numbers(results), *_of_classes(results), *_of_build(results)]


def _of_run(results: Results) -> list[str]:
    found = []
    attributes, summary = results.attributes, results.summary
    done = int(summary["n_replications"])
    if results.is_partial:
        found.append(
            f"This is a partial run ({attributes['stop_reason']}): all stands for the {done:,} replications done."
        )
    if attributes["stop_reason"] == "max_time":
        found.append("The run ended at its time limit.")
    if done < FEW_REPLICATIONS:
        found.append(f"Only {done} replications were run: intervals rest on few independent periods.")
    try:
        goals = results.group("goals")
    except KeyError:
        return found
    for number, goal in enumerate(goals["goal"].values):
        one = goals.isel(goal=number)
        if not int(one["reached"]):
            needed = int(one["replications_needed"])
            more = f"; about {needed:,} replications would do" if needed else ""
            found.append(f"The precision that was asked for, {goal}, was not reached{more}.")
    return found


def _of_numbers(results: Results) -> list[str]:
    found = []
    summary, configurations = results.summary, results.configurations
    unfinished = summary["n_unfinished"].values
    if unfinished.any():
        listed = ", ".join(f"{name} {count:,}" for name, count in zip(configurations, unfinished, strict=True) if count)
        found.append(f"Attempts cut off by their longest duration, which neither leak nor are intercepted: {listed}.")
    if "n_calls_lost" in summary:
        calls = zip(configurations, summary["n_calls_lost"].values, summary["n_calls"].values, strict=True)
        shares = [(name, lost / made) for name, lost, made in calls if made]
        listed = ", ".join(f"{name} {100.0 * share:.0f}{HARD}%" for name, share in shares)
        if any(share > 0.1 for _, share in shares):
            found.append(f"Confirmed calls that ended before a team could be sent: {listed}.")
    few = []
    for measure, words in (("p_detect", "detected"), ("p_intercept", "intercepted"), ("p_leak", "leaks")):
        shares = results.estimates(measure)
        if shares.value.any() and (shares["method"] == "clopper_pearson").any():
            few.append(words)
    if few:
        found.append(f"Few attempts, or all but few, were {', '.join(few)}: their intervals are exact ones, and wide.")
    crossed = results.segments["n_attempts"].values.max(axis=0)
    thin = int(np.count_nonzero((crossed > 0) & (crossed < 20)))
    if thin:
        found.append(
            f"Along the border, {thin} of {np.count_nonzero(crossed)} crossed segments saw fewer than 20 crossings."
        )
    return found


def _of_classes(results: Results) -> list[str]:
    found = []
    classes = results.classes
    for number, name in enumerate(classes["crosser"].values):
        if int(classes["probes"].values[number]):
            rate = float(classes["attempts_per_period"].values[number])
            found.append(
                f"Attempts of {name} are probes, sent more often than they come ({rate:g} a period): they stand "
                "in the table of classes and, by themselves, in that of sites; all else leaves them out."
            )
    spread = results.draw_spread("p_intercept")
    for crosser, rows in spread[spread["spread"] > MUCH_SPREAD].groupby("crosser", sort=False):
        found.append(
            f"Interceptions of {crosser} differ between its {int(rows.views.max())} views of the ground, by up to "
            f"{100.0 * rows.spread.max():.1f} points (standard deviation): intervals do not cover the choice of views."
        )
    try:
        rare = results.rare
    except KeyError:
        return found
    size = rare["p_leak_effective_size"]
    for configuration in results.configurations:
        for name in rare["crosser"].values:
            here = float(size.sel(configuration=configuration, crosser=name))
            if here < FEW_EFFECTIVE:
                found.append(
                    f"Rare leaks of {name} under {configuration} rest on {here:.0f} effective attempts: too few."
                )
    return found


def _of_build(results: Results) -> list[str]:
    found = []
    provenance = results.group("provenance")
    if "input" in provenance:
        lost = [
            str(name)
            for name, sha in zip(provenance["input"].values, provenance["input_sha256"].values, strict=True)
            if not str(sha)
        ]
        if lost:
            found.append(f"Inputs that could not be read any more when the results were written: {', '.join(lost)}.")
    if str(results.attributes["git_sha1"]).endswith("-dirty"):
        found.append("The program was built from sources with changes that no commit holds.")
    return found
