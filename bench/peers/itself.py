"""What panj is measured by without a peer: khatlon.toml, threads, writing, memory. One line of JSON each.

    itself.py [--seconds S] [--before PROGRAM] [--only khatlon,threads,writing,memory]

Rates are of sampling, whose time the program tells. ``--before`` runs an earlier panj on khatlon.toml too.
"""

import argparse
import json
import math
import re
import subprocess
import tempfile
from pathlib import Path

import panj_program
import r1
from made_scenario import Sizes, scenario_text

CHECKPOINT_EVERY_S = 60.0
"""The default of --checkpoint-every."""


def tell(case: str, program: str, value: float, unit: str, seconds: float, note: str, **more: object) -> None:
    """Print one measurement; ``at_least`` or ``at_most`` is the target of it."""
    check = more.pop("check", None)
    r1.tell_rate(case, program, value, unit, seconds, note, check, **more)


def measure_khatlon(seconds: float, before: str | None) -> None:
    """Attempt-configurations a second on two threads, and the time of a step on one."""
    runs = {}
    for name, program in [("panj", panj_program.PROGRAM), ("panj before", before)]:
        if program:
            runs[name] = panj_program.long_enough(panj_program.KHATLON, 1000, seconds, 2, program, precisely=True)
    for name, found in runs.items():
        # The nights are the same as far as both runs go, and attempts of a night share its weather: z is a rough one.
        share = found.share_detected
        expected = list(runs.values())[-1].share_detected
        z = (share - expected) / math.sqrt(2.0 * share * (1.0 - share) / found.attempts)
        check = {"what": "P(detect) as_is, by the earlier program", "value": round(share, 5)}
        check |= {"expected": round(expected, 5), "z": round(z, 2)}
        note = "2 threads, sampling as the program times it; probes are not counted"
        more = {"check": check} if before else {}
        more |= {"at_least": 1e6} if name == "panj" else {}
        tell("khatlon.toml", name, found.rate, "attempt-configurations/s", found.sampling_s, note, **more)
    measure_step()


def measure_step() -> None:
    """Nanoseconds for a step of an attempt, under all four configurations, on one thread."""
    bench = panj_program.BUILD / "bench/engine_khatlon_bench"
    if not bench.exists():
        return
    filtered = [str(bench), "--benchmark_filter=one_replication/khatlon$", "--benchmark_format=json"]
    told = json.loads(subprocess.run(filtered, capture_output=True, text=True, check=True).stdout)
    for found in told["benchmarks"]:
        value = 1e9 / found["steps"]
        note = "bench/engine_khatlon_bench, 1 thread, everything of a replication over its attempts' steps"
        tell("khatlon.toml, a step", "panj", value, "ns/step", found["real_time"] * found["iterations"] / 1e9, note)


def measure_threads(seconds: float) -> None:
    """How much faster two threads are than one."""
    for name, scenario, guess in [("khatlon.toml", panj_program.KHATLON, 1000), ("R1", panj_program.BARRIER, 20_000)]:
        two = panj_program.long_enough(scenario, guess, seconds, 2)
        one = panj_program.long_enough(scenario, guess, seconds, 1)
        note = f"{one.rate:,.0f} and {two.rate:,.0f} attempt-configurations/s"
        tell("threads 1 -> 2", name, two.rate / one.rate, "x", one.sampling_s + two.sampling_s, note, at_least=1.9)


def measure_writing(replications: int) -> None:
    """Find the share of khatlon.toml's wall time that result and checkpoints take."""
    often_s = 0.2
    usual = panj_program.run_panj(panj_program.KHATLON, replications, 2)
    never = panj_program.run_panj(panj_program.KHATLON, replications, 2, "--checkpoint-every", "100h")
    often = panj_program.run_panj(panj_program.KHATLON, replications, 2, "--checkpoint-every", f"{often_s}s")
    share = 100.0 * usual.writing_s / usual.seconds
    note = f"{1000.0 * usual.writing_s:.0f} ms of {usual.seconds:.2f} s, {replications} replications, as shipped"
    tell("writing", "result file", share, "% of the wall time", usual.seconds, note, at_most=2.0)
    each_s = max(0.0, often.sampling_s - never.sampling_s) / max(1.0, often.sampling_s / often_s)
    note = f"{1000.0 * each_s:.1f} ms each, once in {CHECKPOINT_EVERY_S:g} s (or rarer, where that is over 2 %)"
    tell("writing", "checkpoints", 100.0 * each_s / CHECKPOINT_EVERY_S, "% of the wall time",
         never.seconds + often.seconds, note, at_most=2.0)  # fmt: skip


def compiled_mb(scenario: Path) -> tuple[float, int]:
    """Megabytes of the compiled world, and its cells, as `panj info` tells."""
    info = [panj_program.PROGRAM, "info", str(scenario)]
    told = subprocess.run(info, capture_output=True, text=True, check=True).stdout
    columns, rows = re.search(r"(\d+) x (\d+) cells", told).groups()
    return float(re.search(r"([\d.]+) MB compiled", told).group(1)), int(columns) * int(rows)


def measure_memory(replications: int) -> None:
    """Find what khatlon.toml holds at the most, what its world takes a cell, and what a post takes."""
    ran = panj_program.run_panj(panj_program.KHATLON, replications, 2)
    note = f"the most resident, {replications} replications on 2 threads"
    tell("memory", "khatlon.toml", ran.resident_mb, "MB", ran.seconds, note, at_most=500.0)
    world_mb, cells = compiled_mb(panj_program.KHATLON)
    note = f"{world_mb:.1f} MB of compiled world, {cells} cells, as `panj info` tells; two tables of routes, all assets"
    tell("memory", "khatlon.toml, a cell", 1e6 * world_mb / cells, "bytes/cell", 0.0, note)
    few, many = 16, 4096
    with tempfile.TemporaryDirectory(prefix="panj_bench_") as folder:
        path = Path(folder) / "posts.toml"
        took = []
        for posts in (few, many):
            path.write_text(scenario_text(Sizes(posts=posts)))
            took.append(compiled_mb(path)[0])
    note = f"of 1 km at cells of 100 m: {many} posts less {few}"
    tell("memory", "a post", 1e6 * (took[1] - took[0]) / (many - few), "bytes/asset", 0.0, note)


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--before", help="an earlier panj to run on khatlon.toml beside this one")
    parser.add_argument("--only", default="khatlon,threads,writing,memory")
    parser.add_argument("--replications", type=int, default=20_000, help="of khatlon.toml for writing and memory")
    given = parser.parse_args()
    parts = given.only.split(",")
    if "khatlon" in parts:
        measure_khatlon(given.seconds, given.before)
    if "threads" in parts:
        measure_threads(given.seconds)
    if "writing" in parts:
        measure_writing(given.replications)
    if "memory" in parts:
        measure_memory(given.replications)


if __name__ == "__main__":
    main()
