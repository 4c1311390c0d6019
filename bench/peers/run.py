"""Runs every peer beside panj, in turns, and prints the table of bench/README.md: rates, ratios, correctness, targets.

    python3 run.py [--rounds N] [--seconds S] [--only NAME,...] [--markdown FILE] [--readme] [--json FILE]
                   [--before PROGRAM] [--python PYTHON]

`./panj bench peers` installs and builds what it needs first. What is not installed is left out, and said so. A ratio is
that of the rates of panj and of a peer in the same round; the table has medians over the rounds.
"""

import argparse
import datetime
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import page
import panj_program

HERE = Path(__file__).resolve().parent
GIS_PYTHON = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable
"""The one that Debian's packages bring their modules to."""


@dataclass(frozen=True)
class Source:
    """A program that prints measurements."""

    name: str
    command: list[str]
    needs: tuple[str, ...] = ()
    """What must be there: paths, modules of the peers' Python (`pip NAME`), packages of Debian (`apt NAME`)."""


def sources(given: argparse.Namespace) -> list[Source]:
    """List the programs in the order in which a round runs them."""
    seconds = ["--seconds", str(given.seconds)]
    built = panj_program.BUILD / "bench/peers"
    before = ["--before", given.before] if given.before else []
    terrain = (str(built / "terrain_kernels"), "apt grass-core")
    itself = [sys.executable, str(HERE / "itself.py"), "--seconds", str(given.seconds), *before]
    r1 = {
        name: Source(name, [given.python, str(HERE / f"barrier_{name}.py"), *seconds], (f"pip {name}",))
        for name in ("numba", "numpy", "mesa")
    }
    return [
        Source("panj", [sys.executable, str(HERE / "barrier_panj.py"), *seconds], (panj_program.PROGRAM,)),
        Source("by_hand", [str(built / "barrier_by_hand"), *seconds], (str(built / "barrier_by_hand"),)),
        Source("native", [str(built / "barrier_by_hand_native"), *seconds], (str(built / "barrier_by_hand_native"),)),
        *r1.values(),
        Source("least_time", [GIS_PYTHON, str(HERE / "least_time.py")], terrain),
        Source(
            "line_of_sight",
            [GIS_PYTHON, str(HERE / "line_of_sight.py")],
            (*terrain, "apt gdal-bin", "apt python3-gdal"),
        ),
        Source("itself", itself, (panj_program.PROGRAM,)),
    ]


@dataclass(frozen=True)
class Target:
    """What is asked of panj's rate over that of a peer, named by its case and its program, or a word of them."""

    case: str
    program: str
    at_least: float

    def is_for(self, case: str, program: str) -> bool:
        """Whether it is asked of this program; by hand it is the one that is compiled with panj's own options."""
        return self.case in case and self.program in program and "native" not in program


TARGETS = [
    Target("R1", "C++ by hand", 0.5),
    Target("R1", "Numba", 40.0),
    Target("R1", "Mesa", 20_000.0),
    Target("least", "r.walk", 8.0),
    Target("sight", "r.viewshed", 30.0),
]


@dataclass(frozen=True)
class Agreement:
    """What is asked of panj's check in a case without a standard error."""

    case: str
    at_least: float | None = None
    at_most: float | None = None

    def text(self) -> str:
        """Word it."""
        return f"check >= {self.at_least:g}" if self.at_least is not None else f"check <= {self.at_most:g}"

    def holds(self, value: float) -> bool:
        """Whether a value is within it."""
        return value >= self.at_least if self.at_least is not None else value <= self.at_most


AGREEMENTS = [Agreement("sight", at_least=0.995), Agreement("least", at_most=1e-5)]


def missing(source: Source, python: str) -> str | None:
    """Say what a source lacks and which package brings it, or nothing where it can run."""
    script = next((word for word in source.command if word.endswith(".py")), None)
    if script and not Path(script).exists():
        return f"bench/peers/{Path(script).name} is not there"
    for need in source.needs:
        kind, _, name = need.partition(" ")
        if kind == "pip":
            if not _succeeds(python, "-c", f"import {name}"):
                return f"{name} is not installed (./panj bench peers does it): pip install {name}"
        elif kind == "apt":
            if not _is_installed(name):
                return f"{name} is not installed (./panj bench peers does it): apt-get install {name}"
        elif not os.access(need, os.X_OK):
            return f"{Path(need).name} is not built: `./panj bench peers` builds it"
    return None


