"""Every picture shows what is in the file: its artists' data are held against the dataset."""

import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

import panj
from conftest import SCENARIOS
from panj.style import COLOURS, colour_of, legend_above, widths_of_lines


def lines_named(axes):
    return {line.get_label(): line for line in axes.get_lines() if not line.get_label().startswith("_")}


def test_configurations_keep_their_colour(khatlon):
    colours = {name: colour_of(khatlon, name) for name in khatlon.configurations}
    assert list(colours.values()) == list(COLOURS[:4])
    for axes in (panj.plot_times(khatlon), panj.plot_convergence(khatlon)):
        assert {name: line.get_color() for name, line in lines_named(axes).items()} == colours


def test_a_line_that_others_lie_upon_shows_as_a_rim_beneath_them(khatlon):
    rising = np.linspace(0.0, 50.0, 20)
    assert widths_of_lines(np.array([rising, rising + 1.0, rising + 0.2, rising]), 1.0) == pytest.approx(
        [5.4, 1, 3.2, 1]
    )
    apart = np.where(rising > 40.0, 60.0, rising)
    assert widths_of_lines(np.array([rising, apart]), 2.0) == [2.0, 2.0]
    # One more team detects what is detected as it is: both lines are to be seen.
    lines = lines_named(panj.plot_times(khatlon, "detection_time"))
    assert lines["as_is"].get_linewidth() > lines["one_more_team"].get_linewidth() == 1.8


def test_legends_read_along_their_rows():
    _, axes = plt.subplots()
    for name in "abcde":
        axes.plot([0, 1], label=name)
    legend_above(axes, 4)
    axes.figure.draw_without_rendering()
    places = {text.get_text(): text.get_window_extent() for text in axes.get_legend().get_texts()}
    rows = sorted(places, key=lambda name: (-round(places[name].y0), places[name].x0))
    assert rows == list("abcde")


def test_pictures_go_where_they_are_told(khatlon):
    _, axes = plt.subplots()
    for plot in (
        panj.plot_along_border,
        panj.plot_configurations,
        panj.plot_differences,
        panj.plot_times,
        panj.plot_convergence,
        panj.plot_assets,
        panj.plot_precision,
        panj.plot_gaps,
        panj.plot_map,
    ):
        axes.clear()
        assert plot(khatlon, axes=axes) is axes


def test_shares_along_the_border_are_those_of_the_segments(results):
    axes = panj.plot_along_border(results, "p_leak")
    segments = results.segments
    ticks = {c.get_label(): c for c in axes.collections if isinstance(c, LineCollection)}
    assert list(ticks) == results.configurations
    left = segments["chainage_bounds"].values[:, 0]
    width = np.diff(segments["chainage_bounds"].values)[:, 0] / len(results.configurations)
    for number, (name, bars) in enumerate(zip(results.configurations, axes.containers, strict=True)):
        chosen = segments.sel(configuration=name)
        seen = np.isfinite(chosen["p_leak"].values)
        drawn = np.array([segment for segment in ticks[name].get_segments() if len(segment)])
        np.testing.assert_allclose(drawn[:, 0, 1], 100.0 * chosen["p_leak"].values[seen])
        np.testing.assert_allclose(drawn[:, 0, 0], (left + number * width)[seen])
        np.testing.assert_allclose(drawn[:, 1, 0] - drawn[:, 0, 0], width[seen])
        ends = np.array([(bar.get_y(), bar.get_y() + bar.get_height()) for bar in bars])
        np.testing.assert_allclose(ends, 100.0 * chosen["p_leak_ci"].values)
    low, high = axes.get_xlim()
    crossed = segments["n_attempts"].values.max(axis=0) > 0
    assert (low <= left[crossed]).all() and (high >= left[crossed] + width[crossed]).all()


def test_crossings_stand_below_the_shares(khatlon):
    axes = panj.plot_along_border(khatlon, configurations=["as_is"])
    (below,) = [other for other in axes.figure.axes if other is not axes]
    heights = [bar.get_height() for bar in below.containers[0]]
    np.testing.assert_array_equal(heights, khatlon.segments["n_attempts"].sel(configuration="as_is").values)
    assert below.get_xlim() == axes.get_xlim()
    assert "[km]" in below.get_xlabel() and "[%]" in axes.get_ylabel()


def rows_of(axes):
    """Interval and estimate of each row, from top to bottom, in percent."""
    bars = [line for line in axes.get_lines() if line.get_marker() == "None" and len(line.get_xdata()) == 2]
    bars = [line for line in bars if line.get_xdata()[0] != line.get_xdata()[1]]
    dots = [line for line in axes.get_lines() if line.get_marker() == "o"]
    return [(*bar.get_xdata(), *dot.get_xdata()) for bar, dot in zip(bars, dots, strict=True)]


