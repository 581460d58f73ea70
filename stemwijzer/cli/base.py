"""The older catalogue of ``data diff``: a folder, or a revision of the repository of the data."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from stemwijzer.catalogue.load import FILES, load_catalogue
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import CatalogueError, Message, UsageError


def base_catalogue(base: str, data: Path) -> Catalogue:
    """Return the catalogue of a folder, or of a git revision of the repository ``data`` lies in.

    Raises UsageError when ``base`` is neither, CatalogueError when its files cannot be read.
    """
    folder = Path(base)
    if folder.is_dir() and any((folder / name).is_file() for name in FILES):
        return load_catalogue(folder)
    if folder.is_file():
        raise UsageError(Message("audit.diff.base_is_file", {"base": base}), _hint())
    return _revision(base, data)


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
