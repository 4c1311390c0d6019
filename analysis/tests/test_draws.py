"""Shares by the view of the ground that attempts have."""

import numpy as np
import pytest


def test_views_add_up_to_their_class(pastures):
    draws = pastures.draws
    assert draws["view_crosser"].values.tolist() == ["rider"] * 5
    assert draws["draw"].values.tolist() == [0, 1, 2, 3, 4]
    attempts = draws["n_attempts"]
    assert int(attempts.sum()) == int(pastures.classes["n_attempts"].sel(crosser="rider"))
    for measure in pastures.measures:
        of_class = pastures.classes[measure].sel(crosser="rider")
        np.testing.assert_allclose((draws[measure] * attempts).sum("view") / attempts.sum(), of_class, atol=1e-12)


def test_the_spread_is_what_sampling_leaves(pastures):
    table = pastures.draw_spread("p_detect")
    assert table.index.names == ["configuration", "crosser"]
    assert table.index.get_level_values("configuration").tolist() == pastures.configurations
    assert (table["views"] == 5).all()
    views = pastures.estimates("p_detect", "draws").xs("gates", level="configuration")
    row = table.loc[("gates", "rider")]
    assert row["lowest"] == views["value"].min() and row["highest"] == views["value"].max()
    left = views["value"].var() - (views["stderr"] ** 2).mean()
    assert row["spread"] == pytest.approx(np.sqrt(max(0.0, left)))


def test_without_views_there_is_no_spread(first_run):
    assert first_run.draw_spread().empty
    with pytest.raises(KeyError, match="no measure"):
        first_run.draw_spread("p_nothing")
