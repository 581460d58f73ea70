"""``python -m stemwijzer.bench``: how fast, as ratios against baselines of the same run.

Milliseconds belong to one machine on one day; a ratio of two medians that were measured in turns
says more. ``--quick`` runs less often and leaves out the million. Nothing is asserted.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from stemwijzer.api import load_catalogue, rank, read_sheet
from stemwijzer.catalogue.cache import load_cached
from stemwijzer.core.bulk import Book, BulkTable
from stemwijzer.core.bulk_place import place
from stemwijzer.core.model import (
    UNIT,
    Attribute,
    Fact,
    Kind,
    Option,
    Question,
    QuestionKind,
    Solution,
    Text,
)
from stemwijzer.core.profile import Wish
from stemwijzer.core.stability import rank_shares, simulate
from stemwijzer.core.tables import Table, solution_table

SHEET = Path(__file__).resolve().parent.parent / "examples" / "municipality.yaml"
BLOCK = 4_000
NOTHING = Text("", "")


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


def say(name: str, seconds: float, *against: tuple[str, float]) -> None:
    """Print one line: a name, milliseconds, and ratios."""
    ratios = "".join(f"  {seconds / base:6.2f} x {label}" for label, base in against)
    print(f"{name:<44}{seconds * 1000:10.1f} ms{ratios}")


def start_up(runs: int) -> None:
    """Whole processes: what a person waits for."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "STEMWIJZER_HOME": home}

        def process(*arguments: str, cold: bool = False) -> Callable[[], object]:
            def work() -> None:
                if cold:
                    for kept in Path(home).glob("cache/*"):
                        kept.unlink()
                subprocess.run(
                    [python, *arguments], env=environment, capture_output=True, check=True
                )

            return work

        tool = ("-m", "stemwijzer")
        match = (*tool, "match", str(SHEET))
        names = ("python -c pass", "import typer", "--version", "--help", "match, cold cache",
                 "match --draws 0", "match")  # fmt: skip
        found = timed(
            runs,
            process("-c", "pass"),
            process("-c", "import typer"),
            process(*tool, "--version"),
            process(*tool, "--help"),
            process(*match, "--draws", "0", cold=True),
            process(*match, "--draws", "0"),
            process(*match),
        )
        for name, seconds in zip(names, found, strict=True):
            say(name, seconds, ("python -c pass", found[0]), ("import typer", found[1]))


def loading(runs: int) -> None:
    """The catalogue, parsed and from the cache, in this process."""
    from stemwijzer.catalogue.load import load_catalogue as parse

    with tempfile.TemporaryDirectory() as folder:
        parsed, kept = timed(runs, parse, lambda: load_cached(None, Path(folder)))
    say("catalogue, parsed", parsed)
    say("catalogue, from the cache", kept, ("parsed", parsed))


