"""Sweeps: many settings of one scenario in one dataset."""

import os
import tomllib
from pathlib import Path

import numpy as np
import pytest

import panj
from conftest import SCENARIOS
from panj.sweeps import _labels

FIRST_RUN = SCENARIOS / "first_run.toml"
POSTS = "configuration.posts.assets"
TEAMS = "patrol.line_path.teams"
GRID = {POSTS: {1: ["west_post", "reserve"], 2: ["west_post", "east_post", "reserve"]}, TEAMS: [1, 2, 4]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("sweep")


@pytest.fixture(scope="module")
def grid(folder):
    return panj.sweep(FIRST_RUN, GRID, folder, replications=48)


def test_a_sweep_is_labelled_by_what_it_sets(grid, first_run):
    assert grid["estimate"].dims == (POSTS, TEAMS, "configuration", "measure")
    assert grid[POSTS].values.tolist() == [1, 2] and grid[TEAMS].values.tolist() == [1, 2, 4]
    assert grid["configuration"].values.tolist() == first_run.configurations
    assert grid["measure"].values.tolist() == first_run.measures
    assert (grid["low"] <= grid["estimate"]).all() and (grid["estimate"] <= grid["high"]).all()
    assert (grid["n_replications"] == 48).all()
    # All met the same attempts.
    assert len(np.unique(grid["n_attempts"])) == 1


def test_each_point_is_what_a_run_of_its_own_finds(grid, tmp_path):
    settings = {POSTS: ["west_post", "reserve"], TEAMS: 4}
    alone = panj.run(FIRST_RUN, tmp_path / "alone.h5", replications=48, settings=settings)
    point = grid.sel({POSTS: 1, TEAMS: 4})
    for measure in alone.measures:
        table = alone.estimates(measure)
        chosen = point.sel(measure=measure)
        np.testing.assert_array_equal(chosen["estimate"], table["value"])
        np.testing.assert_array_equal(chosen["low"], table["low"])
        np.testing.assert_array_equal(chosen["high"], table["high"])
        assert chosen["method"].values.tolist() == table["method"].tolist()
    assert (
        panj.open_results(str(point["file"].item())).attributes["resolved_sha256"]
        == (alone.attributes["resolved_sha256"])
    )


def test_each_point_is_a_scenario_that_finds_the_same(grid, tmp_path):
    written = Path(str(grid["scenario"].sel({POSTS: 1, TEAMS: 4}).item()))
    assert written.parent == Path(str(grid["file"].values.flat[0])).parent
    assert f"#   {TEAMS}=4" in written.read_text()
    alone = panj.run(written, tmp_path / "alone.h5")
    theirs = panj.open_results(str(grid["file"].sel({POSTS: 1, TEAMS: 4}).item()))
    assert alone.attributes["resolved_sha256"] == theirs.attributes["resolved_sha256"]
    assert alone.summary.drop_vars("configuration_title").equals(theirs.summary.drop_vars("configuration_title"))
    assert alone.batches.equals(theirs.batches)


def test_a_scenario_is_written_to_another_folder_with_the_files_that_it_takes(khatlon, tmp_path):
    written = panj.write_scenario(khatlon, tmp_path / "elsewhere.toml")
    frontier = tomllib.loads(written.read_text())["frontier"]
    assert (tmp_path / frontier["line"]).resolve() == (SCENARIOS / "data" / "frontier_dcw.geojson").resolve()
    again = panj.run(written, tmp_path / "again.h5", replications=32)
    assert again.attributes["attempts_sha256"] == khatlon.attributes["attempts_sha256"]
    assert again.title == khatlon.title
    done = again.batches.sizes["batch"]
    np.testing.assert_array_equal(again.batches["p_leak_y"], khatlon.batches["p_leak_y"][:, :done])


def test_what_is_done_is_not_run_again(grid, folder, monkeypatch):
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = panj.sweep(FIRST_RUN, {POSTS: {1: GRID[POSTS][1]}, TEAMS: [2]}, folder, replications=48)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    np.testing.assert_array_equal(again["estimate"].squeeze(), grid["estimate"].sel({POSTS: 1, TEAMS: 2}))


def test_what_was_made_of_another_scenario_is_run_anew(tmp_path):
    scenario = tmp_path / "story.toml"
    scenario.write_text(FIRST_RUN.read_text())
    before = panj.sweep(scenario, {TEAMS: [1]}, tmp_path / "kept", replications=32)
    scenario.write_text(FIRST_RUN.read_text().replace("rate_per_h = 2.0", "rate_per_h = 9.0"))
    after = panj.sweep(scenario, {TEAMS: [1]}, tmp_path / "kept", replications=32)
    assert before["file"].values.tolist() == after["file"].values.tolist()
    gain = after["estimate"].sel(measure="p_detect") - before["estimate"].sel(measure="p_detect")
    assert (gain > 0.01).all()


def test_differences_are_paired_with_the_baseline(grid):
    baseline = {POSTS: 1, TEAMS: 1}
    between = panj.sweep_differences(grid, baseline)
    assert between["difference"].dims == grid["estimate"].dims
    assert between["is_paired"].all()
    assert between["difference"].sel(baseline).isnull().all()
    chosen = {"configuration": "posts_and_patrol", "measure": "p_detect"}
    values = grid["estimate"].sel(chosen)
    expected = (values - values.sel(baseline)).where(between["difference"].sel(chosen).notnull())
    np.testing.assert_allclose(between["difference"].sel(chosen), expected, atol=1e-12)
    assert (between["low"].sel(chosen).sel({POSTS: 2, TEAMS: [2, 4]}) > 0.0).all()  # more of all detects more
    with pytest.raises(KeyError, match="leaves open"):
        panj.sweep_differences(grid, {POSTS: 1})
    with pytest.raises(KeyError, match="no dimension 'teams'"):
        panj.sweep_differences(grid, {"teams": 1})


def test_a_list_of_settings(tmp_path):
    settings = [{}, {TEAMS: 4}, {TEAMS: 1, "scenario.seed": 5}]
    listed = panj.sweep(FIRST_RUN, settings, tmp_path, replications=32, fixed={"output.maps": False})
    assert listed["estimate"].dims == ("setting", "configuration", "measure")
    np.testing.assert_array_equal(listed[TEAMS], [np.nan, 4.0, 1.0])
    between = panj.sweep_differences(listed, {"setting": 0})
    assert between["is_paired"].values.tolist() == [True, True, False]
    assert between["low"].isel(setting=2).notnull().all()
    assert "interceptions" not in panj.open_results(str(listed["file"].values[0])).maps


def test_faults_name_the_setting(tmp_path):
    with pytest.raises(panj.PanjError, match=r"patrol.line_path.teams=-1: --set 1: .*teams") as caught:
        panj.sweep(FIRST_RUN, {TEAMS: [2, -1]}, tmp_path, replications=16)
    assert caught.value.exit_code == 3
    assert len(list(tmp_path.glob("*.h5"))) == 1  # what was run before is kept
    with pytest.raises(ValueError, match="without values"):
        panj.sweep(FIRST_RUN, {TEAMS: []}, tmp_path)
    for alone in (4, "clear"):
        with pytest.raises(TypeError, match="a sweep takes a list of values"):
            panj.sweep(FIRST_RUN, {TEAMS: alone}, tmp_path)
    with pytest.raises(TypeError, match="no values like"):
        panj.sweep(FIRST_RUN, {TEAMS: [object()]}, tmp_path)


def test_coordinates_are_numbers_where_they_can_be():
    assert _labels([1, 2]).dtype.kind == "i"
    assert _labels([1, 2.5]).dtype.kind == "f"
    assert _labels([True, False]).dtype.kind == "b"
    assert _labels(["even", None]).tolist() == ["even", ""]
    assert _labels([[1, 2], {"fixed": 3.0}]).tolist() == ["[1, 2]", '{ "fixed" = 3.0 }']


def test_a_bar_tells_how_far_a_sweep_is(folder, grid, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    panj.sweep(FIRST_RUN, {TEAMS: [1]}, os.fspath(folder), replications=48, progress=True)
    written = capsys.readouterr().err
    assert "1/1 patrol.line_path.teams=1: begins" in written
    assert "1/1 patrol.line_path.teams=1: compiling first_run" in written
    assert written.endswith("\r\033[K")
