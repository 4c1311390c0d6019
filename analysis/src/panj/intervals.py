"""Intervals of shares and their differences, as the program makes them (sim/stats, and "Batches" in FORMAT.md).

Everything takes arrays that broadcast against each other, one number an estimate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

METHODS = ("none", "t_ratio", "clopper_pearson", "wilson", "t_mean", "gamma", "order_statistics", "score")
"""How an interval was made, by the number that files hold in ``X_method``."""
NONE, CLOPPER_PEARSON, WILSON, T_MEAN, GAMMA, SCORE = (
    METHODS.index(name) for name in ("none", "clopper_pearson", "wilson", "t_mean", "gamma", "score")
)

FEW_EVENTS = 20.0
"""Below it a share has the interval of Clopper and Pearson (Korn and Graubard 1998), a mean of counts gamma's."""
FEW_DIFFERING = 10.0
"""The same for attempts that differ, effective ones: below it a difference has gamma intervals."""
ROUNDING = 1e-14
"""A sum of squares no larger than this share of its terms is their rounding."""
LEAST_EFFECTIVE_SIZE = 1e-6

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RatioSums:
    """Sums over units r (replications; hypercubes) of attempts n_r and scores y_r: arrays, one number an estimate.

    Attributes
    ----------
    units : array
        Number of units.
    n, nn : array
        Sums of n_r and of n_r^2 [attempts].
    y, yy, ny : array
        Sums of y_r, of y_r^2 and of n_r y_r.
    per_unit : float
        Replications that a unit holds.

    """

    units: Floats
    n: Floats
    nn: Floats
    y: Floats
    yy: Floats
    ny: Floats
    per_unit: float = 1.0

    def rows(self, places: list[int]) -> RatioSums:
        """Return the sums at some places of the first dimension."""
        names = ("units", "n", "nn", "y", "yy", "ny")
        return replace(self, **{name: getattr(self, name)[places] for name in names})


@dataclass(frozen=True)
class Estimates:
    """Numbers with their uncertainty, arrays of one shape; NaN where there is nothing to estimate from.

    Attributes
    ----------
    value, stderr, low, high : array of float
        Shares, or differences of shares.
    method : array of int8
        Place in ``METHODS``.

    """

    value: Floats
    stderr: Floats
    low: Floats
    high: Floats
    method: NDArray[np.int8]


def residual_sum(sums: RatioSums) -> Floats:
    """Sum over units of (y_r - p n_r)^2 with p = y / n; 0 where it is no more than rounding, or nothing was met."""
    p = _ratio(sums.y, sums.n)
    residual = sums.yy - 2.0 * p * sums.ny + p * p * sums.nn
    scale = sums.yy + 2.0 * np.abs(p * sums.ny) + p * p * sums.nn
    return np.where(residual > ROUNDING * scale, residual, 0.0)


def informative_units(sums: RatioSums) -> Floats:
    """Units that the variance rests on: all; n^2 / nn where most hold no attempt (Kish 1965, Survey Sampling, 8.2)."""
    equal_ones = _ratio(sums.n * sums.n, sums.nn)
    return np.where(sums.nn > 0.0, np.where(equal_ones < 0.5 * sums.units, equal_ones, sums.units), 0.0)


def ratio_variance(sums: RatioSums) -> Floats:
    """Variance of y / n between units; NaN for fewer than two (Cochran 1977, Sampling Techniques, section 6.3)."""
    units = informative_units(sums)
    several = units > 1.0
    factor = _ratio(units, np.where(several, units - 1.0, np.nan))
    return np.where(several & (sums.n > 0.0), factor * residual_sum(sums) * _ratio(1.0, sums.n * sums.n), np.nan)


def size_without_variance(sums: RatioSums) -> Floats:
    """Return the attempts that a share rests on where nothing varies: one for each informative replication."""
    units = informative_units(sums)
    return np.where(units == sums.units, units * sums.per_unit, units)


def clopper_pearson(events: ArrayLike, trials: ArrayLike, level: float) -> tuple[Floats, Floats]:
    """Exact binomial bounds by quantiles of the beta distribution; neither number need be whole.

    Returns
    -------
    low, high : array
        Shares, 0 to 1.

    """
    given, size = np.broadcast_arrays(np.asarray(events, dtype=float), np.asarray(trials, dtype=float))
    happened = np.clip(given, 0.0, size)
    others = size - happened
    tail = 0.5 * (1.0 - level)
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(others > 0.0, special.betaincinv(happened, others + 1.0, tail), tail ** (1.0 / size))
        high = np.where(
            happened > 0.0,
            special.betaincinv(happened + 1.0, others, 1.0 - tail),
            -np.expm1(np.log(tail) / size),
        )
    return np.where(happened > 0.0, low, 0.0), np.where(others > 0.0, high, 1.0)


