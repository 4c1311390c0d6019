import subprocess

import numpy as np
import pytest

import panj
from conftest import SCENARIOS
from panj.command import find_program
from panj.replay_figure import OUTCOMES, outcome_of


@pytest.fixture(scope="session")
def replayed(tmp_path_factory):
    """The same replication as a CSV of ``panj replay``, and in a result file with events."""
    folder = tmp_path_factory.mktemp("replay")
    scenario = SCENARIOS / "first_run.toml"
    command = [find_program(), "replay", str(scenario), "--replication", "3", "-o", str(folder / "three.csv")]
    subprocess.run(command, check=True, capture_output=True)
    # panj.run takes no --events.
    command = [find_program(), "run", str(scenario), "-n", "5", "--events", "-o", str(folder / "five.h5")]
    subprocess.run([*command, "--progress", "none"], check=True, capture_output=True)
    return folder / "three.csv", panj.open_results(folder / "five.h5")


def test_a_csv_and_a_file_tell_the_same(replayed):
    csv, results = replayed
    told, held = panj.replay_events(results, csv), panj.replay_events(results, replication=3)
    assert len(told) == len(held) > 100
    for column in ("configuration", "event", "crosser", "base"):
        assert told[column].tolist() == held[column].tolist()
    np.testing.assert_allclose(told["time_s"], held["time_s"], atol=1e-3)
    np.testing.assert_allclose(told["x_m"], held["x_m"], atol=0.06)
    with pytest.raises(KeyError, match="no events of replication 77"):
        panj.replay_events(results, replication=77)


def test_outcomes():
    assert outcome_of({"departs", "detected", "complies"}) == "intercepted"
    assert outcome_of({"crosses", "gets_away", "destination_reached"}) == "leaked"
    assert outcome_of({"turns_back", "home_again"}) == "turned back"
    assert outcome_of({"departs"}) == "other"
    assert set(map(outcome_of, ({"complies"}, {"destination_reached"}, {"home_again"}, set()))) == set(OUTCOMES)


def test_tracks_go_through_what_happened(replayed):
    csv, results = replayed
    axes = panj.plot_replay(results, csv, "posts_and_patrol")
    events = panj.replay_events(results, csv)
    events = events[(events["configuration"] == "posts_and_patrol") & (events["crosser"] != "")]
    colours = {colour for colour, _ in OUTCOMES.values()}
    tracks = [line for line in axes.get_lines() if line.get_color() in colours and line.get_linewidth() == 1.8]
    attempts = events.groupby("attempt")
    tracks = [line for line in tracks if len(line.get_xdata()) > 1]
    assert len(tracks) == len(attempts)
    for (_, rows), track in zip(attempts, tracks, strict=True):
        ordered = rows.sort_values("time_s", kind="stable")
        np.testing.assert_allclose(track.get_xydata()[0], ordered[["x_m", "y_m"]].iloc[0] / 1000.0)
        assert track.get_color() == OUTCOMES[outcome_of(set(rows["event"]))][0]
    marks = {line.get_label(): line for line in axes.get_lines()}
    seen = events[events["event"] == "detected"].drop_duplicates("attempt")
    assert len(marks["detected first"].get_xdata()) == len(seen) > 0
    caught = events["event"].isin(("complies", "resists_in_vain")).sum()
    assert len(marks["met and held"].get_xdata()) == caught > 0
    assert "replication 3" in axes.get_title()
    # Nothing is hidden: the legend stands beside the map, and names over the tracks.
    axes.figure.draw_without_rendering()
    assert axes.get_legend().get_window_extent().x0 >= axes.bbox.x1
    highest = max(line.get_zorder() for line in axes.get_lines())
    names = [text for text in axes.texts if text.get_text() in ("west_post", "east_post", "reserve")]
    assert len(names) == 3 and all(name.get_zorder() > highest for name in names)


def test_the_files_own_events_are_drawn_too(replayed):
    _, results = replayed
    assert "replication 2" in panj.plot_replay(results, replication=2).get_title()
    with pytest.raises(KeyError, match="no configuration 'today'"):
        panj.plot_replay(results, configuration="today")
