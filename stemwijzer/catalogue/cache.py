"""The checked catalogue kept as JSON, so that a second run need not read YAML.

Only a catalogue without a problem is ever kept. A file in the cache counts when its name and first
line fit the data files, the version of the program and its code, and the rest is whole; anything
else is passed over in silence and made anew. Nothing here may fail: the cache only saves time.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from stemwijzer import __version__
from stemwijzer.catalogue import kept
from stemwijzer.catalogue.files import contents, fingerprint, is_private, shipped_data
from stemwijzer.catalogue.kept import cache_folder
from stemwijzer.catalogue.plain import as_plain, from_plain
from stemwijzer.core.model import Catalogue

FORM = 1
"""To be raised when the form of the cache itself changes."""

KEPT = 6
"""How many catalogues stay in the cache; the oldest go first."""

_PREFIX = "catalogue-"


def load_cached(folder: Path | None = None, cache: Path | None = None) -> Catalogue:
    """Return the catalogue of a folder as ``load.load_catalogue`` does, from the cache if it can.

    ``None`` takes the shipped data and the user's own cache folder. Raises CatalogueError.
    """
    folder = folder or shipped_data()
    found = fingerprint(contents(folder))
    try:
        path = (cache or cache_folder()) / f"{_PREFIX}{_key(found)}.json"
    except (OSError, RuntimeError):  # no home folder, or the code cannot be looked at
        return _parsed(folder)
    known = _read(path, found)
    if known is not None:
        return replace(known, private=is_private(folder, found))
    catalogue = _parsed(folder)
    if catalogue.fingerprint == found:  # the files were not changed in between
        _write(path, catalogue)
    return catalogue


def _parsed(folder: Path) -> Catalogue:
    from stemwijzer.catalogue import load

    return load.load_catalogue(folder)


def _key(found: str) -> str:
    """Return what a kept catalogue depends on: data, version, and the code that builds it."""
    here = Path(__file__).parent
    code = kept.stamps([*here.glob("*.py"), here.parent / "core" / "model.py"])
    return kept.key([found, __version__, str(FORM), *code])


def _read(path: Path, found: str) -> Catalogue | None:
    """Return the kept catalogue, ``None`` when there is none that is whole and of these data."""
    body = kept.read(path)
    try:
        catalogue = None if body is None else from_plain(json.loads(body))
    except Exception:  # noqa: BLE001 - whatever is wrong with the cache, the data files are there
        return None
    if catalogue is None or catalogue.fingerprint != found:
        return None
    return catalogue


def _write(path: Path, catalogue: Catalogue) -> None:
    try:
        body = json.dumps(as_plain(catalogue), separators=(",", ":")).encode()
        if from_plain(json.loads(body)) != catalogue:
            return
    except Exception:  # noqa: BLE001 - a cache that cannot be written costs time and nothing else
        return
    kept.write(path, body, _PREFIX, KEPT)
