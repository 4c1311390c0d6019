"""Run the program ``panj`` from Python."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from panj.progress import new_bar
from panj.results import Results, open_results

# What the program says when all is well and sampling begins.
BEGINS = re.compile(r"panj: .*, \d+ replications, seed \d+, \d+ threads?")


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
    output: str | os.PathLike[str] | None = None,
    *,
    replications: int | None = None,
    seed: int | None = None,
    threads: int | None = None,
    overwrite: bool = False,
    settings: Mapping[str, object] | None = None,
    progress: bool | None = None,
    **keys: object,
) -> Results:
    """Run a scenario and open its results.

    Parameters
    ----------
    scenario
        A scenario file.
    output
        The result file to write; the scenario's file name with ``.h5`` in the current folder if left out.
    replications, seed, threads
        Instead of the scenario's (threads: of all that the machine offers).
    overwrite
        Replace an existing result file.
    settings
        Keys of the scenario to set: ``{"post.north.range_m": 3000}``. Paths are relative to the current folder.
    progress
        Whether to show a bar: in notebooks and terminals if left out. It goes when the run is done.
    **keys
        More settings, with two underscores for a dot: ``post__north__range_m=3000``.

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
    KeyboardInterrupt
        The program was told to finish the batches that it had begun, and saved what was done.

    """
    scenario = Path(scenario)
    output = Path(f"{scenario.stem}.h5" if output is None else output)
    options = ["--overwrite"] if overwrite else []
    for option, number in (("-n", replications), ("--seed", seed), ("-j", threads)):
        if number is not None:
            options += [option, str(number)]
    every = dict(settings or {}) | {key.replace("__", "."): value for key, value in keys.items()}
    bar = new_bar(progress)
    try:
        run_program([os.fspath(scenario), "-o", os.fspath(output), *options, *set_options(every)], bar.show)
    finally:
        bar.close()
    return open_results(output)


def set_options(settings: Mapping[str, object]) -> list[str]:
    """Write settings as options of the command line.

    Raises
    ------
    TypeError
        A setting is of a type that a scenario has not.

    """
    return [word for key, value in settings.items() for word in ("--set", f"{key}={as_toml(value)}")]


def run_program(options: Sequence[str], show: Callable[[float, str], None]) -> None:
    """Run ``panj run`` with options, and hand over how far it is: a share, 0 to 1, and words.

    Raises
    ------
    PanjError
        With the program's own message.
    FileNotFoundError
        There is no program.
    KeyboardInterrupt
        The program was told so too, once: it saved what was done.

    """
    command = [find_program(), "run", *options, "--progress", "json"]
    # A group of its own: it hears of Ctrl-C from here alone, and once. Twice it would leave without saving.
    program = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", process_group=0
    )
    said: list[str] = []
    with program:
        try:
            _listen(program, said, show)
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGINT)
            _listen(program, said, lambda share, text: None)
            raise
    if program.returncode != 0:
        raise PanjError("\n".join(said).strip(), program.returncode)


def _listen(program: subprocess.Popen[str], said: list[str], show: Callable[[float, str], None]) -> None:
    """Read until the program ends: lines of progress are shown, all others kept but the notices that it begins."""
    assert program.stderr is not None
    for line in program.stderr:
        if line.startswith("{"):
            show(*_how_far(json.loads(line)))
        elif line.startswith("panj: compiling "):
            show(0.0, line.removeprefix("panj: ").strip())
        elif not BEGINS.fullmatch(line.strip()):
            said.append(line.rstrip("\n"))


def _how_far(told: Mapping[str, float | None]) -> tuple[float, str]:
    done, every, left = told["replications"], told["of"], told["left_s"]
    assert done is not None and every is not None and left is not None
    text = f"{done:,} of {every:,} replications, {left:.0f} s left"
    if told["p_intercept"] is not None and told["half_width"] is not None:
        text += f", P(intercept) {100.0 * told['p_intercept']:.2f} ± {100.0 * told['half_width']:.2f} %"
    return done / every, text


def as_toml(value: object) -> str:
    """Write a value as TOML.

    Raises
    ------
    TypeError
        It is of a type that a scenario has not.

    """
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, int | float | np.integer | np.floating):
        return str(value)
    if isinstance(value, str | os.PathLike):
        # Strings of JSON are strings of TOML.
        return json.dumps(os.fspath(value), ensure_ascii=False)
    if isinstance(value, list | tuple | np.ndarray):
        return "[" + ", ".join(as_toml(item) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{json.dumps(str(key))} = {as_toml(item)}" for key, item in value.items()) + " }"
    raise TypeError(f"a scenario has no values like {value!r}")
