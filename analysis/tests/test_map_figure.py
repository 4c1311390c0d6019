import copy

import numpy as np
import pytest
from matplotlib.patches import Circle, Rectangle
from PIL import Image

import panj
from panj.ground import drawn_once, hillshade
from panj.overview import plot_overview, save_small_png


def km(values):
    return np.asarray(values) / 1000.0


def lines_named(axes):
    return {line.get_label(): line for line in axes.get_lines()}


def test_ways_back_that_are_the_ways_there_are_drawn_once():
    there = np.array([0.0, 1.0, 4.0]), np.array([0.0, 2.0, 2.0])
    back = tuple(np.append(values, values[-2::-1]) for values in there)
    for once, values in zip(drawn_once(*back), there, strict=True):
        np.testing.assert_array_equal(once, values)
    loop = np.array([0.0, 1.0, 1.0, 0.0, 0.0]), np.array([0.0, 0.0, 1.0, 1.0, 0.0])
    assert all(len(values) == 5 for values in drawn_once(*loop))
    assert all(len(values) == 3 for values in drawn_once(*there))


def test_light_comes_from_the_north_west():
    # A cone: row 0 is its south.
    north, east = np.mgrid[-10:11, -10:11] * 100.0
    lit = hillshade(1000.0 - np.hypot(north, east), 100.0)
    north_west, south_east, south_west, north_east = lit[16, 4], lit[4, 16], lit[4, 4], lit[16, 16]
    # Slopes of 45 degrees: one faces the sun, the opposite one turns its back to it.
    assert north_west == pytest.approx(1.0, abs=0.01)
    assert south_east == pytest.approx(0.0, abs=0.01)
    assert south_west == pytest.approx(north_east, abs=0.01) and south_west == pytest.approx(0.5, abs=0.01)
    assert hillshade(np.full((3, 3), 700.0), 250.0) == pytest.approx(np.sqrt(0.5))


@pytest.mark.parametrize("layer", ["attempts", "detections", "interceptions", "leaks"])
def test_a_layer_is_the_files_counts_in_their_place(khatlon, layer):
    axes = panj.plot_map(khatlon, layer, "one_more_team")
    ground, counts = axes.get_images()
    maps = khatlon.maps
    expected = maps[layer].sel(configuration="one_more_team").values
    assert expected.sum() > 0
    np.testing.assert_array_equal(counts.get_array().filled(0), expected)
    np.testing.assert_array_equal(counts.get_array().mask, expected == 0)
    cell = 250.0
    edges = [maps["x"][0] - cell / 2, maps["x"][-1] + cell / 2, maps["y"][0] - cell / 2, maps["y"][-1] + cell / 2]
    for image in (ground, counts):
        assert image.origin == "lower"  # row 0 is the south
        np.testing.assert_allclose(image.get_extent(), km(edges))
    assert counts.norm.vmin == 1.0 and counts.norm.vmax == max(2, expected.max())


def test_coverage_is_a_share_of_time_on_a_scale_of_its_own(khatlon):
    axes = panj.plot_map(khatlon, "coverage", "two_more_posts")
    shares = axes.get_images()[1]
    expected = khatlon.maps["coverage"].sel(configuration="two_more_posts").values
    np.testing.assert_array_equal(shares.get_array().filled(0), expected)
    np.testing.assert_array_equal(shares.get_array().mask, expected == 0)
    assert (shares.norm.vmin, shares.norm.vmax) == (0.01, 1.0)
    scale = axes.figure.axes[1]
    assert "watched [%]" in scale.get_ylabel()
    axes.figure.draw_without_rendering()
    assert {"1 %", "10 %", "100 %"} <= {label.get_text() for label in scale.get_yticklabels()}


def test_coverage_says_what_it_leaves_out(pastures):
    flown, walked = (panj.plot_map(pastures, "coverage", name).figure.axes[1] for name in ("gates_and_drones", "gates"))
    assert "drones on random legs are left out" in flown.get_ylabel()
    assert "left out" not in walked.get_ylabel()


def test_coverage_is_what_the_assets_of_a_configuration_watch(khatlon):
    maps, geometry = khatlon.maps, khatlon.geometry
    shares = maps["coverage"]
    assert float(shares.min()) == 0.0 and float(shares.max()) <= 1.0
    as_is, more = shares.sel(configuration="as_is"), shares.sel(configuration="two_more_posts")
    assert (more >= as_is).all() and (more > as_is).any()
    gained = (more > as_is).values
    # Beyond all ranges of the two posts nothing is gained; beside them nearly all of the time is.
    x, y = np.meshgrid(maps["x"], maps["y"])
    held = geometry["post_held"].values
    new = np.flatnonzero((held[1] == 1) & (held[0] == 0))
    away = [np.hypot(x - float(geometry["post_x"][i]), y - float(geometry["post_y"][i])) / 1000.0 for i in new]
    reach = np.any([far <= float(geometry["post_range"][i]) for far, i in zip(away, new, strict=True)], axis=0)
    assert not gained[~reach].any()
    for far in away:
        assert more.values.ravel()[far.argmin()] > 0.8


def test_files_without_coverage_say_so(khatlon):
    older = copy.copy(khatlon)
    older.maps = khatlon.maps.drop_vars("coverage")
    with pytest.raises(KeyError, match="kept no coverage"):
        panj.plot_map(older, "coverage")


def test_the_ground_shows_relief_and_pales_beyond_the_strip(khatlon):
    colours = panj.plot_map(khatlon, None).get_images()[0].get_array()
    maps = khatlon.maps
    assert colours.shape == (*maps["elevation"].shape, 3)
    lit = hillshade(maps["elevation"].values, 250.0)
    inside = maps["side"].values != 2
    brightness = colours.mean(axis=2)
    assert np.corrcoef(brightness[inside], lit[inside])[0, 1] > 0.95
    assert np.ptp(brightness[inside]) > 0.5
    assert brightness[~inside].min() >= 0.5


