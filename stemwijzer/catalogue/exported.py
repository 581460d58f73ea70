"""The catalogue a saved ``data export`` was made of, as far as the export holds it.

An export carries facts, their sources, and the names of vendors and solutions. Questions,
attributes, applications, other names, websites and what is not listed are those of the present
catalogue. The records are written out as a ``vendors.yaml`` and read by the declaration that reads
the real one, so that one place decides what a fact may look like.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from stemwijzer.catalogue import build_vendors, schema
from stemwijzer.catalogue.declaration import read
from stemwijzer.catalogue.strict_yaml import escaped
from stemwijzer.core.model import BREADTH, GOALS, Attribute, Catalogue, Kind
from stemwijzer.errors import CatalogueError, Message, Problem, UsageError

Plain = dict[str, Any]

_APPLICATIONS = "applications"
_TEXTS = ("vendor", "vendor_name", "solution", "name", "attribute", "kind")
_VALUES = ("value", "has", "not", "min", "max", "amount", "currency", "billing", "plan", "note")
_SOURCE_COLUMNS = {
    "source": "sources",
    "url": "urls",
    "kind": "source_kinds",
    "page_date": "page_dates",
    "seen": "seen",
    "grade": "grades",
}
_COLUMNS = {
    *(*_TEXTS, *_VALUES, *_SOURCE_COLUMNS.values()),
    *("private", "member_sources", "fact_sources", "version", "fingerprint"),
}
_NO_DATE = "none"
_FORMULA_STARTS = ("'=", "'+", "'-", "'@", "'\t", "'\r")
_FINGERPRINT = re.compile("[0-9a-f]{64}")
_NO_WEBSITE = "https://website.invalid"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds; ``left_out`` are facts the present questions have no place for.

    Those are pairs of solution and attribute: the attribute is gone or of another kind, or the
    value names an option or application that is gone.
    """

    catalogue: Catalogue
    left_out: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """One fact as exported, with the place to name when something is wrong with it."""

    place: tuple[str, int]
    data: Plain

    @property
    def key(self) -> tuple[str, str]:
        return self.data["solution"], self.data["attribute"]


