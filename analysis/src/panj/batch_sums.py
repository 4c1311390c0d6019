"""The sums over batches that a result file keeps: all that the intervals of its summary rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from panj.intervals import Floats, RatioSums
from panj.results import Results


@dataclass(frozen=True)
class BatchSums:
    """What ``/batches`` holds, as arrays.

    Attributes
    ----------
    configurations, measures : list of str
        Names along the axes.
    numbers, replications : array of int, shape (batch,)
        Number of each batch in its run, and how many replications it holds.
    per_unit : int
        Replications of a statistical unit: 1; those of a batch where they were drawn as a Latin hypercube.
    n, nn : array, shape (batch,)
        Attempts, and sum of the squares of the units' attempts.
    y, yy, ny : array, shape (measure, configuration, batch)
        Sums over units of scores, of their squares, and of their products with attempts.
    pairs : array of int, shape (pair, 2)
        Places of two configurations.
    yy_ab, apart_ab : array, shape (measure, pair, batch)
        Sums over units of the product of both scores, and of their absolute difference.

    """

    configurations: list[str]
    measures: list[str]
    numbers: NDArray[np.int64]
    replications: NDArray[np.int64]
    per_unit: int
    n: Floats
    nn: Floats
    y: Floats
    yy: Floats
    ny: Floats
    pairs: NDArray[np.int64]
    yy_ab: Floats
    apart_ab: Floats

    @property
    def units(self) -> float:
        """Number of statistical units."""
        return float(self.replications.sum()) / self.per_unit

    def shares(self) -> RatioSums:
        """Add up all batches; shape (measure, configuration)."""
        y, yy, ny = (part.sum(axis=-1) for part in (self.y, self.yy, self.ny))
        return self._ratio_sums(y, yy, ny)

    def differences(self) -> tuple[RatioSums, Floats]:
        """Add up a less b over all batches, and what units differ by; shape (measure, pair)."""
        shares, (a, b) = self.shares(), self.pairs.T
        yy = shares.yy[:, a] + shares.yy[:, b] - 2.0 * self.yy_ab.sum(axis=-1)
        sums = self._ratio_sums(shares.y[:, a] - shares.y[:, b], yy, shares.ny[:, a] - shares.ny[:, b])
        return sums, self.apart_ab.sum(axis=-1)

    def until(self, end: int) -> BatchSums:
        """Return the first batches alone."""
        names = ("numbers", "replications", "n", "nn", "y", "yy", "ny", "yy_ab", "apart_ab")
        return replace(self, **{name: getattr(self, name)[..., :end] for name in names})

    def _ratio_sums(self, y: Floats, yy: Floats, ny: Floats) -> RatioSums:
        units, n, nn = (np.full(y.shape, total) for total in (self.units, self.n.sum(), self.nn.sum()))
        return RatioSums(units, n, nn, y, yy, ny, float(self.per_unit))


def batch_sums(results: Results) -> BatchSums:
    """Read the sums over batches of a result file.

    Raises
    ------
    KeyError
        The file has none: the run was stopped before a batch was done.

    """
    batches, measures, configurations = results.batches, results.measures, results.configurations

    def of_measures(name: str) -> Floats:
        return np.stack([batches[f"{measure}_{name}"].values for measure in measures]).astype(float)

    if "pair_a" in batches:
        ends = [[configurations.index(str(name)) for name in batches[end].values] for end in ("pair_a", "pair_b")]
        pairs, yy_ab, apart_ab = np.array(ends).T, of_measures("yy_ab"), of_measures("apart_ab")
    else:
        pairs = np.zeros((0, 2), dtype=np.int64)
        yy_ab = apart_ab = np.zeros((len(measures), 0, batches.sizes["batch"]))
    return BatchSums(
        configurations,
        measures,
        batches["batch"].values,
        batches["replications"].values,
        results.unit_replications,
        batches["n"].values,
        batches["nn"].values,
        of_measures("y"),
        of_measures("yy"),
        of_measures("ny"),
        pairs,
        yy_ab,
        apart_ab,
    )


def concatenated(parts: Sequence[BatchSums]) -> BatchSums:
    """Put the batches of several runs of one scenario behind each other."""

    def joined(name: str) -> NDArray:
        return np.concatenate([getattr(part, name) for part in parts], axis=-1)

    names = ("numbers", "replications", "n", "nn", "y", "yy", "ny", "yy_ab", "apart_ab")
    parts_joined: dict[str, Any] = {name: joined(name) for name in names}
    return replace(parts[0], **parts_joined)