def test_line_sensors_and_drones_have_lines_of_their_own(pastures):
    geometry = pastures.geometry
    lines = lines_named(panj.plot_map(pastures, None, "gates_and_drones"))
    for kind, label in (("line_sensor", "line sensors"), ("drone", "drone routes")):
        held = np.flatnonzero(geometry[f"{kind}_held"].sel(configuration="gates_and_drones").values)
        of_first = geometry[f"{kind}_index"].values == held[0]
        expected = np.c_[geometry[f"{kind}_x"].values[of_first], geometry[f"{kind}_y"].values[of_first]]
        np.testing.assert_allclose(lines[label].get_xydata(), km(expected))
    assert "drone routes" not in lines_named(panj.plot_map(pastures, None, "riders"))


def test_drones_on_random_legs_have_a_box(pastures):
    geometry = pastures.geometry
    number = int(np.flatnonzero(np.isfinite(geometry["drone_west"].values))[0])
    edges = km([float(geometry[f"drone_{edge}"][number]) for edge in ("west", "east", "south", "north")])
    np.testing.assert_allclose(edges, [2.0, 22.0, 10.0, 13.0])  # as in pastures.toml
    axes = panj.plot_map(pastures, None, "gates_and_drones")
    (box,) = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    drawn = (box.get_x(), box.get_x() + box.get_width(), box.get_y(), box.get_y() + box.get_height())
    np.testing.assert_allclose(drawn, edges)
    assert not [patch for patch in panj.plot_map(pastures, None, "riders").patches if isinstance(patch, Rectangle)]


def test_border_routes_and_assets_are_where_the_file_has_them(khatlon):
    axes = panj.plot_map(khatlon, configuration="even_spacing")
    geometry = khatlon.geometry
    lines = lines_named(axes)
    np.testing.assert_allclose(lines["border, km"].get_xydata(), km(np.c_[geometry["border_x"], geometry["border_y"]]))

    routes = [line for line in axes.get_lines() if line.get_color() == lines["patrol routes"].get_color()]
    held = np.flatnonzero(geometry["patrol_held"].sel(configuration="even_spacing").values)
    assert 0 < len(held) < geometry.sizes["patrol"]
    for number, line in zip(held, routes, strict=True):
        of_patrol = geometry["patrol_index"].values == number
        expected = np.c_[geometry["patrol_x"].values[of_patrol], geometry["patrol_y"].values[of_patrol]]
        np.testing.assert_allclose(line.get_xydata(), km(expected))

    for kind, label in (("post", "posts and their range"), ("team", "response bases")):
        of_kind = geometry[f"{kind}_held"].sel(configuration="even_spacing").values == 1
        assert 0 < of_kind.sum() < of_kind.size
        expected = np.c_[geometry[f"{kind}_x"], geometry[f"{kind}_y"]][of_kind]
        np.testing.assert_allclose(lines[label].get_xydata(), km(expected))
        written = {text.get_text() for text in axes.texts}
        assert set(geometry[kind].values[of_kind]) <= written
        assert not set(geometry[kind].values[~of_kind]) & written
    radii = [patch.get_radius() for patch in axes.patches if isinstance(patch, Circle)]
    ranges = geometry["post_range"].values[geometry["post_held"].sel(configuration="even_spacing") == 1]
    np.testing.assert_allclose(radii, [*ranges, *geometry["site_radius"].values])
    np.testing.assert_allclose(lines["protected sites"].get_xydata(), km(np.c_[geometry["site_x"], geometry["site_y"]]))


def test_labels_do_not_overlap(results):
    axes = panj.plot_map(results)
    axes.figure.draw_without_rendering()
    named = [text for text in axes.texts if "km" not in text.get_text()]
    boxes = [text.get_window_extent() for text in named]
    for number, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[number + 1 :]), named[number].get_text()


def test_names_can_be_left_out(khatlon):
    written = {text.get_text() for text in panj.plot_map(khatlon, labels=False).texts}
    assert not written & set(khatlon.geometry["post"].values)
    assert "20 km" in written


def test_places_are_marked_and_named_where_they_lie(khatlon):
    towns = {"Parkhar": (545_000.0, 4_150_000.0), "far away": (0.0, 0.0)}
    axes = panj.plot_map(khatlon, places=towns)
    np.testing.assert_allclose(lines_named(axes)["places"].get_xydata(), [[545.0, 4150.0]])
    written = {text.get_text() for text in axes.texts}
    assert "Parkhar" in written and "far away" not in written
    assert "places" not in lines_named(panj.plot_map(khatlon))


def test_the_scale_is_as_long_as_it_says(khatlon):
    axes = panj.plot_map(khatlon)
    lengths = [np.ptp(line.get_xdata()) for line in axes.get_lines() if line.get_linewidth() == 4]
    np.testing.assert_allclose(lengths, [20.0])


def test_unknown_names_are_told(khatlon):
    with pytest.raises(KeyError, match="no layer 'snow'; there are attempts"):
        panj.plot_map(khatlon, "snow")
    with pytest.raises(KeyError, match="no configuration 'today'; there are as_is"):
        panj.plot_map(khatlon, configuration="today")


def test_the_overview_is_a_small_picture(khatlon, tmp_path):
    picture = tmp_path / "overview.png"
    save_small_png(plot_overview(khatlon), picture)
    with Image.open(picture) as image:
        assert image.width == 900 and image.mode == "P"
        assert len(image.convert("RGB").getcolors(1000)) > 100  # not an empty frame
    assert picture.stat().st_size < 500_000
