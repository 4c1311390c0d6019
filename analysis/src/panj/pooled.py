"""Summaries made anew from the sums over batches: of one file, at any level, or of several runs together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd
import xarray as xr

from panj.batch_sums import BatchSums, batch_sums, concatenated
from panj.intervals import (
    METHODS,
    Estimates,
    mean_difference,
    mean_of_counts,
    paired_difference,
    residual_sum,
    share,
)
from panj.results import Results
from panj.same_scenario import check_same_scenario
from panj.tables import estimates_table

# What a period sees: numbers that the scores of these measures add up to.
PERIOD_NUMBERS = {"leaks": "p_leak", "sites_reached": "p_site_reached"}


class Pooled:
    """Shares, numbers in a period, and their differences with intervals, made from sums over batches.

    ``summary``, ``periods`` and ``paired`` have the names, dimensions and units that they have in a result file;
    ``panj.plot_configurations`` and ``panj.plot_differences`` draw it as they draw results.

    Attributes
    ----------
    sums : BatchSums
        What it was made from.
    confidence_level : float
        Level of all intervals.
    path : str
        The file that it was made from; of several, all with commas between.

    """

    def __init__(self, sums: BatchSums, files: Sequence[Results], confidence_level: float) -> None:
        if not 0.0 < confidence_level < 1.0:
            raise ValueError(f"confidence_level={confidence_level!r}: it lies between 0 and 1")
        self.sums = sums
        self.confidence_level = confidence_level
        self.path = ", ".join(str(file.path) for file in files)
        self._file = files[0]

    @property
    def title(self) -> str:
        """The scenario's title; its name where it has none."""
        return self._file.title

    @property
    def configurations(self) -> list[str]:
        """Names of the configurations, in the scenario's order."""
        return self.sums.configurations

    @property
    def measures(self) -> list[str]:
        """Names of the measures: shares of attempts."""
        return self.sums.measures

    @property
    def period_measures(self) -> list[str]:
        """Names of the numbers in a period that the batches tell: ``"leaks"``, ``"sites_reached"``."""
        return [name for name, scored in PERIOD_NUMBERS.items() if scored in self.measures]

    @cached_property
    def summary(self) -> xr.Dataset:
        """Shares by configuration: ``X``, ``X_stderr``, ``X_method`` and ``X_ci`` (configuration, bound)."""
        made = share(self.sums.shares(), self.confidence_level)
        dataset = self._dataset(("configuration",), self.measures, made, "")
        dataset["configuration_title"] = self._file.summary["configuration_title"]
        dataset["n_attempts"] = ((), int(self.sums.n.sum()), {"units": "1", "long_name": "attempts"})
        dataset["n_replications"] = ((), int(self.sums.replications.sum()), {"units": "1", "long_name": "replications"})
        return dataset

    @cached_property
    def periods(self) -> xr.Dataset:
        """Numbers in a period by configuration: ``P``, ``P_stderr``, ``P_method`` and ``P_ci`` (configuration, bound).

        Means over replications, of ``period_measures``.
        """
        made = mean_of_counts(self.sums.shares().rows(self._scored()), self.confidence_level)
        dataset = self._dataset(("configuration",), self.period_measures, made, "")
        dataset["n_periods"] = ((), int(self.sums.replications.sum()), {"units": "1", "long_name": "replications"})
        return dataset

    @cached_property
    def paired(self) -> xr.Dataset:
        """Differences of a less b: ``X_difference``, ``X_stderr``, ``X_method``, ``X_ci``, ``X_variance_ratio``.

        The same but the last of ``period_measures``. Dimensions: configuration_a, configuration_b, bound. Everything
        is missing on the diagonal.
        """
        both = ("configuration_a", "configuration_b")
        sums, apart = self.sums.differences()
        made = paired_difference(sums, apart, self.confidence_level)
        dataset = self._dataset(both, self.measures, self._both_ways(made), "_difference")
        numbers = self._both_ways(mean_difference(sums.rows(self._scored()), self.confidence_level))
        dataset = dataset.merge(self._dataset(both, self.period_measures, numbers, "_difference"))
        of_shares, (a, b) = residual_sum(self.sums.shares()), self.sums.pairs.T
        together = residual_sum(sums)
        ratio = np.where(together > 0.0, of_shares[:, a] + of_shares[:, b], np.nan)
        ratio = self._square(np.divide(ratio, together, out=ratio.copy(), where=together > 0.0), 1.0)
        for number, measure in enumerate(self.measures):
            attributes = {"units": "1", "long_name": "variance if sampled apart, over the paired one"}
            dataset[f"{measure}_variance_ratio"] = (("configuration_a", "configuration_b"), ratio[number], attributes)
        return dataset

    def known_configuration(self, name: str | None = None) -> str:
        """Return the name of a configuration, that of the first for None.

        Raises
        ------
        KeyError
            There is no such configuration; the message lists those that there are.

        """
        return self._file.known_configuration(name)

    def estimates(self, measure: str, group: str = "summary") -> pd.DataFrame:
        """Estimates of a measure by configuration: columns ``value``, ``stderr``, ``low``, ``high``, ``method``.

        Parameters
        ----------
        measure
            One of ``measures``; of ``period_measures`` in the group ``"periods"``.
        group
            ``"summary"`` or ``"periods"``: batches tell no more.

        Raises
        ------
        KeyError
            No such measure or group.

        """
        if group not in ("summary", "periods"):
            raise KeyError(f"no group {group!r}: sums over batches tell of summary and periods")
        if group == "periods":
            return estimates_table(self.periods, measure, measure, self.period_measures)
        return estimates_table(self.summary, measure, measure, self.measures)

    def differences(self, measure: str, against: str | None = None) -> pd.DataFrame:
        """Differences between configurations that met the same attempts, as ``Results.differences`` tells them.

        Raises
        ------
        KeyError
            No such measure or configuration.

        """
        against = self.known_configuration(against)
        pairs = self.paired.sel(configuration_b=against).drop_sel(configuration_a=against)
        table = estimates_table(pairs, f"{measure}_difference", measure, [*self.measures, *self.period_measures])
        if measure in self.measures:
            table["variance_ratio"] = pairs[f"{measure}_variance_ratio"].values
        return table.rename_axis("configuration")

    def __repr__(self) -> str:
        done = f"{int(self.sums.replications.sum())} replications, {int(self.sums.n.sum())} attempts"
        lines = [f"{self.title} (from the batches of {self.path}: {done}; {self.confidence_level:.4g} intervals)"]
        for measure in self.measures[:3]:
            for name, row in self.estimates(measure).iterrows():
                lines.append(f"  {name}: {measure} {row.value:.3f} [{row.low:.3f}, {row.high:.3f}]")
        return "\n".join(lines)

    def _scored(self) -> list[int]:
        """Return the places of the measures that ``period_measures`` are the numbers of."""
        return [self.measures.index(PERIOD_NUMBERS[name]) for name in self.period_measures]

    def _dataset(
        self, dimensions: tuple[str, ...], measures: Sequence[str], made: Estimates, suffix: str
    ) -> xr.Dataset:
        flags = {"flag_values": np.arange(len(METHODS), dtype=np.int8), "flag_meanings": " ".join(METHODS)}
        coordinates = {name: self.configurations for name in dimensions} | {"bound": ["low", "high"]}
        dataset = xr.Dataset(coords=coordinates)
        told = self._file.summary if measures == self.measures else self._file.periods
        for number, measure in enumerate(measures):
            name = str(told[measure].attrs["long_name"])
            in_words = {"units": "1", "long_name": name + (": a less b" if suffix else "")}
            level = {"confidence_level": self.confidence_level}
            interval = np.stack([made.low[number], made.high[number]], axis=-1)
            dataset[measure + suffix] = (dimensions, made.value[number], in_words)
            dataset[f"{measure}_stderr"] = (dimensions, made.stderr[number], {"units": "1"})
            dataset[f"{measure}_method"] = (dimensions, made.method[number], flags)
            dataset[f"{measure}_ci"] = ((*dimensions, "bound"), interval, {"units": "1"} | level)
        dataset.attrs = {"measures": " ".join(measures), "confidence_level": self.confidence_level}
        return dataset

    def _both_ways(self, made: Estimates) -> Estimates:
        """Turn pairs into squares: b less a is a less b with its sign turned."""
        low, high = self._square(made.low, -1.0), self._square(made.high, -1.0)
        backward = np.zeros(low.shape, dtype=bool)
        backward[:, self.sums.pairs[:, 1], self.sums.pairs[:, 0]] = True
        return Estimates(
            self._square(made.value, -1.0),
            self._square(made.stderr, 1.0),
            np.where(backward, high, low),
            np.where(backward, low, high),
            np.nan_to_num(self._square(made.method.astype(float), 1.0)).astype(np.int8),
        )

    def _square(self, values: np.ndarray, sign: float) -> np.ndarray:
        number = len(self.configurations)
        square = np.full((len(values), number, number), np.nan)
        a, b = self.sums.pairs.T
        square[:, a, b] = values
        square[:, b, a] = sign * values
        return square


