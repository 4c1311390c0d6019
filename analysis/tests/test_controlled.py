"""Shares and differences with control variates."""

import numpy as np
import pytest


def test_they_stand_beside_the_plain_ones(controlled):
    for measure in controlled.measures:
        table = controlled.estimates(measure, "controlled")
        plain = controlled.estimates(measure)
        assert table.index.tolist() == plain.index.tolist()
        assert (table["low"] <= table["value"]).all()
        assert (table["value"] <= table["high"]).all()
        assert (abs(table["value"] - plain["value"]) <= 5.0 * plain["stderr"] + 1e-12).all()
        gain = controlled.controlled[f"{measure}_gain"].to_series()
        known = gain.notna() & (table["stderr"] > 0.0)
        np.testing.assert_allclose(gain[known], ((plain["stderr"] / table["stderr"]) ** 2)[known], rtol=1e-6)
    for name in ("mean_way", "mean_origin"):
        mean = controlled.controlled[name]
        assert (abs(mean) <= 5.0 * controlled.controlled[f"{name}_stderr"]).all()


def test_differences_have_their_gain(controlled):
    others = controlled.configurations[1:]
    table = controlled.differences("p_detect_conditional", controlled=True)
    plain = controlled.differences("p_detect_conditional")
    assert table.index.tolist() == list(others)
    assert (abs(table["value"] - plain["value"]) <= 5.0 * plain["stderr"] + 1e-12).all()
    assert (table["gain"].dropna() > 0.0).all()
    with pytest.raises(KeyError, match="no measure"):
        controlled.differences("p_see", controlled=True)


def test_a_run_without_them_has_no_such_group(khatlon):
    with pytest.raises(KeyError, match="controlled"):
        khatlon.estimates("p_detect", "controlled")
