"""The files beside the catalogue that only its upkeep reads, each of them optional.

``contradictions.yaml`` says which facts do not go together, ``words.yaml`` which words sell instead
of tell, ``exceptions.yaml`` which findings are left for a reason until a date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from stemwijzer.catalogue.build_values import text
from stemwijzer.catalogue.declaration import (
    Date,
    Document,
    Identifier,
    ListOf,
    MapOf,
    Number,
    Record,
    Str,
    TextPair,
    read,
)
from stemwijzer.catalogue.load import shipped_data, shown
from stemwijzer.catalogue.schema import SOURCE_KINDS
from stemwijzer.core.finding import Level
from stemwijzer.core.model import Attribute, Catalogue, Kind, Text
from stemwijzer.errors import CatalogueError, Problem, closest, message

APPLICATIONS = "applications"
"""Stands in a contradiction for the applications a solution delivers."""

_version = Number(minimum=1, whole=True)
_options = MapOf(Identifier, ListOf(Identifier, least=1))
_contradiction = Record(
    "a contradiction",
    {
        "level": Str(choices=tuple(level.value for level in Level)),
        "when": _options,
        "when_absent": _options,
        "when_known": ListOf(Identifier, least=1),
        "needs": _options,
        "never": _options,
        "reason": TextPair(),
    },
    optional=frozenset({"when", "when_absent", "when_known", "needs", "never"}),
    either=("needs", "never"),
)
_proof = Record(
    "a rule of proof",
    {
        "not_from": ListOf(Str(choices=SOURCE_KINDS), least=1),
        "least": Number(minimum=2, whole=True),
        "reason": TextPair(),
    },
    optional=frozenset({"not_from", "least"}),
    either=("not_from", "least"),
)
CONTRADICTIONS = Record(
    "contradictions.yaml",
    {
        "schema_version": _version,
        "contradictions": MapOf(Identifier, _contradiction),
        "proof": MapOf(Identifier, _proof),
    },
    optional=frozenset({"proof"}),
)
WORDS = Record(
    "words.yaml",
    {
        "schema_version": _version,
        "marketing": Record("the words", {"nl": ListOf(Str()), "en": ListOf(Str())}),
    },
)
EXCEPTIONS = Record(
    "exceptions.yaml",
    {
        "schema_version": _version,
        "exceptions": ListOf(
            Record(
                "an exception",
                {
                    "rule": Str(),
                    "solution": Identifier,
                    "attribute": Identifier,
                    "path": Str(),
                    "reason": Str(),
                    "until": Date(),
                },
                optional=frozenset({"solution", "attribute", "path"}),
                either=("solution", "attribute", "path"),
            )
        ),
    },
)

_EMPTY: dict[str, dict[str, Any]] = {
    "contradictions": {"contradictions": {}},
    "words": {"marketing": {"nl": [], "en": []}},
    "exceptions": {"exceptions": []},
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Facts that do not go together.

    It holds for a solution that shows one of ``when`` of each attribute named, is proven to lack
    one of ``absent``, and has any fact about each of ``known``. Such a solution must show one of
    the options under ``needs``, and none of those under ``never``.
    """

    id: str
    level: Level
    reason: Text
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)
    absent: Mapping[str, frozenset[str]] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    never: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a fact about an attribute: not these kinds of pages, and at least so many."""

    reason: Text
    not_from: frozenset[str] = frozenset()
    least: int = 1


@dataclass(frozen=True, slots=True)
class Exemption:
    """A finding that is left, with the reason and the date until which."""

    rule: str
    reason: str
    until: date
    file: str
    line: int
    column: int
    solution: str = ""
    attribute: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What the rules know besides the catalogue."""

    contradictions: tuple[Contradiction, ...]
    proof: Mapping[str, Proof]
    marketing: Mapping[str, tuple[str, ...]]
    exemptions: tuple[Exemption, ...]


