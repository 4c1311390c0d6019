"""What ``panj export`` writes is opened again by other programs, and compared with the result file."""

import subprocess
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import pytest
import rasterio

import panj
from panj.command import find_program

PATHS = 25


def _exported(results: panj.Results, folder: Path) -> Path:
    command = [find_program(), "export", str(results.path), "--csv", "--geotiff", "--gpkg", "--geojson"]
    subprocess.run([*command, "--paths", str(PATHS), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def folder(khatlon, tmp_path_factory) -> Path:
    return _exported(khatlon, tmp_path_factory.mktemp("exported"))


@pytest.mark.parametrize("layer", ["attempts", "detections", "interceptions", "leaks", "coverage"])
def test_maps_are_the_files_own_on_the_same_cells(khatlon, folder, layer):
    maps = khatlon.maps
    with rasterio.open(folder / f"{layer}.tif") as raster:
        assert raster.crs.to_epsg() == 32642
        assert list(raster.descriptions) == list(maps["configuration"].values)
        # Rows of a GeoTIFF go from north to south, those of a result file from south to north.
        np.testing.assert_array_equal(raster.read()[:, ::-1], maps[layer].values)
        x, y = raster.xy(raster.height - 1, 0)
    assert (x, y) == (maps["x"].values[0], maps["y"].values[0])


def test_heights_have_their_unit(khatlon, folder):
    with rasterio.open(folder / "elevation.tif") as raster:
        np.testing.assert_array_equal(raster.read(1)[::-1], khatlon.maps["elevation"].values)
        assert raster.units == ("m",)


def test_segments_carry_what_was_found_on_them(khatlon, folder):
    for configuration in khatlon.segments["configuration"].values:
        segments = geopandas.read_file(folder / "khatlon.gpkg", layer=f"segments_{configuration}")
        assert segments.crs.to_epsg() == 32642
        wanted = khatlon.segments.sel(configuration=configuration)
        np.testing.assert_array_equal(segments["p_intercept"], wanted["p_intercept"].values)
        np.testing.assert_array_equal(segments["p_leak_high"], wanted["p_leak_ci"].values[:, 1])
        np.testing.assert_array_equal(segments["n_attempts"], wanted["n_attempts"].values)
        lengths_km = segments["end_km"] - segments["begin_km"]
        np.testing.assert_allclose(segments.length / 1000.0, lengths_km, atol=1e-6)


def test_assets_lie_where_they_are(khatlon, folder):
    geometry = khatlon.geometry
    posts = geopandas.read_file(folder / "khatlon.gpkg", layer="posts").set_index("name")
    assert list(posts.index) == list(geometry["post"].values)
    np.testing.assert_array_equal(posts.geometry.x, geometry["post_x"].values)
    assert posts.loc["upper_gorge", "held_by"] == "two_more_posts"
    patrols = geopandas.read_file(folder / "khatlon.gpkg", layer="patrols")
    assert len(patrols) == geometry.sizes["patrol"]
    assert set(patrols.geom_type) == {"LineString"}


def test_drones_on_random_legs_are_the_boxes_that_they_fly_in(pastures, tmp_path):
    folder = _exported(pastures, tmp_path / "pastures")
    drones = geopandas.read_file(folder / "pastures.gpkg", layer="drones").set_index("name")
    geometry = pastures.geometry
    assert list(drones.index) == list(geometry["drone"].values)
    # Those that fly a round have their period; random legs have none.
    flies_box = np.isfinite(geometry["drone_west"].values)
    np.testing.assert_array_equal(drones["period_h"].isna(), flies_box)
    assert flies_box.sum() == 1 and not flies_box.all()
    edges = np.column_stack([geometry[f"drone_{edge}"].values for edge in ("west", "south", "east", "north")])
    np.testing.assert_array_equal(drones.bounds.values[flies_box], edges[flies_box])
    (box,) = drones.geometry[flies_box]
    assert box.is_ring and box.length == 2.0 * (edges[flies_box][0, 2:] - edges[flies_box][0, :2]).sum()
    degrees = geopandas.read_file(folder / "drones.geojson").set_index("name")
    assert list(degrees.index) == list(drones.index) and degrees.geometry[flies_box].iloc[0].is_ring


def test_geojson_is_the_same_in_degrees(folder):
    for layer in ("posts", "paths", "segments_as_is"):
        degrees = geopandas.read_file(folder / f"{layer}.geojson")
        plane = geopandas.read_file(folder / "khatlon.gpkg", layer=layer)
        assert degrees.crs.to_epsg() == 4326
        assert len(degrees) == len(plane)
        back = degrees.to_crs(32642)
        # Seven decimals of a degree are a centimetre.
        assert back.geometry.distance(plane.geometry).max() < 0.05
        columns = [name for name in plane.columns if name != "geometry"]
        pd.testing.assert_frame_equal(
            pd.DataFrame(degrees[columns]), pd.DataFrame(plane[columns]), check_dtype=False, rtol=1e-12
        )


def test_paths_begin_outside_and_are_cut_nowhere(khatlon, folder):
    paths = geopandas.read_file(folder / "khatlon.gpkg", layer="paths")
    assert paths.groupby(["replication", "class", "attempt"]).ngroups == PATHS
    outcomes = paths.filter(like="outcome_")
    assert list(outcomes.columns) == [f"outcome_{name}" for name in khatlon.summary["configuration"].values]
    kinds = {"intercepted", "turned_back", "detected_not_intercepted", "undetected", "", None}
    assert set(np.unique(outcomes.fillna("").values)) <= kinds
    with rasterio.open(folder / "side.tif") as raster:
        sides = np.array([value[0] for value in raster.sample([line.coords[0] for line in paths.geometry])])
    assert (sides == 0).all()
    crossed = paths[paths["crossed_h"].notna()]
    assert (crossed["crossed_h"] >= crossed["departure_h"]).all()


def test_tables_hold_the_files_numbers(khatlon, folder):
    summary = pd.read_csv(folder / "summary.csv")
    np.testing.assert_array_equal(summary["p_intercept"], khatlon.summary["p_intercept"].values)
    np.testing.assert_array_equal(summary["p_intercept_low"], khatlon.summary["p_intercept_ci"].values[:, 0])
    segments = pd.read_csv(folder / "segments.csv")
    stacked = khatlon.segments["p_leak"].stack(row=("configuration", "chainage"))
    np.testing.assert_array_equal(segments["p_leak"], stacked.values)
    np.testing.assert_array_equal(segments["chainage_km"], stacked["chainage"].values)
    assert set(segments["p_leak_method"]) <= {"none", "wilson", "clopper_pearson"}


def test_a_local_plane_has_metres(first_run, tmp_path):
    folder = _exported(first_run, tmp_path / "local")
    posts = geopandas.read_file(folder / "first.gpkg", layer="posts")
    np.testing.assert_array_equal(posts.geometry.x, first_run.geometry["post_x"].values)
    assert not posts.crs.is_geographic
    with rasterio.open(folder / "elevation.tif") as raster:
        assert raster.crs is None or not raster.crs.is_geographic
