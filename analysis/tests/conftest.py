"""Results that the tests read: made once, by the program itself."""

from pathlib import Path

import matplotlib
import pytest

import panj

matplotlib.use("Agg")

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


@pytest.fixture(scope="session")
def first_run(tmp_path_factory) -> panj.Results:
    return panj.run(SCENARIOS / "first_run.toml", tmp_path_factory.mktemp("first") / "first.h5", replications=96)


@pytest.fixture(scope="session")
def khatlon(tmp_path_factory) -> panj.Results:
    return panj.run(SCENARIOS / "khatlon.toml", tmp_path_factory.mktemp("khatlon") / "khatlon.h5", replications=48)


@pytest.fixture(params=["first_run", "khatlon"])
def results(request) -> panj.Results:
    return request.getfixturevalue(request.param)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    matplotlib.pyplot.close("all")
