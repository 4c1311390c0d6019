"""Whether result files are runs of one scenario, so that their batches may be pooled."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from panj.results import Results

# What may differ between runs of one scenario: words, how much is sampled, and what is written.
FREE_KEYS = {
    "scenario": {"name", "title", "description", "seed"},
    "sampling": {"replications", "precision", "batch", "confidence"},
    "output": None,
}


def check_same_scenario(files: Sequence[Results]) -> None:
    """Check that files are independent runs of one scenario.

    Raises
    ------
    ValueError
        They are not, or there are fewer than two; the message tells all that differs.

    """
    if len(files) < 2:
        raise ValueError("combine takes two results or more")
    first, reasons = files[0], []
    for number, file in enumerate(files):
        reasons += [
            f"{before.path} and {file.path}: {_same_draws(file)}" for before in _same_seed(files[:number], file)
        ]
        if number > 0:
            reasons += [f"{first.path} and {file.path}: {reason}" for reason in _differences(first, file)]
    if reasons:
        raise ValueError("these results do not belong together:\n" + "\n".join(reasons))


def _same_seed(before: Sequence[Results], file: Results) -> list[Results]:
    return [other for other in before if other.attributes["seed"] == file.attributes["seed"]]


def _same_draws(file: Results) -> str:
    return (
        f"both have the seed {file.attributes['seed']}: the same attempts would count twice; "
        "shards of a run are put together by `panj merge`"
    )


def _differences(a: Results, b: Results) -> list[str]:
    reasons = []
    for name in ("panj_version", "git_sha1"):
        if a.attributes[name] != b.attributes[name]:
            reasons.append(f"made by other programs ({name} {a.attributes[name]} and {b.attributes[name]})")
    if a.unit_replications != b.unit_replications:
        reasons.append(f"units of {a.unit_replications} and of {b.unit_replications} replications")
    if a.measures != b.measures:
        reasons.append("other measures")
    ours, theirs = (_inputs(file) for file in (a, b))
    reasons += [f"the contents of {name} differ" for name in ours if name in theirs and ours[name] != theirs[name]]
    return reasons + _unlike_keys(_scenario(a), _scenario(b))


def _inputs(file: Results) -> dict[str, str]:
    provenance = file.group("provenance")
    if "input" not in provenance:
        return {}
    names = (PurePath(str(path)).name for path in provenance["input"].values)
    return dict(zip(names, (str(digest) for digest in provenance["input_sha256"].values), strict=True))


def _scenario(file: Results) -> dict[str, Any]:
    """Read the scenario that was run, but for what may differ; of paths the last part, contents are compared."""
    scenario = tomllib.loads(str(file.group("provenance")["resolved_toml"].values))
    for section, keys in FREE_KEYS.items():
        for key in list(scenario.get(section, {})):
            if keys is None or key in keys:
                del scenario[section][key]
    return _without_folders(scenario, set(_inputs(file)))


def _without_folders(value: Any, inputs: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without_folders(item, inputs) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_folders(item, inputs) for item in value]
    if isinstance(value, str) and PurePath(value).name in inputs:
        return PurePath(value).name
    return value


def _unlike_keys(a: dict[str, Any], b: dict[str, Any]) -> list[str]:
    """Tell which keys differ, each as ``--set`` would address it."""
    ours, theirs = _flat(a), _flat(b)
    keys = [key for key in [*ours, *(key for key in theirs if key not in ours)] if ours.get(key) != theirs.get(key)]
    shown = [f"{key} is {ours.get(key, 'not set')!r} and {theirs.get(key, 'not set')!r}" for key in keys[:8]]
    return shown + ([f"and {len(keys) - 8} keys more"] if len(keys) > 8 else [])


def _flat(value: Any, at: str = "") -> dict[str, Any]:
    if isinstance(value, dict):
        items = [(str(key), item) for key, item in value.items()]
    elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        items = [(str(item.get("name", number)), item) for number, item in enumerate(value)]
    else:
        return {at: value}
    flat: dict[str, Any] = {}
    for key, item in items:
        flat |= _flat(item, f"{at}.{key}" if at else key)
    return flat
