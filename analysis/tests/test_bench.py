"""The scripts of bench/ measure what they say: the peers find the exact answer, medians and targets are told right."""

import importlib
import math
from pathlib import Path

import numpy as np
import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(BENCH / "peers")
    return importlib.import_module


def test_stepped_arrays_find_the_exact_share(bench):
    numpy_peer, r1 = bench("barrier_numpy"), bench("r1")
    random = np.random.Generator(np.random.Philox(7))
    rounds = 8
    attempts = rounds * numpy_peer.REPLICATIONS * r1.ATTEMPTS
    share = sum(numpy_peer.sample(random) for _ in range(rounds)) / attempts
    expected = r1.LOOKED_AT_EVERY_STEP
    stderr = math.sqrt(expected * (1.0 - expected) / attempts)
    assert stderr < 0.0023
    assert abs(share - expected) <= 4.0 * stderr


def test_the_exact_share_is_that_of_the_sweep(bench):
    r1 = bench("r1")
    reach_m = r1.RANGE_M * math.sqrt(1.0 + (r1.PATROL_M_S / r1.CROSSER_M_S) ** 2)
    assert pytest.approx(1.0 - (1.0 - reach_m / r1.LINE_M) ** 2, abs=5e-8) == r1.EXACT


def test_panj_is_measured_on_the_case(bench):
    panj_program, r1 = bench("panj_program"), bench("r1")
    run = panj_program.run_panj(panj_program.BARRIER, 640, 2, precisely=True)
    assert run.attempts == 640 * r1.ATTEMPTS
    assert run.configurations == 1
    assert 0.0 < run.sampling_s < run.seconds
    assert 0.0 < run.writing_s < run.seconds
    assert 1.0 < run.resident_mb < 1000.0
    assert abs(run.share_detected - r1.EXACT) <= 4.0 * math.sqrt(r1.EXACT * (1.0 - r1.EXACT) / run.attempts)


def test_made_scenarios_have_the_sizes_they_are_made_for(bench, tmp_path):
    made, panj_program = bench("made_scenario"), bench("panj_program")
    sizes = made.Sizes(attempts=3, width_km=20.0, depth_km=4.0, posts=5, configurations=2)
    path = tmp_path / "made.toml"
    path.write_text(made.scenario_text(sizes))
    run = panj_program.run_panj(path, 10, 1)
    assert run.attempts == 30
    assert run.configurations == 2
    assert bench("itself").compiled_mb(path)[1] == sizes.cells == 200 * 40


def measurement(program, rate, **more):
    told = {"case": "R1", "program": program, "rate": rate, "unit": "attempts/s", "note": "", "check": None}
    return {**told, **more}


def test_the_table_has_medians_of_rates_and_of_ratios(bench):
    run = bench("run")
    check = {"what": "P(detect)", "value": 0.2, "expected": 0.2, "z": -4.2}
    rounds = [
        [measurement("panj", 10.0), measurement("C++ by hand", 10.0, check=check)],
        [measurement("panj", 90.0), measurement("C++ by hand", 300.0)],
        [measurement("panj", 30.0), measurement("C++ by hand", 100.0)],
    ]
    own, by_hand = run.rows_of(rounds)
    assert (own.rate, own.ratio, own.verdict) == (30.0, None, "")
    assert (by_hand.rate, by_hand.ratio, by_hand.verdict) == (100.0, 0.3, "MISSED")
    assert own.agrees
    assert not by_hand.agrees
    assert "WRONG: P(detect) 0.2, expected 0.2, z -4.20" in run.table_text([own, by_hand])


def test_figures_without_a_peer_carry_their_targets(bench):
    run = bench("run")
    rounds = [[measurement("khatlon.toml", 174.0, case="memory", unit="MB", at_most=500.0)]]
    (row,) = run.rows_of(rounds)
    assert (row.target, row.verdict, row.ratio) == ("<= 500", "met", None)


def test_overlap_and_times_of_terrain_are_judged_without_a_standard_error(bench):
    run = bench("run")
    overlap = {"what": "overlap (Jaccard) with the exact set", "value": 0.994}
    difference = {"what": "largest relative difference", "value": 1e-6}
    seen = [measurement("panj", 90.0, case="line_of_sight_20km_valley", check=overlap)]
    seen += [measurement("GRASS r.viewshed", 3.0, case="line_of_sight_20km_valley", check=overlap)]
    times = [measurement("panj", 70.0, case="least_time", check=difference)]
    times += [measurement("GRASS r.walk", 10.0, case="least_time")]
    verdicts = [(row.target, row.verdict) for row in run.rows_of([seen + times])]
    assert verdicts == [
        ("check >= 0.995", "MISSED"),
        (">= 30 x", "met"),
        ("check <= 1e-05", "met"),
        (">= 8 x", "MISSED"),
    ]


def test_what_is_not_installed_is_named_with_its_package(bench):
    run = bench("run")
    peer = run.Source("numba", ["python", str(BENCH / "peers" / "barrier_numba.py")], ("pip numba",))
    assert "pip install numba" in run.missing(peer, "/nowhere/python")
    gone = run.Source("gone", ["/nowhere/by_hand"], ("/nowhere/by_hand",))
    assert "by_hand is not built" in run.missing(gone, "/nowhere/python")


def test_tables_are_put_in_their_places_on_the_page(bench, tmp_path):
    page = bench("page")
    there = tmp_path / "page.md"
    there.write_text("above\n<!-- peers: begin -->\nold\n<!-- peers: end -->\nbelow\n")
    page.put("peers", "| new |\n\n", there)
    assert there.read_text() == "above\n<!-- peers: begin -->\n| new |\n<!-- peers: end -->\nbelow\n"
    with pytest.raises(ValueError, match="no place for limits"):
        page.put("limits", "", there)
    for name in ("peers", "limits"):
        assert f"<!-- {name}: begin -->" in page.README.read_text()