def _is_installed(package: str) -> bool:
    """Look for what a package of Debian brings, since it may have come another way."""
    if package == "python3-gdal":
        return _succeeds(GIS_PYTHON, "-c", "import osgeo.gdal")
    return shutil.which({"grass-core": "grass", "gdal-bin": "gdal_viewshed"}[package]) is not None


def _succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def measured(source: Source, failures: list[str]) -> Iterator[dict]:
    """Run a source once; its measurements, and into `failures` what went wrong."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(source.command, capture_output=True, text=True, check=False, env=environment)
    for line in ran.stdout.splitlines():
        if line.startswith("{"):
            yield json.loads(line)
    if ran.returncode != 0:
        last = (ran.stderr.strip() or ran.stdout.strip() or "said nothing").splitlines()[-1]
        failures.append(f"{source.name}: exit status {ran.returncode}: {last}")


def rounds_of(given: argparse.Namespace, able: list[Source], failures: list[str]) -> list[list[dict]]:
    """Run all sources in turns."""
    all_rounds = []
    for number in range(given.rounds):
        found = []
        for source in able:
            print(f"round {number + 1} of {given.rounds}: {source.name}", file=sys.stderr, flush=True)
            found.extend(measured(source, failures))
        all_rounds.append(found)
    return all_rounds


@dataclass(frozen=True)
class Row:
    """A line of the table: medians over the rounds."""

    case: str
    program: str
    rate: float
    unit: str
    ratio: float | None
    """panj's rate over this program's."""
    target: str
    verdict: str
    """`met`, `MISSED`, or nothing where there is no target."""
    correctness: str
    agrees: bool
    note: str


def rows_of(all_rounds: list[list[dict]]) -> list[Row]:
    """Put the rounds together."""
    keys = list(dict.fromkeys((m["case"], m["program"]) for found in all_rounds for m in found))
    return [_row(case, program, all_rounds) for case, program in keys]


def _row(case: str, program: str, all_rounds: list[list[dict]]) -> Row:
    own = [m for found in all_rounds for m in found if (m["case"], m["program"]) == (case, program)]
    rate = statistics.median(m["rate"] for m in own)
    ratio = _ratio(case, program, all_rounds)
    target, verdict = _judged(case, program, rate, ratio, own[-1])
    correctness, agrees = _correctness([m["check"] for m in own if m.get("check")])
    return Row(case, program, rate, own[-1]["unit"], ratio, target, verdict, correctness, agrees, own[-1]["note"])


def _ratio(case: str, program: str, all_rounds: list[list[dict]]) -> float | None:
    """Find the median over rounds of panj's rate over the program's."""
    if program == "panj":
        return None
    ratios = []
    for found in all_rounds:
        rates = {m["program"]: m["rate"] for m in found if m["case"] == case}
        if "panj" in rates and program in rates:
            ratios.append(rates["panj"] / rates[program])
    return statistics.median(ratios) if ratios else None


def _judged(case: str, program: str, rate: float, ratio: float | None, told: dict) -> tuple[str, str]:
    for target in TARGETS:
        if ratio is not None and target.is_for(case, program):
            return f">= {target.at_least:,g} x", "met" if ratio >= target.at_least else "MISSED"
    for agreement in AGREEMENTS:
        if program == "panj" and agreement.case in case and told.get("check"):
            return agreement.text(), "met" if agreement.holds(told["check"]["value"]) else "MISSED"
    if "at_least" in told:
        return f">= {told['at_least']:,g}", "met" if rate >= told["at_least"] else "MISSED"
    if "at_most" in told:
        return f"<= {told['at_most']:,g}", "met" if rate <= told["at_most"] else "MISSED"
    return "", ""


def _correctness(checks: list[dict]) -> tuple[str, bool]:
    """Tell the round that agrees least."""
    if not checks:
        return "", True
    worst = max(checks, key=lambda check: abs(check.get("z") or 0.0))
    text = f"{worst['what']} {_number(worst['value'])}"
    if worst.get("expected") is not None:
        text += f", expected {_number(worst['expected'])}"
    if worst.get("z") is not None:
        text += f", z {worst['z']:+.2f}"
    return text, abs(worst.get("z") or 0.0) <= 4.0


def _number(value: object) -> str:
    return f"{value:.7g}" if isinstance(value, float) else str(value)


def _rate_text(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 1000 else f"{rate:.3g}"


HEADINGS = ["case", "program", "rate (median)", "panj is", "target", "correctness (worst round)", "how"]


def _cells(row: Row) -> list[str]:
    ratio = "" if row.ratio is None else f"{row.ratio:,.3g} x" if row.ratio < 1000 else f"{row.ratio:,.0f} x"
    target = f"{row.target}: {row.verdict}" if row.target else ""
    correctness = row.correctness if row.agrees else f"WRONG: {row.correctness}"
    return [row.case, row.program, f"{_rate_text(row.rate)} {row.unit}", ratio, target, correctness, row.note]


def table_text(rows: list[Row]) -> str:
    """Lay the table out for a terminal, without the notes."""
    lines = [HEADINGS[:-1], *(_cells(row)[:-1] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
                     for line in lines)  # fmt: skip


def machine() -> dict:
    """Name the machine by its processor and cores, and tell how busy it is now."""
    model = next(
        (line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
         if line.startswith("model name")), "unknown processor")  # fmt: skip
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "load_before": round(os.getloadavg()[0], 2),
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
    }


def markdown(rows: list[Row], about: dict, left_out: list[str], failures: list[str]) -> str:
    """Write the table as bench/README.md holds it."""
    text = f"{about['processor']}, {about['cores']} cores; {about['date']}; load before {about['load_before']}; "
    text += f"medians of {about['rounds']} rounds; `{about['command']}`\n\n"
    text += "| " + " | ".join(HEADINGS) + " |\n|" + "---|" * len(HEADINGS) + "\n"
    text += "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in _cells(row)) + " |\n" for row in rows)
    for line in left_out:
        text += f"\nLeft out: {line}\n"
    for line in failures:
        text += f"\nFailed: {line}\n"
    return text


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="that each measurement takes, about")
    parser.add_argument("--only", help="names of sources, as the progress tells them")
    parser.add_argument("--markdown", type=Path, help="write the table there too")
    parser.add_argument("--readme", action="store_true", help="put the table in its place in bench/README.md")
    parser.add_argument("--json", type=Path, help="write the table and every measurement there")
    parser.add_argument("--before", help="an earlier panj, to run on khatlon.toml beside this one")
    parser.add_argument("--python", default=sys.executable, help="the one that has numba, numpy and mesa")
    return parser.parse_args()


def main() -> int:
    """Run, tell, and return 1 where a program failed or found something wrong."""
    given = parsed()
    about = machine() | {"rounds": given.rounds, "command": os.environ.get("PANJ_COMMAND", shlex.join(sys.argv))}
    chosen = sources(given)
    if given.only:
        names = given.only.split(",")
        unknown = set(names) - {source.name for source in chosen}
        if unknown:
            known = ", ".join(source.name for source in chosen)
            print(f"run.py: there is no {', '.join(sorted(unknown))}; there are {known}", file=sys.stderr)
            return 2
        chosen = [source for source in chosen if source.name in names]
    lacks = {source.name: missing(source, given.python) for source in chosen}
    left_out = [f"{name}: {why}" for name, why in lacks.items() if why]
    if about["load_before"] > 0.5:
        print(f"run.py: the machine is busy (load {about['load_before']}): read ratios, not rates", file=sys.stderr)
    failures: list[str] = []
    all_rounds = rounds_of(given, [source for source in chosen if not lacks[source.name]], failures)
    rows = rows_of(all_rounds)
    print(f"{about['processor']}, {about['cores']} cores, {about['date']}, medians of {given.rounds} rounds\n")
    print(table_text(rows))
    for line in left_out:
        print(f"\nLEFT OUT {line}")
    for line in failures:
        print(f"\nFAILED {line}")
    if given.markdown:
        given.markdown.write_text(markdown(rows, about, left_out, failures))
    if given.readme:
        page.put("peers", markdown(rows, about, left_out, failures))
    if given.json:
        told = {"about": about, "rows": [vars(row) for row in rows], "rounds": all_rounds}
        given.json.write_text(json.dumps({**told, "left_out": left_out, "failures": failures}, indent=1))
    return 1 if failures or not all(row.agrees for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
