"""Case R1 in panj: bench/barrier_r1.toml by the program itself, whole processes.

The rate is that of a long run less one of a few replications: start, compiling and what is written at the end in both
are left out; everything that grows with the replications is in it.
"""

import panj_program
import r1


def main() -> None:
    """Measure."""
    given = r1.arguments(__doc__, threads=2)
    few = panj_program.run_panj(panj_program.BARRIER, panj_program.FEW, given.threads)
    many = panj_program.long_enough(panj_program.BARRIER, 20_000, given.seconds, given.threads, precisely=True)
    seconds = many.seconds - few.seconds
    attempts = many.attempts
    share = many.share_detected
    z = (share - r1.EXACT) / (r1.EXACT * (1.0 - r1.EXACT) / attempts) ** 0.5
    check = {"what": "P(detect)", "value": round(share, 7), "expected": r1.EXACT, "z": round(z, 2)}
    note = f"bench/barrier_r1.toml, {given.threads} threads, whole process less one of {panj_program.FEW} replications"
    r1.tell_rate("R1", "panj", (attempts - few.attempts) / seconds, "attempts/s", seconds, note, check)


if __name__ == "__main__":
    main()