def recompute(results: Results, confidence_level: float | None = None) -> Pooled:
    """Make every interval of ``/summary`` and ``/paired`` anew from ``/batches``, by the formulas of FORMAT.md.

    Of the measures of a period, ``leaks`` and ``sites_reached`` are made anew too (their replications' scores are
    those of ``p_leak`` and ``p_site_reached``); the others are not in ``/batches``. Where the scores of two
    configurations differ so little (1e-10) that the sums of the file, floating-point numbers, do not show that they
    vary, the interval of their difference is that of no difference seen, wider than the file's.

    Parameters
    ----------
    results
        An opened result file.
    confidence_level
        Of the new intervals, such as 0.8; that of the file if left out.

    Returns
    -------
    Pooled
        With ``summary``, ``periods``, ``paired``, ``estimates`` and ``differences``, as of the file.

    Raises
    ------
    KeyError
        The file holds no batches: the run was stopped before one was done.
    ValueError
        The level does not lie between 0 and 1.

    """
    return Pooled(batch_sums(results), [results], confidence_level or results.confidence_level)


def combine(files: Sequence[Results], confidence_level: float | None = None) -> Pooled:
    """Pool independent runs of one scenario, each with a seed of its own, into one summary.

    Every replication counts the same, whichever run holds it: intervals are those of a single run as long as all
    together. (Shards of one run, and a run that shall go on, are the program's: ``panj merge``, ``panj run --resume``.)
    Classes with ``perceived`` routes have other views of the ground under another seed: pooling evens some of that
    out, but the intervals do not cover it.

    Parameters
    ----------
    files
        Opened result files, two or more.
    confidence_level
        Of the intervals; that of the first file if left out.

    Returns
    -------
    Pooled
        With ``summary``, ``periods``, ``paired``, ``estimates`` and ``differences``.

    Raises
    ------
    ValueError
        The files do not belong together (another scenario, input, version of panj, or the same seed twice), or there
        are fewer than two. The message tells all that differs.
    KeyError
        A file holds no batches.

    """
    files = list(files)
    check_same_scenario(files)
    sums = concatenated([batch_sums(file) for file in files])
    return Pooled(sums, files, confidence_level or files[0].confidence_level)
