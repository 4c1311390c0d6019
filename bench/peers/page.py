"""Puts measured tables in their places in bench/README.md."""

from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def put(name: str, text: str, page: Path = README) -> None:
    """Replace what stands between the marks of a table."""
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, found_begin, rest = page.read_text().partition(begin)
    _, found_end, after = rest.partition(end)
    if not found_begin or not found_end:
        raise ValueError(f"{page.name} has no place for {name}: {begin.strip()} and {end.strip()}")
    page.write_text(before + begin + text.rstrip() + "\n" + end + after)
