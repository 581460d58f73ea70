"""The places of every example sheet, as they were when somebody last looked at them.

A change in the data or in the rules that moves a place shows here. When the change is meant:
``STEMWIJZER_UPDATE_GOLDEN=1 python -m pytest tests/golden``, and read the difference before
committing it.
"""

from __future__ import annotations

import json
import os
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest

from stemwijzer.answers.sheet import read_sheet
from stemwijzer.core.model import Catalogue
from stemwijzer.report.result import ALL, match, respondent

FOLDER = Path(__file__).parent
EXAMPLES = sorted((FOLDER.parents[1] / "examples").glob("*.yaml"))
UPDATE = bool(os.environ.get("STEMWIJZER_UPDATE_GOLDEN"))


def places(catalogue: Catalogue, path: Path) -> dict[str, Any]:
    """Return the applications in their order, and every solution with a place."""
    sheet, changes = read_sheet(path.read_text(encoding="utf-8"), path.name, catalogue)
    who = respondent(catalogue, path.name, sheet, changes)
    chosen, everything = match(catalogue, who), match(catalogue, who, ALL)
    return {
        "applications": [
            f"{s.rank} {s.solution_id} {s.match:.4f}" for s in everything.applications.ranked
        ],
        "chosen": [entry.application for entry in chosen.rankings],
        "rankings": {
            entry.application: [
                f"{s.rank} {s.solution_id} {s.match:.4f}" for s in entry.ranking.ranked
            ]
            for entry in everything.rankings
        },
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_places_of_an_example_are_those_on_record(shipped: Catalogue, path: Path) -> None:
    record = FOLDER / f"{path.stem}.json"
    found = json.dumps(places(shipped, path), indent=1) + "\n"
    if UPDATE:
        record.write_text(found, encoding="utf-8")
    known = record.read_text(encoding="utf-8")
    moved = unified_diff(known.splitlines(), found.splitlines(), "on record", "now", lineterm="")
    assert found == known, "\n".join(moved)


def test_every_record_belongs_to_an_example() -> None:
    records = {path.stem for path in FOLDER.glob("*.json")}
    assert records == {path.stem for path in EXAMPLES}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_best_fitting_application_is_ranked_the_same_alone_as_among_all(
    shipped: Catalogue, path: Path
) -> None:
    sheet, _ = read_sheet(path.read_text(encoding="utf-8"), path.name, shipped)
    who = respondent(shipped, path.name, sheet)
    everything = {e.application: e.ranking for e in match(shipped, who, ALL).rankings}
    for entry in match(shipped, who).rankings:
        assert entry.ranking == everything[entry.application]
