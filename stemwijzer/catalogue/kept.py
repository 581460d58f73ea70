"""Small files in the user's cache folder that are whole or do not count.

The first line of a kept file is its own name and the sha-256 of the rest. A file that was cut
short, mixed up or changed by hand is passed over in silence. Writing goes through another name, so
two programs at once do no harm. Nothing here may fail: a cache only saves time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path


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


def stamps(paths: Iterable[Path]) -> list[str]:
    """Return name, size and time of change of files: what code a kept file was made by."""
    found = [(path, path.stat()) for path in sorted(paths)]
    return [f"{path.name} {stat.st_size} {stat.st_mtime_ns}" for path, stat in found]


def key(words: Iterable[str]) -> str:
    """Return a short name for everything a kept file depends on."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:24]


def read(path: Path) -> bytes | None:
    """Return what was kept, ``None`` when there is nothing that is whole."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        return body if head.decode() == _head(path, body) else None
    except (OSError, ValueError):
        return None


def _head(path: Path, body: bytes) -> str:
    return f"{path.stem} {hashlib.sha256(body).hexdigest()}"


def write(path: Path, body: bytes, prefix: str, most: int) -> None:
    """Keep a file; of those whose name starts with ``prefix`` the ``most`` newest stay."""
    import tempfile

    unfinished: Path | None = None
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".stemwijzer-", dir=path.parent)
        unfinished = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(f"{_head(path, body)}\n".encode() + body)
        unfinished.replace(path)
        found = sorted(path.parent.glob(f"{prefix}*.json"), key=lambda p: p.stat().st_mtime_ns)
        for old in found[:-most]:
            old.unlink()
    except OSError:
        if unfinished is not None:
            with suppress(OSError):
                unfinished.unlink()
