"""Measure everything in one run.

``--quick`` runs less often and leaves out the million; ``--format md`` prints Markdown;
``--write PAGE`` puts that between the marks of a page (``docs/performance.md``).
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

# One thread for the matrix product as for everything else here: before numpy is loaded.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from stemwijzer.bench import parts  # noqa: E402
from stemwijzer.bench.measure import Figures  # noqa: E402

START, END = "<!-- bench -->", "<!-- end of bench -->"


def figures(*, quick: bool) -> Iterator[Figures]:
    """Yield the tables one by one."""
    runs = 3 if quick else 7
    yield parts.start_up(runs)
    yield parts.loading(runs)
    yield parts.scoring(runs, 100_000)
    if not quick:
        yield parts.scoring(1, 1_000_000)
    yield parts.memory()
    yield parts.others(1 if quick else 3)
    yield parts.growth(1 if quick else 3)
    yield parts.stability(runs)
    yield parts.audit(10_000 if quick else 100_000)
    yield parts.batch(20_000 if quick else 200_000)


def main() -> None:
    """Measure, and print or write the tables."""
    parser = argparse.ArgumentParser(prog="python -m stemwijzer.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--format", choices=("text", "md"), default="text")
    parser.add_argument("--write", type=Path, metavar="PAGE")
    asked = parser.parse_args()
    began = time.perf_counter()
    pieces = [parts.machine()]
    markdown = asked.format == "md" or asked.write is not None
    for found in figures(quick=asked.quick):
        pieces.append(found.markdown() if markdown else found.text())
        if asked.write is None and not markdown:
            print(pieces[-1], flush=True)
        else:
            sys.stderr.write(f"{found.title}\n")
    pieces.append(f"The whole run took {time.perf_counter() - began:.0f} seconds.\n")
    text = "\n".join(pieces)
    if asked.write is not None:
        asked.write.write_text(between(asked.write.read_text(encoding="utf-8"), text), "utf-8")
    else:
        print(text if markdown else f"{pieces[0]}\n{pieces[-1]}")


def between(page: str, tables: str) -> str:
    """Return a page with these tables between its marks; raises ValueError without them."""
    before, _, rest = page.partition(START)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the page has no {START} and {END}")
    return f"{before}{START}\n{tables}{END}{after}"


if __name__ == "__main__":
    main()
