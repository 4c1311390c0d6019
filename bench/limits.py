"""What limits each kernel: time, instructions, cache misses and mispredicted branches of one item, as a Markdown table.

    python3 limits.py [--only NAME,...] [--readme]

Times are of the benches and of panj itself, natively on one thread; counts are by callgrind with its models of caches
and branches (Debian's package valgrind), which takes minutes. `./panj bench limits` builds what it needs first.

Three bounds stand beside each time: its instructions at four a cycle, its mispredictions at 15 cycles each, and its
misses of the last cache at 80 ns each, one after the other. The largest names the limit; where misses are the largest,
lines that came at over half the speed of a plain copy mean bandwidth, else latency. Where no bound comes near half the
time, chains of dependent instructions do: that is told as `dependent arithmetic`.
"""

import argparse
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from peers import page, panj_program

LINE_BYTES = 64
MISS_NS = 80.0
MISPREDICTION_CYCLES = 15.0
INSTRUCTIONS_A_CYCLE = 4.0


@dataclass(frozen=True)
class Counts:
    """By callgrind."""

    instructions: float
    misses: float
    """Of the last level of cache."""
    mispredictions: float

    def less(self, other: "Counts", items: float) -> "Counts":
        """Find what is beyond another run, for each of some items.

        Where memory comes to lie differs between runs, so that a longer one may even miss less.
        """
        return Counts(
            (self.instructions - other.instructions) / items,
            max(0.0, self.misses - other.misses) / items,
            (self.mispredictions - other.mispredictions) / items,
        )


