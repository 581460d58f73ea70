"""The data files themselves: where they lie, what they hold, their fingerprint.

Kept apart from ``load`` because it needs no YAML: a catalogue from the cache is told by this alone.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from stemwijzer.errors import CatalogueError, Problem, message

FILES = ("questions.yaml", "applications.yaml", "vendors.yaml")


def shipped_data() -> Path:
    """Return the folder of the data that came with the program.

    A wheel carries it inside the package; a checkout (also an editable install) has it beside the
    package.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "data", package.parent / "data"):
        if (folder / FILES[0]).is_file():
            return folder
    raise CatalogueError(message("no_data"), message("no_data_hint"))


def shipped_or_none() -> Path | None:
    """Return the folder of the shipped data, ``None`` when it is not there."""
    try:
        return shipped_data()
    except CatalogueError:
        return None


def is_private(folder: Path, found: str) -> bool:
    """Say whether files with this fingerprint are other data than the shipped."""
    shipped = shipped_or_none()
    if shipped is None:
        return True
    return folder != shipped and found != fingerprint(contents(shipped))


def shown(folder: Path, name: str) -> str:
    """Return the file as a person would name it: relative to where he stands, when below it."""
    path = folder / name
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def contents(folder: Path) -> tuple[str, ...]:
    """Return the texts of the three files, line ends made equal."""
    texts: list[str] = []
    problems: list[Problem] = []
    for name in FILES:
        try:
            texts.append((folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            problems.append(Problem(shown(folder, name), 0, 0, message("file_missing")))
        except UnicodeDecodeError as error:
            line = (folder / name).read_bytes()[: error.start].count(b"\n") + 1
            problems.append(Problem(shown(folder, name), line, 1, message("not_utf8")))
        except OSError as error:
            problems.append(
                Problem(shown(folder, name), 0, 0, message("cannot_read", reason=error.strerror))
            )
    if problems:
        raise CatalogueError(
            message("no_catalogue", folder=folder),
            message("no_catalogue_hint", files=", ".join(FILES)),
            problems,
        )
    return tuple(texts)


def fingerprint(texts: tuple[str, ...]) -> str:
    """Return the sha-256 over the three files in their fixed order."""
    digest = hashlib.sha256()
    for name, content in zip(FILES, texts, strict=True):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content.encode())
    return digest.hexdigest()
