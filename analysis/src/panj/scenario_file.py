"""Write the scenario of a result file, with all defaults and settings, as a file of its own."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from panj.results import Results

# Strings of the resolved scenario that are paths: the program writes those below the scenario's folder with "./".
PATH = re.compile(r'"((?:\.{1,2}/|/)(?:[^"\\]|\\.)*)"')


def write_scenario(results: Results, path: str | os.PathLike[str]) -> Path:
    """Write the scenario that a result file was made from, every default and setting (``--set``, ``-n``) written out.

    ``panj run`` of it, by the same program, finds the same results to the bit; only names of files that it takes (its
    elevation, say) are written as seen from where it lies.

    Parameters
    ----------
    results
        An opened result file.
    path
        The file to write, ``.toml``; an existing one is replaced.

    Returns
    -------
    pathlib.Path
        The file.

    """
    written, provenance = Path(path), results.group("provenance")
    folder = Path(str(results.group("provenance/run")["scenario_folder"].item()))
    here = written.resolve().parent

    def seen_from_here(found: re.Match[str]) -> str:
        named = Path(json.loads(found.group(0)))
        if not (folder / named).exists():
            return found.group(0)
        there = os.path.relpath((folder / named).resolve(), here)
        return json.dumps(there if there.startswith("..") else f"./{there}", ensure_ascii=False)

    text = PATH.sub(seen_from_here, str(provenance["resolved_toml"].item()))
    overrides = _overrides(results)
    said = f"# {results.title}: every default, and what was set" + (":" if overrides else "")
    lines = [said, *(f"#   {one}" for one in overrides), f"# panj run {written.name}", "", text]
    if not written.exists() or written.read_text(encoding="utf-8") != "\n".join(lines):
        written.write_text("\n".join(lines), encoding="utf-8")
    return written


def _overrides(results: Results) -> list[str]:
    try:
        overrides = results.group("provenance/run/overrides")
    except KeyError:
        return []
    return [" ".join(str(one).splitlines()) for one in overrides["override"].values]
