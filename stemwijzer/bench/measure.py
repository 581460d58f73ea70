"""Measuring in turns, and the tables the figures go into."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median


def timed(runs: int, *works: Callable[[], object]) -> list[float]:
    """Return the median seconds of each, run in turns after one run that does not count."""
    taken: list[list[float]] = [[] for _ in works]
    for turn in range(runs + 1):
        for kept, work in zip(taken, works, strict=True):
            start = time.perf_counter()
            work()
            if turn:
                kept.append(time.perf_counter() - start)
    return [median(kept) for kept in taken]


@dataclass
class Figures:
    """One table: a title, what its ratios are to, and rows of a name, a duration and ratios."""

    title: str
    columns: Sequence[str] = ()
    rows: list[list[str]] = field(default_factory=list)

    def add(self, name: str, seconds: float, *bases: float | None) -> None:
        """Add a duration and its ratio to each base (``None``: no ratio)."""
        ratios = ["" if base is None else f"{seconds / base:.2f}" for base in bases]
        self.rows.append([name, duration(seconds), *ratios])

    def compare(self, names: Iterable[str], found: Sequence[float]) -> None:
        """Add durations, each with its ratio to as many of the first ones as there are columns."""
        for name, seconds in zip(names, found, strict=True):
            self.add(name, seconds, *found[: len(self.columns)])

    def markdown(self) -> str:
        """Return the table as Markdown."""
        head = ["", "time", *self.columns]
        lines = [head, ["---", *["---:"] * (len(head) - 1)], *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"### {self.title}\n\n{table}\n"

    def text(self) -> str:
        """Return the table as lines for a terminal."""
        head = [self.title, "time", *self.columns]
        widths = [max(len(line[i]) for line in [head, *self.rows]) for i in range(len(head))]
        lines = []
        for line in [head, *self.rows]:
            name, *rest = [
                cell.ljust(width) if not i else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(line, widths, strict=True))
            ]
            lines.append("  ".join([name, *rest]).rstrip())
        return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]]) + "\n"


def duration(seconds: float) -> str:
    """Return seconds in a unit that reads well."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"
