"""Keeping answer sheets on disk: whole or not at all, readable by their owner only."""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from stemwijzer.answers.sheet import read_sheet
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import AnswersError, Message

LEFTOVER = ".stemwijzer-"
"""How names of unfinished files begin; a crash may leave one."""

LONGEST_SLUG = 40

_REASONS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ENOENT: "missing",
    errno.EISDIR: "folder",
    errno.ENOTDIR: "not_folder",
}


@dataclass(frozen=True, slots=True)
class Session:
    """A sheet in the sessions folder. ``damaged`` ones cannot be read and count nothing."""

    path: Path
    organisation: str
    answered: int
    finished: bool
    changed: datetime
    damaged: bool = False


def sessions_folder(
    environment: Mapping[str, str] | None = None, platform: str = sys.platform
) -> Path:
    """Return where sessions are kept: STEMWIJZER_HOME, else the platform's place for state."""
    environment = os.environ if environment is None else environment
    if own := environment.get("STEMWIJZER_HOME"):
        return Path(own).expanduser()
    home = Path.home()
    if platform == "darwin":
        return home / "Library" / "Application Support" / "stemwijzer"
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "stemwijzer"
    return Path(environment.get("XDG_STATE_HOME") or home / ".local" / "state") / "stemwijzer"


def new_session(folder: Path, organisation: str, today: date) -> Path:
    """Return the path for a new session that no file has yet; the folder is made when missing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot(folder, error) from error
    name = "-".join(filter(None, (today.isoformat(), slug(organisation))))
    path, count = folder / f"{name}.yaml", 1
    while path.exists():
        count += 1
        path = folder / f"{name}-{count}.yaml"
    return path


def slug(text: str) -> str:
    """Return a name as it can stand in a file name: ``Zorg & Co`` becomes ``zorg-co``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].rstrip("-")


def check_writable(path: Path) -> None:
    """Raise AnswersError when a sheet cannot be saved here; sweep what a crash left behind.

    To be called before the first question, so that nobody answers for nothing.
    """
    path = _real(path)
    if path.is_dir():
        raise _cannot(path, OSError(errno.EISDIR, ""))
    if path.exists() and not os.access(path, os.W_OK):
        raise _cannot(path, OSError(errno.EACCES, ""))
    try:
        handle, name = tempfile.mkstemp(prefix=LEFTOVER, dir=path.parent)
        os.close(handle)
        Path(name).unlink()
    except OSError as error:
        raise _cannot(path, error) from error
    sweep(path.parent)


def sweep(folder: Path) -> None:
    """Remove unfinished files of earlier runs."""
    for leftover in folder.glob(f"{LEFTOVER}*"):
        with suppress(OSError):
            leftover.unlink()


def save(path: Path, text: str | bytes, *, private: bool = True) -> None:
    """Write a file so that at every moment the old one or the new one is there, whole.

    ``private`` files (answer sheets) can be read by their owner only.
    """
    path = _real(path)
    unfinished: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=LEFTOVER, dir=path.parent)
        unfinished = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        if not private:
            unfinished.chmod(0o644)
        unfinished.replace(path)
    except OSError as error:
        if unfinished is not None:
            with suppress(OSError):
                unfinished.unlink()
        raise _cannot(path, error) from error


def list_sessions(folder: Path, catalogue: Catalogue) -> list[Session]:
    """Return the sessions of a folder, the last changed first."""
    found: list[tuple[int, str, Session]] = []
    for path in folder.glob("*.yaml"):
        with suppress(OSError):
            changed = path.stat().st_mtime_ns
            found.append((changed, path.name, _session(path, changed, catalogue)))
    return [session for *_, session in sorted(found, key=lambda f: (-f[0], f[1]))]


def _session(path: Path, changed: int, catalogue: Catalogue) -> Session:
    when = datetime.fromtimestamp(changed / 1e9, UTC).astimezone()
    try:
        sheet, _ = read_sheet(path.read_text(encoding="utf-8"), str(path), catalogue)
    except (AnswersError, UnicodeDecodeError):
        return Session(path, "", 0, False, when, damaged=True)
    answered = sum(1 for question in catalogue.questions if question in sheet.answers)
    finished = answered == len(catalogue.questions)
    return Session(path, sheet.organisation, answered, finished, when)


def _real(path: Path) -> Path:
    """Return the file behind a link, so that saving does not replace the link itself."""
    return path.expanduser().resolve()


def _cannot(path: Path, error: OSError) -> AnswersError:
    """Return what went wrong, where, and what to do, in words."""
    kind = _REASONS.get(error.errno or 0, "other")
    reason = Message(f"interview.store.{kind}", {"words": error.strerror or str(error)})
    return AnswersError(
        Message("interview.store.cannot", {"path": path, "reason": reason}),
        Message("interview.store.hint"),
    )
