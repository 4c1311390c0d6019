"""What a period sees, protected sites, and times: read back, and checked against each other."""

import numpy as np
import pytest
import xarray as xr

import panj


def test_sites_are_labelled(raids):
    sites = raids.sites
    assert sites["site"].values.tolist() == ["camp", "village"]
    assert sites["site_kind"].values.tolist() == ["work_site", ""]
    assert sites["n_reached"].dims == ("configuration", "site")
    table = raids.estimates("p_reached", "sites")
    assert table.index.names == ["configuration", "site"]
    reached = sites["n_reached"] / sites["n_made_for"]
    np.testing.assert_allclose(table["value"], reached.values.ravel())
    assert (table["low"] < table["high"]).all()
    np.testing.assert_allclose(raids.geometry["site_radius"], [0.4, 0.7])


def test_every_raider_makes_for_the_camp(raids):
    raiders = int(raids.classes["n_attempts"].sel(crosser="raider"))
    assert (raids.sites["n_made_for"].sel(site="camp") >= raiders).all()
    assert "p_site_reached" in raids.measures
    share = raids.estimates("p_site_reached", "classes")["value"]
    assert (share.xs("raider", level="crosser") > share.xs("smuggler", level="crosser")).all()


def test_probes_stand_by_themselves(raids):
    assert raids.sites["probe"].values.tolist() == ["gunmen"]
    sampled = int(raids.classes["n_attempts"].sel(crosser="gunmen"))
    assert (raids.sites["probe_n_made_for"].sel(site="camp") == sampled).all()
    table = raids.estimates("probe_p_reached", "sites")
    assert table.index.names == ["probe", "configuration", "site"]
    reached = table.xs("camp", level="site")["value"].droplevel("probe")
    shares = raids.estimates("p_site_reached", "classes")["value"].xs("gunmen", level="crosser")
    np.testing.assert_allclose(reached[shares.index], shares)
    assert raids.quantiles("probe_warning_time", "sites").index.nlevels == 4


def test_warnings_add_up(raids):
    counted = raids.sites["warning_time_count"].sum("warning_time") + raids.sites["warning_time_above"]
    np.testing.assert_array_equal(counted, raids.sites["n_reached"])
    # The last share of all attempts is that of those who reached a site.
    last = raids.times["warning_time_share_by"].isel(warning_time=-1)
    np.testing.assert_allclose(last, raids.summary["p_site_reached"])
    assert (raids.sites["n_unwarned"] <= raids.sites["n_reached"]).all()
    assert (raids.sites["warning_time_mean"] > 0.0).all()


def test_quantiles_have_intervals(raids):
    table = raids.quantiles("detection_time")
    assert table.index.names == ["configuration", "quantile"]
    assert list(table.columns) == ["value", "low", "high", "method"]
    told = table[table["method"] == "order_statistics"]
    assert len(told) > 3
    assert ((told["low"] < told["value"]) & (told["value"] < told["high"])).all()
    assert table[table["method"] == "none"][["low", "high"]].isna().all(axis=None)
    assert raids.quantiles("warning_time", "sites").index.names == ["configuration", "site", "quantile"]
    with pytest.raises(KeyError, match="no quantiles of 'dawn' in times; there are those of detection_time"):
        raids.quantiles("dawn")


def test_defective_distributions_end_at_the_share_of_attempts(results):
    ends = {"detection_time": "p_detect", "interception_time": "p_intercept", "contact_depth": "p_intercept"}
    for name, measure in ends.items():
        last = results.times[f"{name}_share_by"].isel({name: -1}) * float(results.summary["n_attempts"])
        above = results.times[f"{name}_above"]
        np.testing.assert_allclose(last + above, results.summary[measure] * float(results.summary["n_attempts"]))


def test_means_lie_among_the_quantiles(results):
    times = results.times
    for name in ("detection_time", "interception_time", "contact_depth"):
        mean = times[f"{name}_mean"]
        bounds = times[f"{name}_quantile"]
        met = times[f"{name}_count"].sum(name) > 20
        assert (mean > bounds.sel(quantile=0.05)).where(met, True).all()
        assert (mean < bounds.sel(quantile=0.95)).where(met, True).all()


def test_periods_follow_from_the_batches(results):
    assert results.period_measures[:3] == ["leaks", "persons_through", "p_no_leak"]
    batches = results.batches
    replications = float(batches["replications"].sum())
    table = results.estimates("leaks", "periods")
    y, yy = (batches[f"p_leak_{name}"].sum("batch").values for name in ("y", "yy"))
    np.testing.assert_allclose(table["value"], y / replications)
    each = results.unit_replications
    units = replications / each
    variance = (yy - y * y / units) / (units - 1.0) / units / each**2
    np.testing.assert_allclose(table["stderr"], np.sqrt(variance))
    assert (table["method"] == "t_mean").all()
    quiet = results.estimates("p_no_leak", "periods")
    assert ((quiet["low"] <= quiet["value"]) & (quiet["value"] <= quiet["high"])).all()


def test_differences_of_periods_are_paired(results):
    table = results.differences("leaks")
    assert list(table.index) == results.configurations[1:]
    leaks = results.estimates("leaks", "periods")["value"]
    first, other = results.configurations[0], results.configurations[1]
    np.testing.assert_allclose(table.loc[other, "value"], leaks[other] - leaks[first])
    assert "variance_ratio" not in table.columns
    with pytest.raises(KeyError, match="no measure 'leeks'"):
        results.differences("leeks")


def test_effort_is_missing_where_it_is_not_stated(first_run):
    assert first_run.summary["effort"].dims == ("configuration",)
    assert first_run.summary["effort"].attrs["units"] == "h day-1"
    assert np.isnan(first_run.summary["effort"]).all()


def test_the_sites_of_a_file_are_read_by_every_engine(raids):
    for engine in ("h5netcdf", "netcdf4"):
        with xr.open_dataset(raids.path, group="sites", engine=engine, decode_times=False) as dataset:
            assert set(dataset.variables) == set(raids.sites.variables)


def test_the_map_shows_the_sites(raids):
    axes = panj.plot_map(raids)
    drawn = {line.get_label(): line for line in axes.get_lines()}["protected sites"]
    np.testing.assert_allclose(drawn.get_xdata(), raids.geometry["site_x"] / 1000.0)
    np.testing.assert_allclose(drawn.get_ydata(), raids.geometry["site_y"] / 1000.0)
    assert {"camp", "village"} <= {text.get_text() for text in axes.texts}


def test_a_file_without_sites_says_so(first_run):
    with pytest.raises(KeyError, match="no group 'sites'"):
        first_run.sites  # noqa: B018


def test_files_from_before_periods_are_read(first_run, tmp_path):
    import h5py

    copy = tmp_path / "older.h5"
    copy.write_bytes(first_run.path.read_bytes())
    with h5py.File(copy, "r+") as file:
        del file["periods"]
    older = panj.open_results(copy)
    assert older.period_measures == []
    assert older.differences("p_leak")["value"].notna().all()
