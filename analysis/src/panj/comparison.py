"""Two result files side by side: shares of the first less those of the second, as ``panj compare`` tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from panj.batch_sums import BatchSums, batch_sums
from panj.intervals import (
    CLOPPER_PEARSON,
    METHODS,
    Estimates,
    Floats,
    RatioSums,
    clopper_pearson,
    independent_difference,
    paired_difference,
    ratio_variance,
    residual_sum,
    share,
)
from panj.results import Results

FEW_UNITS = 10
"""Below as many batches Student's t is far from normal, and intervals are wide for want of batches."""


@dataclass(frozen=True)
class Comparison:
    """How two result files differ.

    Attributes
    ----------
    table : pandas.DataFrame
        Index: ``of`` (configuration of the first file), ``against`` (of the second) and ``measure``. Columns ``a`` and
        ``b`` (shares, 0 to 1), ``difference`` (a less b), ``stderr``, ``low``, ``high`` (-1 to 1), ``method``, and
        ``variance_ratio`` (variance if both had been sampled apart, over the paired one; missing where not paired).
    is_paired : bool
        The same attempts met both, and batches that hold the same replications are compared; else the files count as
        independent.
    batches, replications : int
        That are paired.
    confidence_level : float
        Of the intervals: that of the first file.
    notices : list of str
        Why the files are not paired, and what to mind.

    """

    table: pd.DataFrame
    is_paired: bool
    batches: int
    replications: int
    confidence_level: float
    notices: list[str]

    def differences(self, measure: str) -> pd.DataFrame:
        """Return the rows of one measure, indexed by ``of`` and ``against``.

        Raises
        ------
        KeyError
            No such measure in both files.

        """
        there = list(self.table.index.unique("measure"))
        if measure not in there:
            raise KeyError(f"no measure {measure!r}; there are {', '.join(there)}")
        return self.table.xs(measure, level="measure")


def compare(a: Results, b: Results, *, of: str | None = None, against: str | None = None) -> Comparison:
    """Compare two result files: the first less the second, with the numbers of ``panj compare``.

    Where the same attempts met both (``attempts_sha256``: the same seed, ground, border and crossers), batches that
    hold the same replications are paired, and are the units. Otherwise the files count as independent.

    Parameters
    ----------
    a, b
        Opened result files.
    of, against
        Configuration of the first, and of the second. Left out: all that both have; with one of the two the other is
        of the same name.

    Raises
    ------
    KeyError
        A file has no such configuration, the two share none, or one holds no batches.
    ValueError
        Periods differ, no measure is in both, or the same version of panj did not make them.

    """
    _check_comparable(a, b)
    sums_a, sums_b = batch_sums(a), batch_sums(b)
    ends, notices = _units(a, b, sums_a, sums_b)
    level = a.confidence_level
    measures = [measure for measure in a.measures if measure in b.measures]
    tables = {
        pair: _table(sums_a, sums_b, ends, pair, measures, level) for pair in _configuration_pairs(a, b, of, against)
    }
    table = pd.concat(tables, names=["of", "against"])
    replications = int(sums_a.until(ends[-1][0]).replications.sum()) if ends else 0
    return Comparison(table, bool(ends), len(ends), replications, level, notices)


def _check_comparable(a: Results, b: Results) -> None:
    periods = [file.attributes["period_h"] for file in (a, b)]
    if periods[0] != periods[1]:
        raise ValueError(
            f"{a.path} and {b.path}: can't be compared (periods of {periods[0]:g} h and {periods[1]:g} h: shares of "
            "what happens in one do not stand beside those of the other); run both with the same period_h"
        )
    if not set(a.measures) & set(b.measures):
        raise ValueError(
            f"{a.path} and {b.path}: can't be compared (they have no measure in common); run both with the same "
            "version of panj"
        )


def _configuration_pairs(a: Results, b: Results, of: str | None, against: str | None) -> list[tuple[str, str]]:
    if of is not None or against is not None:
        names = of or against, against or of
        return [(a.known_configuration(names[0]), b.known_configuration(names[1]))]
    both = [(name, name) for name in a.configurations if name in b.configurations]
    if both:
        return both
    if len(a.configurations) == len(b.configurations) == 1:
        return [(a.configurations[0], b.configurations[0])]
    raise KeyError(
        f"{a.path} has {', '.join(a.configurations)}, {b.path} has {', '.join(b.configurations)}: no configuration has "
        "the same name; say which with of= and against="
    )


def _units(a: Results, b: Results, sums_a: BatchSums, sums_b: BatchSums) -> tuple[list[tuple[int, int]], list[str]]:
    """Find the ends of units by which the files pair, in batches of each; none, and a notice why, where they don't."""
    apart = "compared as independent runs"
    hashes = [str(file.attributes.get("attempts_sha256", "")) for file in (a, b)]
    if not all(hashes):
        return [], [f"not known whether the same attempts met both (attempts_sha256 is empty): {apart}"]
    if hashes[0] != hashes[1]:
        return [], [
            f"other attempts met A than B (attempts_sha256): {apart}; with the same seed they may share much, and the "
            "true error is then mostly smaller"
        ]
    if not all(np.array_equal(sums.numbers, np.arange(sums.numbers.size)) for sums in (sums_a, sums_b)):
        return [], [f"a file holds a part of a run (its batches do not begin at 0): {apart}"]
    ends = _common_ends(sums_a, sums_b)
    if len(ends) < 2:
        return [], [f"the files have fewer than 2 batches in common: {apart}"]
    _check_attempts(a, b, sums_a, sums_b, ends)
    notices = []
    if len(ends) < FEW_UNITS:
        notices.append(
            f"only {len(ends)} batches to pair by: intervals are wide; smaller ones (sampling.batch) or more "
            "replications narrow them"
        )
    if ends[-1] != (sums_a.n.size, sums_b.n.size):
        notices.append("one file goes on where the other ends: only what both hold is compared")
    return ends, notices


