"""Run the program ``panj`` from Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from panj.results import Results, open_results


class PanjError(RuntimeError):
    """The program refused or failed; the message is its own.

    Attributes
    ----------
    exit_code : int
        2 usage, 3 scenario invalid, 4 file trouble, 70 internal, 130 or 143 stopped by a signal.

    """

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def find_program() -> str:
    """Say where the program is: the variable ``PANJ_PROGRAM``, the source tree's wrapper, or the search path.

    Raises
    ------
    FileNotFoundError
        It is nowhere there.

    """
    stated = os.environ.get("PANJ_PROGRAM")
    if stated:
        if shutil.which(stated) is None:
            raise FileNotFoundError(f"PANJ_PROGRAM={stated}: there is no such program")
        return stated
    for folder in Path(__file__).resolve().parents:
        if (folder / "panj").is_file() and (folder / "sim").is_dir():
            return str(folder / "panj")
    found = shutil.which("panj")
    if found is None:
        raise FileNotFoundError("panj is not on the search path; set PANJ_PROGRAM to where it is")
    return found


def run(
    scenario: str | os.PathLike[str],
    output: str | os.PathLike[str],
    *,
    replications: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    overwrite: bool = False,
    settings: Mapping[str, object] | None = None,
) -> Results:
    """Run a scenario and open its results.

    Parameters
    ----------
    scenario
        A scenario file.
    output
        The result file to write.
    replications, seed, threads
        Instead of the scenario's (threads: of all that the machine offers).
    overwrite
        Replace an existing result file.
    settings
        Keys of the scenario to set: ``{"post.north.range_m": 3000}``. Paths are relative to the current folder.

    Returns
    -------
    Results
        The opened result file.

    Raises
    ------
    PanjError
        With the program's own message, every problem of the scenario at once. A run that was stopped by a signal
        raises too; the file that it wrote can be opened.
    FileNotFoundError
        There is no program.
    TypeError
        A setting is of a type that a scenario has not.

    """
    command = [find_program(), "run", os.fspath(scenario), "-o", os.fspath(output), "--progress", "none"]
    for option, number in (("-n", replications), ("--seed", seed), ("-j", threads)):
        if number is not None:
            command += [option, str(number)]
    if overwrite:
        command.append("--overwrite")
    for key, value in (settings or {}).items():
        command += ["--set", f"{key}={_toml(value)}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PanjError(done.stderr.strip(), done.returncode)
    return open_results(output)


def _toml(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, int | float | np.integer | np.floating):
        return str(value)
    if isinstance(value, str | os.PathLike):
        # Strings of JSON are strings of TOML.
        return json.dumps(os.fspath(value), ensure_ascii=False)
    if isinstance(value, list | tuple | np.ndarray):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(str(key))} = {_toml(item)}" for key, item in value.items()) + " }"
    raise TypeError(f"a scenario has no values like {value!r}")
