"""``data diff`` against a saved export: the same differences, and every mistake with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from report.schemas import findings as schema_findings

from cli.conftest import COFFEE, FEW, TINY, Call, edited
from stemwijzer.catalogue.exported import read_export
from stemwijzer.core.model import Catalogue


def exported(call: Call, folder: Path, data: Path, form: str) -> Path:
    """Save the facts of a catalogue."""
    path = folder / f"facts.{form}"
    assert call("data", "export", "--data", data, "-o", path).code == 0
    return path


FORMS = pytest.mark.parametrize("form", ["json", "csv"])


@FORMS
def test_an_export_and_its_own_catalogue_do_not_differ(
    call: Call, tmp_path: Path, form: str
) -> None:
    saved = exported(call, tmp_path, TINY, form)
    found = call("data", "diff", saved, "--data", TINY, *FEW)
    assert found.code == 0
    assert "Nothing changes" in found.out
    assert "questions, applications, websites" in found.out


@FORMS
def test_the_export_of_the_shipped_catalogue_comes_back_whole(
    call: Call, tmp_path: Path, shipped: Catalogue, form: str
) -> None:
    path = tmp_path / f"facts.{form}"
    assert call("data", "export", "-o", path).code == 0
    found = read_export(path.read_text(encoding="utf-8"), path.name, shipped)
    assert found.left_out == ()
    assert (found.catalogue.version, found.catalogue.fingerprint) == (
        shipped.version,
        shipped.fingerprint,
    )
    assert found.catalogue.vendors == shipped.vendors
    for name, solution in shipped.solutions.items():
        own = found.catalogue.solutions[name]
        assert (own.facts, own.applications_fact) == (solution.facts, solution.applications_fact)
        named = [
            *own.applications_fact.sources,
            *(s for f in own.facts.values() for s in f.sources),
        ]
        assert {s: own.sources[s] for s in named} == {s: solution.sources[s] for s in named}
    assert list(found.catalogue.solutions) == list(shipped.solutions)


@FORMS
def test_an_export_shows_the_effects_a_folder_shows(
    call: Call, flipped: Path, tmp_path: Path, form: str
) -> None:
    saved = exported(call, tmp_path, TINY, form)
    of_export = call("data", "diff", saved, "--data", flipped, *FEW, "--json")
    of_folder = call("data", "diff", TINY, "--data", flipped, *FEW, "--json")
    assert schema_findings("data-diff", of_export.json, strict=True) == []
    data, same = of_export.json["data"], of_folder.json["data"]
    assert (data["base_is_export"], same["base_is_export"]) == (True, False)
    for key in ("facts", "items", "moves", "shares", "after"):
        assert data[key] == same[key]
    assert data["before"]["catalogue"]["fingerprint"] == same["before"]["catalogue"]["fingerprint"]


def test_a_note_that_looks_like_a_formula_and_runs_over_lines_survives_csv(
    call: Call, tiny_folder: Path, tmp_path: Path
) -> None:
    edited(tiny_folder, "vendors.yaml", "note: measured", 'note: "=SUM(1), see \\"x\\"\\nhere"')
    saved = exported(call, tmp_path, tiny_folder, "csv")
    assert "'=SUM(1)" in saved.read_text(encoding="utf-8")
    found = call("data", "diff", saved, "--data", tiny_folder, *FEW)
    assert "Nothing changes" in found.out


@FORMS
def test_facts_without_a_place_among_the_questions_of_now_are_said(
    call: Call, tiny_folder: Path, tmp_path: Path, form: str
) -> None:
    """Lungo is no option any more, so what the export says of the drinks cannot be read."""
    saved = exported(call, tmp_path, TINY, form)
    for file in ("vendors.yaml", "questions.yaml"):
        path = tiny_folder / file
        text = path.read_text(encoding="utf-8").replace("lungo", "latte")
        path.write_text(text, encoding="utf-8")
    found = call("data", "diff", saved, "--data", tiny_folder, *FEW, "--json")
    assert found.code == 0
    left_out = found.json["data"]["left_out"]
    assert {"solution": "alto-one", "attribute": "drinks"} in left_out
    assert {one["attribute"] for one in left_out} == {"drinks"}
    said = call("data", "diff", saved, "--data", tiny_folder, *FEW).out
    assert "have no place among the questions of now and are left out: Alto One, drinks" in said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sheet.yaml", COFFEE),
        ("other.json", '{"command": "data audit", "data": {}}'),
        ("list.json", "[1, 2]"),
        ("list.csv", "a,b\n1,2\n"),
        ("empty.csv", ""),
    ],
)
def test_a_file_that_is_no_export_is_a_mistake_on_the_line(
    call: Call, tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = call("data", "diff", path, "--data", TINY)
    assert found.code == 2
    assert "not a saved export" in found.err
    assert "stemwijzer data export" in found.err


def test_a_file_that_is_no_text_is_no_export(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(b"\xff\xfe\x00")
    found = call("data", "diff", path, "--data", TINY)
    assert (found.code, "not a saved export" in found.err) == (2, True)


def test_every_mistake_in_a_csv_export_is_said_with_its_line(call: Call, tmp_path: Path) -> None:
    saved = exported(call, tmp_path, TINY, "csv")
    header, *rows = saved.read_text(encoding="utf-8").splitlines()
    cups = next(i for i, row in enumerate(rows) if ",cups," in row)
    rows[cups] = rows[cups].replace(",5,40,", ",many,40,")
    rows[2] = rows[2].replace("2026-01-02", "2026-03-02")
    saved.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    found = call("data", "diff", saved, "--data", TINY)
    assert found.code == 4
    assert "facts.csv:4:1: source 'page' of alto-one is not the same as above" in found.err
    rows[2] = rows[2].replace("2026-03-02", "2026-01-02")
    saved.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    found = call("data", "diff", saved, "--data", TINY)
    assert found.code == 4
    assert f"facts.csv:{cups + 2}:1: " in found.err
    assert "many" in found.err
    saved.write_text("\n".join([header, rows[5], rows[5], rows[6][:40]]), encoding="utf-8")
    found = call("data", "diff", saved, "--data", TINY)
    assert found.code == 4
    assert "facts.csv:3:1: " in found.err  # the same fact twice
    assert "facts.csv:4:1: this row has other columns" in found.err


def test_every_mistake_in_a_json_export_is_said_with_its_place(call: Call, tmp_path: Path) -> None:
    saved = exported(call, tmp_path, TINY, "json")
    whole = saved.read_text(encoding="utf-8")
    saved.write_text(whole[: len(whole) // 2], encoding="utf-8")
    cut = call("data", "diff", saved, "--data", TINY)
    assert cut.code == 4
    assert "facts.json:" in cut.err
    assert "not valid JSON" in cut.err
    content = json.loads(whole)
    facts = content["data"]["facts"]
    facts[1]["sources"] = "page"
    facts[3] = "a fact"
    facts[4]["fact_sources"] = ["nowhere"]
    saved.write_text(json.dumps(content), encoding="utf-8")
    found = call("data", "diff", saved, "--data", TINY)
    assert found.code == 4
    assert "facts.json, facts[1]: 'sources' is missing" in found.err
    assert "facts.json, facts[3]: 'facts' is missing" in found.err
    facts[1:4] = []
    saved.write_text(json.dumps(content), encoding="utf-8")
    found = call("data", "diff", saved, "--data", TINY)
    assert "facts.json, facts[1]: " in found.err
    assert "nowhere" in found.err