def wilson(events: ArrayLike, trials: ArrayLike, level: float) -> tuple[Floats, Floats]:
    """Score bounds of a binomial share (Wilson 1927); low and high, 0 to 1."""
    trials = np.asarray(trials, dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = np.clip(events / trials, 0.0, 1.0)
        z = special.ndtri(0.5 * (1.0 + level))
        z2_n = z * z / trials
        centre = (p + 0.5 * z2_n) / (1.0 + z2_n)
        half = z / (1.0 + z2_n) * np.sqrt(p * (1.0 - p) / trials + 0.25 * z2_n / trials)
    low = np.where(p <= 0.0, 0.0, np.maximum(0.0, centre - half))
    return low, np.where(p >= 1.0, 1.0, np.minimum(1.0, centre + half))


def share(sums: RatioSums, level: float) -> Estimates:
    """Share y / n with 0 <= y_r <= n_r and its interval, at the effective size that the variance between units gives.

    Parameters
    ----------
    sums
        Arrays of any one shape.
    level
        Confidence level, such as 0.95.

    """
    some = sums.n > 0.0
    p = np.clip(_ratio(sums.y, sums.n), 0.0, 1.0)
    units, variance = informative_units(sums), ratio_variance(sums)
    varies = variance > 0.0
    shrink = _normal_over_t(units, level) ** 2
    size = np.where(varies, p * (1.0 - p) * shrink * _ratio(1.0, variance), size_without_variance(sums))
    size = np.where(units > 1.0, size, 1.0)
    many = varies & (np.minimum(p, 1.0 - p) * np.minimum(sums.n, size) >= FEW_EVENTS)
    exact_size = np.maximum(size, LEAST_EFFECTIVE_SIZE)
    exact = clopper_pearson(p * exact_size, exact_size, level)
    score = wilson(p * size, size, level)
    low, high = (np.where(some, np.where(many, a, b), np.nan) for a, b in zip(score, exact, strict=True))
    method = np.where(some, np.where(many, WILSON, CLOPPER_PEARSON), NONE).astype(np.int8)
    return Estimates(np.where(some, p, np.nan), np.sqrt(variance), low, high, method)


def paired_difference(sums: RatioSums, apart: Floats, level: float) -> Estimates:
    """Difference of two shares that the same attempts met; y_r may be negative.

    Parameters
    ----------
    sums
        Of y_r under a less y_r under b.
    apart
        Sum over units of abs(y_r).
    level
        Confidence level, such as 0.95.

    """
    some = sums.n > 0.0
    d = np.clip(_ratio(sums.y, sums.n), -1.0, 1.0)
    units, variance = informative_units(sums), ratio_variance(sums)
    varies = variance > 0.0
    a = np.maximum(_ratio(apart, sums.n), np.abs(d))
    size = (a - d * d) * _ratio(1.0, variance) * _normal_over_t(units, level) ** 2
    few = a * size < FEW_DIFFERING
    unvaried = clopper_pearson(0.0, np.maximum(size_without_variance(sums), 1.0), level)[1]
    bounds = zip(_score_bounds(d, a, size, variance, units, level), _gamma_bounds(d, a, size, level), strict=True)
    low, high = (
        np.clip(np.where(varies, np.where(few, rare, score), d + sign * unvaried), -1.0, 1.0)
        for sign, (score, rare) in zip((-1.0, 1.0), bounds, strict=True)
    )
    method = np.where(varies, np.where(few, GAMMA, SCORE), CLOPPER_PEARSON)
    return Estimates(
        np.where(some, d, np.nan),
        np.sqrt(variance),
        np.where(some, low, np.nan),
        np.where(some, high, np.nan),
        np.where(some, method, NONE).astype(np.int8),
    )


def mean_of_counts(sums: RatioSums, level: float) -> Estimates:
    """Mean over replications of a number of events, with Student's t; below 20 events gamma bounds (Fay, Feuer 1997).

    Parameters
    ----------
    sums
        Of y_r >= 0, the events of a unit; ``n``, ``nn`` and ``ny`` are not used.
    level
        Confidence level, such as 0.95.

    """
    mean, variance = _mean_and_variance(sums)
    one = 1.0 / (sums.units * sums.per_unit)
    tail = 0.5 * (1.0 - level)
    known = variance > 0.0
    spread = np.where(known, variance, 0.0)
    weight = np.where(mean > 0.0, np.maximum(_ratio(spread, mean), one), one)
    more, wider = mean + weight, spread + weight**2
    with np.errstate(invalid="ignore"):
        rare_low = np.where(mean > 0.0, _ratio(spread, mean) * special.gammaincinv(_ratio(mean**2, spread), tail), 0.0)
        rare_high = wider / more * special.gammaincinv(more**2 / wider, 1.0 - tail)
    half = _student_t(sums.units, level) * np.sqrt(spread)
    rare, none = (sums.y < FEW_EVENTS) & (known | (mean == 0.0)), ~known & (mean > 0.0)
    low = np.where(rare, rare_low, np.maximum(0.0, mean - half))
    high = np.where(rare, rare_high, mean + half)
    return Estimates(
        mean,
        np.where(none, np.nan, np.sqrt(spread)),
        np.where(none, np.nan, low),
        np.where(none, np.nan, high),
        np.where(none, NONE, np.where(rare, GAMMA, T_MEAN)).astype(np.int8),
    )


def mean_difference(sums: RatioSums, level: float) -> Estimates:
    """Mean over replications of y_r of either sign, with Student's t; no interval where all replications agree."""
    mean, variance = _mean_and_variance(sums)
    known = variance > 0.0
    error = np.sqrt(np.where(known, variance, np.nan))
    half = _student_t(sums.units, level) * error
    return Estimates(mean, error, mean - half, mean + half, np.where(known, T_MEAN, NONE).astype(np.int8))


def _mean_and_variance(sums: RatioSums) -> tuple[Floats, Floats]:
    """Return the mean over replications of y, and the variance of that between units; NaN for fewer than two."""
    y, yy = sums.y / sums.per_unit, sums.yy / sums.per_unit**2
    spread = yy - y * y / sums.units
    spread = np.where(spread > ROUNDING * yy, spread, 0.0)
    several = np.where(sums.units > 1.0, sums.units - 1.0, np.nan)
    return y / sums.units, spread / several / sums.units


def independent_difference(a: Estimates, b: Estimates) -> Estimates:
    """Difference of two independent shares: arms of their intervals add in quadrature (Newcombe 1998, method 10)."""
    d = a.value - b.value
    none = np.isnan(d) | np.isnan(a.low) | np.isnan(b.low)
    return Estimates(
        np.where(none, np.nan, d),
        np.where(none, np.nan, np.hypot(a.stderr, b.stderr)),
        d - np.hypot(a.value - a.low, b.high - b.value),
        d + np.hypot(a.high - a.value, b.value - b.low),
        np.where(none, NONE, a.method).astype(np.int8),
    )


def _score_bounds(
    d: Floats, a: Floats, size: Floats, variance: Floats, units: Floats, level: float
) -> tuple[Floats, Floats]:
    """Bounds to the second order: the middle moves with the skewness of attempts that are each 1, 0 or -1."""
    z, t = special.ndtri(0.5 * (1.0 + level)), _student_t(units, level)
    shift = 0.5 * z * z * (d - 3.0 * a * d + 2.0 * d**3) * _ratio(1.0, (a - d * d) * size)
    half = np.hypot(t * np.sqrt(variance), shift)
    return d + shift - half, d + shift + half


def _gamma_bounds(d: Floats, a: Floats, size: Floats, level: float) -> tuple[Floats, Floats]:
    """Bounds by exact Poisson intervals of the effective numbers of ones and of minus ones (Zou and Donner 2008)."""
    size = np.maximum(size, LEAST_EFFECTIVE_SIZE)
    more, less = 0.5 * (a + d) * size, 0.5 * (a - d) * size
    (low, high), (low_less, high_less) = _poisson_mean(more, level), _poisson_mean(less, level)
    below = np.hypot(more - low, high_less - less) / size
    above = np.hypot(high - more, less - low_less) / size
    return d - below, d + above


def _poisson_mean(number: Floats, level: float) -> tuple[Floats, Floats]:
    tail = 0.5 * (1.0 - level)
    with np.errstate(invalid="ignore"):
        low = np.where(number > 0.0, special.gammaincinv(number, tail), 0.0)
        return low, special.gammaincinv(number + 1.0, 1.0 - tail)


def _student_t(units: Floats, level: float) -> Floats:
    """Two-sided quantile for units - 1 degrees of freedom, by that of t^2 / (t^2 + freedom), a beta number."""
    freedom = np.where(units > 1.0, units - 1.0, np.nan)
    part = special.betaincinv(0.5, 0.5 * freedom, level)
    return np.sqrt(freedom * part / (1.0 - part))


def _normal_over_t(units: Floats, level: float) -> Floats:
    """Quantile of the normal distribution over Student's: the variance is known only as well as the units tell it."""
    return special.ndtri(0.5 * (1.0 + level)) / _student_t(units, level)


def _ratio(above: ArrayLike, below: ArrayLike) -> Floats:
    """Quotient, 0 where the denominator is 0."""
    above, below = np.broadcast_arrays(np.asarray(above, dtype=float), np.asarray(below, dtype=float))
    return np.divide(above, below, out=np.zeros(above.shape), where=below != 0.0)