def made_up(questions: int, solutions: int, seed: int = 1) -> tuple[Table, Book]:
    """Return a table of questions with five levels; one fact in ten is unknown."""
    rng = np.random.default_rng(seed)
    levels = tuple(Option(f"v{i}", NOTHING, i * UNIT // 4) for i in range(5))
    asked = []
    for i in range(questions):
        attribute = Attribute(f"q{i}", Kind.LEVEL, NOTHING, NOTHING, levels)
        asked.append(Question(f"q{i}", "t", QuestionKind.POSITION, attribute, NOTHING, NOTHING))
    facts = rng.integers(0, 5, (solutions, questions))
    known = rng.random((solutions, questions)) > 0.1
    sold = [
        Solution(
            f"s{j}", "", "", frozenset(), Fact(),
            {f"q{i}": Fact(level=f"v{facts[j, i]}") for i in range(questions) if known[j, i]}, {},
        )
        for j in range(solutions)
    ]  # fmt: skip
    book = Book(asked)
    for column, question in enumerate(asked):
        for level in levels:
            for importance in (1, 2, 4):
                book.code(column, Wish(question, level.id, 2, importance, False))
    return Table("app", asked, sold, sold), book


def scoring(runs: int, profiles: int, questions: int, solutions: int, *, others: bool) -> None:
    """Bulk scoring against the plain product of one-hot profiles and the table, in float32."""
    table, book = made_up(questions, solutions)
    bulk = BulkTable(table, book)
    rng = np.random.default_rng(2)
    codes = rng.integers(1, 16, (profiles, questions)).astype(np.int32)
    wide = rng.random((BLOCK, questions * 5), dtype=np.float32)
    right = rng.random((questions * 5, solutions), dtype=np.float32)
    starts = range(0, profiles, BLOCK)

    def product() -> None:
        for _ in starts:
            (wide @ right).argmin(axis=1)

    def sums() -> None:
        for start in starts:
            bulk.sums(codes[start : start + BLOCK])

    def best() -> None:
        for start in starts:
            place(bulk.sums(codes[start : start + BLOCK]), 3)

    found = timed(runs, product, sums, best)
    print(f"\n{profiles:,} profiles, {questions} questions, {solutions} solutions")
    base = ("product", found[0])
    say("float32 product and argmin", found[0])
    say("sums: match, both bounds, coverage, must-haves", found[1], base)
    say("with places, ties, close calls, top three", found[2], base)
    if others:
        cdist(runs, profiles, questions, solutions, found[2])


def cdist(runs: int, profiles: int, questions: int, solutions: int, ours: float) -> None:
    """The weighted city block of scipy, one weight vector for everyone, when it is installed."""
    try:
        from scipy.spatial.distance import cdist as measure  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        print("scipy is not installed: no comparison with cdist")
        return
    rng = np.random.default_rng(3)
    wishes, facts = rng.random((BLOCK, questions)), rng.random((solutions, questions))
    weights = rng.random(questions)

    def work() -> None:
        for _ in range(0, profiles, BLOCK):
            measure(wishes, facts, "cityblock", w=weights)

    (found,) = timed(runs, work)
    say("scipy cdist, city block, one set of weights", found, ("ours with places", ours))


def shares(runs: int) -> None:
    """Ten thousand draws around one profile, against drawing weights alone in plain numpy."""
    catalogue = load_catalogue()
    sheet = read_sheet(SHEET, catalogue)
    application = max(catalogue.applications, key=lambda a: len(catalogue.in_application(a)))
    ranking = rank(catalogue, sheet, application)
    table = solution_table(catalogue, application)
    points = np.array([[c.sum for c in s.contributions] for s in ranking.ranked], dtype=np.float64)
    rng = np.random.default_rng(1)

    def direct() -> None:
        weights = np.exp(rng.normal(0, 0.35, (10_000, points.shape[1])))
        costs = weights @ points.T
        order = costs.argsort(axis=1).argsort(axis=1)
        for place_ in range(points.shape[0]):
            (order == place_).mean(axis=0)

    distances = np.exp(rng.normal(0, 0.35, (10_000, points.shape[1]))) @ points.T
    found = timed(
        runs, direct, lambda: rank_shares(distances), lambda: simulate(ranking, table, 10_000, 1)
    )
    print(f"\nstability, 10,000 draws, {len(points)} solutions, {points.shape[1]} questions")
    base = ("direct numpy", found[0])
    say("direct numpy SMAA: weights only, places only", found[0])
    say("places, pairwise shares (rank_shares)", found[1], base)
    say("simulate: weights, answers, unknown facts", found[2], base)


def machine() -> Mapping[str, Any]:
    """Return what the figures depend on."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }


def main() -> None:
    """Measure everything and print it."""
    quick = "--quick" in sys.argv[1:]
    runs = 3 if quick else 7
    for name, value in machine().items():
        print(f"{name}: {value}")
    print("\nstart-up, whole processes")
    start_up(3 if quick else 9)
    print("\nloading")
    loading(runs)
    scoring(runs, 100_000, 40, 25, others=True)
    if not quick:
        scoring(1, 1_000_000, 40, 25, others=False)
    print("\ngrowth, 20,000 profiles")
    for questions, solutions in ((20, 20), (20, 200), (20, 2_000), (200, 20)):
        profiles = 20_000 if solutions < 2_000 else 4_000
        scoring(1, profiles, questions, solutions, others=False)
    shares(runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process: {peak:,.0f} MB")


if __name__ == "__main__":
    main()
