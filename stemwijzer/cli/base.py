"""The older catalogue of ``data diff``: a folder, a saved export, or a git revision."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from stemwijzer.catalogue.exported import Exported, foreign, read_export
from stemwijzer.catalogue.load import FILES, load_catalogue
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import CatalogueError, Message, UsageError, message


def base_catalogue(base: str, data: Path, present: Catalogue) -> Catalogue | Exported:
    """Return the catalogue of a folder, of a saved export, or of a git revision.

    The revision is one of the repository ``data`` lies in; an export takes what it does not hold
    from ``present``. Raises UsageError when ``base`` is none of these, CatalogueError when it
    cannot be read.
    """
    path = Path(base)
    if path.is_dir() and any((path / name).is_file() for name in FILES):
        return load_catalogue(path)
    if path.is_file():
        return read_export(_content(path), base, present)
    return _revision(base, data)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise foreign(str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(message("sheet_unreadable", path=path, reason=reason)) from error


def _hint() -> Message:
    return Message("audit.diff.no_base_hint", {"files": ", ".join(FILES)})


def _revision(base: str, data: Path) -> Catalogue:
    git = shutil.which("git")
    if git is None:
        raise UsageError(Message("audit.diff.no_git", {"base": base}), _hint())
    commit = _git(
        git, data, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}"
    )
    if commit is None:
        raise UsageError(Message("audit.diff.no_base", {"base": base}), _hint())
    with TemporaryDirectory(prefix="stemwijzer-") as name:
        folder = Path(name)
        for file in FILES:
            content = _git(git, data, "show", f"{commit.decode().strip()}:./{file}")
            if content is None:
                raise UsageError(
                    Message("audit.diff.not_there", {"base": base, "file": file}),
                    Message("audit.diff.not_there_hint"),
                )
            (folder / file).write_bytes(content)
        try:
            return load_catalogue(folder)
        except CatalogueError as error:
            raise CatalogueError(
                Message("audit.diff.base_broken", {"base": base}),
                Message("audit.diff.base_broken_hint"),
                [replace(p, file=f"{base}:{Path(p.file).name}") for p in error.problems],
            ) from error


def _git(git: str, folder: Path, *arguments: str) -> bytes | None:
    """Return what git says in this folder, or ``None`` when it refuses."""
    found = subprocess.run(  # noqa: S603 - no shell, and the revision cannot be an option
        [git, "-C", str(folder), *arguments], capture_output=True, check=False
    )
    return found.stdout if found.returncode == 0 else None
