"""Weighted classes: how rarely they come through."""

import numpy as np


def test_rare_leaks_are_labelled(raids):
    rare = raids.rare
    assert rare["crosser"].values.tolist() == ["weighted"]
    assert rare["p_undetected"].dims == ("configuration", "crosser")
    for measure in ("p_undetected", "p_leak", "mean_weight"):
        table = raids.estimates(measure, "rare")
        assert table.index.names == ["configuration", "crosser"]
        assert (table["low"] <= table["value"]).all()
        assert (table["value"] <= table["high"]).all()
    np.testing.assert_allclose(rare["p_undetected_relative_error"], rare["p_undetected_stderr"] / rare["p_undetected"])
    assert (rare["path_steps"] > rare["n_attempts"]).all()


def test_weights_give_the_class_its_shares(raids):
    unseen = raids.estimates("p_undetected", "rare")["value"]
    seen = raids.estimates("p_detect_conditional", "classes")["value"].xs("weighted", level="crosser")
    np.testing.assert_allclose(unseen.xs("weighted", level="crosser")[seen.index], 1.0 - seen, atol=1e-6)
    weight = raids.estimates("mean_weight", "rare")
    assert (abs(weight["value"] - 1.0) < 5.0 * weight["stderr"]).all()
