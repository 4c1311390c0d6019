"""Open a result file as labelled arrays. The format is told in sim/results/FORMAT.md."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pandas as pd
import xarray as xr

from panj.result_file import (
    FORMAT_VERSION,
    GROUPS,
    FormatError,
    PartialResultsWarning,
    read_group,
    root_attributes,
)
from panj.tables import best_table, estimates_table, group_table, no_spread_table, spread_table

__all__ = ["FORMAT_VERSION", "GROUPS", "FormatError", "PartialResultsWarning", "Results", "open_results"]


def open_results(path: str | os.PathLike[str]) -> Results:
    """Open a result file.

    Parameters
    ----------
    path
        A file that ``panj run`` wrote.

    Returns
    -------
    Results
        Its groups as labelled arrays, read when they are first asked for.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    FormatError
        It is no result file of panj, or newer than ``FORMAT_VERSION``.

    Warns
    -----
    PartialResultsWarning
        The run was stopped early; everything stands for the replications that were done.

    """
    return Results(Path(path))


class Results:
    """A result file: each group is an attribute holding an ``xarray.Dataset`` (``results.summary``, ...).

    Attributes
    ----------
    path : pathlib.Path
        The file.
    attributes : dict
        Attributes of the file's root: seed, hashes, versions, status, CRS.

    """

    def __init__(self, path: Path) -> None:
        if not path.exists():
            raise FileNotFoundError(f"{path}: no such file; `panj run SCENARIO` writes one")
        self.path = path
        self.attributes = root_attributes(path)
        if self.attributes["status"] != "complete":
            reason = self.attributes["stop_reason"]
            why = "a shard of a run, of" if reason == "shard" else f"the run was stopped ({reason}) after"
            warnings.warn(
                f"{path}: partial: {why} {self.attributes['completed_replications']} replications",
                PartialResultsWarning,
                stacklevel=3,
            )

    def group(self, name: str) -> xr.Dataset:
        """Read one group of the file, such as ``"summary"`` or ``"provenance/run"``; sim/results/FORMAT.md tells them.

        Raises
        ------
        KeyError
            The file has no such group (maps may be off, there may be no teams, ...).

        """
        return read_group(self.path, name)

    def __getattr__(self, name: str) -> xr.Dataset:
        if name not in GROUPS:
            raise AttributeError(f"{type(self).__name__} has no {name!r}")
        dataset = self.group(name)
        self.__dict__[name] = dataset
        return dataset

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *GROUPS]

    @property
    def title(self) -> str:
        """The scenario's title; its name where it has none."""
        return str(self.attributes["title"] or self.attributes["scenario_name"])

    @cached_property
    def configurations(self) -> list[str]:
        """Names of the configurations, in the scenario's order."""
        return [str(name) for name in self.summary["configuration"].values]

    @cached_property
    def measures(self) -> list[str]:
        """Names of the measures: shares of attempts."""
        return str(self.summary.attrs["measures"]).split()

    @cached_property
    def period_measures(self) -> list[str]:
        """Names of the measures of a period: means over replications. Empty: a file from before they were written."""
        try:
            return str(self.periods.attrs["measures"]).split()
        except KeyError:
            return []

    @property
    def confidence_level(self) -> float:
        """Level of all intervals in the file, such as 0.95."""
        return float(self.summary.attrs["confidence_level"])

    @property
    def unit_replications(self) -> int:
        """Replications of a statistical unit: 1; those of a batch, where they were drawn as a Latin hypercube."""
        return int(str(self.attributes.get("unit_replications", 1)))

    @property
    def hypercube_gains(self) -> pd.DataFrame:
        """How many times more replications it would take one by one, by configuration and measure.

        NaN where a measure has no variance. Without columns: replications were drawn one by one.
        """
        names = self.measures if self.unit_replications > 1 else []
        gains = {name: self.summary[f"{name}_hypercube_gain"].values for name in names}
        return pd.DataFrame(gains, index=pd.Index(self.configurations, name="configuration"))

    @property
    def is_partial(self) -> bool:
        """Whether the run was stopped before all of its replications were done."""
        return self.attributes["status"] != "complete"

    def known_configuration(self, name: str | None = None) -> str:
        """Return the name of a configuration, that of the first for None.

        Raises
        ------
        KeyError
            There is no such configuration; the message lists those that there are.

        """
        if name is not None and name not in self.configurations:
            raise KeyError(f"no configuration {name!r}; there are {', '.join(self.configurations)}")
        return self.configurations[0] if name is None else name

    def estimates(self, measure: str, group: str = "summary") -> pd.DataFrame:
        """Estimates of a measure with their intervals.

        Parameters
        ----------
        measure
            One of ``measures``; of ``period_measures`` in the group ``"periods"``; ``"p_reached"`` in ``"sites"``;
            ``"watched"``, a share of time, in ``"line"``; ``"p_undetected"``, ``"p_leak"`` and ``"mean_weight"`` in
            ``"rare"``.
        group
            ``"summary"`` (by configuration); ``"segments"``, ``"hours"``, ``"classes"``, ``"draws"`` (by
            configuration and border segment, hour, class, view of the ground); ``"periods"`` (by configuration);
            ``"sites"`` (by configuration and site); ``"line"`` (by configuration and border segment);
            ``"rare"`` (by configuration and weighted class); ``"controlled"`` (by configuration: the measures with
            control variates, where the scenario asks for them).

        Returns
        -------
        pandas.DataFrame
            Columns ``value``, ``stderr``, ``low``, ``high`` (shares, 0 to 1; numbers in a period) and ``method``; the
            index is the configuration, and the group's own dimension.

        Raises
        ------
        KeyError
            No such measure or group.

        """
        dataset = getattr(self, group)
        known = ["watched"] if group == "line" else self.measures
        if "measures" in dataset.attrs:
            known = str(dataset.attrs["measures"]).split()
        return estimates_table(dataset, measure, measure, known)

    def quantiles(self, name: str, group: str = "times") -> pd.DataFrame:
        """Quantiles of a time or a depth among the attempts that have one, with their intervals.

        Parameters
        ----------
        name
            ``"detection_time"``, ``"interception_time"``, ``"warning_time"`` [h] or ``"contact_depth"`` [km].
        group
            ``"times"`` (by configuration), or ``"sites"`` (by configuration and site: ``"warning_time"``).

        Returns
        -------
        pandas.DataFrame
            Columns ``value``, ``low``, ``high`` and ``method``; the index is the configuration, the group's own
            dimension and the quantile's level. Missing where too few attempts tell it. Linear inside a bin, so that one
            in the first bin of ``"warning_time"``, where those who come unwarned count as 0, says only: no more than
            that bin's upper edge (``results.times["warning_time_bounds"]``).

        Raises
        ------
        KeyError
            No such name or group.

        """
        dataset = getattr(self, group)
        known = [str(key).removesuffix("_quantile") for key in dataset.data_vars if str(key).endswith("_quantile")]
        if name not in known:
            raise KeyError(f"no quantiles of {name!r} in {group}; there are those of {', '.join(known)}")
        return estimates_table(dataset, f"{name}_quantile", f"{name}_quantile", [f"{name}_quantile"])

    def draw_spread(self, measure: str = "p_intercept") -> pd.DataFrame:
        """How far a share differs between the views of the ground that attempts of a class have.

        A class whose routes are ``perceived`` has a library of such views; intervals do not cover the choice of them.
        Over n views it moves the class's share by about the spread over the square root of n.

        Parameters
        ----------
        measure
            One of ``measures``.

        Returns
        -------
        pandas.DataFrame
            Columns ``views`` (number of them), ``lowest``, ``highest`` and ``spread`` (their standard deviation beyond
            that of sampling; all shares, 0 to 1); the index is the configuration and the class (``crosser``). Empty
            where no class has views.

        Raises
        ------
        KeyError
            No such measure.

        """
        if measure not in self.measures:
            raise KeyError(f"no measure {measure!r}; there are {', '.join(self.measures)}")
        try:
            view_crosser = self.draws["view_crosser"]
        except KeyError:
            return no_spread_table()
        return spread_table(self.estimates(measure, "draws"), view_crosser)

    def differences(self, measure: str, against: str | None = None, *, controlled: bool = False) -> pd.DataFrame:
        """Differences between configurations that met the same attempts.

        Parameters
        ----------
        measure
            One of ``measures`` or ``period_measures``.
        against
            The configuration that the others are compared with; the first if left out.
        controlled
            With control variates, where the scenario asks for them; of ``measures`` alone.

        Returns
        -------
        pandas.DataFrame
            Index: the other configurations. Columns ``value`` (theirs less that of ``against``), ``stderr``, ``low``,
            ``high`` (differences of shares, -1 to 1; of numbers in a period), ``method``, and, of ``measures``,
            ``variance_ratio``: how many times the replications would give the same interval if each configuration had
            met attempts of its own. With control variates ``gain`` instead: how many times more attempts the plain
            difference takes.

        Raises
        ------
        KeyError
            No such measure or configuration.

        """
        against = self.known_configuration(against)
        if controlled:
            return self._controlled_differences(measure, against)
        paired = self.paired.sel(configuration_b=against).drop_sel(configuration_a=against)
        table = estimates_table(paired, f"{measure}_difference", measure, [*self.measures, *self.period_measures])
        if measure in self.measures:
            table["variance_ratio"] = paired[f"{measure}_variance_ratio"].values
        return table.rename_axis("configuration")

    def _controlled_differences(self, measure: str, against: str) -> pd.DataFrame:
        if measure not in self.measures:
            raise KeyError(f"no measure {measure!r}; there are {', '.join(self.measures)}")
        name = f"{measure}_difference"
        pairs = self.controlled.sel(configuration_b=against).drop_sel(configuration_a=against)
        table = estimates_table(pairs, name, name, [name])
        table["gain"] = pairs[f"{name}_gain"].values
        return table.rename_axis("configuration")

    def best(self, measure: str = "p_intercept") -> pd.DataFrame:
        """Tell which configuration is the best by a measure, and how sure that is.

        Multiple comparisons with the best: all intervals hold together, and with them the set that holds the best,
        with at least ``confidence_level``. Configurations that no replication tells apart count as one.

        Parameters
        ----------
        measure
            One of ``measures``.

        Returns
        -------
        pandas.DataFrame
            Index: the configurations. Columns ``lead`` (share over that of the best other, positive is better, -1 to
            1), ``low``, ``high``; ``may_be_best`` (the best is decided where only the leader, or what is the same as
            it, may be); ``same_as`` (the first configuration that no replication tells from it); ``p_adjusted`` (that
            it is no worse than the leader, by Holm's method); ``p_best`` (that no other is better: normal posterior
            under a flat prior). Attributes: ``leader`` (name; empty where too little is known), ``better`` (``"more"``
            or ``"less"``), ``p_wrong`` (bound on the chance to call the leader the best if it is not).

        Raises
        ------
        KeyError
            No such measure; or the file holds but one configuration, or is older than this.

        """
        if measure not in self.measures:
            raise KeyError(f"no measure {measure!r}; there are {', '.join(self.measures)}")
        return best_table(self.group("best"), measure)

    def to_dataframe(self, group: str, along: Sequence[str] | None = None) -> pd.DataFrame:
        """Turn a group into a table: a row for each place along its dimensions, a column for each variable.

        Parameters
        ----------
        group
            Name of a group, such as ``"segments"``.
        along
            Names of the dimensions; those of the variable that has the most if left out. Variables along some of them
            are repeated, variables along others left out.

        Returns
        -------
        pandas.DataFrame
            Indexed by ``along``. Intervals and bounds are two columns each, ``X_low`` and ``X_high``.

        Raises
        ------
        KeyError
            No such group or dimension.
        ValueError
            The group has several largest sets of dimensions: ``along`` has to say which.

        """
        return group_table(self.group(group), group, along)

    def __repr__(self) -> str:
        done = f"{self.attributes['completed_replications']} replications, {int(self.summary['n_attempts'])} attempts"
        lines = [f"{self.title} ({self.attributes['status']}: {done}, seed {self.attributes['seed']})"]
        for configuration in self.configurations:
            values = []
            for measure in self.measures[:3]:
                row = self.estimates(measure).loc[configuration]
                values.append(f"{measure} {row.value:.3f} [{row.low:.3f}, {row.high:.3f}]")
            lines.append(f"  {configuration}: {', '.join(values)}")
        return "\n".join(lines)
