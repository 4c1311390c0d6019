"""Run a scenario under many settings, and gather what comes of them in one dataset."""

from __future__ import annotations

import hashlib
import itertools
import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import xarray as xr

from panj.command import PanjError, as_toml, run_program, set_options
from panj.comparison import compare
from panj.progress import Bar, new_bar
from panj.results import PartialResultsWarning, Results, open_results
from panj.scenario_file import write_scenario

USAGE, FILE_TROUBLE, NOT_PRECISE_ENOUGH = 2, 4, 5


Coordinates = dict[str, tuple[tuple[str, ...], np.ndarray]]


@dataclass(frozen=True)
class _Plan:
    """What is run: points in the order of the dataset, and how they are laid out."""

    settings: list[dict[str, object]]  # of each point: key and value
    shape: tuple[int, ...]
    dimensions: tuple[str, ...]
    coordinates: Coordinates


def sweep(
    scenario: str | os.PathLike[str],
    settings: Mapping[str, Sequence[object] | Mapping[object, object]] | Sequence[Mapping[str, object]],
    folder: str | os.PathLike[str] | None = None,
    *,
    replications: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    fixed: Mapping[str, object] | None = None,
    progress: bool | None = None,
) -> xr.Dataset:
    """Run a scenario under many settings, and gather the shares of all configurations.

    All settings have the same seed, and so common random numbers: crossers that a setting does not touch make the same
    attempts at the same times on the same ways, only what watches and answers differs. Between points of a sweep the
    noise is therefore mostly common: compare them by ``panj.sweep_differences``, not by their intervals.

    Results are kept in the folder. A run that is there already, of the same scenario, inputs, seed and program, is not
    run again, and one that was stopped is gone on with; the program itself tells which (``panj run --resume``). Beside
    each lies its scenario as a file of its own, with what the sweep sets: ``panj run`` of it by hand finds the same.

    Parameters
    ----------
    scenario
        A scenario file.
    settings
        Either keys of the scenario, each with the values that it takes, of which every combination is run::

            {"post.north.range_m": [2000, 3000, 4000], "patrol.plain.teams": [1, 2]}

        Values that are long are better named, by a mapping from names or numbers to values::

            {"configuration.posts.assets": {1: ["west"], 2: ["west", "east"]}}

        Or a list of settings, each of them run::

            [{"post.north.range_m": 2000}, {"post.north.range_m": 4000, "patrol.plain.teams": 1}]

    folder
        Where results are kept; ``NAME_sweep`` in the current folder if left out.
    replications, seed, threads
        As in ``panj.run``, for every run.
    fixed
        Settings that hold in every run.
    progress
        Whether to show a bar: in notebooks and terminals if left out.

    Returns
    -------
    xarray.Dataset
        Dimensions: one for each key, with its values (or their names) as coordinate; of a list ``setting``, with the
        values along it (NaN or empty where a setting leaves a key alone). Then ``configuration`` and ``measure``.
        Variables ``estimate``, ``stderr``, ``low``, ``high`` (shares, 0 to 1) and ``method`` by all of them;
        ``effort`` [h day-1] by configuration; ``n_attempts``, ``n_replications``, ``file`` and ``scenario`` (the
        written one) by setting.

    Raises
    ------
    PanjError
        With the setting, and the program's own message about it. Runs before it are kept.
    ValueError
        There is nothing to run.
    FileNotFoundError
        There is no program.
    TypeError
        A setting is of a type that a scenario has not, or a key has one value in place of a list.

    """
    plan = _listed(settings) if isinstance(settings, Sequence) else _product(settings)
    if not plan.settings:
        raise ValueError("a sweep takes one setting or more: a key without values makes none")
    scenario = Path(scenario)
    folder = Path(f"{scenario.stem}_sweep" if folder is None else folder)
    numbers = [
        word
        for option, number in (("-n", replications), ("--seed", seed), ("-j", threads))
        if number is not None
        for word in (option, str(number))
    ]
    every = [set_options(dict(fixed or {}) | point) for point in plan.settings]  # faults of type before any run
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    bar = new_bar(progress)
    try:
        for number, (point, options) in enumerate(zip(plan.settings, every, strict=True)):
            output = folder / f"{scenario.stem}-{_name(options, replications, seed)}.h5"
            at = _At(bar, number, len(every), _in_words(point))
            _run_unless_done([os.fspath(scenario), "-o", os.fspath(output), *numbers, *options], output, at)
            files.append(output)
    finally:
        bar.close()
    return _gathered(plan, files)


