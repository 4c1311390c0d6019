"""The least-time field of panj and of GRASS `r.walk -k` on the same ground: 4 million cells, 16 neighbours.

    /usr/bin/python3 least_time.py [--side CELLS]

Naismith's rule with Langmuir's corrections, from the middle cell; all cells are open (friction 1 with panj, 0 with
GRASS, where it is added). Prints one line of JSON for each program.
"""

import argparse
import json
import tempfile
from array import array
from pathlib import Path

import grass


def main() -> None:
    """Run both and compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--side", type=int, default=2000)
    side = parser.parse_args().side
    grass.needs("grass", "grass-core")
    with tempfile.TemporaryDirectory(prefix="panj_least_time_") as name:
        folder = Path(name)
        ran = json.loads(grass.kernels("least_time", name, str(side)))
        theirs = grass.Grass(folder, side, ran["cell_size_m"])
        theirs.run("r.mapcalc", "-s", "expression=no_friction = 0.0")
        seconds = theirs.run(
            "r.walk",
            "-k",
            "elevation=ground",
            "friction=no_friction",
            "output=time_s",
            f"start_coordinates={ran['x_m']},{ran['y_m']}",
            "memory=4000",
        )
        copying_s = theirs.copy_s("time_s")
        worst = worst_difference(grass.read(folder / "time_s.f32", "f"), theirs.out("time_s", "d"))
    check = {"what": "largest relative difference of a time from r.walk's", "value": worst}
    tell("panj", ran["cells"], ran["seconds"], check, "processor time of the field, arrays in memory")
    note = f"processor time less {copying_s:.2f} s to read the heights and write such a raster; all in memory"
    tell("GRASS r.walk", ran["cells"], seconds - copying_s, None, note)
    if not worst <= 1e-5:
        raise SystemExit(f"times differ by up to {worst:.2g} of themselves, more than 1e-5")


def worst_difference(ours: array, theirs: array) -> float:
    """Tell the largest difference as a share of the larger value."""
    return max(abs(a - b) / max(a, b) if a != b else 0.0 for a, b in zip(ours, theirs, strict=True))


def tell(program: str, cells: int, seconds: float, check: dict | None, note: str) -> None:
    """Print a measurement."""
    measured = {
        "case": "least_time",
        "program": program,
        "rate": cells / seconds,
        "unit": "cells/s",
        "seconds": seconds,
        "check": check,
        "note": note,
    }
    print(json.dumps(measured), flush=True)


if __name__ == "__main__":
    main()
