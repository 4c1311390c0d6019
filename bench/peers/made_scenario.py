"""Scenarios that are alike but for one of their sizes: what growth.py varies, and what an asset takes in memory.

A ridge between 900 and 1,500 m, walkers over it to the inner edge on routes that are drawn step by step, posts in a row
along the line, on masts. They see 1 km, so that an attempt passes few of them however many there are.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """The sizes of a scenario; as they stand here they are where all curves of growth.py meet."""

    attempts: int = 32
    """In a replication."""
    width_km: float = 40.0
    """Along the border."""
    depth_km: float = 8.0
    """From the outer to the inner edge: what an attempt walks."""
    cell_m: float = 100.0
    posts: int = 16
    configurations: int = 1

    @property
    def cells(self) -> int:
        """How many the ground has."""
        return round(self.width_km * 1000.0 / self.cell_m) * round(self.depth_km * 1000.0 / self.cell_m)


def scenario_text(sizes: Sizes) -> str:
    """Write the scenario."""
    middle_km = sizes.depth_km / 2.0
    posts = "".join(
        f'[[post]]\nname = "post_{i}"\nsensor = "eye"\n'
        f"position_xy_km = [{sizes.width_km * (i + 0.5) / sizes.posts:.3f}, {middle_km:.3f}]\n"
        for i in range(sizes.posts)
    )
    ground = _GROUND.format(sizes=sizes, middle_km=middle_km, middle_east_km=sizes.width_km / 2.0)
    return ground + posts + _configurations(sizes)


def _configurations(sizes: Sizes) -> str:
    """All posts but one of them, another one in each configuration."""
    text = ""
    for number in range(sizes.configurations):
        held = [f'"post_{i}"' for i in range(sizes.posts) if sizes.configurations == 1 or i != number % sizes.posts]
        text += f'[[configuration]]\nname = "configuration_{number}"\nassets = ["reserve", {", ".join(held)}]\n'
    return text


_GROUND = """\
schema = 1
[scenario]
title = "Made by bench/growth.py"
period_h = 10.0
[frontier]
size_km = [{sizes.width_km}, {sizes.depth_km}]
cell_size_m = {sizes.cell_m}
elevation = {{ ridge = {{ base_m = 900.0, height_m = 600.0, crest_xy_km = [0.0, {middle_km}] }} }}
line_xy_km = [[0.0, {middle_km}], [{sizes.width_km}, {middle_km}]]
inner = "left"
neighbours = 8
[[crosser]]
name = "walker"
attempts = {{ fixed = {sizes.attempts} }}
route = {{ logit = {{ mean_excess = 0.05 }} }}
movement = {{ tobler = {{ factor = 0.6 }} }}
[[sensor]]
name = "eye"
law = {{ constant_rate = {{ rate_per_h = 2.0, range_m = 1000.0 }} }}
height_m = 20.0
[[team]]
name = "reserve"
base_xy_km = [{middle_east_km}, {middle_km}]
number = 1
movement = "tobler"
ready_min = 10.0
handling_min = 60.0
[sampling]
replications = 1000
batch = 32
[output]
maps = false
"""
