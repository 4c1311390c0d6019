import contextlib
import fcntl
import os
import re
import stat
import struct
import subprocess
import termios

import numpy as np
import pytest

import panj
from conftest import SCENARIOS
from panj.command import find_program, run_program

FIRST_RUN = SCENARIOS / "first_run.toml"


def test_run_sets_what_it_is_told(tmp_path):
    settings = {
        "team.reserve.number": np.int64(2),
        "post.west_post.position_xy_km": (4.0, 7.0),
        "scenario.title": 'Two reserves, "quoted"',
        "output.maps": False,
        "response.report_delay_min": {"fixed": 3.0},
    }
    results = panj.run(FIRST_RUN, tmp_path / "set.h5", replications=32, seed=7, threads=1, settings=settings)
    assert results.attributes["seed"] == 7
    assert results.attributes["completed_replications"] == 32
    assert results.title == 'Two reserves, "quoted"'
    assert int(results.geometry["team_number"].sel(team="reserve")) == 2
    assert float(results.geometry["post_x"].sel(post="west_post")) == 4000.0
    assert "interceptions" not in results.maps
    assert int(results.group("provenance/run")["threads"]) == 1
    with pytest.raises(KeyError, match="kept no maps"):
        panj.plot_map(results)
    assert panj.plot_map(results, layer=None).get_images()


@pytest.mark.parametrize("columns", [60, 100])
def test_a_scenarios_page_keeps_to_the_terminal(columns):
    shown = in_terminal([find_program(), "info", str(SCENARIOS / "khatlon.toml")], columns)
    lines = shown.splitlines()
    assert max(map(len, lines)) <= columns
    assert "".join(line[14:] for line in lines[:2]).replace(" ", "").startswith("khatlon:Khatlonbynight")
    bars = [line for line in lines[lines.index("person-hours a day") :] if "█" in line]
    assert [line.split()[0] for line in bars] == ["as_is", "two_more_posts", "even_spacing", "one_more_team"]
    assert max(bars, key=lambda line: line.count("█")).startswith("one_more_team")


def test_a_scenarios_page_is_plain_when_piped():
    command = [find_program(), "info", str(SCENARIOS / "khatlon.toml")]
    piped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "█" not in piped and "person-hours a day\n" in piped
    assert all(re.match(r"[a-z]* +\S", line) for line in piped.splitlines())


