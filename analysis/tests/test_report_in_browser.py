"""The report in a browser: no complaint, nothing fetched, the file's numbers, tables that sort, a map that moves."""

import json
import re

import numpy as np
import pytest

from browser import Browser, find_chromium

KEYS = """[...document.querySelectorAll('#{table} tbody tr')].map(
    (row) => [...row.cells].map((cell) => cell.classList.contains('number') ? parseFloat(cell.dataset.key)
                                                                           : cell.dataset.key))"""
VIEW = "document.querySelector('#map svg').getAttribute('viewBox').split(' ').map(Number)"


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    program = find_chromium()
    if program is None:
        pytest.skip("no chromium here: install the package chromium to test the report in a browser")
    browser = Browser(program, tmp_path_factory.mktemp("browser"))
    yield browser
    browser.close()


@pytest.fixture
def opened(browser, khatlon_page):
    browser.open(khatlon_page)
    return browser


CROWDED = """[...document.querySelectorAll('.forest .figures')].filter((figures) => figures.clientWidth)
    .map((figures) => figures.scrollWidth - figures.clientWidth)"""
# How far [pixels] a tick's line in the rows lies from its label on the axis.
SHIFTS = """[...document.querySelectorAll('.forest')].flatMap((forest) => {
    const middle = (part) => { const box = part.getBoundingClientRect(); return (box.left + box.right) / 2; };
    const labels = [...forest.querySelectorAll('.labels span')].map(middle);
    return [...forest.querySelectorAll('li')].flatMap((row) =>
        [...row.querySelectorAll('.track i')].map((line, place) => Math.abs(middle(line) - labels[place])));
})"""


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (390, "screen"), (720, "print")])
def test_forests_show_their_numbers_whole_and_their_marks_where_the_axis_says(browser, khatlon_page, width, media):
    browser.open(khatlon_page, width=width)
    browser.send("Emulation.setEmulatedMedia", media=media)
    crowded, shifts = browser.run(CROWDED), browser.run(SHIFTS)
    browser.send("Emulation.setEmulatedMedia", media="")
    assert len(crowded) >= 10 and max(crowded) <= 0
    assert len(shifts) >= 40 and max(shifts) < 1.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_the_page_opens_without_complaint_and_asks_for_nothing(browser, khatlon_page, width, scheme, tmp_path):
    browser.open(khatlon_page, width=width, scheme=scheme)
    assert browser.complaints == []
    assert browser.requests == [khatlon_page.resolve().as_uri()]
    # Nothing is wider than the window: wide tables scroll by themselves.
    assert browser.run("document.documentElement.scrollWidth") == width
    brightness = browser.run("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (np.mean(brightness) > 200) == (scheme == "light")
    shown = browser.run("[...document.querySelectorAll('.drawing svg')].filter((svg) => svg.clientWidth).length")
    assert shown == browser.run("document.querySelectorAll('.drawing').length") > 4
    browser.screenshot(tmp_path / "page.png")
    assert (tmp_path / "page.png").stat().st_size > 100_000


def test_the_summary_holds_the_numbers_of_the_file(opened, khatlon):
    rows = opened.run(KEYS.format(table="summary"))
    assert [row[0] for row in rows] == khatlon.configurations
    for column, measure in enumerate(("p_detect", "p_intercept", "p_leak"), start=1):
        values = 100.0 * khatlon.summary[measure].values
        np.testing.assert_allclose([row[column] for row in rows], values, rtol=1e-12)
        shown = opened.run(
            f"[...document.querySelectorAll('#summary tbody tr')].map((r) => r.cells[{column}].innerText)"
        )
        low, high = 100.0 * khatlon.summary[f"{measure}_ci"].transpose("bound", ...).values
        for text, *numbers in zip(shown, values, low, high, strict=True):
            shares = [float(part) for part in re.findall(r"[\d.]+", text)]
            np.testing.assert_allclose(shares, numbers, atol=0.0501)
    np.testing.assert_allclose([row[-1] for row in rows], khatlon.summary["effort"].values)


def test_differences_classes_and_gaps_are_the_files(opened, khatlon):
    changes = khatlon.differences("p_intercept")
    rows = opened.run(KEYS.format(table="differences"))
    np.testing.assert_allclose([row[2] for row in rows], 100.0 * changes.value)
    classes = khatlon.estimates("p_leak", "classes")
    for row in opened.run(KEYS.format(table="classes")):
        assert row[4] == pytest.approx(100.0 * classes.value[(row[1], row[0].removesuffix(" (probes)"))])
    assert "chubek" in opened.run("document.querySelector('#gaps').innerText")


@pytest.mark.parametrize("table", ["summary", "gaps", "teams", "libraries"])
def test_every_column_sorts_both_ways(opened, table):
    rows = opened.run(KEYS.format(table=table))
    for column in range(len(rows[0])):
        for _ in range(2):
            opened.run(f"document.querySelectorAll('#{table} thead button')[{column}].click()")
            found = [row[column] for row in opened.run(KEYS.format(table=table))]
            way = opened.run(f"document.querySelectorAll('#{table} thead th')[{column}].ariaSort")
            if isinstance(found[0], str):
                compare = "(a, b) => a.localeCompare(b, 'en', {numeric: true})"
                ordered = opened.run(f"{json.dumps(found)}.sort({compare})")
                assert found == (ordered if way == "ascending" else ordered[::-1])
            else:
                assert found == sorted(found, reverse=way == "descending")
    assert sorted(map(str, opened.run(KEYS.format(table=table)))) == sorted(map(str, rows))
    assert opened.run(f"document.querySelectorAll('#{table} [aria-sort]').length") == 1


def choose(browser, switch, value):
    script = "const s = document.querySelector('[data-switch={}]'); s.value = '{}'; "
    browser.run("{" + script.format(switch, value) + "s.dispatchEvent(new Event('change', {bubbles: true})) }")


def shown(browser, selector):
    script = "[...document.querySelectorAll('{}')].filter((part) => getComputedStyle(part).display !== 'none')"
    return browser.run(script.format(selector) + ".map((part) => [part.dataset.layer, part.dataset.configuration])")


def test_layers_and_configurations_switch(opened, khatlon):
    assert shown(opened, "#map .layer") == [["leaks", "0"]]
    for layer in ("interceptions", "detections", "attempts", "coverage", "gaps"):
        choose(opened, "layer", layer)
        choose(opened, "configuration", "2")
        # Stretches of gaps lie under the routes, their numbers over them.
        assert shown(opened, "#map .layer") == [[layer, "2"]] * (2 if layer == "gaps" else 1)
        assert [each[0] for each in shown(opened, "#map .legend")] == [layer]
    choose(opened, "layer", "")
    assert shown(opened, "#map .layer") == []
    for number, configuration in enumerate(khatlon.configurations):
        choose(opened, "configuration", number)
        for kind in ("post", "team", "patrol"):
            held = khatlon.geometry[f"{kind}_held"].sel(configuration=configuration).values
            assert len(shown(opened, f"#map .asset[data-kind={kind}]")) == held.sum()
    opened.run("document.querySelector('[data-kind=post]').click()")
    assert shown(opened, "#map .asset[data-kind=post]") == []


def test_a_layers_picture_is_the_files_counts(opened, khatlon):
    counts = khatlon.maps["leaks"].sel(configuration="as_is").values
    alpha = opened.run("""(async () => {
      const image = new Image();
      image.src = document.querySelector('.layer[data-layer=leaks]').getAttribute('href');
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext('2d');
      pen.drawImage(image, 0, 0);
      const pixels = pen.getImageData(0, 0, image.width, image.height).data;
      return [image.height, image.width, ...[...pixels].filter((_, place) => place % 4 === 3)];
    })()""")
    height, width, *filled = alpha
    assert (height, width) == counts.shape
    np.testing.assert_array_equal(np.array(filled).reshape(counts.shape)[::-1] > 0, counts > 0)


def test_the_map_zooms_and_moves(opened):
    whole = opened.run(VIEW)
    opened.run("document.querySelector('[data-zoom=in]').click()")
    near = opened.run(VIEW)
    assert near[2] == pytest.approx(whole[2] / 1.6, rel=1e-4)
    assert near[0] + near[2] / 2 == pytest.approx(whole[0] + whole[2] / 2, rel=1e-3)

    opened.run("document.querySelector('#map svg').scrollIntoView({block: 'center', behavior: 'instant'})")
    box = opened.run(
        "(({x, y, width, height}) => [x, y, width, height])(document.querySelector('#map svg').getBoundingClientRect())"
    )
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    opened.mouse("mousePressed", x, y, button="left", clickCount=1)
    opened.mouse("mouseMoved", x + 60, y + 30, button="left", buttons=1)
    opened.mouse("mouseReleased", x + 60, y + 30, button="left")
    moved = opened.run(VIEW)
    km_a_pixel = max(near[2] / box[2], near[3] / box[3])
    assert near[0] - moved[0] == pytest.approx(60 * km_a_pixel, rel=0.02)
    assert near[1] - moved[1] == pytest.approx(30 * km_a_pixel, rel=0.02)
    assert "border km" in opened.run("document.querySelector('#map .where').innerText")

    opened.mouse("mouseWheel", x, y, deltaX=0, deltaY=-300, modifiers=2)
    assert opened.run(VIEW)[2] == pytest.approx(moved[2] / np.e, rel=0.01)
    opened.run("document.querySelector('[data-zoom=all]').click()")
    assert opened.run(VIEW) == whole
    for _ in range(30):
        opened.run("document.querySelector('[data-zoom=in]').click()")
    assert opened.run(VIEW)[2] == pytest.approx(whole[2] / 40, rel=1e-4)
    assert opened.complaints == []


def test_the_scale_is_as_long_as_it_says(opened):
    for _ in range(3):
        said, pixels, km = opened.run("""[document.querySelector('#map .scale span').innerText,
            parseFloat(document.querySelector('#map .scale i').style.width),
            1 / document.querySelector('#map svg').getScreenCTM().a]""")
        number, unit = said.split()
        assert pixels * km == pytest.approx(float(number) / (1000 if unit == "m" else 1), rel=1e-3)
        opened.run("document.querySelector('[data-zoom=in]').click()")


def test_marks_and_names_do_not_lie_over_one_another(opened):
    boxes = opened.run("""[...document.querySelectorAll('#map text.name')].filter(
        (name) => name.getBoundingClientRect().width && getComputedStyle(name).visibility === 'visible').map(
        (name) => (({left, right, top, bottom}) => [left, right, top, bottom])(name.getBoundingClientRect()))""")
    assert len(boxes) >= 5
    for number, (left, right, top, bottom) in enumerate(boxes):
        for other_left, other_right, other_top, other_bottom in boxes[number + 1 :]:
            assert left >= other_right or other_left >= right or top >= other_bottom or other_top >= bottom