def _common_ends(a: BatchSums, b: BatchSums) -> list[tuple[int, int]]:
    """Where both files end a batch with the same number of replications."""
    done_a, done_b = np.cumsum(a.replications), np.cumsum(b.replications)
    _, in_a, in_b = np.intersect1d(done_a, done_b, return_indices=True)
    return [(int(end_a) + 1, int(end_b) + 1) for end_a, end_b in zip(in_a, in_b, strict=True)]


def _check_attempts(a: Results, b: Results, sums_a: BatchSums, sums_b: BatchSums, ends: list[tuple[int, int]]) -> None:
    in_a, in_b = zip(*ends, strict=True)
    for name in ("n", "nn"):
        unlike = _between(getattr(sums_a, name), in_a) != _between(getattr(sums_b, name), in_b)
        if unlike.any():
            first = int(np.flatnonzero(unlike)[0])
            raise ValueError(
                f"{a.path} and {b.path}: can't be paired (attempts_sha256 agrees, but batch "
                f"{in_a[first - 1] if first else 0} does not hold the same number of attempts in both: other versions "
                "of panj made them); run both again"
            )


def _between(values: Floats, ends: Sequence[int]) -> Floats:
    """Add up the batches of each unit, along the last axis."""
    return np.add.reduceat(values[..., : ends[-1]], np.array([0, *ends[:-1]]), axis=-1)


def _table(
    sums_a: BatchSums,
    sums_b: BatchSums,
    ends: list[tuple[int, int]],
    configurations: tuple[str, str],
    measures: list[str],
    level: float,
) -> pd.DataFrame:
    """Compare one configuration of each file: a row a measure."""
    if ends:
        sums_a, sums_b = sums_a.until(ends[-1][0]), sums_b.until(ends[-1][1])
    sums = [
        _of_configuration(held, name, measures) for held, name in zip((sums_a, sums_b), configurations, strict=True)
    ]
    a, b = (share(of_file, level) for of_file in sums)
    variance_ratio = np.full(len(measures), np.nan)
    if ends:
        between, apart = _difference_sums(sums_a, sums_b, ends, configurations, measures)
        difference = _unit_difference(between, apart, float(sums_a.replications.sum()), level)
        paired = ratio_variance(between)
        alone = ratio_variance(sums[0]) + ratio_variance(sums[1])
        np.divide(alone, paired, out=variance_ratio, where=paired > 0.0)
    else:
        difference = independent_difference(a, b)
    columns = {
        "a": a.value,
        "b": b.value,
        "difference": difference.value,
        "stderr": difference.stderr,
        "low": difference.low,
        "high": difference.high,
        "method": np.array(METHODS)[difference.method],
        "variance_ratio": variance_ratio,
    }
    return pd.DataFrame(columns, index=pd.Index(measures, name="measure"))


def _places(held: BatchSums, configuration: str, measures: list[str]) -> tuple[list[int], int]:
    return [held.measures.index(measure) for measure in measures], held.configurations.index(configuration)


def _of_configuration(held: BatchSums, configuration: str, measures: list[str]) -> RatioSums:
    rows, column = _places(held, configuration, measures)
    sums = held.shares()
    parts = {name: getattr(sums, name)[rows, column] for name in ("units", "n", "nn", "y", "yy", "ny")}
    return RatioSums(**parts, per_unit=sums.per_unit)


def _difference_sums(
    sums_a: BatchSums,
    sums_b: BatchSums,
    ends: list[tuple[int, int]],
    configurations: tuple[str, str],
    measures: list[str],
) -> tuple[RatioSums, Floats]:
    """Add up a less b over units, and what units differ by; shape (measure,)."""
    in_a, in_b = zip(*ends, strict=True)
    rows_a, column_a = _places(sums_a, configurations[0], measures)
    rows_b, column_b = _places(sums_b, configurations[1], measures)
    n = _between(sums_a.n, in_a)
    y = _between(sums_a.y[rows_a, column_a], in_a) - _between(sums_b.y[rows_b, column_b], in_b)
    units, attempts, squares = (np.full(len(measures), total) for total in (len(ends), n.sum(), (n * n).sum()))
    sums = RatioSums(units.astype(float), attempts, squares, y.sum(axis=1), (y * y).sum(axis=1), (n * y).sum(axis=1))
    return sums, np.abs(y).sum(axis=1)


def _unit_difference(sums: RatioSums, apart: Floats, replications: float, level: float) -> Estimates:
    """Paired difference; where no unit differs from another, the bound is that of no event in all replications."""
    made = paired_difference(sums, apart, level)
    alike = (sums.n > 0.0) & ~(residual_sum(sums) > 0.0)
    half = clopper_pearson(0.0, replications, level)[1]
    return Estimates(
        made.value,
        np.where(alike, 0.0, made.stderr),
        np.where(alike, np.maximum(-1.0, made.value - half), made.low),
        np.where(alike, np.minimum(1.0, made.value + half), made.high),
        np.where(alike, CLOPPER_PEARSON, made.method).astype(np.int8),
    )