def in_terminal(command: list[str], columns: int) -> str:
    """Return what a program writes to a terminal of a width."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    with subprocess.Popen(command, stdout=theirs) as program:
        os.close(theirs)
        parts = []
        # Linux reports the end of a terminal as an error.
        with contextlib.suppress(OSError):
            while part := os.read(ours, 4096):
                parts.append(part)
    os.close(ours)
    assert program.returncode == 0
    return b"".join(parts).decode().replace("\r\n", "\n")


def test_faults_of_a_scenario_come_in_the_programs_own_words(tmp_path):
    scenario = tmp_path / "faulty.toml"
    text = FIRST_RUN.read_text()
    scenario.write_text(text.replace("rate_per_h = 2.0", "rate_per_h = -2.0").replace("teams = 2", "teems = 2"))
    with pytest.raises(panj.PanjError) as caught:
        panj.run(scenario, tmp_path / "out.h5")
    assert caught.value.exit_code == 3
    message = str(caught.value)
    assert "faulty.toml:" in message and "rate_per_h" in message and "teems" in message and "teams" in message
    assert not (tmp_path / "out.h5").exists()


def test_existing_results_are_kept_unless_told(first_run, tmp_path):
    output = tmp_path / "kept.h5"
    output.write_bytes(first_run.path.read_bytes())
    with pytest.raises(panj.PanjError, match=r"kept.h5.*--overwrite") as caught:
        panj.run(FIRST_RUN, output, replications=16)
    assert caught.value.exit_code == 4
    assert panj.open_results(output).attributes["completed_replications"] == 96
    again = panj.run(FIRST_RUN, output, replications=16, overwrite=True)
    assert again.attributes["completed_replications"] == 16


def test_a_missing_scenario_is_file_trouble(tmp_path):
    with pytest.raises(panj.PanjError, match=r"nowhere.toml") as caught:
        panj.run(tmp_path / "nowhere.toml", tmp_path / "out.h5")
    assert caught.value.exit_code == 4


def test_values_that_no_scenario_has_are_refused(tmp_path):
    with pytest.raises(TypeError, match="no values like None"):
        panj.run(FIRST_RUN, tmp_path / "out.h5", settings={"scenario.title": None})


def test_the_program_is_found_where_the_variable_says(tmp_path, monkeypatch):
    program = tmp_path / "my_panj"
    program.write_text("#!/bin/sh\n")
    program.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PANJ_PROGRAM", os.fspath(program))
    assert find_program() == os.fspath(program)
    monkeypatch.setenv("PANJ_PROGRAM", os.fspath(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match="no such program"):
        find_program()
    monkeypatch.delenv("PANJ_PROGRAM")
    assert find_program() == os.fspath(SCENARIOS.parent / "panj")


def test_settings_may_be_keywords(tmp_path):
    results = panj.run(
        FIRST_RUN, tmp_path / "set.h5", replications=16, post__west_post__range_m=3000, output__maps=False
    )
    assert float(results.geometry["post_range"].sel(post="west_post")) == 3.0
    with pytest.raises(panj.PanjError, match="replicatons"):
        panj.run(FIRST_RUN, tmp_path / "typo.h5", replicatons=16)


def test_results_stand_in_the_current_folder_unless_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert panj.run(FIRST_RUN, replications=16).path.resolve() == tmp_path / "first_run.h5"


def test_progress_is_shown_where_somebody_looks(tmp_path, capsys):
    panj.run(FIRST_RUN, tmp_path / "quiet.h5", replications=16)
    assert capsys.readouterr().err == ""  # no terminal here
    panj.run(FIRST_RUN, tmp_path / "told.h5", replications=16, progress=True)
    written = capsys.readouterr().err
    assert "0 %  compiling first_run" in written and written.endswith("\r\033[K")


def test_what_the_program_says_is_told_apart(tmp_path, monkeypatch):
    """Lines of progress move the bar; a fault is what is left without the notices that all began well."""
    told = '{"replications": 32, "of": 96, "left_s": 61, "p_intercept": %s, "half_width": %s}'
    program = tmp_path / "panj"
    lines = [
        "panj: compiling khatlon",
        "panj: khatlon, 96 replications, seed 2026, 2 threads",
        told % ("null", "null"),
        told % ("0.25", "0.061"),
        "panj: the disk is full",
    ]
    program.write_text("#!/bin/sh\n" + "".join(f"echo '{line}' >&2\n" for line in lines) + "exit 4\n")
    program.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PANJ_PROGRAM", os.fspath(program))
    shown = []
    with pytest.raises(panj.PanjError, match=r"^panj: the disk is full$") as caught:
        run_program([], lambda share, text: shown.append((share, text)))
    assert caught.value.exit_code == 4
    assert shown == [
        (0.0, "compiling khatlon"),
        (1 / 3, "32 of 96 replications, 61 s left"),
        (1 / 3, "32 of 96 replications, 61 s left, P(intercept) 25.00 ± 6.10 %"),
    ]


def test_a_stopped_run_keeps_what_is_done(tmp_path):
    """Ctrl-C: the program finishes the batches that it began, saves, and can be gone on with."""

    def interrupt(share, text):
        if share > 0.0:
            raise KeyboardInterrupt

    output = tmp_path / "stopped.h5"
    with pytest.raises(KeyboardInterrupt):
        run_program([os.fspath(FIRST_RUN), "-o", os.fspath(output), "-n", "200000", "-j", "1"], interrupt)
    with pytest.warns(panj.PartialResultsWarning, match="interrupted"):
        partial = panj.open_results(output)
    assert 0 < partial.attributes["completed_replications"] < 200_000
