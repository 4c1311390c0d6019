"""Two result files side by side: the numbers of ``panj compare``."""

import json
import subprocess

import numpy as np
import pytest

import panj
from conftest import SCENARIOS
from panj.command import find_program


def run_first(folder, name, **options):
    return panj.run(SCENARIOS / "first_run.toml", folder / f"{name}.h5", **options)


@pytest.fixture(scope="module")
def variants(tmp_path_factory):
    """The first run with more teams, in other batches; with other luck; and of another length."""
    folder = tmp_path_factory.mktemp("variants")
    more = {"patrol.line_path.teams": 4, "sampling.batch": 8}
    return {
        "more_teams": run_first(folder, "more_teams", replications=240, settings=more),
        "in_hypercubes": run_first(folder, "cubes", replications=480, settings={"sampling.latin_hypercube": True}),
        "other_seed": run_first(folder, "other_seed", replications=80, seed=2),
        "few": run_first(folder, "few", replications=16),
        "the_same": run_first(folder, "the_same", replications=96),
    }


def told_by_the_program(a, b, *options):
    command = [find_program(), "compare", str(a.path), str(b.path), "--json", *options]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def check_against_the_program(a, b, *options, **named):
    ours, theirs = panj.compare(a, b, **named), told_by_the_program(a, b, *options)
    assert ours.is_paired == (theirs["pairing"] == "batches")
    assert (ours.batches, ours.replications) == (theirs["batches"], theirs["replications"])
    assert ours.confidence_level == theirs["confidence_level"]
    assert ours.notices == theirs["notices"]
    rows = 0
    for block in theirs["differences"]:
        for measure, told in block["measures"].items():
            row = ours.table.loc[block["of"], block["against"], measure]
            told = np.array([np.nan if number is None else number for number in told.values()])
            names = ["a", "b", "difference", "stderr", "low", "high", "variance_ratio"]
            np.testing.assert_allclose(row[names].astype(float), told, rtol=1e-11, atol=1e-13, err_msg=measure)
            rows += 1
    assert rows == len(ours.table)
    return ours


def test_files_that_met_the_same_attempts_are_paired(first_run, variants):
    paired = check_against_the_program(variants["more_teams"], first_run)
    assert paired.is_paired and paired.replications == 96
    assert any("goes on where the other ends" in notice for notice in paired.notices)
    table = paired.differences("p_detect")
    assert table.loc[("posts_and_patrol", "posts_and_patrol"), "low"] > 0.0
    # No team goes its rounds there: every replication had the same in both.
    same = table.loc[("posts", "posts")]
    assert same.difference == 0.0 and same.stderr == 0.0 and same.method == "clopper_pearson"
    assert {"score", "gamma"} & set(paired.table["method"])


def test_files_of_other_luck_are_independent(first_run, variants):
    apart = check_against_the_program(first_run, variants["other_seed"])
    assert not apart.is_paired and apart.table["variance_ratio"].isna().all()
    check_against_the_program(first_run, variants["in_hypercubes"])
    check_against_the_program(variants["in_hypercubes"], variants["in_hypercubes"])


def test_one_batch_is_too_few_to_pair_by(first_run, variants):
    assert not check_against_the_program(first_run, variants["few"]).is_paired


def test_configurations_are_chosen_by_name(first_run, variants, khatlon):
    named = {"of": "posts_and_patrol", "against": "posts"}
    chosen = check_against_the_program(
        variants["more_teams"], first_run, "--of", "posts_and_patrol", "--against", "posts", **named
    )
    assert chosen.table.index.droplevel("measure").unique().tolist() == [("posts_and_patrol", "posts")]
    with pytest.raises(KeyError, match="no configuration 'patrol'; there are posts"):
        panj.compare(first_run, variants["few"], of="patrol")
    with pytest.raises(KeyError, match="no configuration has the same name"):
        panj.compare(first_run, khatlon)
    with pytest.raises(KeyError, match="no measure 'p_caught'"):
        chosen.differences("p_caught")


def test_equal_runs_do_not_differ(first_run, variants):
    same = check_against_the_program(first_run, variants["the_same"])
    assert (same.table["difference"] == 0.0).all()


def test_periods_must_be_as_long(first_run, tmp_path):
    shorter = run_first(tmp_path, "short", replications=16, settings={"scenario.period_h": 8.0})
    with pytest.raises(ValueError, match="periods of 10 h and 8 h"):
        panj.compare(first_run, shorter)
