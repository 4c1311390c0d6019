"""Runs panj as anybody would and measures the whole process: time, memory, what it prints, and when."""

import json
import os
import re
import resource
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("PANJ_BUILD_DIR", ROOT / "build")).absolute() / "release"
PROGRAM = os.environ.get("PANJ_PROGRAM", str(BUILD / "sim/app/panj"))
BARRIER = ROOT / "bench/barrier_r1.toml"
KHATLON = ROOT / "scenarios/khatlon.toml"

FEW = 64
"""Replications of a run that takes next to no sampling: what is left is the start, compiling and writing."""


@dataclass(frozen=True)
class Run:
    """One run of the program, measured from outside but for what it says itself."""

    seconds: float
    """Of the whole process."""
    processor_s: float
    """User and system time of all its threads."""
    sampling_s: float
    """As the program says."""
    writing_s: float
    """From the end of sampling until it says that the results are written."""
    resident_mb: float
    """The most that it held."""
    attempts: int
    """Under each configuration."""
    configurations: int
    share_detected: float
    """Under the first configuration."""

    @property
    def rate(self) -> float:
        """Attempt-configurations a second of sampling, as the program says."""
        return self.attempts * self.configurations / self.sampling_s


def run_panj(
    scenario: Path, replications: int, threads: int, *options: str, program: str = PROGRAM, precisely: bool = False
) -> Run:
    """Run a scenario into a folder that is then removed.

    ``precisely`` asks the result file for the share detected, beyond the digits that a run prints.
    """
    with tempfile.TemporaryDirectory(prefix="panj_bench_") as folder:
        result = Path(folder) / "result.h5"
        command = [program, "run", str(scenario), "-n", str(replications), "-j", str(threads), "-o", str(result)]
        out, stamps, seconds, usage = _watched([*command, "--progress", "json", *options], Path(folder))
        attempts = _number(r"([\d,]+) attempts per configuration", out)
        configurations = len(re.findall(r"^\S+ .* % \[", out.split("\n\n")[_table_at(out)], re.MULTILINE))
        rate = _number(r"([\d,]+) attempt-configurations per second", out)
        sampling_s = attempts * configurations / rate
        began = next(at for at, line in stamps if " replications, seed " in line)
        wrote = next(at for at, line in stamps if line.startswith("panj: wrote "))
        return Run(
            seconds=seconds,
            processor_s=usage.ru_utime + usage.ru_stime,
            sampling_s=sampling_s,
            writing_s=wrote - began - sampling_s,
            resident_mb=usage.ru_maxrss / 1000.0,
            attempts=attempts,
            configurations=configurations,
            share_detected=_share_detected(program, result) if precisely else float("nan"),
        )


def _watched(command: list[str], folder: Path) -> tuple[str, list[tuple[float, str]], float, resource.struct_rusage]:
    """Run a command; what it prints, its lines of stderr with the times they came at, its seconds and its use."""
    with open(folder / "out", "w+") as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.PIPE, text=True)
        stamps = [(time.perf_counter(), line.rstrip()) for line in process.stderr]
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            told = "\n".join(line for _, line in stamps)
            raise RuntimeError(f"{' '.join(command)}: exit status {process.returncode}\n{told}")
        out.seek(0)
        return out.read(), stamps, seconds, usage


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    if not found:
        raise RuntimeError(f"panj did not print {pattern!r}:\n{text}")
    return int(found.group(1).replace(",", ""))


def _table_at(out: str) -> int:
    """Which block of what a run prints is the table of configurations."""
    return next(i for i, block in enumerate(out.split("\n\n")) if block.lstrip().startswith("configuration"))


def _share_detected(program: str, result: Path) -> float:
    told = subprocess.run(
        [program, "compare", "--json", str(result), str(result)], capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)["differences"][0]["measures"]["p_detect"]["a"]


def long_enough(
    scenario: Path, first_guess: int, seconds: float, threads: int, program: str = PROGRAM, precisely: bool = False
) -> Run:
    """Run so many replications that sampling takes about ``seconds``, judging by ``first_guess`` of them."""
    guess = run_panj(scenario, first_guess, threads, program=program)
    replications = max(first_guess, int(first_guess * seconds / guess.sampling_s))
    return run_panj(scenario, replications, threads, program=program, precisely=precisely)
