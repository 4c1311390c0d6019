"""Case R1 for the peers in Python: its numbers, its exact answer, and the line of JSON that each measurement prints."""

import argparse
import json
import math

LINE_M = 40_000.0
TO_LINE_M = 10_000.0
WALK_M = 20_000.0
PATROL_M_S = 5.0
CROSSER_M_S = 1.2
RANGE_M = 1_000.0
CYCLE_S = 2.0 * LINE_M / PATROL_M_S
ATTEMPTS = 64
"""Of a replication, which is one cycle of the patrol."""

STEP_S = 10.0
STEPS = int(WALK_M / CROSSER_M_S / STEP_S) + 1
"""Looks at one attempt: at its departure and every STEP_S until it has walked WALK_M."""

EXACT = 0.2027736
LOOKED_AT_EVERY_STEP = 0.2027457
"""P(detect) by quadrature, where looks are counted from the departure 10 km before the line."""


def arguments(description: str, seconds: float = 2.0, threads: int = 1) -> argparse.Namespace:
    """Read --seconds (how long to measure, about) and --threads."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seconds", type=float, default=seconds)
    parser.add_argument("--threads", type=int, default=threads)
    return parser.parse_args()


def tell(program: str, attempts: int, detected: float, seconds: float, note: str, expected: float) -> None:
    """Print what was measured: ``detected`` of ``attempts`` in ``seconds``, beside the share expected."""
    share = detected / attempts
    z = (share - expected) / math.sqrt(expected * (1.0 - expected) / attempts)
    check = {"what": "P(detect)", "value": round(share, 7), "expected": expected, "z": round(z, 2)}
    tell_rate("R1", program, attempts / seconds, "attempts/s", seconds, note, check)


def tell_rate(
    case: str, program: str, rate: float, unit: str, seconds: float, note: str, check: dict | None, **more: object
) -> None:
    """Print one measurement as a line of JSON."""
    told = {"case": case, "program": program, "rate": rate, "unit": unit, "seconds": round(seconds, 3), "note": note}
    print(json.dumps({**told, "check": check, **more}), flush=True)
