"""The report: one HTML page that tells a result file to those who decide, and holds all that it needs."""

from __future__ import annotations

import copy
import functools
import os
from importlib.resources import files
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes

from panj.figures import plot_along_border, plot_convergence, plot_times
from panj.precision_figure import plot_precision
from panj.report import tables
from panj.report.answer import (
    PRAISE,
    basis,
    effort_words,
    main_measure,
    percent,
    points_of,
    rare_verdicts,
    share_of,
    verdict,
)
from panj.report.assumptions import assumptions, scenario_of
from panj.report.drawings import drawing
from panj.report.ground_map import GroundMap
from panj.report.limits import model_limits, warnings_of
from panj.report.markup import ForestRow, forest, pairs, table, text
from panj.results import Results
from panj.style import level, long_name

SECTIONS = {
    "answer": "Answer",
    "map": "Map",
    "border": "Along the border",
    "times": "Times",
    "assets": "Assets and teams",
    "classes": "Classes and periods",
    "precision": "How sure",
    "assumptions": "Assumptions",
    "limits": "Limits",
    "provenance": "Provenance",
}


def write_report(results: Results, path: str | os.PathLike[str] | None = None) -> Path:
    """Write the report of a result file.

    Parameters
    ----------
    results
        What to tell.
    path
        The page to write; the result file's name with ``.html`` if left out. An existing one is replaced.

    Returns
    -------
    pathlib.Path
        The page.

    """
    written = results.path.with_suffix(".html") if path is None else Path(path)
    written.write_text(report_html(results), encoding="utf-8")
    return written


