"""The public Python API: five functions; see docs/reference/python-api.md.

Everything here is also reachable as ``stemwijzer.<name>`` and imported only when first used.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stemwijzer.core.answer import AnswerSheet
from stemwijzer.core.matching import Ranking
from stemwijzer.core.matching import rank as _rank
from stemwijzer.core.model import Catalogue
from stemwijzer.core.profile import Profile, make_profile
from stemwijzer.core.tables import solution_table
from stemwijzer.errors import AnswersError, UsageError, closest, message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from stemwijzer.core.sureness import Stability

__all__ = ["Scored", "load_catalogue", "rank", "read_sheet", "score_many", "stability"]


def load_catalogue(folder: str | Path | None = None) -> Catalogue:
    """Return the shipped catalogue, or the one in a folder; raises CatalogueError."""
    from stemwijzer.catalogue.cache import load_cached

    return load_cached(None if folder is None else Path(folder))


def read_sheet(path: str | Path, catalogue: Catalogue) -> AnswerSheet:
    """Return the answer sheet in a file (YAML or JSON); raises AnswersError."""
    from stemwijzer.answers import sheet

    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise AnswersError(message("no_sheet", path=path), message("no_sheet_hint")) from error
    except UnicodeDecodeError as error:
        raise AnswersError(message("sheet_not_text", path=path)) from error
    return sheet.read_sheet(text, str(path), catalogue)[0]


def _profile(catalogue: Catalogue, sheet: AnswerSheet | Profile) -> Profile:
    if isinstance(sheet, Profile):
        return sheet
    return make_profile(catalogue.questions.values(), sheet)


def _known(catalogue: Catalogue, application: str) -> str:
    if application not in catalogue.applications:
        raise UsageError(
            message("unknown_application", name=application),
            closest(application, catalogue.applications),
        )
    return application


def rank(catalogue: Catalogue, sheet: AnswerSheet | Profile, application: str) -> Ranking:
    """Return the ranking of the solutions of one application, as ``match`` shows it."""
    table = solution_table(catalogue, _known(catalogue, application))
    return _rank(_profile(catalogue, sheet), table)


def stability(
    catalogue: Catalogue,
    sheet: AnswerSheet | Profile,
    application: str,
    *,
    draws: int = 10_000,
    seed: int = 1,
) -> Stability:
    """Return how sure that ranking is; raises AnswersError when nothing is ranked."""
    from stemwijzer.core.stability import simulate

    table = solution_table(catalogue, _known(catalogue, application))
    ranking = _rank(_profile(catalogue, sheet), table)
    if not ranking.ranked:
        raise AnswersError(message("nothing_ranked"), message("nothing_ranked_hint"))
    found = simulate(ranking, table, draws, seed)
    assert found is not None  # there is somebody to simulate
    return found


@dataclass(frozen=True, slots=True)
class Scored:
    """Many profiles (rows) over the solutions of one application (columns), as arrays.

    ``rank`` is 0 for who is not ranked; ``excluded`` says who fails a must-have. ``match``, its
    bounds and ``coverage`` are 0..1, the same doubles as ``rank`` gives one by one.
    """

    solutions: tuple[str, ...]
    rank: NDArray[np.int32]
    excluded: NDArray[np.bool_]
    match: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    coverage: NDArray[np.float64]


def score_many(
    catalogue: Catalogue, sheets: Iterable[AnswerSheet | Profile], application: str
) -> Scored:
    """Return the places and matches of many sheets in one application."""
    import numpy as np

    from stemwijzer.core.bulk_match import BLOCK, BulkMatcher
    from stemwijzer.core.bulk_place import place

    matcher = BulkMatcher(catalogue)
    table = matcher.table(_known(catalogue, application))
    codes = matcher.book.encode(_profile(catalogue, sheet) for sheet in sheets)
    found: list[list[Any]] = [[] for _ in range(6)]
    for start in range(0, max(1, len(codes)), BLOCK):
        sums = table.sums(codes[start : start + BLOCK])
        ranks = place(sums, full=True)
        places = np.zeros(sums.point.shape, dtype=np.int32)
        own = np.where(ranks.state == 0, ranks.rank, 0)
        order = np.where(ranks.solution < 0, np.arange(table.size), ranks.solution)
        np.put_along_axis(places, order, own, axis=1)
        parts = (
            places,
            sums.excluded,
            sums.matches(sums.point),
            sums.matches(sums.high),
            sums.matches(sums.low),
            sums.shares(sums.known),
        )
        for kept, part in zip(found, parts, strict=True):
            kept.append(part)
    names = tuple(solution.id for solution in table.table.solutions)
    return Scored(names, *(np.concatenate(part) for part in found))
