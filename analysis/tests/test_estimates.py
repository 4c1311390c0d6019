"""Estimates as the package hands them out: those of the file, which are those that FORMAT.md's formulas give."""

import itertools

import numpy as np
import pytest
from scipy import stats

TOLERANCE = {"rtol": 0.0, "atol": 1e-9, "equal_nan": True}


def residual(n, nn, y, yy, ny):
    """Sum of (y_r - p n_r)^2; below the rounding of its terms it is none."""
    p = y / n
    terms = np.array([yy, -2.0 * p * ny, p * p * nn])
    return terms.sum() if terms.sum() > 1e-14 * np.abs(terms).sum() else 0.0


def clopper_pearson(events, trials, level):
    tail = 0.5 * (1.0 - level)
    low = stats.beta.ppf(tail, events, trials - events + 1.0) if events > 0.0 else 0.0
    high = stats.beta.ppf(1.0 - tail, events + 1.0, trials - events) if events < trials else 1.0
    return low, high


def wilson(events, trials, level):
    z = stats.norm.ppf(0.5 * (1.0 + level))
    p, z2_n = events / trials, z * z / trials
    centre = (p + 0.5 * z2_n) / (1.0 + z2_n)
    half = z / (1.0 + z2_n) * np.sqrt(p * (1.0 - p) / trials + 0.25 * z2_n / trials)
    return centre - half, centre + half


def recompute(n, nn, y, yy, ny, replications, units, method, level):
    """Value, standard error, low, high by the formulas of FORMAT.md."""
    p = y / n
    variance = units / (units - 1.0) * residual(n, nn, y, yy, ny) / n**2
    tail = 0.5 * (1.0 + level)
    t = stats.t.ppf(tail, units - 1.0)
    # Korn and Graubard (1998): the binomial sample that has this variance, brought down for its uncertainty.
    shrink = (stats.norm.ppf(tail) / t) ** 2
    size = p * (1.0 - p) / variance * shrink if variance > 0.0 else replications
    interval = {"wilson": wilson, "clopper_pearson": clopper_pearson}[method]
    return p, np.sqrt(variance), *interval(p * size, size, level)


def poisson(number, level):
    tail = 0.5 * (1.0 - level)
    return stats.gamma.ppf(tail, number) if number > 0.0 else 0.0, stats.gamma.ppf(1.0 - tail, number + 1.0)


def recompute_difference(n, nn, y, yy, ny, apart, replications, units, method, level):
    """The same for a difference; `apart` is the sum of |y_r|."""
    d, a = y / n, apart / n
    variance = units / (units - 1.0) * residual(n, nn, y, yy, ny) / n**2
    if variance == 0.0:  # the difference of no event in so many replications
        assert method == "clopper_pearson"
        _, half = clopper_pearson(0.0, replications, level)
        return d, 0.0, d - half, d + half
    tail = 0.5 * (1.0 + level)
    t, z = stats.t.ppf(tail, units - 1.0), stats.norm.ppf(tail)
    size = (a - d * d) / variance * (z / t) ** 2
    if method == "score":
        shift = 0.5 * z * z * (d - 3.0 * a * d + 2.0 * d**3) / (a - d * d) / size
        half = np.hypot(t * np.sqrt(variance), shift)
        return d, np.sqrt(variance), d + shift - half, d + shift + half
    assert method == "gamma"
    more, less = 0.5 * (a + d) * size, 0.5 * (a - d) * size
    (low, high), (low_less, high_less) = poisson(more, level), poisson(less, level)
    below = np.hypot(more - low, high_less - less) / size
    above = np.hypot(high - more, less - low_less) / size
    return d, np.sqrt(variance), d - below, d + above


def sums_of(results, measure, configuration):
    batches = results.batches
    of_configuration = batches.sel(configuration=configuration)
    y, yy, ny = (float(of_configuration[f"{measure}_{name}"].sum()) for name in ("y", "yy", "ny"))
    return float(batches["n"].sum()), float(batches["nn"].sum()), y, yy, ny


def sizes_of(results):
    """Replications, and units: the same, unless those of a batch are drawn together."""
    replications = float(results.batches["replications"].sum())
    assert replications == results.attributes["completed_replications"]
    return replications, replications / results.unit_replications


def test_estimates_are_those_of_the_file(results):
    for measure in results.measures:
        table = results.estimates(measure)
        assert list(table.columns) == ["value", "stderr", "low", "high", "method"]
        assert list(table.index) == results.configurations
        np.testing.assert_array_equal(table["value"], results.summary[measure])
        np.testing.assert_array_equal(table["stderr"], results.summary[f"{measure}_stderr"])
        np.testing.assert_array_equal(table[["low", "high"]], results.summary[f"{measure}_ci"])
        assert (table["low"] < table["high"]).all()
        assert table["method"].isin(["wilson", "clopper_pearson"]).all()


