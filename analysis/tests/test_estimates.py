"""Estimates as the package hands them out: those of the file."""

import numpy as np
import pytest


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
