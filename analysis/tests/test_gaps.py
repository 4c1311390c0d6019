import numpy as np
import pytest
from matplotlib.collections import LineCollection

import panj
from panj.gaps import _share, name_place, places_of


def test_gaps_are_the_segments_leaks_in_order(results):
    configuration = results.configurations[-1]
    table = panj.gaps(results, configuration, None)
    segments = results.segments.sel(configuration=configuration)
    crossed = segments["n_attempts"].values > 0
    assert len(table) == crossed.sum()
    assert (np.diff(table.leaks_per_km) <= 0).all()
    leaks = np.nan_to_num(segments["p_leak"].values * segments["n_attempts"].values)
    assert table.leaks.sum() * int(results.summary["n_replications"]) == pytest.approx(leaks.sum())
    assert table.share.sum() == pytest.approx(1.0)
    for row in table.itertuples():
        here = segments.sel(chainage=0.5 * (row.from_km + row.to_km), method="nearest")
        assert (row.attempts, row.p_leak) == (int(here["n_attempts"]), float(here["p_leak"]))
        assert (row.low, row.high) == tuple(here["p_leak_ci"].values)
        assert row.leaks_per_km == pytest.approx(row.leaks / (row.to_km - row.from_km))


def test_places_are_named_by_distance_and_direction():
    places = {"town": (1000.0, 1000.0), "hill": (9000.0, 1000.0)}
    assert name_place((1000.0, 3000.0), places) == "2.0 km north of town"
    assert name_place((8000.0, 0.0), places) == "1.4 km south-west of hill"
    assert name_place((1200.0, 1000.0), places) == "at town"
    assert name_place((0.0, 0.0), {}) == ""


def test_the_scenarios_places_or_a_table_of_ones_own_name_gaps(khatlon):
    names = set(places_of(khatlon))
    assert {"hamadoni", "village", "shurobod_reserve"} <= names
    assert all(any(name in place for name in names) for place in panj.gaps(khatlon).place)
    assert set(panj.gaps(khatlon, places={"somewhere": (0.0, 0.0)}).place.str.split().str[-1]) == {"somewhere"}


def test_the_map_of_gaps_colours_the_border_where_leaks_cross(khatlon):
    axes = panj.plot_gaps(khatlon, "one_more_team", worst=3)
    table = panj.gaps(khatlon, "one_more_team", None)
    coloured = [
        lines for lines in axes.collections if isinstance(lines, LineCollection) and lines.get_array() is not None
    ]
    np.testing.assert_allclose(coloured[0].get_array(), table.leaks_per_km[table.leaks > 0])
    for piece, row in zip(coloured[0].get_segments(), table[table.leaks > 0].itertuples(), strict=True):
        length = np.hypot(*np.diff(piece, axis=0).T).sum()
        assert length == pytest.approx(row.to_km - row.from_km, rel=0.02)
    numbers = {text.get_text(): text.xy for text in axes.texts if text.get_text().isdigit()}
    assert list(numbers) == ["1", "2", "3"]
    np.testing.assert_allclose(numbers["1"], table.loc[1, ["x", "y"]].astype(float) / 1000.0)
    assert table.place[1] in axes.get_xlabel().replace("\n     ", " ")
    assert any("km⁻¹" in other.get_ylabel() for other in axes.figure.axes)


def test_shares_near_all_are_not_said_to_be_all(khatlon):
    said = panj.plot_gaps(khatlon, worst=20).get_xlabel().replace("\n     ", " ")
    surest = min(panj.gaps(khatlon, worst=20).itertuples(), key=lambda row: row.high - row.low)
    low, high = 100.0 * surest.low, 100.0 * surest.high
    digits = 1 if high - low < 2.0 else 0
    assert f"{100.0 * surest.p_leak:.{digits}f} % [{low:.{digits}f}, {high:.{digits}f}] of crossings" in said
    assert _share(0.9996, 0.996, 1.0) == "100.0 % [99.6, 100.0]"
    assert _share(0.5, 0.4, 0.6) == "50 % [40, 60]"


def test_gaps_refuse_unknown_configurations(khatlon):
    with pytest.raises(KeyError, match="no configuration 'today'"):
        panj.gaps(khatlon, "today")


def test_nothing_of_the_picture_is_cut_off(khatlon):
    figure = panj.plot_gaps(khatlon).figure
    for dots_per_inch in (60, 100, 150):
        figure.set_dpi(dots_per_inch)
        figure.draw_without_rendering()
        drawn, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
        assert drawn.x0 >= 0.0 and drawn.y0 >= 0.0 and drawn.x1 <= width and drawn.y1 <= height