NOTHING = Counts(0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Kernel:
    """A bench that calls one function, whose name is given so that nothing else is counted."""

    name: str
    item: str
    bench: str
    case: str
    function: str
    items: float
    """In one iteration of the bench; 0: as many as its rate says."""


KERNELS = [
    Kernel("uniform pair", "pair", "rng_stream_bench", "uniform_pairs", "panj::uniform_pair(*", 1),
    Kernel("leg, definite range", "leg", "model_detection_bench", "hazard_along_courses/definite_range",
           "panj::hazard(*", 1024),
    Kernel("leg, constant rate", "leg", "model_detection_bench", "hazard_along_courses/constant_rate", "panj::hazard(*",
           1024),
    Kernel("leg, inverse cube", "leg", "model_detection_bench", "hazard_along_courses/inverse_cube", "panj::hazard(*",
           1024),
    Kernel("line of sight, 20 km at 30 m", "cell", "terrain_line_of_sight_bench", "visible_cells/0",
           "panj::visible_cells(*", 0),
    Kernel("least time, 4 million cells", "cell", "terrain_least_time_bench",
           "least_time/naismith_langmuir/2000/16", "panj::least_time(*", 4e6),
    Kernel("logit walk, one walker, 4 million cells", "step", "world_logit_walk_bench", "walk_alone/2000",
           "*walk_to_the_end(*", 0),
    Kernel("logit walk, sixteen by turns, 4 million cells", "step", "world_logit_walk_bench", "walk_sixteen/2000",
           "*Sixteen::step(*", 16_000),
    Kernel("logit walk, sixteen by turns, 160,000 cells", "step", "world_logit_walk_bench", "walk_sixteen/400",
           "*Sixteen::step(*", 16_000),
]  # fmt: skip


def counted(command: list[str], *options: str) -> Counts:
    """Run a command under callgrind."""
    with tempfile.TemporaryDirectory(prefix="panj_bench_") as folder:
        out = Path(folder) / "callgrind.out"
        valgrind = [
            "valgrind",
            "--tool=callgrind",
            "--cache-sim=yes",
            "--branch-sim=yes",
            f"--callgrind-out-file={out}",
        ]
        ran = subprocess.run([*valgrind, *options, *command], capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: exit status {ran.returncode}\n{ran.stderr[-2000:]}")
        text = out.read_text()
    names = re.search(r"^events: (.*)$", text, re.MULTILINE).group(1).split()
    totals = re.search(r"^(?:totals|summary): (.*)$", text, re.MULTILINE).group(1).split()
    found = dict.fromkeys(names, 0.0) | dict(zip(names, map(float, totals), strict=False))
    return Counts(found["Ir"], found["DLmr"] + found["DLmw"], found["Bcm"] + found["Bim"])


def of_kernel(kernel: Kernel) -> tuple[float, Counts]:
    """Nanoseconds of an item, and what callgrind counts for it."""
    command = [str(panj_program.BUILD / "bench" / kernel.bench), f"--benchmark_filter=^{kernel.case}$"]
    ran = subprocess.run([*command, "--benchmark_format=json"], capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)["benchmarks"][0]
    rate = told.get("items_per_second", told.get("cells/s"))
    seconds = told["cpu_time"] / {"ns": 1e9, "us": 1e6, "ms": 1e3}[told["time_unit"]]
    items = kernel.items or rate * seconds
    # With so short a time the bench is satisfied with one iteration.
    found = counted([*command, "--benchmark_min_time=1e-9"], f"--toggle-collect={kernel.function}")
    if not found.instructions:
        raise RuntimeError(f"{kernel.function} is nowhere called by {kernel.bench} (compiled into its caller?)")
    return 1e9 / rate, found.less(NOTHING, items)


def of_run(scenario: Path, few: int, many: int, timed: int) -> tuple[float, Counts]:
    """Nanoseconds of an attempt-configuration of a run on one thread, and what callgrind counts for it."""
    run = panj_program.run_panj(scenario, timed, 1)
    attempts = run.attempts * run.configurations / timed
    with tempfile.TemporaryDirectory(prefix="panj_bench_") as folder:
        command = [panj_program.PROGRAM, "run", str(scenario), "-j", "1", "--progress", "none", "--overwrite"]
        command += ["-o", str(Path(folder) / "result.h5")]
        less, more = (counted([*command, "-n", str(replications)]) for replications in (few, many))
    return 1e9 / run.rate, more.less(less, (many - few) * attempts)


def copy_bytes_per_ns() -> float:
    """How fast memory is read and written by a plain copy."""
    source = bytearray(256_000_000)
    best = 0.0
    for _ in range(5):
        start = time.perf_counter_ns()
        copy = bytes(source)
        best = max(best, 2.0 * len(copy) / (time.perf_counter_ns() - start))
    return best


def clock_ghz() -> float:
    """Tell what the processor says that its clock is."""
    found = re.search(r"^cpu MHz\s*: ([\d.]+)", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    return float(found.group(1)) / 1000.0 if found else 2.5


def limit(each_ns: float, counts: Counts, ghz: float, copy: float) -> tuple[str, dict[str, float]]:
    """Name the limit, and the three bounds in nanoseconds."""
    bounds = {
        "arithmetic": counts.instructions / INSTRUCTIONS_A_CYCLE / ghz,
        "mispredictions": counts.mispredictions * MISPREDICTION_CYCLES / ghz,
        "latency": counts.misses * MISS_NS,
    }
    name = max(bounds, key=bounds.get)
    if bounds[name] < 0.5 * each_ns:
        return "dependent arithmetic", bounds
    if name == "latency" and counts.misses * LINE_BYTES / each_ns > 0.5 * copy:
        return "bandwidth", bounds
    return name, bounds


def row(name: str, item: str, each_ns: float, counts: Counts, ghz: float, copy: float) -> str:
    """One line of the table."""
    named, bounds = limit(each_ns, counts, ghz, copy)
    cells = [name, f"{each_ns:.3g} ns/{item}", f"{counts.instructions:,.0f}", f"{counts.mispredictions:.2g}"]
    cells += [f"{counts.misses:.2g}", f"{counts.misses * LINE_BYTES / each_ns:.2g} GB/s"]
    cells += [", ".join(f"{bound:.2g}" for bound in bounds.values()), named]
    return "| " + " | ".join(cells) + " |"


def measurements() -> dict[str, tuple[str, str, Callable[[], tuple[float, Counts]]]]:
    """List what there is to measure: by a short name the kernel, its item, and how to."""
    runs = {
        "r1": ("R1, the whole engine", "attempt", lambda: of_run(panj_program.BARRIER, 128, 1152, 20_000)),
        "khatlon": ("khatlon.toml, the whole engine", "attempt-configuration",
                    lambda: of_run(panj_program.KHATLON, 64, 1088, 20_000)),
    }  # fmt: skip
    kernels = {
        k.bench.removesuffix("_bench") + "/" + k.case: (k.name, k.item, lambda k=k: of_kernel(k)) for k in KERNELS
    }
    return kernels | runs


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="parts of the names: uniform,hazard,visible,least,r1,khatlon")
    parser.add_argument("--readme", action="store_true", help="put the table in its place in bench/README.md")
    given = parser.parse_args()
    if subprocess.run(["sh", "-c", "command -v valgrind"], capture_output=True, check=False).returncode != 0:
        print("limits.py: valgrind is not installed: apt-get install valgrind", file=sys.stderr)
        return 4
    ghz, copy = clock_ghz(), copy_bytes_per_ns()
    today = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")
    about = f"clock {ghz:.2f} GHz, plain copy {copy:.1f} GB/s; load before {os.getloadavg()[0]:.1f}"
    lines = [f"{today}; {about}; `./panj bench limits`", ""]
    lines += ["| kernel | time | instructions | mispredictions | misses | memory | bounds, ns | limit |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    print("\n".join(lines), flush=True)
    failed = False
    for short, (name, item, measure) in measurements().items():
        if given.only and not any(part in short for part in given.only.split(",")):
            continue
        try:
            lines.append(row(name, item, *measure(), ghz, copy))
            print(lines[-1], flush=True)
        except (RuntimeError, OSError, subprocess.CalledProcessError) as error:
            print(f"limits.py: {name}: {error}", file=sys.stderr)
            failed = True
    if given.readme:
        page.put("limits", "\n".join(lines))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
