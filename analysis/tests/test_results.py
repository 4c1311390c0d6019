import shutil
import tomllib

import h5py
import numpy as np
import pandas as pd
import pytest
import xarray as xr

import panj
from conftest import SCENARIOS
from panj.results import GROUPS


def changed_copy(results, folder, **attributes):
    copy = folder / "copy.h5"
    shutil.copyfile(results.path, copy)
    with h5py.File(copy, "r+") as file:
        file.attrs.update(attributes)
    return copy


def test_results_are_labelled_as_the_scenario_names_them(khatlon):
    scenario = tomllib.loads((SCENARIOS / "khatlon.toml").read_text())
    assert khatlon.configurations == [configuration["name"] for configuration in scenario["configuration"]]
    assert khatlon.measures[:3] == ["p_detect", "p_intercept", "p_leak"]
    assert khatlon.confidence_level == 0.95
    assert khatlon.title == scenario["scenario"]["title"]
    assert not khatlon.is_partial
    assert khatlon.attributes["completed_replications"] == 48
    assert khatlon.classes["crosser"].values.tolist() == [crosser["name"] for crosser in scenario["crosser"]]
    assert khatlon.teams["team"].values.tolist() == [team["name"] for team in scenario["team"]]
    assert khatlon.summary["bound"].values.tolist() == ["low", "high"]


def test_variables_keep_their_types_and_units(results):
    summary, maps, times = results.summary, results.maps, results.times
    assert summary["p_intercept"].dtype == np.float64
    assert summary["p_intercept_method"].dtype == np.int8
    assert summary["n_attempts"].dtype == np.int64
    assert maps["elevation"].dtype == np.float32
    assert maps["interceptions"].dtype == np.int32
    assert maps["interceptions"].dims == ("configuration", "y", "x")
    # Hours stay numbers: xarray would like to make them times.
    assert times["detection_time"].dtype == np.float64
    assert times["detection_time"].attrs["units"] == "h"
    assert results.convergence["elapsed"].dtype == np.float64


def test_groups_are_read_once_and_listed(first_run):
    assert first_run.summary is first_run.summary
    assert set(GROUPS) <= set(dir(first_run))
    with pytest.raises(AttributeError, match="no 'weather'"):
        first_run.weather  # noqa: B018
    with pytest.raises(KeyError, match="no group 'weather'"):
        first_run.group("weather")


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_xarray_opens_every_group_with_every_engine(results, engine):
    with h5py.File(results.path) as file:
        there = [group for group in GROUPS if group in file]
    assert set(GROUPS) - {"sites", "routes", "draws", "events", "goals", "rare", "controlled"} <= set(there)
    for group in (*there, "provenance", "provenance/run"):
        ours = results.group(group)
        with xr.open_dataset(results.path, group=group, engine=engine, decode_times=False) as dataset:
            theirs = dataset.load()
        assert theirs.variables and set(theirs.variables) == set(ours.variables), group
        for name, variable in ours.variables.items():
            np.testing.assert_array_equal(theirs[name].values, variable.values, err_msg=f"{group}/{name}")


def test_scales_and_what_they_measure_name_each_other(khatlon):
    """HDF5's dimension scales are kept in two lists, one on each side: no reader looks at both."""
    with h5py.File(khatlon.path) as file:
        datasets = []
        file.visititems(lambda _, item: datasets.append(item) if isinstance(item, h5py.Dataset) else None)
        by_variables = {
            (variable.name, scale.name, axis)
            for variable in datasets
            for axis, dimension in enumerate(variable.dims)
            if "DIMENSION_LIST" in variable.attrs
            for scale in dimension.values()
        }
        by_scales = {
            (file[user].name, scale.name, int(axis))
            for scale in datasets
            for user, axis in scale.attrs.get("REFERENCE_LIST", [])
        }
        assert by_variables == by_scales
        assert len(by_variables) > 500
        for variable, scale, axis in by_variables:
            assert h5py.h5ds.is_attached(file[variable].id, file[scale].id, axis)


