"""What is measured: each function returns one table."""

from __future__ import annotations

import csv
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np

from stemwijzer.api import load_catalogue, rank, read_sheet
from stemwijzer.bench.measure import Figures, timed
from stemwijzer.catalogue.cache import load_cached
from stemwijzer.core.bulk import Book, BulkTable
from stemwijzer.core.bulk_match import BLOCK
from stemwijzer.core.bulk_place import place
from stemwijzer.core.model import (
    UNIT,
    Attribute,
    Catalogue,
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

SHEET = Path(__file__).resolve().parents[2] / "examples" / "municipality.yaml"
NOTHING = Text("", "")
QUESTIONS, SOLUTIONS, LEVELS = 40, 25, 5


def start_up(runs: int) -> Figures:
    """Whole processes: what a person waits for. Byte code is there, as after an installation."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
            "STEMWIJZER_HOME": home,
            "PYTHONPYCACHEPREFIX": str(Path(home) / "code"),
        }

        def process(*arguments: str, cold: bool = False) -> Callable[[], object]:
            def work() -> None:
                for kept in Path(home).glob("cache/*") if cold else ():
                    kept.unlink()
                command = [sys.executable, *arguments]
                subprocess.run(command, env=environment, capture_output=True, check=True)

            return work

        tool = ("-m", "stemwijzer")
        match = (*tool, "match", str(SHEET))
        works = {
            "`python -c pass`": process("-c", "pass"),
            "`import typer`": process("-c", "import typer"),
            "`import numpy`": process("-c", "import numpy"),
            "`--version`": process(*tool, "--version"),
            "`--help`": process(*tool, "--help"),
            "`match`, repeated: catalogue and draws from the cache": process(*match),
            "`match --draws 0`, catalogue from the cache": process(*match, "--draws", "0"),
            "`match`, first time for a sheet: 10,000 draws made": process(*match, "--no-cache"),
            "`match`, very first run: YAML parsed, draws made": process(*match, cold=True),
        }
        found = timed(runs, *works.values())
    table = Figures("Start-up, whole processes", ("× `python -c pass`", "× `import typer`"))
    table.compare(works, found)
    return table


def loading(runs: int) -> Figures:
    """The catalogue, parsed and from the cache, in this process."""
    from stemwijzer.catalogue.load import load_catalogue as parse

    with tempfile.TemporaryDirectory() as folder:
        parsed, kept = timed(runs, parse, lambda: load_cached(None, Path(folder)))
    table = Figures("Loading the catalogue", ("× parsed",))
    table.add("YAML parsed and checked", parsed, None)
    table.add("from the cache", kept, parsed)
    return table


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


def scoring(
    runs: int, profiles: int, questions: int = QUESTIONS, solutions: int = SOLUTIONS
) -> Figures:
    """Bulk scoring against the plain product of one-hot profiles and the table, in float32.

    The product reads rows of its own for every profile, up to 100,000 of them.
    """
    found = against_product(runs, profiles, questions, solutions)
    title = f"{profiles:,} profiles, {questions} questions, {solutions} solutions, in memory"
    table = Figures(title, ("× product",))
    names = (
        "float32 product and its argmin",
        "sums: match, both bounds, coverage, must-haves",
        "with places, ties, close calls, possible winners, top three",
        "whole rankings",
    )
    table.compare(names, found)
    return table


def against_product(runs: int, profiles: int, questions: int, solutions: int) -> list[float]:
    """Return seconds of the product, the sums, the first three places, and all places."""
    table, book = made_up(questions, solutions)
    bulk = BulkTable(table, book)
    rng = np.random.default_rng(2)
    codes = rng.integers(1, 1 + 3 * LEVELS, (profiles, questions)).astype(np.int32)
    wide = rng.random((min(profiles, 100_000), questions * LEVELS), dtype=np.float32)
    right = rng.random((questions * LEVELS, solutions), dtype=np.float32)
    starts = range(0, profiles, BLOCK)

    def product() -> None:
        for start in starts:
            at = start % len(wide)
            (wide[at : at + BLOCK] @ right).argmin(axis=1)

    def sums() -> None:
        for start in starts:
            bulk.sums(codes[start : start + BLOCK])

    def best() -> None:
        for start in starts:
            place(bulk.sums(codes[start : start + BLOCK]), 3)

    def everything() -> None:
        for start in starts:
            place(bulk.sums(codes[start : start + BLOCK]), full=True)

    return timed(runs, product, sums, best, everything)


def others(runs: int) -> Figures:
    """The weighted city block of scipy, read in two ways, when it is installed."""
    table = Figures("scipy's weighted city block, 100,000 profiles", ("× ours with places",))
    try:
        from scipy.spatial.distance import cdist  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        table.rows.append(["scipy is not installed: not measured", "", ""])
        return table
    profiles, few = 100_000, 2_000
    ours = against_product(runs, profiles, QUESTIONS, SOLUTIONS)[2]
    rng = np.random.default_rng(3)
    wishes, facts = rng.random((profiles, QUESTIONS)), rng.random((SOLUTIONS, QUESTIONS))
    weights = rng.random((few, QUESTIONS))

    def shared() -> None:
        for start in range(0, profiles, BLOCK):
            cdist(wishes[start : start + BLOCK], facts, "cityblock", w=weights[0])

    def own() -> None:
        for row in range(few):
            cdist(wishes[row : row + 1], facts, "cityblock", w=weights[row])

    one, each = timed(runs, shared, own)
    each *= profiles / few
    table.add("ours: own weights, bounds, unknown facts, places", ours, ours)
    table.add("`cdist`, one set of weights for everybody, distances only", one, ours)
    table.add(f"`cdist`, own weights: a call per profile ({few:,} measured)", each, ours)
    return table


def growth(runs: int) -> Figures:
    """How the ratios change with the number of questions and solutions."""
    table = Figures(
        "Growth, places of 20,000 profiles (2,000 solutions: 4,000)",
        ("sums × product", "× product"),
    )
    for questions, solutions in ((20, 20), (20, 200), (20, 2_000), (200, 20), (200, 200)):
        profiles = 20_000 if solutions < 2_000 else 4_000
        product, sums, best, _ = against_product(runs, profiles, questions, solutions)
        table.add(f"{questions} questions, {solutions:,} solutions", best)
        table.rows[-1] += [f"{sums / product:.2f}", f"{best / product:.2f}"]
    return table


def stability(runs: int) -> Figures:
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
        order = (weights @ points.T).argsort(axis=1).argsort(axis=1)
        for place_ in range(points.shape[0]):
            (order == place_).mean(axis=0)

    distances = np.exp(rng.normal(0, 0.35, (10_000, points.shape[1]))) @ points.T
    found = timed(
        runs, direct, lambda: rank_shares(distances), lambda: simulate(ranking, table, 10_000, 1)
    )
    shown = Figures(
        f"10,000 draws, {len(points)} solutions, {points.shape[1]} questions", ("× direct numpy",)
    )
    names = (
        "direct numpy SMAA: weights only, places only",
        "places and pairwise shares of given draws",
        "`simulate`: weights, moved answers, unknown facts, what asking would settle",
    )
    shown.compare(names, found)
    return shown


def audit(profiles: int) -> Figures:
    """The audit of the whole catalogue, once."""
    from stemwijzer.core.audit import audit as work

    catalogue = load_catalogue()
    start = time.perf_counter()
    work(catalogue, (), profiles)
    table = Figures("Audit of the catalogue", ("profiles per second",))
    seconds = time.perf_counter() - start
    table.add(f"{profiles:,} profiles, {len(catalogue.applications)} applications", seconds)
    table.rows[-1].append(f"{profiles / seconds:,.0f}")
    return table


def batch(profiles: int) -> Figures:
    """``batch`` from CSV to CSV as a process of its own, with its peak memory."""
    table = Figures(f"`batch`, {profiles:,} profiles, CSV to CSV", ("per second", "peak memory"))
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.csv", Path(folder) / "out.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows(load_catalogue(), profiles))
        libraries = {"without polars": False}
        if find_spec("polars"):
            libraries = {"with polars": True, **libraries}
        for library, quick in libraries.items():
            for name, more in (
                ("own application each", []),
                ("`-a ticketing`", ["-a", "ticketing"]),
            ):
                arguments = ["batch", str(source), "-o", str(out), *more]
                seconds, memory = child(arguments, polars=quick)
                table.add(f"{library}, {name}", seconds)
                table.rows[-1] += [f"{profiles / seconds:,.0f}", f"{memory:,.0f} MB"]
    return table


_CHILD = """
import sys
if {hide}: sys.modules["polars"] = None
from stemwijzer.cli.app import run
code = run(sys.argv[1:])
from stemwijzer.bench.parts import peak
print(peak())
sys.exit(code)
"""


def child(arguments: list[str], *, polars: bool) -> tuple[float, float]:
    """Run the program; return its seconds and the most memory it held, in MB."""
    command = [sys.executable, "-c", _CHILD.format(hide=not polars), *arguments]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return time.perf_counter() - start, float(done.stdout.split()[-1])


def peak() -> float:
    """Return the most memory this process held, in MB.

    The system's own count goes on from the process that started this one, so Linux is asked for
    what was held since.
    """
    for line in _lines(Path("/proc/self/status")):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def rows(catalogue: Catalogue, profiles: int) -> Iterator[list[str]]:
    """Yield a header and made-up profiles: one answer in seven open, some with an importance."""
    chance = random.Random(1)
    questions = list(catalogue.questions.values())
    yield ["id", *[q.id for q in questions], *[f"{q.id}.importance" for q in questions]]
    words = [answers(question) for question in questions]
    for number in range(profiles):
        given = [chance.choice(some) if chance.random() > 1 / 7 else "" for some in words]
        weights = [chance.choice(("", "", "", "0.5", "2")) if word else "" for word in given]
        yield [f"p{number}", *given, *weights]


def answers(question: Question) -> list[str]:
    """Return answers to a question as a cell holds them."""
    options = [option.id for option in question.attribute.options]
    match question.kind:
        case QuestionKind.STATEMENT:
            return ["fully_agree", "agree", "neutral", "disagree", "fully_disagree"]
        case QuestionKind.NUMBER:
            return [str(max(int(question.minimum), n)) for n in (5, 10, 20, 50, 100, 250)]
        case QuestionKind.SET:
            return [*options, *(" ".join(pair) for pair in pairwise(options))]
    return options


def memory() -> Figures:
    """The most memory this process held so far."""
    table = Figures("Peak memory", ("MB",))
    table.rows.append(["the bench itself, up to here", "", f"{peak():,.0f}"])
    return table


def machine() -> str:
    """Return what the figures depend on."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in _lines(Path("/proc/cpuinfo"))
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    load = ", ".join(f"{number:.1f}" for number in os.getloadavg())
    return (
        f"{platform.system()} {platform.machine()}, {model}, {os.cpu_count()} cores, "
        f"load {load} at the start; Python {platform.python_version()}, numpy {np.__version__}; "
        f"one thread.\n"
    )


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