def sweep_differences(swept: xr.Dataset, baseline: Mapping[str, object]) -> xr.Dataset:
    """Tell how each point of a sweep differs from one of them, paired by the attempts that both met.

    Parameters
    ----------
    swept
        What ``panj.sweep`` returned; its files must still be there.
    baseline
        The point that the others are compared with: a value of each dimension, such as
        ``{"post.north.range_m": 3000}`` or ``{"setting": 0}``. Dimensions of length one may be left out.

    Returns
    -------
    xarray.Dataset
        Dimensions as of the sweep. Variables ``difference`` (a point less the baseline, -1 to 1), ``stderr``, ``low``,
        ``high``, and ``variance_ratio`` (how many times the replications would be needed with attempts of their own);
        ``is_paired`` by setting: False where the attempts differ (``panj.compare`` tells why); the intervals are then
        those of independent runs, mostly too wide. Missing at the baseline itself.

    Raises
    ------
    KeyError
        No such point.

    """
    dimensions = swept["file"].dims
    for name in baseline:
        if name not in dimensions:
            raise KeyError(f"no dimension {name!r}; there are {', '.join(map(str, dimensions))}")
    origin = swept["file"].sel(baseline).squeeze()
    if origin.ndim:
        raise KeyError(f"the baseline leaves open {', '.join(map(str, origin.dims))}: give a value of each")
    against = _opened(Path(str(origin.item())))
    names = ("difference", "stderr", "low", "high", "variance_ratio")
    shape = swept["estimate"].shape
    columns = {name: np.full((swept["file"].size, *shape[-2:]), np.nan) for name in names}
    paired = np.zeros(swept["file"].size, dtype=bool)
    for number, path in enumerate(swept["file"].values.ravel()):
        if Path(str(path)) == against.path:
            paired[number] = True
            continue
        comparison = compare(_opened(Path(str(path))), against)
        paired[number] = comparison.is_paired
        for row, configuration in enumerate(swept["configuration"].values):
            if (configuration, configuration) not in comparison.table.index.droplevel("measure"):
                continue
            table = comparison.table.loc[(configuration, configuration)].reindex(swept["measure"].values)
            for name in names:
                columns[name][number, row] = table[name].values
    dims = swept["estimate"].dims
    dataset = xr.Dataset(coords=swept.coords)
    for name in names:
        dataset[name] = (dims, columns[name].reshape(shape), {"units": "1"})
    dataset["is_paired"] = (dimensions, paired.reshape(swept["file"].shape))
    dataset.attrs = {"confidence_level": against.confidence_level, "baseline": str(against.path)}
    return dataset


@dataclass(frozen=True)
class _At:
    """Where in the sweep a run is, for the bar."""

    bar: Bar
    number: int
    of: int
    words: str

    def show(self, share: float, text: str) -> None:
        self.bar.show((self.number + share) / self.of, f"{self.number + 1}/{self.of} {self.words}: {text}")


def _run_unless_done(options: list[str], output: Path, at: _At) -> None:
    """Run, unless the program finds the run at the output: then it goes on with it, or says that it is complete."""
    at.show(0.0, "begins")
    kept = output.exists() or output.with_name(output.name + ".checkpoint").exists()
    try:
        if kept:
            try:
                run_program([*options, "--resume"], at.show)
                return
            except PanjError as fault:
                # Another scenario, other inputs or another program made what is there.
                if fault.exit_code not in (USAGE, FILE_TROUBLE):
                    raise
        run_program([*options, "--overwrite"], at.show)
    except PanjError as fault:
        if fault.exit_code == NOT_PRECISE_ENOUGH:  # all is done that may be; the intervals say how far that goes
            return
        raise PanjError(f"{at.words}: {fault}", fault.exit_code) from fault


def _name(options: Sequence[str], replications: int | None, seed: int | None) -> str:
    """Name a run by all that the sweep sets: the same settings find the same file again."""
    said = "\0".join([*options, f"-n {replications}", f"--seed {seed}"])
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _in_words(point: Mapping[str, object]) -> str:
    return ", ".join(f"{key}={as_toml(value)}" for key, value in point.items()) or "the scenario as it is"


