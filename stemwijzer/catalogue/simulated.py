"""Simulations kept in the user's cache folder: the same draws need not be made twice.

A simulation is settled by what it is computed from, and all of that is in its name: the
fingerprint of the data, the profile, the solutions, draws and seed, the versions of the program and
of numpy. What is kept names solutions and shares of places; no answers can be read from it.
"""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from stemwijzer import __version__
from stemwijzer.catalogue import kept
from stemwijzer.core.matching import Ranking
from stemwijzer.core.model import Catalogue
from stemwijzer.core.profile import Target
from stemwijzer.core.sureness import OpenFact, Place, Stability, Verdict
from stemwijzer.core.tables import Table

FORM = 1
"""To be raised when the form of the kept files changes."""

KEPT = 200
"""How many simulations stay, some 20 kB each; the oldest go first."""

_PREFIX = "draws-"


class Simulations:
    """Simulates rankings of one catalogue, or takes what an earlier run kept."""

    def __init__(self, catalogue: Catalogue, folder: Path | None = None) -> None:
        self.catalogue = catalogue
        self.folder = folder

    def simulate(self, ranking: Ranking, table: Table, draws: int, seed: int) -> Stability | None:
        """Return what ``core.stability.simulate`` returns."""
        try:
            folder = self.folder or kept.cache_folder()
            name = _name(self.catalogue, ranking, table, draws, seed)
        except (OSError, RuntimeError):  # no home folder, or the code cannot be looked at
            return _simulated(ranking, table, draws, seed)
        path = folder / f"{_PREFIX}{name}.json"
        found = _read(path, ranking, draws, seed)
        if found is None:
            found = _simulated(ranking, table, draws, seed)
            if found is not None:
                kept.write(path, _written(found), _PREFIX, KEPT)
        return found


def _simulated(ranking: Ranking, table: Table, draws: int, seed: int) -> Stability | None:
    from stemwijzer.core.stability import simulate

    return simulate(ranking, table, draws, seed)


def _name(catalogue: Catalogue, ranking: Ranking, table: Table, draws: int, seed: int) -> str:
    """Return a name for everything the draws depend on."""
    numpy = find_spec("numpy")  # found, not loaded: loading takes longer than the rest of a match
    library = [Path(numpy.origin)] if numpy and numpy.origin else []
    core = Path(__file__).parent.parent / "core"
    wishes = [
        [w.question.id, _in_order(w.target), w.strength, w.importance, w.must]
        for w in ranking.wishes
    ]
    columns = [
        ranking.application,
        [s.id for s in table.solutions],
        [s.id for s in table.reference],
        [s.solution_id for s in ranking.ranked],
    ]
    return kept.key(
        [
            *(str(FORM), __version__, catalogue.fingerprint, str(draws), str(seed)),
            json.dumps([wishes, columns]),
            *kept.stamps([*core.glob("*.py"), *library]),
        ]
    )


def _in_order(target: Target) -> str | float | list[str]:
    return sorted(target) if isinstance(target, frozenset) else target


def _read(path: Path, ranking: Ranking, draws: int, seed: int) -> Stability | None:
    body = kept.read(path)
    if body is None:
        return None
    try:
        found = _from_plain(json.loads(body))
    except (ValueError, KeyError, TypeError):
        return None
    names = [place.solution_id for place in found.places]
    asked = [standing.solution_id for standing in ranking.ranked]
    return found if (names, found.draws, found.seed) == (asked, draws, seed) else None


def _written(found: Stability) -> bytes:
    plain = {
        "draws": found.draws,
        "seed": found.seed,
        "verdict": found.verdict.value,
        "places": [
            [p.solution_id, p.first, p.top_three, p.band, p.tier, p.beats_next, p.shares]
            for p in found.places
        ],
        "beats": found.beats,
        "open_facts": [[f.solution_id, f.question_id, f.settles] for f in found.open_facts],
    }
    return json.dumps(plain, separators=(",", ":")).encode()


def _from_plain(data: dict[str, Any]) -> Stability:
    return Stability(
        draws=data["draws"],
        seed=data["seed"],
        verdict=Verdict(data["verdict"]),
        places=tuple(
            Place(name, first, three, (band[0], band[1]), tier, beats, tuple(shares))
            for name, first, three, band, tier, beats, shares in data["places"]
        ),
        beats=tuple(tuple(row) for row in data["beats"]),
        open_facts=tuple(OpenFact(*fact) for fact in data["open_facts"]),
    )
