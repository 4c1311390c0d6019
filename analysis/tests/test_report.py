import re
from html.parser import HTMLParser

import numpy as np
import pytest

import panj
from conftest import SCENARIOS
from panj.report import report_html
from panj.report.answer import rare_verdicts, verdict
from panj.report.assumptions import heading, in_words
from panj.report.command import main
from panj.report.ground_map import layer_picture
from panj.report.markup import ForestRow, Interval, decimals_for, forest, number, table
from panj.report.tables import one_in, quantiles_table

VOID = {"meta", "link", "input", "br", "image", "path", "circle", "rect", "use", "line"}


class Structure(HTMLParser):
    """What a page is made of: ids, headings, open elements."""

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.headings, self.faults = [], [], [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag == "svg" and not ("role" in attributes and attributes.get("aria-label")):
            self.faults.append("an svg without a name")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        if tag not in VOID:
            expected = self.open.pop()
            self.faults += [] if expected == tag else [f"{expected} closed by {tag}"]


def test_a_report_is_whole_and_small(khatlon, khatlon_page):
    text = khatlon_page.read_text(encoding="utf-8")
    assert khatlon_page.stat().st_size < 3_000_000
    structure = Structure()
    structure.feed(text)
    assert structure.faults == [] and structure.open == []
    assert len(set(structure.ids)) == len(structure.ids)
    assert structure.headings[0] == 1 and structure.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(structure.headings, structure.headings[1:], strict=False))
    # Nothing outside is referred to, but for names of XML.
    assert not re.search(r'(?:src|href)="(?!#|data:)', text)
    assert "@import" not in text and "url(http" not in text
    for said in (
        "Which change to the present posture intercepts more attempts?",
        khatlon.attributes["scenario_sha256"],
        "seed 2026",
        "upper bound",
        "armed_group",
        "panj run",
    ):
        assert said in text


def test_reports_need_neither_sites_nor_teams_nor_several_configurations(pastures, raids):
    for results in (pastures, raids):
        text = report_html(results)
        assert 'id="summary"' in text and ('id="sites"' in text) == ("site" in results.geometry)
        assert ('id="rare"' in text) == (results is raids)


def test_a_lone_configuration_without_maps_has_a_report(tmp_path):
    scenario = tmp_path / "alone.toml"
    text = (SCENARIOS / "first_run.toml").read_text()
    head, _, tail = text.rpartition("[[configuration]]")
    hostile = '<script>alert("&")</script>'
    text = head + tail[tail.index("[sampling]") :] + "\n[output]\nmaps = false\nasset_values = false\n"
    text = re.sub(r'(?m)^title = ".*"', f"title = '{hostile}'", text, count=1)
    scenario.write_text(text)
    alone = panj.run(scenario, tmp_path / "alone.h5", replications=8)
    page = report_html(alone)
    assert page.count("<script>") == 1 and "&lt;script&gt;" in page
    assert "Only 8 replications were run" in page
    assert 'id="differences"' not in page
    assert verdict(alone, "p_detect").startswith("Of all attempts ")


def test_the_verdict_is_the_files(khatlon):
    said = verdict(khatlon, "p_detect").replace("\N{NO-BREAK SPACE}", " ")
    best = khatlon.best("p_detect")
    leader = best.attrs["leader"]
    share = 100.0 * khatlon.estimates("p_detect").value[leader]
    assert said.startswith(f"{leader} detects most: {share:.1f} % [")
    assert f"{100.0 * best.lead[leader]:+.1f} points" in said


def test_warnings_of_the_unwarned_are_no_more_than_a_bin(khatlon):
    unwarned = khatlon.times.sel(configuration="as_is")["warning_time_count"].values
    assert unwarned[0] > 0.5 * unwarned.sum()  # so that the median lies among those who came unwarned
    quantiles = khatlon.quantiles("warning_time").loc["as_is"]
    table = quantiles_table(khatlon)
    (row,) = (line for line in table.split("<tr>") if "warning of a site" in line and ">as_is<" in line)
    assert row.count("≤\N{NO-BREAK SPACE}0.083<") == 2 and f'data-key="{float(quantiles.value[0.5])!r}"' in row
    assert f"{quantiles.value[0.9]:.1f}" in row


def test_an_open_race_is_told_as_one(first_run, monkeypatch):
    best = first_run.best("p_leak")
    best["may_be_best"] = True
    best["same_as"] = list(best.index)
    monkeypatch.setattr(first_run, "best", lambda measure: best)
    said = verdict(first_run, "p_leak")
    assert "is not decided" in said and "More replications would tell" in said
    assert all(name in said for name in first_run.configurations)


