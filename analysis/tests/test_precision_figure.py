import numpy as np
import pytest

import panj
from conftest import SCENARIOS
from panj.precision_figure import asked_precision


@pytest.fixture(scope="session")
def asked(tmp_path_factory):
    """A run that was asked for two precisions, one of them at another level than the file's."""
    goals = ["posts.p_intercept<0.04", "p_detect<0.001@99%"]
    path = tmp_path_factory.mktemp("asked") / "asked.h5"
    with pytest.raises(panj.PanjError, match="the precision asked for was not reached"):
        panj.run(SCENARIOS / "first_run.toml", path, replications=480, settings={"sampling.precision": goals})
    return panj.open_results(path)


def test_half_widths_are_those_of_the_file(results):
    axes = panj.plot_precision(results, "p_detect")
    for name, line in zip(results.configurations, axes.get_lines(), strict=True):
        half = 100.0 * results.convergence["p_detect_half_width"].sel(configuration=name).values
        np.testing.assert_array_equal(line.get_ydata(), np.where(half > 0.0, half, np.nan))
        np.testing.assert_array_equal(line.get_xdata(), results.convergence["replications"].values)
    assert "replications" in axes.get_xlabel() and "[percentage points]" in axes.get_ylabel()


def test_what_was_asked_is_a_line(asked):
    table = asked_precision(asked, "p_intercept")
    assert table.half_width.tolist() == [0.04] and table.reached.all()
    (line,) = [line for line in panj.plot_precision(asked).get_lines() if line.get_linestyle() == "--"]
    assert line.get_ydata()[0] == pytest.approx(4.0)
    # What names it hides no line: it stands at the left, where they are still above it.
    axes = panj.plot_precision(asked)
    axes.figure.draw_without_rendering()
    (named,) = axes.texts
    box = named.get_window_extent()
    for name in asked.configurations:
        half = 100.0 * asked.convergence["p_intercept_half_width"].sel(configuration=name).values
        points = axes.transData.transform(np.column_stack((asked.convergence["replications"].values, half)))
        assert not np.any((points > box.min).all(axis=1) & (points < box.max).all(axis=1))
    other = asked_precision(asked, "p_detect")
    assert other.half_width.tolist() == pytest.approx([0.001 * 1.959964 / 2.575829])
    assert not other.reached.any()


def test_nothing_asked_is_no_line(khatlon):
    assert asked_precision(khatlon, "p_intercept").empty