def _product(settings: Mapping[str, Sequence[object] | Mapping[object, object]]) -> _Plan:
    for key, axis in settings.items():
        if isinstance(axis, str) or not isinstance(axis, Iterable):
            raise TypeError(f"{key}: a sweep takes a list of values, not {axis!r}; what holds in every run is `fixed`")
    values = {key: list(axis.values() if isinstance(axis, Mapping) else axis) for key, axis in settings.items()}
    coordinates: Coordinates = {key: ((key,), _labels(list(axis))) for key, axis in settings.items()}
    points = [dict(zip(values, point, strict=True)) for point in itertools.product(*values.values())]
    shape = tuple(len(axis) for axis in values.values())
    return _Plan(points, shape, tuple(settings), coordinates)


def _listed(settings: Sequence[Mapping[str, object]]) -> _Plan:
    points = [dict(point) for point in settings]
    keys = list(dict.fromkeys(key for point in points for key in point))
    coordinates: Coordinates = {key: (("setting",), _labels([point.get(key) for point in points])) for key in keys}
    coordinates["setting"] = (("setting",), np.arange(len(points)))
    return _Plan(points, (len(points),), ("setting",), coordinates)


def _labels(values: list[object]) -> np.ndarray:
    """Return values as a coordinate: numbers where all are (NaN for None), else texts as TOML has them."""
    there = [value for value in values if value is not None]
    if all(isinstance(value, bool | np.bool_) for value in there) and len(there) == len(values):
        return np.array(values, dtype=bool)
    if all(isinstance(value, int | float | np.number) and not isinstance(value, bool) for value in there):
        return np.array([np.nan if value is None else value for value in values])
    texts = [value if isinstance(value, str) else as_toml(value) if value is not None else "" for value in values]
    return np.array(texts)


def _opened(path: Path) -> Results:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PartialResultsWarning)
        return open_results(path)


def _gathered(plan: _Plan, files: list[Path]) -> xr.Dataset:
    opened = [open_results(path) for path in files]
    measures = [name for name in opened[0].measures if all(name in file.measures for file in opened)]
    configurations = list(dict.fromkeys(name for file in opened for name in file.configurations))
    tables = [_table(file, configurations, measures) for file in opened]
    dims = (*plan.dimensions, "configuration", "measure")
    dataset = xr.Dataset(coords=plan.coordinates | {"configuration": configurations, "measure": measures})
    for name, words in (
        ("estimate", "share of attempts"),
        ("stderr", "standard error"),
        ("low", "lower bound"),
        ("high", "upper bound"),
        ("method", "how the interval was made"),
    ):
        values = np.stack([table[name] for table in tables])
        attributes = {"long_name": words} | ({} if name == "method" else {"units": "1"})
        dataset[name] = (dims, values.reshape(*plan.shape, *values.shape[1:]), attributes)
    if all("effort" in file.summary for file in opened):
        effort = np.stack([file.summary["effort"].reindex(configuration=configurations).values for file in opened])
        attributes = {"units": "h day-1", "long_name": "person-hours a day"}
        dataset["effort"] = (dims[:-1], effort.reshape(*plan.shape, -1), attributes)
    for name in ("n_attempts", "n_replications"):
        counts = np.array([int(file.summary[name]) for file in opened])
        dataset[name] = (plan.dimensions, counts.reshape(plan.shape), {"units": "1"})
    written = [write_scenario(file, file.path.with_suffix(".toml")) for file in opened]
    for name, paths in (("file", files), ("scenario", written)):
        dataset[name] = (plan.dimensions, np.array([str(path) for path in paths]).reshape(plan.shape))
    first = opened[0]
    dataset.attrs = {"title": first.title, "confidence_level": first.confidence_level, "seed": first.attributes["seed"]}
    return dataset


def _table(file: Results, configurations: list[str], measures: list[str]) -> dict[str, np.ndarray]:
    """Estimates of a file by configuration and measure; missing where it has no such configuration."""
    every = [file.estimates(measure).reindex(configurations) for measure in measures]
    columns = {"estimate": "value", "stderr": "stderr", "low": "low", "high": "high", "method": "method"}
    table = {ours: np.stack([rows[theirs].values for rows in every], axis=-1) for ours, theirs in columns.items()}
    table["method"] = np.array([[str(name) for name in row] for row in table["method"]])
    return table