@dataclass(slots=True)
class _Export:
    """The records with what stands above them, and what is wrong."""

    name: str
    version: str = ""
    fingerprint: str = ""
    private: bool = True
    records: list[_Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def fail(self, place: tuple[str, int], key: str, /, **values: object) -> None:
        """Note what is wrong with the record at a place."""
        file, line = place
        words = Message(f"audit.diff.export.{key}", values)
        self.problems.append(Problem(file, line, int(line > 0), words))

    def check(self) -> None:
        """Raise CatalogueError with every problem, when there is one."""
        if self.problems:
            values = {"base": self.name, "count": len(self.problems)}
            hint = Message("audit.diff.export.broken_hint")
            raise CatalogueError(Message("audit.diff.export.broken", values), hint, self.problems)


def read_export(text: str, name: str, present: Catalogue) -> Exported:
    """Read an export, JSON or CSV, against the present questions and applications.

    Raises UsageError when it is no export of ``data export``, CatalogueError carrying every problem
    when it is one and cannot be read.
    """
    export = _of_json(text, name) if text.lstrip()[:1] in ("{", "[") else _of_csv(text, name)
    seen: set[tuple[str, str]] = set()
    sources: dict[tuple[str, str], Plain] = {}
    for record in export.records:
        solution, attribute = record.key
        if record.key in seen:
            export.fail(record.place, "twice", solution=solution, attribute=attribute)
        seen.add(record.key)
        for source in record.data["sources"]:
            if sources.setdefault((solution, source["source"]), source) != source:
                export.fail(record.place, "source", source=source["source"], solution=solution)
    if not _FINGERPRINT.fullmatch(export.fingerprint):
        export.fail((name, 0), "shape", key="fingerprint")
    export.check()
    kept, left_out = _kept(export.records, present)
    return Exported(_catalogue(export, kept, present), tuple(left_out))


# The two forms ----------------------------------------------------------------------------------


def foreign(name: str) -> UsageError:
    """Return the error for a file that is something else."""
    return UsageError(
        Message("audit.diff.export.foreign", {"base": name}),
        Message("audit.diff.export.foreign_hint"),
    )


def _of_json(text: str, name: str) -> _Export:
    export = _Export(name)
    try:
        envelope = json.loads(text)
    except json.JSONDecodeError as error:
        export.fail((name, error.lineno), "json", reason=error.msg)
        export.check()
    except RecursionError:
        raise foreign(name) from None
    data = envelope.get("data") if isinstance(envelope, dict) else None
    if not isinstance(data, dict) or envelope.get("command") != "data export":
        raise foreign(name)
    head = data.get("catalogue")
    if isinstance(head, dict):
        export.version, export.fingerprint = str(head.get("version")), str(head.get("fingerprint"))
        export.private = head.get("private") is not False
    facts = data.get("facts")
    for index, found in enumerate(facts if isinstance(facts, list) else [None]):
        place = (f"{name}, facts[{index}]", 0)
        wrong = next(_misshapen(found), None) if isinstance(found, dict) else "facts"
        if wrong:
            export.fail(place, "shape", key=wrong)
        else:
            export.records.append(_Record(place, found))
    return export


def _misshapen(found: Plain) -> Iterator[str]:
    """Yield the keys without which a record cannot be put in its place."""
    yield from (key for key in _TEXTS if not isinstance(found.get(key), str))
    for key in ("has", "not"):
        options = found.get(key)
        if options is not None and not (isinstance(options, list) and _all_texts(options)):
            yield key
    members, sources = found.get("member_sources"), found.get("sources")
    if not isinstance(members, dict) or not _all_texts(members.values()):
        yield "member_sources"
    elif not isinstance(sources, list) or not all(
        isinstance(source, dict) and isinstance(source.get("source"), str) for source in sources
    ):
        yield "sources"
    elif not isinstance(found.get("fact_sources"), list):
        yield "fact_sources"


def _all_texts(values: Any) -> bool:
    return all(isinstance(value, str) for value in values)


def _of_csv(text: str, name: str) -> _Export:
    export = _Export(name)
    reader = csv.DictReader(io.StringIO(text), restkey="", strict=True)
    try:
        if _COLUMNS.difference(reader.fieldnames or ()):
            raise foreign(name)
        line = reader.line_num + 1  # a note may run over several lines
        for row in reader:
            place, line = (name, line), reader.line_num + 1
            if "" in row or None in row.values():
                export.fail(place, "columns")
                continue
            cells = {key: _unguarded(cell) for key, cell in row.items()}
            wrong = _mismatched(cells)
            if wrong:
                export.fail(place, "shape", key=wrong)
                continue
            export.records.append(_Record(place, _of_row(cells)))
            export.version, export.fingerprint = cells["version"], cells["fingerprint"]
    except csv.Error as error:
        export.fail((name, reader.line_num), "csv", reason=error)
    return export


def _unguarded(cell: str) -> str:
    """Take away the apostrophe that keeps a spreadsheet from seeing a formula."""
    return cell[1:] if cell.startswith(_FORMULA_STARTS) else cell


def _mismatched(cells: Mapping[str, str]) -> str:
    """Return the column that has not one word for each source, or ``""``."""
    counts = {column: len(cells[column].split()) for column in _SOURCE_COLUMNS.values()}
    wrong = [column for column, count in counts.items() if count != counts["sources"]]
    if not wrong and any("=" not in pair for pair in cells["member_sources"].split()):
        return "member_sources"
    return wrong[0] if wrong else ""


def _of_row(cells: Mapping[str, str]) -> Plain:
    """Return a row of CSV as the record of JSON it was made of."""
    found: Plain = {key: cells[key] for key in _TEXTS}
    kind = cells["kind"]
    found |= {key: cells[key] or None for key in _VALUES}
    if kind in (Kind.LEVELS, Kind.SET):
        found |= {key: cells[key].split() for key in ("has", "not")}
    if kind == Kind.BOOL:
        found["value"] = _truth(cells["value"])
    found |= {key: _number(cells[key]) for key in ("min", "max", "amount")}
    found["private"] = _truth(cells["private"])
    columns = [cells[column].split() for column in _SOURCE_COLUMNS.values()]
    found["sources"] = [
        dict(zip(_SOURCE_COLUMNS, words, strict=True)) for words in zip(*columns, strict=True)
    ]
    for source in found["sources"]:
        if source["page_date"] == _NO_DATE:
            source["page_date"] = None
    pairs = (pair.split("=", 1) for pair in cells["member_sources"].split())
    found["member_sources"] = dict(pairs)
    found["fact_sources"] = cells["fact_sources"].split()
    return found


def _truth(cell: str) -> bool | str:
    return cell == "true" if cell in ("true", "false") else cell


def _number(cell: str) -> float | str | None:
    """Return a number, or the text that is none: the declaration says what is wrong with it."""
    try:
        return float(cell) if cell else None
    except ValueError:
        return cell


# What the present questions have a place for ------------------------------------------------------


def _kept(
    records: Sequence[_Record], present: Catalogue
) -> tuple[list[_Record], list[tuple[str, str]]]:
    """Return the records that fit, and which facts are left out."""
    kept, left_out = [], []
    homeless: set[str] = set()
    for record in records:
        if record.data["attribute"] != _APPLICATIONS:
            continue
        known = [a for a in record.data["has"] or () if a in present.applications]
        if len(known) < len(record.data["has"] or ()):
            left_out.append(record.key)
        if not known and record.data["has"]:
            homeless.add(record.key[0])
    for record in records:
        data = record.data
        if record.key[0] in homeless:
            continue
        if data["attribute"] == _APPLICATIONS:
            has = [a for a in data["has"] or () if a in present.applications]
            members = {a: s for a, s in data["member_sources"].items() if a in has}
            kept.append(replace(record, data={**data, "has": has, "member_sources": members}))
        elif _fits(data, present.attributes.get(data["attribute"])):
            kept.append(record)
        else:
            left_out.append(record.key)
    return kept, left_out


def _fits(data: Plain, attribute: Attribute | None) -> bool:
    if attribute is None or attribute.id in (GOALS, BREADTH) or attribute.kind != data["kind"]:
        return False
    options = {option.id for option in attribute.options}
    match attribute.kind:
        case Kind.LEVEL:
            return data["value"] in options
        case Kind.LEVELS | Kind.SET:
            return options.issuperset([*(data["has"] or ()), *(data["not"] or ())])
    return True


# The catalogue ------------------------------------------------------------------------------------


def _catalogue(export: _Export, records: Sequence[_Record], present: Catalogue) -> Catalogue:
    text, places = _as_vendors(records, present)
    document = read(text, export.name, schema.vendors(present.attributes, present.applications))
    vendors, solutions = build_vendors.vendors(document, present.attributes)
    for problem in document.problems:
        file, line = places[min(max(problem.line, 1), len(places)) - 1]
        moved = replace(problem, file=file, line=line, column=int(line > 0))
        if moved not in export.problems:
            export.problems.append(moved)
    export.check()
    for name, solution in solutions.items():
        now = present.solutions.get(name)
        if now is not None:
            solutions[name] = replace(solution, aliases=now.aliases, lifecycle=now.lifecycle)
    unsold = {name: v for name, v in present.vendors.items() if not v.solutions}
    return replace(
        present,
        version=export.version,
        fingerprint=export.fingerprint,
        private=export.private,
        vendors={**unsold, **vendors},
        solutions=solutions,
    )


def _as_vendors(
    records: Sequence[_Record], present: Catalogue
) -> tuple[str, list[tuple[str, int]]]:
    """Return the records as a ``vendors.yaml``, and for each of its lines the record behind it."""
    by_solution: dict[str, list[_Record]] = {}
    by_vendor: dict[str, dict[str, None]] = {}
    for record in records:
        by_solution.setdefault(record.data["solution"], []).append(record)
        by_vendor.setdefault(record.data["vendor"], {})[record.data["solution"]] = None
    start = ("", 0)
    lines: list[tuple[str, tuple[str, int]]] = [
        ("schema_version: 1", start),
        ('version: "0"', start),
        ("vendors:" if by_vendor else "vendors: {}", start),
    ]
    for vendor, names in by_vendor.items():
        first = by_solution[next(iter(names))][0]
        known = present.vendors.get(vendor)
        website = known.website if known else _NO_WEBSITE
        lines.append((f"  {_text(vendor)}:", first.place))
        lines.append((f"    name: {_text(first.data['vendor_name'])}", first.place))
        lines.append((f"    website: {_text(website)}", first.place))
        lines.append(("    solutions:", first.place))
        for name in names:
            lines += _solution_lines(name, by_solution[name])
    return "\n".join(line for line, _ in lines) + "\n", [place for _, place in lines]


def _solution_lines(name: str, records: Sequence[_Record]) -> Iterator[tuple[str, tuple[str, int]]]:
    first = records[0]
    yield f"      {_text(name)}:", first.place
    yield f"        name: {_text(first.data['name'])}", first.place
    yield f"        private: {_text(first.data.get('private', False))}", first.place
    for record in records:
        if record.data["attribute"] == _APPLICATIONS:
            proof = {"has": record.data["has"], **_proof(record.data)}
            yield f"        applications: {_text(proof)}", record.place
    sources = {s["source"]: (s, r.place) for r in reversed(records) for s in r.data["sources"]}
    yield f"        sources:{'' if sources else ' {}'}", first.place
    for source, (data, place) in sources.items():
        known = {k: v for k, v in data.items() if k != "source" and v is not None}
        yield f"          {_text(source)}: {_text(known)}", place
    facts = [r for r in records if r.data["attribute"] != _APPLICATIONS]
    yield f"        facts:{'' if facts else ' {}'}", first.place
    for record in facts:
        value = {k: record.data.get(k) for k in _VALUES if record.data.get(k) is not None}
        fact = {**value, **_proof(record.data)}
        yield f"          {_text(record.data['attribute'])}: {_text(fact)}", record.place


def _proof(data: Plain) -> Plain:
    proof: Plain = {"source": data["fact_sources"]}
    if data["member_sources"]:
        proof["sources"] = data["member_sources"]
    if data.get("note"):
        proof["note"] = data["note"]
    return proof


def _text(value: Any) -> str:
    """Return a value as JSON on one line, which YAML reads the same."""
    return escaped(json.dumps(value, ensure_ascii=False))