def test_how_the_border_is_watched(khatlon):
    table = khatlon.estimates("watched", "line")
    assert table.index.names == ["configuration", "chainage"]
    np.testing.assert_array_equal(table["value"], khatlon.line["watched"].values.ravel())
    assert ((table["low"] <= table["value"]) & (table["value"] <= table["high"])).all()
    assert (khatlon.line["interval_mean"].max() > 0.0) and (khatlon.line["n_intervals"].max() > 0)
    with pytest.raises(KeyError, match="watched"):
        khatlon.estimates("p_detect", "line")


def test_estimates_of_segments_are_indexed_by_both(khatlon):
    table = khatlon.estimates("p_leak", "segments")
    assert table.index.names == ["configuration", "chainage"]
    chosen = khatlon.segments.sel(configuration="even_spacing")
    np.testing.assert_array_equal(table.loc["even_spacing", "value"], chosen["p_leak"])
    np.testing.assert_array_equal(table.loc["even_spacing", "low"], chosen["p_leak_ci"].sel(bound="low"))
    empty = chosen["n_attempts"].values == 0
    assert empty.any() and (table.loc["even_spacing", "method"].values[empty] == "none").all()


def test_summary_follows_from_the_batches(results):
    replications, units = sizes_of(results)
    for measure, configuration in itertools.product(results.measures, results.configurations):
        row = results.estimates(measure).loc[configuration]
        value, stderr, low, high = recompute(
            *sums_of(results, measure, configuration), replications, units, row.method, results.confidence_level
        )
        np.testing.assert_allclose(
            [row.value, row.stderr, row.low, row.high],
            [value, stderr, max(0.0, low), min(1.0, high)],
            err_msg=f"{measure} {configuration}",
            **TOLERANCE,
        )


def test_both_kinds_of_interval_were_recomputed(first_run, khatlon):
    methods = {
        method for file in (first_run, khatlon) for name in file.measures for method in file.estimates(name).method
    }
    assert methods == {"wilson", "clopper_pearson"}


def pair_row(results, a, b):
    batches = results.batches
    for number in range(batches.sizes["pair"]):
        if {str(batches["pair_a"].values[number]), str(batches["pair_b"].values[number])} == {a, b}:
            return batches.isel(pair=number)
    raise AssertionError(f"no pair of {a} and {b}")


def test_differences_follow_from_the_batches(results):
    replications, units = sizes_of(results)
    for measure, against in itertools.product(results.measures, results.configurations):
        table = results.differences(measure, against)
        assert list(table.index) == [name for name in results.configurations if name != against]
        for configuration, row in table.iterrows():
            n, nn, y_a, yy_a, ny_a = sums_of(results, measure, configuration)
            *_, y_b, yy_b, ny_b = sums_of(results, measure, against)
            pair = pair_row(results, configuration, against)
            yy_ab, apart = (float(pair[f"{measure}_{name}"].sum()) for name in ("yy_ab", "apart_ab"))
            sums = n, nn, y_a - y_b, yy_a + yy_b - 2.0 * yy_ab, ny_a - ny_b, apart
            value, stderr, low, high = recompute_difference(
                *sums, replications, units, row.method, results.confidence_level
            )
            np.testing.assert_allclose(
                [row.value, row.stderr, row.low, row.high],
                [value, stderr, low, high],
                err_msg=f"{measure} {configuration} {against}",
                **TOLERANCE,
            )


def test_differences_change_sign_with_their_direction(khatlon):
    forth = khatlon.differences("p_intercept", "as_is").loc["one_more_team"]
    back = khatlon.differences("p_intercept", "one_more_team").loc["as_is"]
    assert forth.value == -back.value
    assert forth.low == -back.high
    assert forth.variance_ratio == back.variance_ratio
    assert forth.variance_ratio > 1.0  # common random numbers help


def test_unknown_names_are_told_with_those_there_are(khatlon):
    with pytest.raises(KeyError, match="no measure 'p_caught'; there are p_detect"):
        khatlon.estimates("p_caught")
    with pytest.raises(KeyError, match="no configuration 'today'; there are as_is"):
        khatlon.differences("p_leak", "today")


def test_hypercubes_tell_what_they_gain(hypercubes, first_run):
    assert (hypercubes.unit_replications, first_run.unit_replications) == (16, 1)
    assert first_run.hypercube_gains.empty
    gains = hypercubes.hypercube_gains
    assert list(gains.columns) == hypercubes.measures
    assert list(gains.index) == hypercubes.configurations
    # Batches are 30: the variance of a variance is great, but a gain is a gain.
    assert gains["p_detect"].between(0.3, 30.0).all()
