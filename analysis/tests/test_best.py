"""Which configuration is the best, as the package hands it out."""

import numpy as np
import pytest


def test_the_best_has_the_best_estimate(khatlon):
    for measure, better in (("p_intercept", "more"), ("p_leak", "less")):
        table = khatlon.best(measure)
        values = khatlon.estimates(measure)["value"]
        assert table.attrs["better"] == better
        assert table.attrs["leader"] == (values.idxmax() if better == "more" else values.idxmin())
        assert list(table.index) == khatlon.configurations
        assert (table["low"] <= table["lead"]).all() and (table["lead"] <= table["high"]).all()
        assert table.loc[table.attrs["leader"], "may_be_best"]
        np.testing.assert_allclose(table["p_best"].sum(), 1.0, atol=1e-9)


def test_leads_are_differences_from_the_best_other(khatlon):
    values = khatlon.estimates("p_intercept")["value"]
    table = khatlon.best()
    for name in khatlon.configurations:
        lead = values[name] - values.drop(name).max()
        np.testing.assert_allclose(table.loc[name, "lead"], lead, atol=1e-12)


def test_the_best_by_a_measure_that_is_not_there(khatlon):
    with pytest.raises(KeyError, match="no measure 'p_lost'"):
        khatlon.best("p_lost")