def test_provenance_holds_the_scenario(first_run):
    provenance = first_run.group("provenance")
    assert "[[configuration]]" in str(provenance["scenario_toml"].values)
    assert "replications = 96" in str(provenance["resolved_toml"].values)


def test_the_representation_tells_what_was_run(khatlon):
    text = repr(khatlon)
    assert "48 replications" in text and "seed 2026" in text
    for configuration in khatlon.configurations:
        row = khatlon.estimates("p_intercept").loc[configuration]
        assert f"p_intercept {row.value:.3f} [{row.low:.3f}, {row.high:.3f}]" in text


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="no such file"):
        panj.open_results(tmp_path / "nowhere.h5")


def test_foreign_files_are_refused(tmp_path):
    text = tmp_path / "notes.h5"
    text.write_text("not HDF5")
    with pytest.raises(panj.FormatError, match=r"notes.h5: no result file of panj"):
        panj.open_results(text)
    foreign = tmp_path / "foreign.h5"
    with h5py.File(foreign, "w") as file:
        file.attrs["title"] = "something else"
    with pytest.raises(panj.FormatError, match="file_type"):
        panj.open_results(foreign)


def test_a_file_cut_short_is_refused(first_run, tmp_path):
    copy = tmp_path / "cut.h5"
    copy.write_bytes(first_run.path.read_bytes()[:20_000])
    with pytest.raises(panj.FormatError, match="damaged"):
        panj.open_results(copy)


def test_a_newer_format_is_refused(first_run, tmp_path):
    copy = changed_copy(first_run, tmp_path, format_version=np.int64(panj.FORMAT_VERSION + 1))
    with pytest.raises(panj.FormatError, match="newer than this package reads"):
        panj.open_results(copy)
    copy = changed_copy(first_run, tmp_path, format_version="one")
    with pytest.raises(panj.FormatError, match="not a whole number"):
        panj.open_results(copy)


def test_a_partial_run_warns_and_opens(first_run, tmp_path):
    copy = changed_copy(first_run, tmp_path, status="partial", stop_reason="interrupted")
    with pytest.warns(panj.PartialResultsWarning, match=r"interrupted.* after 96 replications"):
        partial = panj.open_results(copy)
    assert partial.is_partial
    xr.testing.assert_identical(partial.summary, first_run.summary)


def test_tables_have_a_row_for_every_place(khatlon):
    segments = khatlon.to_dataframe("segments")
    assert segments.index.names == ["configuration", "chainage"]
    assert len(segments) == khatlon.segments["p_leak"].size
    pd.testing.assert_series_equal(
        segments["p_leak_high"].unstack("chainage").loc["as_is"],
        khatlon.segments["p_leak_ci"].sel(configuration="as_is", bound="high").to_series(),
        check_names=False,
        check_index=False,
    )
    np.testing.assert_array_equal(
        segments.loc["as_is", "chainage_low"].values, khatlon.segments["chainage_bounds"].values[:, 0]
    )
    # Nobody here decides by the configuration: the crossings are the same.
    crossings = segments["n_attempts"].unstack("configuration")
    assert (crossings["as_is"] == crossings["even_spacing"]).all()


def test_a_group_of_several_tables_asks_which(khatlon):
    with pytest.raises(ValueError, match=r"along=\['configuration', 'post'\] or \['configuration', 'patrol'\]"):
        khatlon.to_dataframe("geometry")
    posts = khatlon.to_dataframe("geometry", ["post"])
    assert posts.loc["farkhor", "post_x"] == float(khatlon.geometry["post_x"].sel(post="farkhor"))
    assert "team_x" not in posts
    with pytest.raises(KeyError, match="no dimension 'posts'"):
        khatlon.to_dataframe("geometry", ["posts"])


def test_a_group_without_dimensions_is_one_row(first_run):
    table = first_run.to_dataframe("provenance/run")
    assert len(table) == 1
    assert table.loc[0, "threads"] == int(first_run.group("provenance/run")["threads"])
