"""What a shell offers after the tab key: the ids of the catalogue, with their names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from stemwijzer.errors import StemwijzerError

if TYPE_CHECKING:
    from stemwijzer.core.model import Catalogue


def applications(incomplete: str) -> list[tuple[str, str]]:
    """Return the applications whose id begins like this, with their names."""
    return [
        (one.id, one.name.en)
        for catalogue in _catalogue()
        for one in catalogue.applications.values()
        if one.id.startswith(incomplete)
    ]


def solutions(incomplete: str) -> list[tuple[str, str]]:
    """Return the solutions whose id begins like this, with their names."""
    return [
        (one.id, one.name)
        for catalogue in _catalogue()
        for one in catalogue.solutions.values()
        if one.id.startswith(incomplete)
    ]


def _catalogue() -> Iterator[Catalogue]:
    """Yield the catalogue; nothing when it cannot be read, for a tab key is no place for errors."""
    from stemwijzer.catalogue.cache import load_cached

    folder = os.environ.get("STEMWIJZER_DATA")
    try:
        yield load_cached(Path(folder) if folder else None)
    except StemwijzerError:
        return
