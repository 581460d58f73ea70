"""``data audit`` as a maintainer runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from report.schemas import findings as schema_findings

from cli.conftest import COFFEE, Call

TINY = Path(__file__).parents[1] / "data" / "tiny"


@pytest.fixture
def personas(tmp_path: Path) -> Path:
    """Return a folder with one sheet for the tiny catalogue, and something else."""
    folder = tmp_path / "people"
    folder.mkdir()
    (folder / "corner.yaml").write_text(COFFEE, encoding="utf-8")
    (folder / "README.md").write_text("not a sheet", encoding="utf-8")
    return folder


def test_the_audit_says_what_it_found_and_how(call: Call, personas: Path) -> None:
    found = call("data", "audit", "--data", TINY, "--personas", personas, "--profiles", 600)
    assert found.code == 0
    assert "Does the instrument lean? Catalogue 2026.01" in found.out
    assert "600 simulated sheets per application, seed 1" in found.out
    assert "(corner)" in found.out
    assert "Good to know" in found.out
    assert "Espresso machine: 4 solutions with a place" in found.out
    assert found.err == ""


def test_the_same_seed_gives_the_same_bytes(call: Call, personas: Path) -> None:
    def json(*more: object) -> str:
        given = ("--data", TINY, "--personas", personas, "--profiles", 300, "--json", *more)
        return call("data", "audit", *given).out

    assert json() == json()
    assert json() != json("--seed", 2)


@pytest.mark.parametrize("more", [(), ("--application", "espresso"), ("--strict",)])
def test_the_json_fits_its_schema(call: Call, personas: Path, more: tuple[str, ...]) -> None:
    given = ("--data", TINY, "--personas", personas, "--profiles", 300, "--json")
    found = call("data", "audit", *given, *more)
    assert schema_findings("data-audit", found.json, strict=True) == []
    data = found.json["data"]
    assert data["options"] == {"profiles": 300, "seed": 1}
    assert data["personas"] == ["corner"]
    names = [a["application"] for a in data["applications"]]
    assert names == (["espresso"] if "espresso" in more else ["espresso", "filter"])


def test_the_json_of_the_shipped_catalogue_fits_the_schema_too(call: Call) -> None:
    given = ("--application", "wfm", "--profiles", 600, "--json")
    found = call("data", "audit", *given)
    assert schema_findings("data-audit", found.json, strict=True) == []
    assert len(found.json["data"]["personas"]) >= 5  # the examples of the checkout


def test_strict_ends_with_six_when_there_is_an_error_and_shows_all_the_same(
    call: Call, tiny_folder: Path
) -> None:
    path = tiny_folder / "vendors.yaml"  # every machine grinds: a question that separates nobody
    flat = path.read_text(encoding="utf-8").replace(
        "grinder: {value: false", "grinder: {value: true"
    )
    path.write_text(flat, encoding="utf-8")
    given = ("data", "audit", "--data", tiny_folder, "--profiles", 300)
    plain, strict = call(*given), call(*given, "--strict")
    assert (plain.code, strict.code) == (0, 6)
    assert strict.out == plain.out
    assert "the audit finds" in strict.err
    data = call(*given, "--strict", "--json")
    assert data.code == 6
    assert (data.json["status"], data.json["exit_code"]) == ("error", 6)
    errors = [f for f in data.json["data"]["findings"] if f["level"] == "error"]
    assert [(f["finding"], f["questions"]) for f in errors] == [("flat_question", ["grinder"])]


def test_sheets_for_other_questions_are_no_default_personas(call: Call) -> None:
    found = call("data", "audit", "--data", TINY, "--profiles", 300, "--json")
    assert found.json["data"]["personas"] == []
    assert "Without examples" in call("data", "audit", "--data", TINY, "--profiles", 300).out


def test_examples_beside_the_data_are_the_default(call: Call, tiny_folder: Path) -> None:
    (tiny_folder.parent / "examples").mkdir()
    (tiny_folder.parent / "examples" / "corner.yaml").write_text(COFFEE, encoding="utf-8")
    found = call("data", "audit", "--data", tiny_folder, "--profiles", 300, "--json")
    assert found.json["data"]["personas"] == ["corner"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_every_form_in_both_languages(call: Call, personas: Path, form: str, language: str) -> None:
    given = ("--data", TINY, "--personas", personas, "--profiles", 300, "--lang", language)
    found = call("data", "audit", *given, "--format", form)
    assert found.code == 0
    assert "{" not in found.out
    if form == "csv":
        header, *rows = found.out.splitlines()
        assert header.startswith("application,solution,name,ranked,first,top_three,first_uniform")
        assert len(rows) == 6  # four for espresso, two for filter
    if form == "md":
        assert found.out.count("\n## ") >= 5  # both applications in full
    assert ("Catalogus" if language == "nl" else "Catalogue") in found.out or form == "csv"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--application", "expresso"), "espresso"),
        (("--personas", "nowhere"), "nowhere is not a folder"),
        (("--profiles", "0"), "--profiles"),
    ],
)
def test_a_mistake_on_the_line_is_said(call: Call, arguments, words: str) -> None:
    found = call("data", "audit", "--data", TINY, *arguments)
    assert found.code == 2
    assert words in found.err


def test_a_broken_sheet_among_the_personas_is_said_with_its_place(
    call: Call, personas: Path
) -> None:
    (personas / "bad.yaml").write_text("answers:\n  noise: loudly\n", encoding="utf-8")
    found = call("data", "audit", "--data", TINY, "--personas", personas, "--profiles", 300)
    assert found.code == 3
    assert "bad.yaml:2:" in found.err
