"""Results that the tests read: made once, by the program itself."""

import os
from pathlib import Path

import matplotlib
import pytest

import panj
from panj.report import write_report

matplotlib.use("Agg")

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"


RAIDS = """
[[site]]
name = "camp"
kind = "work_site"
position_xy_km = [10.0, 9.0]
radius_m = 400.0

[[site]]
name = "village"
position_xy_km = [4.0, 8.0]
radius_m = 700.0

[[crosser]]
name = "raider"
attempts = { poisson = 3.0 }
destination = { sites = ["camp"] }
route = "least_cost"

[[crosser]]
name = "gunmen"
attempts = { probes = 5, per_period = 0.03 }
destination = { sites = ["camp"] }
route = "least_cost"

[[crosser]]
name = "weighted"
attempts = { probes = 20, per_period = 0.03 }
destination = { sites = ["camp"] }
route = { logit = { mean_excess = 0.03 } }
rare_leaks = { plain_share = 0.2 }
"""


@pytest.fixture(scope="session")
def first_run(tmp_path_factory) -> panj.Results:
    return panj.run(SCENARIOS / "first_run.toml", tmp_path_factory.mktemp("first") / "first.h5", replications=96)


@pytest.fixture(scope="session")
def khatlon(tmp_path_factory) -> panj.Results:
    return panj.run(SCENARIOS / "khatlon.toml", tmp_path_factory.mktemp("khatlon") / "khatlon.h5", replications=48)


@pytest.fixture(scope="session")
def khatlon_page(khatlon, tmp_path_factory) -> Path:
    """The report of Khatlon."""
    return write_report(khatlon, tmp_path_factory.mktemp("report") / "khatlon.html")


@pytest.fixture(scope="session")
def raids(tmp_path_factory) -> panj.Results:
    """The first run's ground and assets, with a class that makes for one of two protected sites."""
    folder = tmp_path_factory.mktemp("raids")
    (folder / "raids.toml").write_text((SCENARIOS / "first_run.toml").read_text() + RAIDS)
    return panj.run(folder / "raids.toml", folder / "raids.h5", replications=96)


@pytest.fixture(scope="session")
def controlled(tmp_path_factory) -> panj.Results:
    """Khatlon with control variates."""
    return panj.run(
        SCENARIOS / "khatlon.toml",
        tmp_path_factory.mktemp("controlled") / "controlled.h5",
        replications=320,
        settings={"sampling.control_variates": True},
    )


@pytest.fixture(scope="session")
def known_answer_records(tmp_path_factory) -> Path:
    """What the validation tests recorded: in ``./panj test`` just now; else they run here, on fewer samples."""
    left = Path(os.environ.get("PANJ_KNOWN_ANSWERS", ""))
    if left.is_absolute() and any(left.glob("*.jsonl")):
        return left
    folder = tmp_path_factory.mktemp("known_answers")
    panj.measure_known_answers(folder, fewer=20)
    return folder


@pytest.fixture(scope="session")
def pastures(tmp_path_factory) -> panj.Results:
    """Line sensors and drones; and the riders see the ground as one of five views has it."""
    return panj.run(
        SCENARIOS / "pastures.toml",
        tmp_path_factory.mktemp("pastures") / "pastures.h5",
        replications=96,
        settings={"crosser.rider.route": {"perceived": {"sigma": 0.5, "correlation_km": 2.0, "draws": 5}}},
    )


@pytest.fixture(scope="session")
def hypercubes(tmp_path_factory) -> panj.Results:
    """The first run in Latin hypercubes: batches of 16 replications are the units."""
    return panj.run(
        SCENARIOS / "first_run.toml",
        tmp_path_factory.mktemp("hypercubes") / "hypercubes.h5",
        replications=480,
        settings={"sampling.latin_hypercube": True},
    )


@pytest.fixture(params=["first_run", "khatlon", "hypercubes"])
def results(request) -> panj.Results:
    return request.getfixturevalue(request.param)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    matplotlib.pyplot.close("all")
