"""Tables for pandas, made of the groups of a result file."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr


def estimates_table(dataset: xr.Dataset, value_name: str, measure: str, measures: list[str]) -> pd.DataFrame:
    """Turn the variables of one estimate into columns: value, stderr (where told), low, high, method.

    Raises
    ------
    KeyError
        The measure is none of ``measures``.

    """
    if measure not in measures:
        raise KeyError(f"no measure {measure!r}; there are {', '.join(measures)}")
    interval = dataset[f"{measure}_ci"]
    method = dataset[f"{measure}_method"]
    names = np.array(str(method.attrs["flag_meanings"]).split())
    columns = {
        "value": dataset[value_name],
        "stderr": dataset.get(f"{measure}_stderr"),
        "low": interval.sel(bound="low", drop=True),
        "high": interval.sel(bound="high", drop=True),
        "method": (method.dims, names[method.values.astype(int)]),
    }
    columns = {name: column for name, column in columns.items() if column is not None}
    return xr.Dataset(columns).to_dataframe(dim_order=[str(name) for name in method.dims])[list(columns)]


def spread_table(estimates: pd.DataFrame, view_crosser: xr.DataArray) -> pd.DataFrame:
    """Tell how far estimates by view of the ground differ within each class: see ``Results.draw_spread``."""
    table = estimates.reset_index()
    table["crosser"] = view_crosser.sel(view=table["view"].values).values
    rows = table.dropna(subset=["value"]).groupby(["configuration", "crosser"], sort=False)
    squares = rows["value"].var() - rows["stderr"].agg(lambda errors: float((errors.fillna(0.0) ** 2).mean()))
    return pd.DataFrame(
        {
            "views": rows["value"].size(),
            "lowest": rows["value"].min(),
            "highest": rows["value"].max(),
            "spread": np.sqrt(squares.clip(lower=0.0)),
        }
    )


def no_spread_table() -> pd.DataFrame:
    """Return the same of a file in which no class has views."""
    index = pd.MultiIndex.from_tuples([], names=["configuration", "crosser"])
    return pd.DataFrame(columns=["views", "lowest", "highest", "spread"], index=index)


def best_table(group: xr.Dataset, measure: str) -> pd.DataFrame:
    """Turn the group ``best`` into a table by one measure: see ``Results.best``."""
    best = group.sel(measure=measure)
    interval = best["lead_ci"]
    columns = {
        "lead": best["lead"],
        "low": interval.sel(bound="low", drop=True),
        "high": interval.sel(bound="high", drop=True),
        "may_be_best": best["may_be_best"].astype(bool),
        "same_as": best["same_as"],
        "p_adjusted": best["p_adjusted"],
        "p_best": best["p_best"],
    }
    table = xr.Dataset(columns).drop_vars("measure").to_dataframe()[list(columns)]
    table.attrs = {
        "leader": str(best["leader"].item()),
        "better": str(best["better"].attrs["flag_meanings"]).split()[int(best["better"].item())],
        "p_wrong": float(best["p_wrong"].item()),
    }
    return table


def group_table(dataset: xr.Dataset, group: str, along: Sequence[str] | None) -> pd.DataFrame:
    """Turn a group into a table: see ``Results.to_dataframe``."""
    columns = _columns(dataset)
    if along is None:
        along = _widest(columns, group)
    dimensions = {str(dimension) for variable in columns.values() for dimension in variable.dims}
    for dimension in along:
        if dimension not in dimensions:
            raise KeyError(f"no dimension {dimension!r} in {group}; there are {', '.join(sorted(dimensions))}")
    kept = xr.Dataset({name: variable for name, variable in columns.items() if set(variable.dims) <= set(along)})
    if not along:
        return pd.DataFrame({name: [variable.item()] for name, variable in kept.items()})
    return kept.to_dataframe(dim_order=list(along))


def _columns(dataset: xr.Dataset) -> dict[str, xr.DataArray]:
    """Take a group's variables apart into such as have no dimension ``bound``."""
    columns = {}
    for name, variable in dataset.data_vars.items():
        if "bound" not in variable.dims:
            columns[str(name)] = variable
            continue
        stem = str(name).removesuffix("_ci").removesuffix("_bounds")
        for number, bound in enumerate(("low", "high")):
            columns[f"{stem}_{bound}"] = variable.isel(bound=number).drop_vars("bound", errors="ignore")
    return columns


def _widest(columns: dict[str, xr.DataArray], group: str) -> tuple[str, ...]:
    most = max((variable.ndim for variable in columns.values()), default=0)
    widest = {frozenset(variable.dims): variable.dims for variable in columns.values() if variable.ndim == most}
    if len(widest) > 1:
        choices = " or ".join(str([str(dimension) for dimension in dimensions]) for dimensions in widest.values())
        raise ValueError(f"{group} has several tables; say which: along={choices}")
    return tuple(str(dimension) for dimension in next(iter(widest.values()), ()))
