"""Case R1 in Numba: every attempt and the patrol stepped by 10 s, on two threads."""

import time

import numba
import numpy as np
import r1


@numba.njit
def is_detected(x_m: float, patrol_m: float, velocity_m_s: float) -> bool:
    """Step one attempt over the line; the patrol is at ``patrol_m`` as it departs."""
    y_m = -r1.TO_LINE_M
    for _ in range(r1.STEPS):
        dx_m = patrol_m - x_m
        if dx_m * dx_m + y_m * y_m <= r1.RANGE_M * r1.RANGE_M:
            return True
        y_m += r1.CROSSER_M_S * r1.STEP_S
        patrol_m += velocity_m_s * r1.STEP_S
        if patrol_m > r1.LINE_M:
            patrol_m = 2.0 * r1.LINE_M - patrol_m
            velocity_m_s = -velocity_m_s
        elif patrol_m < 0.0:
            patrol_m = -patrol_m
            velocity_m_s = -velocity_m_s
    return False


@numba.njit(parallel=True)
def count_detected(x_m: np.ndarray, departure_s: np.ndarray, phase_s: np.ndarray) -> int:
    """Count the attempts that are detected; arrays by replication and attempt, phases by replication."""
    detected = 0
    for replication in numba.prange(x_m.shape[0]):
        for attempt in range(x_m.shape[1]):
            at_s = (departure_s[replication, attempt] + phase_s[replication]) % r1.CYCLE_S
            way_m = at_s * r1.PATROL_M_S
            if way_m <= r1.LINE_M:
                found = is_detected(x_m[replication, attempt], way_m, r1.PATROL_M_S)
            else:
                found = is_detected(x_m[replication, attempt], 2.0 * r1.LINE_M - way_m, -r1.PATROL_M_S)
            detected += 1 if found else 0
    return detected


def sample(random: np.random.Generator, replications: int) -> int:
    """Draw and simulate some replications."""
    x_m = random.random((replications, r1.ATTEMPTS)) * r1.LINE_M
    departure_s = random.random((replications, r1.ATTEMPTS)) * r1.CYCLE_S
    return count_detected(x_m, departure_s, random.random(replications) * r1.CYCLE_S)


def main() -> None:
    """Measure."""
    given = r1.arguments(__doc__, threads=2)
    numba.set_num_threads(min(given.threads, numba.config.NUMBA_NUM_THREADS))
    random = np.random.Generator(np.random.Philox(1))
    sample(random, 4)  # compiles
    attempts = detected = 0
    start = time.perf_counter()
    while time.perf_counter() - start < given.seconds:
        detected += sample(random, 1000)
        attempts += 1000 * r1.ATTEMPTS
    seconds = time.perf_counter() - start
    note = f"stepped at {r1.STEP_S:g} s, {numba.get_num_threads()} threads, Numba {numba.__version__}"
    r1.tell("Numba", attempts, detected, seconds, note, r1.LOOKED_AT_EVERY_STEP)


if __name__ == "__main__":
    main()
