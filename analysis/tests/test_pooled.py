"""Intervals made anew from the batches: those of the file, by FORMAT.md's formulas; and of several runs together."""

import numpy as np
import pytest
from scipy import stats

import panj
from conftest import SCENARIOS
from panj.intervals import RatioSums, clopper_pearson, paired_difference, share, wilson
from panj.same_scenario import _without_folders

# The file's numbers and these differ by how quantiles are found: some 1e-16 of an interval.
TOLERANCE = {"rtol": 1e-12, "atol": 1e-13, "equal_nan": True}


@pytest.fixture(scope="module")
def other_seeds(tmp_path_factory):
    """The first run with two more seeds."""
    folder = tmp_path_factory.mktemp("seeds")
    return [
        panj.run(SCENARIOS / "first_run.toml", folder / f"{seed}.h5", replications=64, seed=seed) for seed in (2, 3)
    ]


@pytest.mark.parametrize("name", ["first_run", "khatlon", "hypercubes", "pastures", "raids"])
def test_every_interval_follows_from_the_batches(name, request):
    results = request.getfixturevalue(name)
    again = panj.recompute(results)
    assert again.confidence_level == results.confidence_level
    assert int(again.summary["n_attempts"]) == int(results.summary["n_attempts"])
    assert int(again.summary["n_replications"]) == results.attributes["completed_replications"]
    for measure in results.measures:
        for ending in ("", "_stderr", "_ci", "_method"):
            theirs = results.summary[measure + ending]
            np.testing.assert_allclose(again.summary[measure + ending], theirs, err_msg=measure + ending, **TOLERANCE)
        for ending in ("_difference", "_stderr", "_ci", "_method", "_variance_ratio"):
            theirs = results.paired[measure + ending]
            np.testing.assert_allclose(again.paired[measure + ending], theirs, err_msg=measure + ending, **TOLERANCE)


@pytest.mark.parametrize("name", ["first_run", "khatlon", "hypercubes", "pastures", "raids"])
def test_numbers_in_a_period_follow_from_the_batches(name, request):
    results = request.getfixturevalue(name)
    again = panj.recompute(results)
    assert again.period_measures == ["leaks", "sites_reached"]
    assert int(again.periods["n_periods"]) == int(results.periods["n_periods"])
    for measure in again.period_measures:
        for ending in ("", "_stderr", "_ci", "_method"):
            theirs = results.periods[measure + ending]
            np.testing.assert_allclose(again.periods[measure + ending], theirs, err_msg=measure + ending, **TOLERANCE)
        for ending in ("_difference", "_stderr", "_ci", "_method"):
            theirs = results.paired[measure + ending]
            np.testing.assert_allclose(again.paired[measure + ending], theirs, err_msg=measure + ending, **TOLERANCE)
        ours = again.estimates(measure, "periods")
        assert list(ours["method"]) == list(results.estimates(measure, "periods")["method"])
        assert list(again.differences(measure).columns) == list(results.differences(measure).columns)
    with pytest.raises(KeyError, match="no group 'hours'"):
        again.estimates("leaks", "hours")


def test_numbers_in_a_period_have_all_kinds_of_interval(first_run, khatlon, hypercubes, pastures, raids):
    made = [panj.recompute(file) for file in (first_run, khatlon, hypercubes, pastures, raids)]
    kinds = {method for one in made for name in one.period_measures for method in one.estimates(name, "periods").method}
    assert kinds == {"t_mean", "gamma"}
    assert {method for one in made for method in one.differences("sites_reached").method} >= {"none", "t_mean"}


def test_all_kinds_of_interval_were_made_anew(first_run, khatlon, hypercubes, pastures, raids):
    files = [first_run, khatlon, hypercubes, pastures, raids]
    shares = {method for file in files for name in file.measures for method in file.estimates(name).method}
    differences = {method for file in files for name in file.measures for method in file.differences(name).method}
    assert shares == {"wilson", "clopper_pearson"}
    assert differences == {"score", "gamma", "clopper_pearson"}


def test_a_single_configuration_has_no_pairs(tmp_path):
    text = (SCENARIOS / "first_run.toml").read_text()
    second, rest = text.rindex("[[configuration]]"), text.index("[sampling]")
    (tmp_path / "one.toml").write_text(text[:second] + text[rest:])
    results = panj.run(tmp_path / "one.toml", tmp_path / "one.h5", replications=32)
    assert len(results.configurations) == 1
    again = panj.recompute(results)
    assert again.differences("p_detect").empty
    np.testing.assert_allclose(again.summary["p_detect_ci"], results.summary["p_detect_ci"], **TOLERANCE)


def test_tables_are_those_of_results(khatlon):
    again = panj.recompute(khatlon)
    for ours, theirs in (
        (again.estimates("p_leak"), khatlon.estimates("p_leak")),
        (again.differences("p_leak", "even_spacing"), khatlon.differences("p_leak", "even_spacing")),
    ):
        assert list(ours.columns) == list(theirs.columns) and list(ours.index) == list(theirs.index)
        assert list(ours["method"]) == list(theirs["method"])
        numbers = [name for name in ours.columns if name != "method"]
        np.testing.assert_allclose(ours[numbers], theirs[numbers], **TOLERANCE)
    assert "as_is: p_intercept 0." in repr(again)
    with pytest.raises(KeyError, match="no measure 'p_caught'"):
        again.estimates("p_caught")