def test_configurations_side_by_side_are_the_estimates(results):
    axes = panj.plot_configurations(results, "p_detect")
    table = results.estimates("p_detect")
    np.testing.assert_allclose(rows_of(axes), 100.0 * table[["low", "high", "value"]].values)
    titles = [" ".join(label.get_text().split()) for label in axes.get_yticklabels()]
    assert titles == [str(title) for title in results.summary["configuration_title"].values]
    written = [text.get_text() for text in axes.texts]
    assert f"{100 * table.value.iloc[0]:.2f}" in written[0]


def test_differences_are_those_of_the_pairs(khatlon):
    axes = panj.plot_differences(khatlon, "p_intercept", against="even_spacing")
    table = khatlon.differences("p_intercept", "even_spacing")
    np.testing.assert_allclose(rows_of(axes), 100.0 * table[["low", "high", "value"]].values)
    assert "change from even_spacing" in axes.get_xlabel()
    assert any(list(line.get_xdata()) == [0.0, 0.0] for line in axes.get_lines())


@pytest.mark.parametrize("quantity", ["detection_time", "interception_time", "contact_depth", "warning_time"])
def test_times_are_shares_of_all_attempts(results, quantity):
    if f"{quantity}_count" not in results.times:
        with pytest.raises(KeyError, match="this file has no warning_time"):
            panj.plot_times(results, quantity)
        return
    axes = panj.plot_times(results, quantity)
    for name, line in lines_named(axes).items():
        chosen = results.times.sel(configuration=name)
        counts = float(chosen[f"{quantity}_below"]) + np.append(0, np.cumsum(chosen[f"{quantity}_count"].values))
        np.testing.assert_allclose(line.get_ydata(), 100.0 * counts / int(results.summary["n_attempts"]), atol=1e-9)
        np.testing.assert_array_equal(line.get_xdata()[1:], chosen[f"{quantity}_bounds"].values[:, 1])


def test_convergence_ends_at_the_summary(results):
    axes = panj.plot_convergence(results, "p_detect")
    for name, line in lines_named(axes).items():
        chosen = results.convergence.sel(configuration=name)
        np.testing.assert_array_equal(line.get_xdata(), chosen["replications"].values)
        np.testing.assert_array_equal(line.get_ydata(), 100.0 * chosen["p_detect"].values)
        assert line.get_ydata()[-1] == 100.0 * float(results.summary["p_detect"].sel(configuration=name))
        thin = [other for other in axes.get_lines() if other is not line and other.get_color() == line.get_color()]
        half = 100.0 * chosen["p_detect_half_width"].values
        # No further than shares go.
        edges = np.clip([line.get_ydata() - half, line.get_ydata() + half], 0.0, 100.0)
        np.testing.assert_allclose([other.get_ydata() for other in thin], edges)


@pytest.mark.parametrize("quantity", ["first_detection_share", "value"])
def test_assets_have_a_bar_where_they_are_held(khatlon, quantity):
    axes = panj.plot_assets(khatlon, quantity)
    shown = [label.get_text() for label in axes.get_yticklabels()]
    assert shown == [str(name) for name in khatlon.assets["asset"].values]
    intervals = iter([lines for lines in axes.collections if isinstance(lines, LineCollection)])
    for name, bars in zip(khatlon.configurations, axes.containers, strict=True):
        share = 100.0 * khatlon.assets[quantity].sel(configuration=name).values
        np.testing.assert_array_equal([bar.get_width() for bar in bars], share)
        ends = 100.0 * khatlon.assets[f"{quantity}_ci"].sel(configuration=name).values
        drawn = next(intervals).get_segments()
        np.testing.assert_allclose([(a[0], b[0]) for a, b in filter(len, drawn)], ends[np.isfinite(ends[:, 0])])
        assert np.isnan(share).sum() == (khatlon.assets["held"].sel(configuration=name) == 0).sum()


def test_pictures_refuse_unknown_names(khatlon):
    with pytest.raises(KeyError, match="no measure 'p_caught'"):
        panj.plot_along_border(khatlon, "p_caught")
    with pytest.raises(KeyError, match="no quantity 'warning'; there are detection_time"):
        panj.plot_times(khatlon, "warning")
    with pytest.raises(KeyError, match="no quantity 'worth'; there are first_detection_share, value"):
        panj.plot_assets(khatlon, "worth")
    with pytest.raises(KeyError, match="no configuration 'today'; there are as_is"):
        panj.plot_along_border(khatlon, configurations=["today"])


def test_a_lone_configuration_has_no_differences(tmp_path):
    scenario = tmp_path / "alone.toml"
    text = (SCENARIOS / "first_run.toml").read_text()
    head, _, tail = text.rpartition("[[configuration]]")
    scenario.write_text(head + tail[tail.index("[sampling]") :])
    alone = panj.run(scenario, tmp_path / "alone.h5", replications=32)
    with pytest.raises(ValueError, match="posts is the only configuration"):
        panj.plot_differences(alone)
    assert len(rows_of(panj.plot_configurations(alone))) == 1
    assert to_hex(panj.plot_assets(alone).patches[0].get_facecolor()) == COLOURS[0].lower()