def report_html(results: Results) -> str:
    """Return the report as the text of an HTML page that needs nothing beside it."""
    results = copy.copy(results)
    results.group = functools.cache(results.group)  # type: ignore[method-assign]  # each is read once
    warned = warnings_of(results)
    contents = {
        "answer": _answer(results, warned),
        "map": _map(results),
        "border": _border(results),
        "times": _times(results),
        "assets": _assets(results),
        "classes": _classes(results),
        "precision": _precision(results),
        "assumptions": assumptions(results),
        "limits": _limits(results, warned),
        "provenance": _provenance(results),
    }
    shown = {name: content for name, content in contents.items() if content}
    links = "".join(f'<a href="#section-{name}">{SECTIONS[name]}</a>' for name in shown)
    sections = "".join(
        f'<section id="section-{name}" aria-labelledby="heading-{name}"><h2 id="heading-{name}">{SECTIONS[name]}</h2>'
        f"{content}</section>"
        for name, content in shown.items()
    )
    folder = files("panj.report")
    style, script = ((folder / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<link rel="icon" href="data:,">'
        f"<title>{text(results.title)}</title><style>{style}</style></head><body>"
        f'<a class="skip" href="#section-answer">to the answer</a>{_header(results)}'
        f'<nav aria-label="Sections">{links}</nav><main>{sections}</main>{_footer(results)}'
        f"<script>{script}</script></body></html>\n"
    )


def _header(results: Results) -> str:
    scenario = scenario_of(results)["scenario"]
    assert isinstance(scenario, dict)
    question = str(scenario.get("description", ""))
    asked = f'<p class="question"><b>Question:</b> {text(question)}</p>' if question else ""
    start = str(scenario.get("start", "")).replace("T", " ")
    start = start.removesuffix(":00") if start.count(":") == 2 else start
    what = f"{results.attributes['period_h']:g} h from {start}" if start else ""
    status = '<p class="status">partial run</p>' if results.is_partial else ""
    return f'<header><h1>{text(results.title)}</h1>{asked}<p class="quiet">{text(what)}</p>{status}</header>'


def _footer(results: Results) -> str:
    attributes = results.attributes
    said = f"panj {attributes['panj_version']} · {results.path.name} · seed {attributes['seed']}"
    return f"<footer>{text(said)}</footer>"


def _colours(results: Results) -> str:
    """Return what the colours stand for, for pictures without a legend of their own."""
    items = "".join(
        f'<li><span class="swatch c{number % 8}"></span>{text(name)}</li>'
        for number, name in enumerate(results.configurations)
    )
    return f'<ul class="colours" aria-label="colours of the configurations">{items}</ul>'


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _titled(results: Results) -> dict[str, str]:
    titles = results.summary["configuration_title"].values
    return {
        name: f"{name}: {title}" if str(title) else name
        for name, title in zip(results.configurations, titles, strict=True)
    }


def _answer(results: Results, warned: list[str]) -> str:
    measure = main_measure(results)
    # Classes whose leaks are rare are watched for them: what is asked is how rare.
    parts = [f'<p class="verdict">{text(said)}</p>' for said in rare_verdicts(results)]
    kind = "" if parts else ' class="verdict"'
    parts.append(f"<p{kind}>{text(verdict(results, measure))}</p>")
    parts += [f"<p>{text(verdict(results, name))}</p>" for name in PRAISE if name != measure and _tells(results, name)]
    effort = effort_words(results)
    parts.append(f"<p>{text(effort)}</p>" if effort else "")
    parts.append(f'<p class="quiet">{text(basis(results))}</p>')
    if warned:
        parts.append(f'<div class="warned" role="note"><h3>Mind</h3>{tables.listing(warned, "warnings")}</div>')
    titled, shares = _titled(results), results.estimates(measure)
    rows = [
        ForestRow(titled[name], number, share_of(shares.loc[name]))
        for number, name in enumerate(results.configurations)
    ]
    caption = f"{_capital(long_name(results, measure))}, with {level(results)} intervals"
    parts.append(forest("forest", caption, rows, "% of all attempts"))
    if len(results.configurations) > 1:
        first, changes = results.configurations[0], results.differences(measure)
        rows = [
            ForestRow(titled[name], number + 1, points_of(changes.loc[name]))
            for number, name in enumerate(results.configurations[1:])
        ]
        caption = f"Change against {first}, from the same attempts, with {level(results)} intervals"
        parts.append(forest("forest-differences", caption, rows, "percentage points", zero=True))
    parts.append(tables.rare_table(results))
    parts.append(tables.summary_table(results))
    if len(results.configurations) > 1:
        parts.append(tables.differences_table(results))
    return "".join(parts)


def _tells(results: Results, measure: str) -> bool:
    """Return whether a share is anything but none or all under all configurations."""
    values = results.estimates(measure).value
    return bool(values.any()) and not bool((values == 1.0).all())


def _map(results: Results) -> str:
    try:
        return GroundMap(results).html()
    except KeyError:
        return ""


def _draw_border(results: Results, measure: str, axes: Axes) -> None:
    plot_along_border(results, measure, axes=axes)


def _border(results: Results) -> str:
    measures = [name for name in (main_measure(results), "p_leak") if _tells(results, name)]
    pictures = [
        drawing(
            f"border-{measure}",
            f"{_capital(long_name(results, measure))}, by the kilometre of the border (bands: {level(results)} "
            "intervals; pale: fewer than 20 crossings); below, how many crossed where",
            functools.partial(_draw_border, results, measure),
        )
        for measure in measures
    ]
    return f"{_colours(results)}{''.join(pictures)}{tables.gaps_table(results)}"


def _times(results: Results) -> str:
    captions = {
        "detection_time": "Share of all attempts detected by a time since departure",
        "interception_time": "Share of all attempts intercepted by a time since departure",
        "warning_time": "Share of all attempts that reach a protected site with no more warning than that",
        "contact_depth": "Share of all attempts intercepted up to a depth inside the border",
    }
    pictures = []
    for quantity, caption in captions.items():
        if f"{quantity}_count" not in results.times or not int(results.times[f"{quantity}_count"].sum()):
            continue

        def draw(axes: Axes, quantity: str = quantity) -> None:
            plot_times(results, quantity, axes)

        pictures.append(drawing(f"times-{quantity}", caption, draw, beside=True))
    hours = f"<details><summary>By hour</summary>{tables.hours_table(results, main_measure(results))}</details>"
    return f'{_colours(results)}<div class="pictures">{"".join(pictures)}</div>{tables.quantiles_table(results)}{hours}'


def _assets(results: Results) -> str:
    each = tables.assets_table(results)
    folded = f"<details><summary>Each asset under each configuration</summary>{each}</details>" if each else ""
    return f"{_worth(results)}{folded}{tables.teams_table(results)}"


def _worth(results: Results) -> str:
    """Return the value of each asset under the configuration that does best, as a forest."""
    try:
        assets = results.assets
    except KeyError:
        return ""
    if "value_ci" not in assets:
        return ""
    number = int(np.nanargmax(results.estimates(main_measure(results)).value.values))
    chosen = assets.isel(configuration=number)
    chosen = chosen.isel(asset=np.argsort(-np.nan_to_num(chosen["value"].values, nan=-1.0)))
    rows = []
    for place, name in enumerate(chosen["asset"].values):
        one = chosen.isel(asset=place)
        if int(one["held"]):
            low, high = one["value_ci"].values
            rows.append(ForestRow(str(name), number, percent(float(one["value"]), low, high)))
    caption = (
        f"What {results.configurations[number]} would lose without each asset: attempts that would go undetected, with "
        f"{level(results)} intervals. Values do not add up: assets that back each other up are each worth little"
    )
    return forest("forest-assets", caption, rows, "% of all attempts", zero=True) if rows else ""


def _classes(results: Results) -> str:
    return f"{tables.classes_table(results)}{tables.sites_table(results)}{tables.periods_table(results)}"


def _precision(results: Results) -> str:
    measure = main_measure(results)
    said = "Intervals narrow with the square root of the replications: four times as many halve them."
    pictures = [
        drawing(
            "convergence",
            f"{_capital(long_name(results, measure))}: estimates so far, with {level(results)} intervals (thin)",
            lambda axes: plot_convergence(results, measure, axes),
            beside=True,
        ),
        drawing(
            "half-widths",
            "Half the width of the intervals so far, and what was asked for, if anything",
            lambda axes: plot_precision(results, measure, axes),
            beside=True,
        ),
    ]
    return f'<p>{said}</p>{_colours(results)}<div class="pictures">{"".join(pictures)}</div>'


def _limits(results: Results, warned: list[str]) -> str:
    left = tables.listing(model_limits(results), "limits")
    of_run = f"<h3>What this run leaves open</h3>{tables.listing(warned, 'warnings')}" if warned else ""
    return f"<h3>What the model leaves out</h3>{left}{of_run}"


def _provenance(results: Results) -> str:
    attributes, summary = results.attributes, results.summary
    provenance, run = results.group("provenance"), results.group("provenance/run")
    rows = [
        ("scenario", attributes["scenario_name"]),
        ("seed", str(attributes["seed"])),
        ("replications", f"{int(summary['n_replications']):,}"),
        ("attempts", f"{int(summary['n_attempts']):,} under each configuration"),
        ("status", f"{attributes['status']} ({attributes['stop_reason']})"),
        ("command", str(run["command_line"].item())),
        ("started", str(run["started"].item())),
        (
            "time",
            f"{float(run['compile_time']):.1f} s to compile, {float(run['wall_time']):.1f} s to sample, "
            f"{int(run['threads'])} threads",
        ),
        ("panj", f"{attributes['panj_version']}, commit {attributes['git_sha1']}"),
        ("compiler", f"{attributes['compiler']}: {attributes['build_flags']}"),
        ("random numbers", attributes["rng"]),
        ("scenario SHA-256", attributes["scenario_sha256"]),
        ("resolved SHA-256", attributes["resolved_sha256"]),
        ("attempts SHA-256", attributes["attempts_sha256"]),
    ]
    parts = [pairs("provenance", rows)]
    if "input" in provenance:
        inputs = zip(
            provenance["input"].values, provenance["input_bytes"].values, provenance["input_sha256"].values, strict=True
        )
        listed = [[Path(str(name)).name, int(size), str(sha)] for name, size, sha in inputs]
        parts.append(table("inputs", "Inputs", ["file", "bytes", "SHA-256"], listed))
    libraries = zip(provenance["library"].values, provenance["library_version"].values, strict=True)
    parts.append(table("libraries", "Libraries", ["library", "version"], [[str(a), str(b)] for a, b in libraries]))
    return "".join(parts)
