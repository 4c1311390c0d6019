"""Case R1 in Mesa: the patrol and every crosser are agents, stepped by 10 s in one process."""

import time

import mesa
import r1


class Patrol(mesa.Agent):
    """Goes back and forth on its line, from anywhere in its cycle."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        way_m = model.random.random() * 2.0 * r1.LINE_M
        self.x_m = r1.LINE_M - abs(r1.LINE_M - way_m)
        self.stride_m = (1.0 if way_m < r1.LINE_M else -1.0) * r1.PATROL_M_S * r1.STEP_S

    def step(self) -> None:
        """Walk on, and turn at the ends of the line."""
        self.x_m += self.stride_m
        if not 0.0 <= self.x_m <= r1.LINE_M:
            self.x_m = 2.0 * (r1.LINE_M if self.x_m > 0.0 else 0.0) - self.x_m
            self.stride_m = -self.stride_m


class Crosser(mesa.Agent):
    """Walks straight over the line until it is seen or there."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        self.x_m = model.random.random() * r1.LINE_M
        self.y_m = -r1.TO_LINE_M

    def step(self) -> None:
        """Be looked at, then walk on."""
        dx_m = self.model.patrol.x_m - self.x_m
        if dx_m * dx_m + self.y_m * self.y_m <= r1.RANGE_M * r1.RANGE_M:
            self.model.detected += 1
            self.remove()
            return
        self.y_m += r1.CROSSER_M_S * r1.STEP_S
        if self.y_m > r1.WALK_M - r1.TO_LINE_M:
            self.remove()


class Barrier(mesa.Model):
    """One replication: a cycle of the patrol in which crossers depart, and on until all are gone."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed=seed)
        self.patrol = Patrol(self)
        self.detected = 0
        steps = int(r1.CYCLE_S / r1.STEP_S)
        self.departures = sorted((self.random.randrange(steps) for _ in range(r1.ATTEMPTS)), reverse=True)
        self.tick = 0

    def step(self) -> None:
        """One step of time."""
        while self.departures and self.departures[-1] == self.tick:
            self.departures.pop()
            Crosser(self)
        if Crosser in self.agents_by_type:
            self.agents_by_type[Crosser].do("step")
        self.patrol.step()
        self.tick += 1

    def is_over(self) -> bool:
        """Nobody is left but the patrol."""
        return not self.departures and len(self.agents) == 1


def main() -> None:
    """Measure."""
    given = r1.arguments(__doc__)
    replications = detected = 0
    start = time.perf_counter()
    while time.perf_counter() - start < given.seconds:
        model = Barrier(seed=replications)
        while not model.is_over():
            model.step()
        detected += model.detected
        replications += 1
    seconds = time.perf_counter() - start
    note = f"stepped at {r1.STEP_S:g} s, one process, Mesa {mesa.__version__}"
    r1.tell("Mesa", replications * r1.ATTEMPTS, detected, seconds, note, r1.LOOKED_AT_EVERY_STEP)


if __name__ == "__main__":
    main()
