"""Find the data files and turn them into one catalogue, or raise with every problem at once."""

from __future__ import annotations

import hashlib
from pathlib import Path

from stemwijzer.catalogue import (
    build_applications,
    build_questions,
    build_vendors,
    schema,
)
from stemwijzer.catalogue.build_values import text
from stemwijzer.catalogue.declaration import Document, Raw, read
from stemwijzer.core.model import GOALS, Catalogue
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


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read, check and build a catalogue.

    ``folder`` holds questions.yaml, applications.yaml and vendors.yaml; ``None`` takes the shipped
    data. Raises CatalogueError carrying the problems of all files, sorted by place.
    """
    shipped = shipped_data() if folder is None else _shipped_or_none()
    folder = folder or shipped
    assert folder is not None
    contents = _contents(folder)
    fingerprint = _fingerprint(contents)
    private = shipped is None or fingerprint != _fingerprint(_contents(shipped))

    # Read each file as far as the ones before it allow, so that all problems come out at once.
    asked = read(contents[0], _shown(folder, FILES[0]), schema.QUESTIONS)
    if asked.data is None:  # without questions nothing but the spelling of the others can be judged
        rest = (read(contents[i], _shown(folder, FILES[i]), Raw()) for i in (1, 2))
        raise _broken(folder, asked, *rest)
    attributes = build_questions.attributes(asked)
    questions = build_questions.questions(asked, attributes)
    reserve = build_questions.reserve(asked, attributes)
    goals = tuple(o.id for o in attributes[GOALS].options) if GOALS in attributes else ()
    applied = read(contents[1], _shown(folder, FILES[1]), schema.applications(attributes, goals))
    applications = build_applications.applications(applied, attributes)
    if applied.data is not None:
        build_questions.check_applications_named(asked, applications)
    application_ids = None if applied.data is None else tuple(applications)
    sold = read(contents[2], _shown(folder, FILES[2]), schema.vendors(attributes, application_ids))
    vendors, solutions = build_vendors.vendors(sold, attributes)
    not_listed = build_vendors.not_listed(sold)

    if asked.problems or applied.problems or sold.problems:
        raise _broken(folder, asked, applied, sold)
    return Catalogue(
        version=sold.data["version"],
        fingerprint=fingerprint,
        private=private,
        name=text(asked.data["name"]),
        themes=build_questions.themes(asked),
        attributes=attributes,
        questions=questions,
        reserve=reserve,
        applications=applications,
        vendors=vendors,
        solutions=solutions,
        not_listed=not_listed,
    )


def _shipped_or_none() -> Path | None:
    try:
        return shipped_data()
    except CatalogueError:
        return None


def _shown(folder: Path, name: str) -> str:
    """Return the file as a person would name it: relative to where he stands, when below it."""
    path = folder / name
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _contents(folder: Path) -> tuple[str, ...]:
    """Return the texts of the three files, line ends made equal."""
    texts: list[str] = []
    problems: list[Problem] = []
    for name in FILES:
        try:
            texts.append((folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            problems.append(Problem(_shown(folder, name), 0, 0, message("file_missing")))
        except UnicodeDecodeError as error:
            line = (folder / name).read_bytes()[: error.start].count(b"\n") + 1
            problems.append(Problem(_shown(folder, name), line, 1, message("not_utf8")))
        except OSError as error:
            problems.append(
                Problem(_shown(folder, name), 0, 0, message("cannot_read", reason=error.strerror))
            )
    if problems:
        raise CatalogueError(
            message("no_catalogue", folder=folder),
            message("no_catalogue_hint", files=", ".join(FILES)),
            problems,
        )
    return tuple(texts)


def _fingerprint(contents: tuple[str, ...]) -> str:
    """Return the sha-256 over the three files in their fixed order."""
    digest = hashlib.sha256()
    for name, content in zip(FILES, contents, strict=True):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content.encode())
    return digest.hexdigest()


def _broken(folder: Path, *documents: Document) -> CatalogueError:
    """Return the error with the problems file by file, each file in the order of its lines."""
    problems = [
        problem
        for document in documents
        for problem in sorted(document.problems, key=lambda p: (p.line, p.column))
    ]
    return CatalogueError(
        message("catalogue", folder=folder, count=len(problems)), message("mend"), problems
    )
