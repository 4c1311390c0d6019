"""Case R1 in NumPy: stepped by 10 s, all attempts of some replications as arrays."""

import time

import numpy as np
import r1

REPLICATIONS = 64
"""Stepped together: their arrays stay in the cache."""


def sample(random: np.random.Generator) -> int:
    """Draw and simulate REPLICATIONS; returns how many attempts are detected."""
    shape = (REPLICATIONS, r1.ATTEMPTS)
    x_m = (random.random(shape) * r1.LINE_M).ravel()
    phase_s = random.random((REPLICATIONS, 1)) * r1.CYCLE_S
    way_m = ((random.random(shape) * r1.CYCLE_S + phase_s) % r1.CYCLE_S).ravel() * r1.PATROL_M_S
    detected = 0
    y_m = -r1.TO_LINE_M
    distance = np.empty_like(x_m)
    for step in range(r1.STEPS):
        # The patrol goes back and forth: its place is as far from an end as its way folded at both.
        np.subtract(way_m, r1.LINE_M, out=distance)
        np.abs(distance, out=distance)
        distance -= x_m
        distance *= distance
        seen = distance <= r1.RANGE_M * r1.RANGE_M - y_m * y_m
        found = np.count_nonzero(seen)
        if found:
            detected += found
            x_m, way_m = x_m[~seen], way_m[~seen]
            distance = np.empty_like(x_m)
        y_m = -r1.TO_LINE_M + (step + 1) * r1.CROSSER_M_S * r1.STEP_S
        way_m += r1.PATROL_M_S * r1.STEP_S
        way_m[way_m >= 2.0 * r1.LINE_M] -= 2.0 * r1.LINE_M
    return detected


def main() -> None:
    """Measure."""
    given = r1.arguments(__doc__)
    random = np.random.Generator(np.random.Philox(2))
    sample(random)
    attempts = detected = 0
    start = time.perf_counter()
    while time.perf_counter() - start < given.seconds:
        detected += sample(random)
        attempts += REPLICATIONS * r1.ATTEMPTS
    seconds = time.perf_counter() - start
    note = f"stepped at {r1.STEP_S:g} s, arrays of {REPLICATIONS * r1.ATTEMPTS} attempts, NumPy {np.__version__}"
    r1.tell("NumPy", attempts, detected, seconds, note, r1.LOOKED_AT_EVERY_STEP)


if __name__ == "__main__":
    main()
