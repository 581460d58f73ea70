"""The workbook: safe against formulas from outside, whole, and counting as the program does."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from report.make import COFFEE, who
from report.test_contract import example
from report.test_requirements_view import EXAMPLES, FIRST, SECOND

from stemwijzer.core.answer import Answer, Importance
from stemwijzer.core.model import Catalogue, Text
from stemwijzer.core.requirements import Filled, Form
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.report.book import make_book
from stemwijzer.report.records import RequirementsResult
from stemwijzer.report.requirements import items_of, make_requirements, with_scores

xlsxwriter = pytest.importorskip("xlsxwriter", reason="the extra 'excel' is not installed")
calamine = pytest.importorskip("python_calamine", reason="the extra 'excel' is not installed")

from stemwijzer.render.workbook import render  # noqa: E402

EVIL = (
    "=HYPERLINK(\"http://evil.example\",\"x\")",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1",
    "{=1+1}",
    "http://evil.example",
    "<v>1</v>&amp;\"'",
    "&[Path]&G",
    "a" * 40_000,
    "nul\x00 bell\x07 half\ud800",
)  # fmt: skip


def book_of(result: RequirementsResult, language: str = "en") -> bytes:
    return render(make_book(result, Texts(language)))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {n: archive.read(n).decode("utf-8") for n in archive.namelist()}


def formulas(content: bytes) -> list[str]:
    found = []
    for name, text in parts(content).items():
        if name.startswith("xl/worksheets/"):
            root = ElementTree.fromstring(text)
            found += [e.text or "" for e in root.iter() if e.tag.endswith("}f")]
    return found


def sheets(content: bytes) -> dict[str, list[list[object]]]:
    found = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: found.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in found.sheet_names
    }


def scored(tiny: Catalogue) -> RequirementsResult:
    return with_scores(make_requirements(tiny, who(tiny, organisation="Corner")), [FIRST, SECOND])


@pytest.mark.parametrize("text", EVIL, ids=range(len(EVIL)))
def test_no_text_becomes_a_formula_or_a_link(tiny: Catalogue, text: str) -> None:
    """As the name of an organisation, a vendor, a question, an option, and as evidence."""
    noise = tiny.attributes["noise"]
    options = (replace(noise.options[0], label=Text(text, text)), *noise.options[1:])
    noise = replace(noise, label=Text(text, text), options=options)
    question = replace(tiny.questions["noise"], attribute=noise, requirement=Text(text, text))
    marked = replace(tiny, questions={**tiny.questions, "noise": question})
    made = make_requirements(marked, who(marked, COFFEE, organisation=text))
    result = with_scores(made, [Filled(text, FIRST.answers, {"noise.setting": text})])
    content = book_of(result)
    clean = book_of(scored(tiny))
    made_up = formulas(content)
    assert not [f for f in made_up for evil in ("HYPERLINK", "cmd", "SUM(1", "evil") if evil in f]
    assert len(made_up) == len(formulas(clean))
    every = parts(content)
    assert not [name for name in every if "hyperlink" in name.lower() or "external" in name.lower()]
    assert not [n for n, part in every.items() if "<hyperlink" in part]
    for name, part in every.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)  # well-formed, whatever was written


def test_a_formula_is_made_of_cells_numbers_and_functions_only(tiny: Catalogue) -> None:
    functions = {
        "IF", "IFERROR", "INDEX", "MATCH", "COUNTIF", "COUNTA", "COUNT", "ROUND", "SUM",
        "SUMPRODUCT", "TRIM", "MIN", "MAX", "LN",
    }  # fmt: skip
    for formula in formulas(book_of(scored(tiny))):
        assert set(re.findall(r"[A-Z]+(?=\()", formula)) <= functions
        texts = re.findall(r'"([^"]*)"', formula)
        assert set(texts) <= {"", "<10"}


def test_the_same_programme_gives_the_same_bytes(tiny: Catalogue) -> None:
    assert book_of(scored(tiny)) == book_of(scored(tiny))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_stands_there_with_a_heading_that_stays(tiny: Catalogue, language: str) -> None:
    content = book_of(scored(tiny), language)
    texts = Texts(language)
    names = ("requirements", "answers", "scoring", "questions", "sources", "assumptions", "lists")
    assert list(sheets(content)) == [texts(f"requirements.book.{name}") for name in names]
    for number in range(1, 6):
        part = parts(content)[f"xl/worksheets/sheet{number}.xml"]
        assert 'state="frozen"' in part
        assert 'orientation="landscape"' in part


def test_for_vendors_only_what_can_be_sent_is_there(shipped: Catalogue) -> None:
    result = make_requirements(shipped, example(shipped, EXAMPLES[0]))
    content = book_of(replace(result, for_vendors=True))
    assert list(sheets(content)) == ["Requirements", "Answers", "Assumptions", "Lists"]
    best = [shipped.solutions[s.solution_id].name for s, _ in result.asks]
    assert best
    every = "".join(parts(content).values())
    assert not [name for name in best if f">{name}" in every]
    assert result.respondent.sheet.note[:40] not in every


def test_lists_are_offered_by_reference_and_numbers_are_checked(tiny: Catalogue) -> None:
    answers = parts(book_of(scored(tiny)))["xl/worksheets/sheet2.xml"]
    found = re.findall(r'<dataValidation type="(\w+)"[^>]*>(?:<formula1>([^<]*))?', answers)
    assert {kind for kind, _ in found} == {"list", "decimal"}
    for kind, source in found:
        if kind == "list":
            assert re.fullmatch(r"'Lists'!\$B\$\d+:\$B\$\d+", source)


def test_the_weights_add_up_and_the_values_are_those_of_the_program(tiny: Catalogue) -> None:
    result = scored(tiny)
    found = sheets(book_of(result))
    weights = [row[6] for row in found["Requirements"][4:] if isinstance(row[6], float)]
    assert sum(weights[:-1]) == weights[-1] == 100
    scoring = found["Scoring"]
    assert scoring[3][5:7] == ["First", "Second"]
    assert scoring[4][5:8] == ["met", "out", "still open"]
    assert scoring[5][5:8] == [70, 20, ""]
    assert scoring[6][5:8] == [8, 2, 0]
    for index in range(len(result.programme.lines)):
        row = scoring[8 + index]
        for score, shown in zip(result.scores, row[5:7], strict=True):
            points = score.points[index]
            assert shown == ("" if points is None else points / 10)


def test_answers_that_were_read_stand_in_the_new_workbook(tiny: Catalogue) -> None:
    rows = {row[0]: row for row in sheets(book_of(scored(tiny)))["Answers"][4:]}
    assert rows["noise.setting"][5:9] == ["audible", "manual, page 3", "silent", ""]
    assert rows["price.amount"][5] == 900
    assert rows["drinks.lungo"][5] == "yes"


def test_only_knock_outs_make_a_workbook_too(tiny: Catalogue) -> None:
    must = {"grinder": Answer("agree", Importance.MUST)}
    made = make_requirements(tiny, who(tiny, must), "espresso")
    found = sheets(book_of(with_scores(made, [Filled("A", {"grinder.setting": "yes"}, {})])))
    assert found["Scoring"][4][5] == "met"
    assert found["Scoring"][5][5] == 0


# A real spreadsheet program ---------------------------------------------------------------------

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def columns(result: RequirementsResult) -> list[Filled]:
    """Return vendors that answer differently: all kinds of answers, gaps and edges."""
    found = []
    for vendor in range(4):
        answers: dict[str, str | float] = {}
        for index, (line, item) in enumerate(items_of(result.programme)):
            turn = index + 3 * vendor
            if turn % 7 == 6:
                continue
            if item.form is Form.LEVEL:
                answers[line.key(item)] = item.points[turn % len(item.points)][0]
            elif item.form is Form.YES_NO:
                answers[line.key(item)] = "no" if turn % 3 == 0 else "yes"
            elif item.id == "highest":
                answers[line.key(item)] = (1_000_000.0, 150.0, 17.0, 3000.0)[vendor]
            else:
                answers[line.key(item)] = (1.0, 61.25, 75.01, 99.5)[vendor]
        found.append(Filled("ABCD"[vendor], answers, {}))
    return found


def without_values(content: bytes) -> bytes:
    """Return the workbook with a wrong value behind every formula."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts(content).items():
            wrong = re.sub(r"(</f>)<v>[^<]*</v>", r"\1<v>999</v>", text)
            archive.writestr(name, wrong.replace(' t="str"><f>', "><f>"))
    return out.getvalue()


def test_a_spreadsheet_program_comes_to_the_same_values(shipped: Catalogue, tmp_path: Path) -> None:
    """Every cell, after a full recalculation, with nothing to copy from."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice (LibreOffice) is not installed: no second program to recalculate with")
    user = tmp_path / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    expected = {}
    for name, application in (("municipality", "ticketing"), ("web-shop", "ccaas")):
        path = next(p for p in EXAMPLES if p.stem == name)
        made = make_requirements(shipped, example(shipped, path), application)
        content = book_of(with_scores(made, columns(made)), "nl")
        expected[name] = content
        (tmp_path / f"{name}.xlsx").write_bytes(without_values(content))
    subprocess.run(
        [
            program, f"-env:UserInstallation=file://{tmp_path / 'profile'}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"),
            *(str(tmp_path / f"{name}.xlsx") for name in expected),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for name, content in expected.items():
        again = sheets((tmp_path / "out" / f"{name}.xlsx").read_bytes())
        for sheet, rows in sheets(content).items():
            for i, row in enumerate(rows):
                for j, value in enumerate(row):
                    found = again[sheet][i][j] if j < len(again[sheet][i]) else ""
                    assert found == (
                        pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
                    ), (name, sheet, i, j)