def test_another_level_gives_other_intervals(khatlon):
    eight_of_ten = panj.recompute(khatlon, 0.8)
    narrow, wide = eight_of_ten.estimates("p_intercept"), khatlon.estimates("p_intercept")
    assert ((wide["low"] < narrow["low"]) & (narrow["high"] < wide["high"])).all()
    np.testing.assert_allclose(narrow["stderr"], wide["stderr"], **TOLERANCE)
    for level in (0.0, 95):
        with pytest.raises(ValueError, match="between 0 and 1"):
            panj.Pooled(eight_of_ten.sums, [khatlon], level)


def test_pictures_take_them(khatlon):
    axes = panj.plot_configurations(panj.recompute(khatlon, 0.8), "p_intercept")
    assert "80 % interval" in " ".join(text.get_text() for text in axes.texts)
    assert panj.plot_differences(panj.recompute(khatlon)).has_data()


def test_independent_trials_have_the_textbooks_intervals():
    """One attempt a replication: the effective size is the number of attempts but for Student's t and R / (R - 1)."""
    events, trials = np.array([0.0, 3.0, 400.0, 1000.0]), 1000.0
    every = np.full(events.shape, trials)
    made = share(RatioSums(every, every, every, events, events, events), 0.95)
    assert made.method.tolist() == [2, 2, 3, 2]
    test = [stats.binomtest(int(k), 1000).proportion_ci(0.95) for k in events]
    np.testing.assert_allclose(made.low, [bound.low for bound in test], rtol=0.01)
    np.testing.assert_allclose(made.high, [bound.high for bound in test], rtol=0.01)
    exact = clopper_pearson(events, trials, 0.95)
    np.testing.assert_allclose(exact, np.transpose([[bound.low, bound.high] for bound in test]), rtol=1e-9)
    score = stats.binomtest(400, 1000).proportion_ci(0.95, method="wilson")
    np.testing.assert_allclose(wilson(400.0, 1000.0, 0.95), [score.low, score.high], rtol=1e-12)


def test_runs_are_pooled_replication_by_replication(first_run, other_seeds):
    files = [first_run, *other_seeds]
    together = panj.combine(files)
    assert int(together.summary["n_replications"]) == 96 + 64 + 64
    attempts = np.array([int(file.summary["n_attempts"]) for file in files])
    assert int(together.summary["n_attempts"]) == attempts.sum()
    for measure in first_run.measures:
        each = np.array([file.summary[measure].values for file in files])
        np.testing.assert_allclose(together.summary[measure], attempts @ each / attempts.sum(), **TOLERANCE)
    pooled, alone = together.estimates("p_intercept"), first_run.estimates("p_intercept")
    shrinkage = (pooled["high"] - pooled["low"]) / (alone["high"] - alone["low"])
    assert shrinkage.between(0.5, 0.8).all()  # near the square root of 96 in 224
    between = together.differences("p_intercept").loc["posts_and_patrol"]
    values = pooled["value"]
    np.testing.assert_allclose(between.value, values["posts_and_patrol"] - values["posts"], **TOLERANCE)
    assert all(str(file.path) in together.path for file in files)


def test_what_does_not_belong_together_is_told(first_run, other_seeds, khatlon, tmp_path):
    with pytest.raises(ValueError, match="two results or more"):
        panj.combine([first_run])
    with pytest.raises(ValueError, match=r"both have the seed 1: .* `panj merge`"):
        panj.combine([first_run, *other_seeds, first_run])
    with pytest.raises(ValueError, match=r"and [0-9]+ keys more"):
        panj.combine([first_run, khatlon])
    changed = panj.run(
        SCENARIOS / "first_run.toml",
        tmp_path / "far.h5",
        replications=32,
        seed=9,
        settings={"post.west_post.range_m": 3000.0, "scenario.title": "words may differ"},
    )
    with pytest.raises(ValueError) as caught:
        panj.combine([first_run, changed])
    assert "post.west_post.range_m is 'not set' and 3000.0" in str(caught.value)
    assert "title" not in str(caught.value)


def test_a_scenario_is_the_same_wherever_it_lies():
    """Of an input's path the last part counts: its contents are compared by themselves."""
    here = {"line": "./data/line.geojson", "elevation": {"raster": {"path": "data/ground.tif"}}, "name": "ground"}
    there = {"line": "/elsewhere/line.geojson", "elevation": {"raster": {"path": "ground.tif"}}, "name": "ground"}
    inputs = {"line.geojson", "ground.tif"}
    assert _without_folders(here, inputs) == _without_folders(there, inputs)
    assert _without_folders(here, set()) == here


def test_differences_that_rounding_hides_are_no_difference_seen():
    """Scores that differ by 1e-12 of themselves: their sums do not show that they vary."""
    n = np.array([1000.0])
    sums = RatioSums(n, n, n, np.array([1e-13]), np.array([-1e-13]), np.array([1e-13]))
    made = paired_difference(sums, np.array([1e-12]), 0.95)
    assert made.stderr[0] == 0.0 and made.low[0] < -0.003 and made.high[0] > 0.003
    nothing = RatioSums(*np.zeros((6, 1)))
    for none in (share(nothing, 0.95), paired_difference(nothing, np.zeros(1), 0.95)):
        assert np.isnan([none.value[0], none.stderr[0], none.low[0], none.high[0]]).all() and none.method[0] == 0
    one = RatioSums(np.ones(1), 5 * np.ones(1), 25 * np.ones(1), 2 * np.ones(1), 4 * np.ones(1), 10 * np.ones(1))
    alone = share(one, 0.95)
    np.testing.assert_allclose([alone.low[0], alone.high[0]], clopper_pearson(0.4, 1.0, 0.95))
    assert np.isnan(alone.stderr[0])