def test_the_command_writes_beside_the_file_and_refuses_to_replace(first_run, tmp_path, capsys, monkeypatch):
    copy = tmp_path / "first.h5"
    copy.write_bytes(first_run.path.read_bytes())
    assert main([str(copy)]) == 0
    assert (tmp_path / "first.html").exists()
    assert main([str(copy)]) == 4
    assert "--overwrite" in capsys.readouterr().err
    monkeypatch.setattr("panj.report.command.write_report", lambda results, page: page)
    assert main([str(copy), "--overwrite", "-o", str(tmp_path / "first.html")]) == 0
    assert main([str(tmp_path / "none.h5")]) == 4
    assert "no such file" in capsys.readouterr().err
    (tmp_path / "other.h5").write_text("no results")
    assert main([str(tmp_path / "other.h5")]) == 4


def test_numbers_have_the_decimals_that_their_interval_bears():
    assert [decimals_for(width) for width in (1.3, 0.13, 0.013, 1e-9, 0.0, 40.0)] == [1, 2, 3, 4, 1, 1]
    assert number(-1234.56, 1) == "−1,234.6" and number(float("nan"), 2) == "–"
    words = Interval(27.66, 26.94, 28.4, unit="%").words()
    assert words.replace("\N{NO-BREAK SPACE}", " ") == "27.7 % [26.9, 28.4]"


def test_tables_keep_full_numbers_and_escape_texts():
    text = table("t", "a & b", ["name", "<n>"], [["<x>", 0.1 + 0.2], ["y", float("nan")]])
    assert 'data-key="0.30000000000000004"' in text and "&lt;x&gt;" in text and "&lt;n&gt;" in text
    assert "a &amp; b" in text and 'data-key="nan"' in text
    assert "<td" not in table("t", "empty", ["a", "b"], [])


def test_forests_put_intervals_in_their_place():
    rows = [ForestRow("a", 0, Interval(1.0, 0.0, 2.0)), ForestRow("b", 9, Interval(9.0, 8.0, 10.0))]
    text = forest("f", "caption", rows, "points", zero=True)
    places = [float(place) for place in re.findall(r'"dot" style="left:([\d.]+)%', text)]
    # From 4 % beyond the ends, 0 and 10.
    np.testing.assert_allclose(places, [100 * 1.4 / 10.8, 100 * 9.4 / 10.8], atol=0.01)
    assert 'class="c1"' in text and 'class="zero"' in text


def test_layer_pictures_are_clear_where_nothing_is_counted():
    picture = layer_picture(np.array([[0, 1], [10, 100]]), "leaks", 100.0)
    pixels = np.asarray(picture)
    assert picture.info["transparency"] == 0
    assert pixels[1, 0] == 0  # row 0 of the file is the south
    assert 0 < pixels[1, 1] < pixels[0, 0] < pixels[0, 1] == 63


def test_coverage_has_a_picture_too():
    pixels = np.asarray(layer_picture(np.array([[0.0, 0.001], [0.1, 1.0]]), "coverage", 1.0))
    assert pixels[1, 0] == 0
    assert 0 < pixels[1, 1] < pixels[0, 0] < pixels[0, 1] == 63


def test_the_answer_begins_with_those_that_come_through_rarely(raids, khatlon):
    (said,) = rare_verdicts(raids)
    chances = raids.estimates("p_undetected", "rare").xs("weighted", level="crosser")["value"].sort_values()
    assert said.startswith("Of the attempts of weighted 1 in ") and "comes through undetected under " in said
    assert re.findall(r"under (\w+)", said) == list(chances.index)
    assert report_html(raids).count('<p class="verdict">') == 1
    assert rare_verdicts(khatlon) == []


def test_small_chances_are_one_in_so_many():
    cell = one_in(0.000123, 0.0, 0.0002)
    assert cell.html == '1 in 8,100 <span class="interval">[5,000 to ∞]</span>' and cell.key == 0.000123
    assert one_in(float("nan"), 0.0, 0.0).html == "–"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("ready_min", "ready [min]"),
        ("speed_km_h", "speed [km/h]"),
        ("kh_km3_per_h", "kh [km³/h]"),
        ("complies", "complies"),
    ],
)
def test_keys_are_told_with_their_unit(key, words):
    assert heading(key) == words


def test_values_are_told_in_words():
    assert in_words({"lognormal": {"median": 4.0, "sigma": 0.6}}) == "lognormal (median 4, sigma 0.6)"
    assert in_words([[1.0, 2.5], [3.0]]) == "(1, 2.5), (3)" and in_words(True) == "yes"
