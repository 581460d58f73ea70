"""The checked catalogue kept as JSON, so that a second run need not read YAML.

Only a catalogue without a problem is ever kept. A file in the cache counts when its name and first
line fit the data files, the version of the program and its code, and the rest is whole; anything
else is passed over in silence and made anew. Nothing here may fail: the cache only saves time.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from stemwijzer import __version__
from stemwijzer.catalogue.files import contents, fingerprint, is_private, shipped_data
from stemwijzer.catalogue.plain import as_plain, from_plain
from stemwijzer.core.model import Catalogue

FORM = 1
"""To be raised when the form of the cache itself changes."""

KEPT = 6
"""How many catalogues stay in the cache; the oldest go first."""

_PREFIX = "catalogue-"


def cache_folder(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> Path:
    """Return the folder of the cache: below STEMWIJZER_HOME, else the platform's own place."""
    environment = os.environ if environment is None else environment
    if own := environment.get("STEMWIJZER_HOME"):
        return Path(own).expanduser() / "cache"
    if platform == "darwin":
        return Path.home() / "Library" / "Caches" / "stemwijzer"
    if platform == "win32":
        base = environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(base) / "stemwijzer" / "cache"
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "stemwijzer"


def load_cached(folder: Path | None = None, cache: Path | None = None) -> Catalogue:
    """Return the catalogue of a folder as ``load.load_catalogue`` does, from the cache if it can.

    ``None`` takes the shipped data and the user's own cache folder. Raises CatalogueError.
    """
    folder = folder or shipped_data()
    found = fingerprint(contents(folder))
    try:
        path = (cache or cache_folder()) / f"{_PREFIX}{_key(found)[:24]}.json"
    except (OSError, RuntimeError):  # no home folder, or the code cannot be looked at
        return _parsed(folder)
    kept = _read(path, found)
    if kept is not None:
        return replace(kept, private=is_private(folder, found))
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
    code = [(e.name, e) for e in os.scandir(here) if e.name.endswith(".py")]
    stamps = [f"{name} {e.stat().st_size} {e.stat().st_mtime_ns}" for name, e in sorted(code)]
    built = (here.parent / "core" / "model.py").stat()
    words = [found, __version__, str(FORM), *stamps, f"{built.st_size} {built.st_mtime_ns}"]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _read(path: Path, found: str) -> Catalogue | None:
    """Return the kept catalogue, ``None`` when there is none that is whole and of these data."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode() != _head(path, body):
            return None
        catalogue = from_plain(json.loads(body))
    except Exception:  # noqa: BLE001 - whatever is wrong with the cache, the data files are there
        return None
    return catalogue if catalogue.fingerprint == found else None


def _head(path: Path, body: bytes) -> str:
    return f"{path.stem} {hashlib.sha256(body).hexdigest()}"


def _write(path: Path, catalogue: Catalogue) -> None:
    import tempfile

    unfinished: Path | None = None
    try:
        body = json.dumps(as_plain(catalogue), separators=(",", ":")).encode()
        if from_plain(json.loads(body)) != catalogue:
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".stemwijzer-", dir=path.parent)
        unfinished = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(f"{_head(path, body)}\n".encode() + body)
        unfinished.replace(path)
        _prune(path.parent)
    except Exception:  # noqa: BLE001 - a cache that cannot be written costs time and nothing else
        if unfinished is not None:
            with suppress(OSError):
                unfinished.unlink()


def _prune(folder: Path) -> None:
    kept = sorted(folder.glob(f"{_PREFIX}*.json"), key=lambda p: p.stat().st_mtime_ns)
    for old in kept[:-KEPT]:
        old.unlink()