def read_upkeep(folder: Path, catalogue: Catalogue, rules: tuple[str, ...]) -> Upkeep:
    """Read the files beside a catalogue; words come from the shipped data when there are none.

    Raises CatalogueError with the problems of all of them.
    """
    contradictions = _document(folder, "contradictions", CONTRADICTIONS)
    words_folder = folder if (folder / "words.yaml").is_file() else shipped_data()
    words = _document(words_folder, "words", WORDS)
    exceptions = _document(folder, "exceptions", EXCEPTIONS)
    _check_contradictions(contradictions, catalogue)
    _check_exceptions(exceptions, catalogue, rules)
    documents = (contradictions, words, exceptions)
    if problems := [problem for document in documents for problem in document.problems]:
        raise CatalogueError(
            message("catalogue", folder=folder, count=len(problems)), message("mend"), problems
        )
    return Upkeep(
        tuple(_contradiction_of(n, d) for n, d in contradictions.data["contradictions"].items()),
        {
            name: Proof(
                text(entry["reason"]), frozenset(entry.get("not_from", ())), entry.get("least", 1)
            )
            for name, entry in contradictions.data.get("proof", {}).items()
        },
        {language: tuple(found) for language, found in words.data["marketing"].items()},
        tuple(_exemption_of(exceptions, i, d) for i, d in enumerate(exceptions.data["exceptions"])),
    )


def _document(folder: Path, name: str, kind: Record) -> Document:
    """Return a file beside the catalogue; one that is not there counts as empty."""
    path = folder / f"{name}.yaml"
    try:
        content = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Document(shown(folder, path.name), data=_EMPTY[name])
    except (OSError, UnicodeDecodeError) as error:
        found = Document(shown(folder, path.name))
        found.problems.append(Problem(found.file, 0, 0, message("cannot_read", reason=error)))
        return found
    return read(content, shown(folder, path.name), kind)


def _contradiction_of(name: str, data: Mapping[str, Any]) -> Contradiction:
    def options(key: str) -> dict[str, frozenset[str]]:
        return {attribute: frozenset(found) for attribute, found in data.get(key, {}).items()}

    return Contradiction(
        id=name,
        level=Level(data["level"]),
        reason=text(data["reason"]),
        when=options("when"),
        absent=options("when_absent"),
        known=tuple(data.get("when_known", ())),
        needs=options("needs"),
        never=options("never"),
    )


def _exemption_of(document: Document, index: int, data: Mapping[str, Any]) -> Exemption:
    line, column = document.where(("exceptions", index))
    return Exemption(
        rule=data["rule"],
        reason=data["reason"],
        until=date.fromisoformat(data["until"]),
        file=document.file,
        line=line,
        column=column,
        solution=data.get("solution", ""),
        attribute=data.get("attribute", ""),
        path=data.get("path", ""),
    )


def _check_contradictions(document: Document, catalogue: Catalogue) -> None:
    """Report attributes and options the catalogue does not have."""
    known: dict[str, tuple[str, ...]] = {
        a.id: _option_ids(a) for a in catalogue.attributes.values() if _option_ids(a)
    }
    known[APPLICATIONS] = tuple(catalogue.applications)
    for name, data in ((document.data or {}).get("contradictions") or {}).items():
        for key in ("when", "when_absent", "needs", "never"):
            for attribute, options in data.get(key, {}).items():
                path = ("contradictions", name, key, attribute)
                if attribute not in known:
                    words = message("unknown_attribute", name=attribute)
                    document.problem(path, words, closest(attribute, known))
                    continue
                for option in options:
                    if option not in known[attribute]:
                        words = message("unknown_option", name=option)
                        document.problem(path, words, closest(option, known[attribute]))
        for index, attribute in enumerate(data.get("when_known", [])):
            _check_attribute(
                document, ("contradictions", name, "when_known", index), attribute, catalogue
            )
    for attribute in (document.data or {}).get("proof") or {}:
        _check_attribute(document, ("proof", attribute), attribute, catalogue)


def _option_ids(attribute: Attribute) -> tuple[str, ...]:
    if attribute.kind in (Kind.INTERVAL, Kind.AMOUNT):
        return ()
    return tuple(option.id for option in attribute.options)


def _check_attribute(
    document: Document, path: tuple[str | int, ...], name: str, catalogue: Catalogue
) -> None:
    if name not in catalogue.attributes:
        words = message("unknown_attribute", name=name)
        document.problem(path, words, closest(name, catalogue.attributes))


def _check_exceptions(document: Document, catalogue: Catalogue, rules: tuple[str, ...]) -> None:
    """Report exceptions that name a rule, solution or attribute that does not exist."""
    checks: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("rule", "unknown_rule", rules),
        ("solution", "unknown_solution", tuple(catalogue.solutions)),
        ("attribute", "unknown_attribute", tuple(catalogue.attributes)),
    )
    for index, data in enumerate((document.data or {}).get("exceptions") or []):
        for key, words, known in checks:
            if key in data and data[key] not in known:
                path = ("exceptions", index, key)
                document.problem(path, message(words, name=data[key]), closest(data[key], known))
