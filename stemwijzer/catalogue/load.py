"""Find the data files and turn them into one catalogue, or raise with every problem at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stemwijzer.catalogue import (
    build_applications,
    build_questions,
    build_vendors,
    schema,
)
from stemwijzer.catalogue.build_values import text
from stemwijzer.catalogue.declaration import Document, Raw, read
from stemwijzer.catalogue.files import (
    FILES,
    contents,
    fingerprint,
    is_private,
    shipped_data,
    shown,
)
from stemwijzer.core.model import GOALS, Catalogue
from stemwijzer.errors import CatalogueError, message


@dataclass(frozen=True, slots=True)
class Loaded:
    """A catalogue with the documents it was read from, which know the place of everything."""

    catalogue: Catalogue
    folder: Path
    questions: Document
    applications: Document
    vendors: Document
    vendors_text: str


__all__ = ["FILES", "Loaded", "load_catalogue", "load_documents", "shipped_data", "shown"]


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Read, check and build a catalogue; see :func:`load_documents`."""
    return load_documents(folder).catalogue


def load_documents(folder: Path | None = None) -> Loaded:
    """Read, check and build a catalogue, and keep the documents with the places.

    ``folder`` holds questions.yaml, applications.yaml and vendors.yaml; ``None`` takes the shipped
    data. Raises CatalogueError carrying the problems of all files, sorted by place.
    """
    folder = folder or shipped_data()
    texts = contents(folder)
    found = fingerprint(texts)

    # Read each file as far as the ones before it allow, so that all problems come out at once.
    asked = read(texts[0], shown(folder, FILES[0]), schema.QUESTIONS)
    if asked.data is None:  # without questions nothing but the spelling of the others can be judged
        rest = (read(texts[i], shown(folder, FILES[i]), Raw()) for i in (1, 2))
        raise _broken(folder, asked, *rest)
    attributes = build_questions.attributes(asked)
    questions = build_questions.questions(asked, attributes)
    reserve = build_questions.reserve(asked, attributes)
    goals = tuple(o.id for o in attributes[GOALS].options) if GOALS in attributes else ()
    applied = read(texts[1], shown(folder, FILES[1]), schema.applications(attributes, goals))
    applications = build_applications.applications(applied, attributes)
    if applied.data is not None:
        build_questions.check_applications_named(asked, applications)
    application_ids = None if applied.data is None else tuple(applications)
    sold = read(texts[2], shown(folder, FILES[2]), schema.vendors(attributes, application_ids))
    vendors, solutions = build_vendors.vendors(sold, attributes)
    not_listed = build_vendors.not_listed(sold)

    if asked.problems or applied.problems or sold.problems:
        raise _broken(folder, asked, applied, sold)
    catalogue = Catalogue(
        version=sold.data["version"],
        fingerprint=found,
        private=is_private(folder, found),
        name=text(asked.data["name"]),
        themes=build_questions.themes(asked),
        attributes=attributes,
        questions=questions,
        reserve=reserve,
        applications=applications,
        vendors=vendors,
        solutions=solutions,
        not_listed=not_listed,
        goal_measures=build_applications.goal_measures(applied),
    )
    return Loaded(catalogue, folder, asked, applied, sold, texts[2])


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
