"""The validation table: read, worded and drawn as recorded; the committed page lists the cases that there are."""

import json
import os
import re
import stat
from pathlib import Path

import numpy as np
import pytest

import panj
from panj import validation
from panj.validation import readable, verdict
from panj.validation_page import to_page

PAGE = Path(__file__).resolve().parents[1] / "notebooks" / "validation.md"
# Cases of each letter that must be there.
ASKED = {"A": (1, 2, 3, 4, 5, 6, 7, 8), "B": (1, 3, 4, 5, 8), "R": (1,), "C": (1, 2, 3, 5, 6, 10)}
ASKED |= {"D": (1, 3, 4, 5, 6, 7), "F": (1, 2, 3, 5, 8)}


def sampled(identifier, case, expected, found, stderr):
    return {
        "id": identifier,
        "case": case,
        "source": "Koopman 1980",
        "expected": expected,
        "found": found,
        "stderr": stderr,
        "half_width": 1.96 * stderr,
        "samples": 1_000_000,
        "test": "Suite.Name",
    }


def exact(identifier, case, expected, found):
    numbers = {"expected": expected, "found": found, "tolerance": 1e-9}
    return {"id": identifier, "case": case, "source": "Dial 1971", **numbers, "test": "Suite.Other"}


@pytest.fixture
def few(tmp_path):
    """Two files of records, out of order."""
    first = [sampled("C10", "looks", 0.5, 0.501, 0.001), sampled("B1", "patrol", 0.25, 0.2491, 0.0005)]
    second = [exact("C2", "a value", 1.5, 1.5 + 1e-10), sampled("Z1", "foreign", 2.0, 2.0, 0.1)]
    for name, rows in (("a", first), ("b", second)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return tmp_path


def rows_of(page):
    """Id and case of every line of the page's tables."""
    return re.findall(r"^\| ([A-Z]\d+) \| (.+?) \|", page, flags=re.MULTILINE)


def test_records_become_a_table(few):
    table = panj.known_answers(few)
    assert list(table["id"]) == ["B1", "C2", "C10", "Z1"]
    np.testing.assert_allclose(table["z"], [-1.8, np.nan, 1.0, 0.0], rtol=1e-9)
    np.testing.assert_allclose(table["difference"], [-0.0009, 1e-10, 0.001, 0.0], rtol=1e-5)
    assert table["samples"].isna().tolist() == [False, True, False, False]
    assert list(panj.known_answers(few / "a.jsonl")["id"]) == ["B1", "C10"]


def test_without_records_the_way_to_make_them_is_told(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere.jsonl"):
        with pytest.raises(FileNotFoundError, match=r"\./panj test validation"):
            panj.known_answers(path)


def test_page_shows_what_was_found(few):
    table = panj.known_answers(few)
    page = to_page(table)
    assert rows_of(page) == list(zip(table["id"], table["case"], strict=True))
    assert "| B1 | patrol | Koopman 1980 | 0.25 | 0.2491 | -0.0009 | 0.00098 | -1.80 | 1,000,000 |" in page
    assert "| C2 | a value | Dial 1971 | 1.5 | 1.5 | +1.0e-10 |  |  |  |" in page
    assert "## Response (C)" in page and "## Others (Z)" in page
    assert "nan" not in page.lower()
    assert readable(table).map(lambda text: isinstance(text, str)).all(axis=None)


def test_words_are_those_of_the_table(few):
    words = verdict(panj.known_answers(few))
    assert words.startswith("4 known answers: 3 found by sampling, 1 computed without.")
    assert "the farthest is B1 (patrol) with z = -1.80" in words


def test_pictures_show_every_z(few):
    table = panj.known_answers(few)
    z = np.sort(table["z"].dropna())
    axes = panj.plot_z(table)
    dots = axes.collections[0].get_offsets()
    np.testing.assert_allclose(np.sort(dots[:, 0]), z)
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "Barriers and patrols (B)",
        "Response (C)",
        "Others (Z)",
    ]
    low, high = axes.get_xlim()
    assert low < -4 and high > 4
    line = {line.get_label(): line for line in panj.plot_z_quantiles(table).get_lines()}["cases found by sampling"]
    np.testing.assert_allclose(line.get_ydata(), z)
    assert (np.diff(line.get_xdata()) > 0).all()


def test_dots_of_a_line_do_not_hide_each_other():
    values = np.array([0.0, 0.01, 0.02, 0.03, 2.0])
    lift = validation._beeswarm(np.zeros(5), values)
    assert len(set(lift[:4])) == 4 and lift[4] == 0.0
    assert np.abs(lift).max() < 0.5


def test_tests_are_run_where_they_are(monkeypatch, tmp_path):
    wrapper = tmp_path / "panj"
    wrapper.write_text('#!/bin/sh\necho "$@ $PANJ_KNOWN_ANSWERS $PANJ_TEST_SAMPLES_DIVISOR" >"$0.said"; exit 1\n')
    wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(validation, "_wrapper", lambda: os.fspath(wrapper))
    with pytest.raises(panj.PanjError) as error:
        panj.measure_known_answers("/somewhere", fewer=7)
    assert error.value.exit_code == 1
    assert (tmp_path / "panj.said").read_text() == "test --only validation /somewhere 7\n"


def test_every_case_that_was_asked_for_is_there_and_agrees(known_answer_records):
    table = panj.known_answers(known_answer_records)
    missing = {f"{letter}{number}" for letter in ASKED for number in ASKED[letter]} - set(table["id"])
    assert not missing
    assert not table.duplicated(["id", "case"]).any(), table[table.duplicated(["id", "case"])]
    z = table["z"].dropna()
    assert (z.abs() <= 4).all() and (table.loc[z.index, "half_width"] > 0).all()
    # A hundred of them scatter as they should.
    assert 0.5 < (z**2).mean() < 2.0 and abs(z.mean()) < 0.5


def test_page_that_is_committed_lists_the_cases_that_there_are(known_answer_records):
    table = panj.known_answers(known_answer_records)
    found = list(zip(table["id"], table["case"], strict=True))
    make = "python -m panj.validation_page build/known_answers analysis/notebooks/validation.md (see the page)"
    assert rows_of(PAGE.read_text()) == found, f"the page is stale; after ./panj test --only validation: {make}"
