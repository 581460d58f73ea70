"""``requirements`` as a consultant would use it: out, filled in, back."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from report.schemas import findings

from tests.cli.conftest import ROOT

CITY = ROOT / "examples" / "municipality.yaml"
TICKETS = ("requirements", CITY, "-a", "ticketing")

excel = pytest.mark.skipif(
    not all(find_spec(name) for name in ("xlsxwriter", "python_calamine")),
    reason="the extra 'excel' is not installed",
)


@pytest.fixture
def form(call, tmp_path):
    """Return an empty workbook for vendors."""
    path = tmp_path / "form.xlsx"
    found = call(*TICKETS, "--for-vendors", "-o", path)
    assert (found.code, found.out) == (0, "")
    return path


def filled(path: Path, answers: dict[str, str | float], vendor: str = "") -> Path:
    """Write answers into the first vendor's column, as a person would, in a copy of a workbook."""
    import re
    from xml.sax.saxutils import escape

    from stemwijzer.answers.workbook import read_workbook
    from stemwijzer.report.requirements_read import LAYOUT

    keys = read_workbook(path.read_bytes(), path.name, LAYOUT).keys
    copy = path.with_name(f"{''.join(c for c in vendor if c.isalnum()) or 'filled'}.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet2.xml":
                for key, value in answers.items():
                    cell = f"F{keys.index(key) + 5}"
                    text = written(text, cell, value, escape, re)
                if vendor:
                    text = written(text, "F4", vendor, escape, re)
            new.writestr(name, text)
    return copy


def written(text, cell, value, escape, re):
    inner = f"<v>{value}</v>" if isinstance(value, float) else f"<is><t>{escape(value)}</t></is>"
    kind = "" if isinstance(value, float) else ' t="inlineStr"'
    changed, count = re.subn(
        rf'<c r="{cell}" s="(\d+)"(?: t="s")?(?:/>|>.*?</c>)',
        lambda found: f'<c r="{cell}" s="{found[1]}"{kind}>{inner}</c>',
        text,
        count=1,
    )
    assert count == 1, cell
    return changed


ANSWERS: dict[str, str | float] = {
    "ai_autonomy.setting": "AI does not answer customers",
    "data_region.any": "yes",
    "scale.lowest": 1.0,
    "scale.highest": 500.0,
    "channels.phone": "no",
    "channels.email": "Yes",
    "channels.whatsapp": "yes",
}


# The programme ----------------------------------------------------------------------------------


def test_the_programme_speaks_dutch_and_english(call):
    for language, words in (("nl", "Programma van eisen"), ("en", "Programme of requirements")):
        found = call(*TICKETS, "--lang", language)
        assert (found.code, found.err) == (0, "")
        assert words in found.out


def test_without_an_application_it_is_about_the_best_fitting_one(call):
    chosen = call("match", CITY, "--json").json["data"]["rankings"][0]["application"]
    assert call("requirements", CITY, "--json").json["data"]["application"] == chosen


def test_json_fits_the_schema_and_csv_has_every_line(call):
    found = call(*TICKETS, "--json").json
    assert findings("requirements", found, strict=True) == []
    rows = list(csv.DictReader(io.StringIO(call(*TICKETS, "--format", "csv").out)))
    kinds = [row["kind"] for row in rows]
    assert kinds.count("wish") == len(found["data"]["wishes"])
    assert kinds.count("knock_out") == 2
    assert sum(float(row["weight"] or 0) for row in rows) == pytest.approx(1)


def test_what_rests_for_lack_of_public_facts_is_still_put_before_the_buyer(call):
    found = call(*TICKETS, "--lang", "en").out
    rests = found[found.index("Not asked, but important") :]
    assert "Which proofs of security must the vendor show?" in rests
    listed = call(*TICKETS, "--json").json["data"]["unasked"]
    assert "certificates" in listed
    assert "screen_recording" not in listed  # no way to prove it is written down


def test_for_vendors_leaves_out_what_is_your_own(call, tmp_path):
    path = tmp_path / "form.md"
    assert call(*TICKETS, "--for-vendors", "-o", path).code == 0
    text = path.read_text(encoding="utf-8")
    assert "Questions to vendors" not in text
    assert "Still to decide" not in text
    assert "Zammad" not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("requirements",), "SHEET"),
        ((*TICKETS, "-o", "x.docx"), "cannot be a .docx"),
        (("requirements", CITY, "-a", "all"), "about one application"),
        (("requirements", CITY, "-a", "ticketin"), "did you mean 'ticketing'?"),
        ((*TICKETS, "--for-vendors", "-f", "csv"), "--for-vendors"),
    ],
)
def test_what_cannot_be_is_said_with_what_to_do(call, arguments, words):
    found = call(*arguments)
    assert found.code == 2
    assert words in found.err


@pytest.mark.parametrize("arguments", [("-o", "x.xlsx"), ("--read", "x.xlsx")])
def test_without_the_extra_the_message_names_the_command(call, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    if arguments[0] == "--read":
        Path("x.xlsx").write_bytes(b"PK")
    for name in ("xlsxwriter", "python_calamine"):
        monkeypatch.setitem(sys.modules, name, None)
    found = call(*TICKETS, *arguments)
    assert found.code == 2
    assert "pip install 'stemwijzer[excel]'" in found.err


def test_markdown_needs_no_extra(call, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert call(*TICKETS, "-o", tmp_path / "x.md").code == 0


# Out, filled in, back ---------------------------------------------------------------------------


@excel
def test_an_existing_workbook_is_kept_unless_forced(call, form):
    before = form.read_bytes()
    found = call(*TICKETS, "-o", form)
    assert (found.code, form.read_bytes()) == (2, before)
    assert "--force" in found.err
    assert call(*TICKETS, "-o", form, "--force").code == 0
    assert form.read_bytes() != before


@excel
def test_a_filled_in_form_is_scored(call, form):
    """Scale 10 and channels 6.7 of 10, each times its weight; the rest has no answer."""
    back = filled(form, ANSWERS, "Vendor & Sons")
    found = call(*TICKETS, "--read", back, "--json").json
    assert findings("requirements", found, strict=True) == []
    (one,) = found["data"]["scores"]
    assert (one["vendor"], one["knock_outs"], one["rank"]) == ("Vendor & Sons", "met", 1)
    assert one["answered"] == len(ANSWERS)
    weights = {w["question"]: w["weight"] for w in found["data"]["wishes"]}
    expected = 10 * weights["scale"] + 6.7 * weights["channels"]
    assert one["total"] == pytest.approx(10 * expected)
    assert found["data"]["changed"] == []


@excel
def test_the_file_alone_is_enough_and_carries_no_name(call, form):
    back = filled(form, ANSWERS)
    with_sheet = call(*TICKETS, "--read", back, "--json").json["data"]
    alone = call("requirements", "--read", back, "--json").json["data"]
    assert alone["scores"] == with_sheet["scores"]
    assert "organisation" not in alone["sheet"]
    assert alone["changes"] == []


@excel
def test_several_forms_are_put_together_and_written_as_one(call, form, tmp_path):
    one = filled(form, ANSWERS, "One")
    two = filled(form, {**ANSWERS, "data_region.any": "no"}, "Two")
    found = call("requirements", "--read", one, "--read", two)
    assert "1. One:" in found.out
    assert "Two is out on: K2" in found.out
    together = tmp_path / "together.xlsx"
    assert call(*TICKETS, "--read", one, "--read", two, "-o", together).code == 0
    again = call("requirements", "--read", together, "--json").json["data"]["scores"]
    assert (
        again == call("requirements", "--read", one, "--read", two, "--json").json["data"]["scores"]
    )


@excel
def test_answers_in_the_other_language_are_understood(call, form):
    back = filled(form, {**ANSWERS, "data_region.any": "ja"})
    assert call("requirements", "--read", back, "--lang", "nl").code == 0


@excel
def test_an_empty_form_is_called_empty(call, form):
    found = call("requirements", "--read", form)
    assert found.code == 0
    assert "No vendor has filled in anything" in found.out


@excel
@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"data_region.any": "maybe"}, "'maybe' is not one of: "),
        ({"scale.lowest": "75,50"}, "'75,50' is no number of 0 or more"),
        ({"scale.lowest": -3.0}, "is no number of 0 or more"),
        ({"scale.lowest": 90.0, "scale.highest": 10.0}, "the smallest number is above the largest"),
    ],
)
def test_a_cell_that_holds_something_else_is_named(call, form, answers, words):
    found = call("requirements", "--read", filled(form, answers))
    assert found.code == 3
    assert words in found.err
    assert "cell F" in found.err


@excel
def test_changed_weights_are_told_and_not_used(call, form, tmp_path):
    back = filled(form, ANSWERS)
    honest = call(*TICKETS, "--read", back, "--json").json["data"]
    changed = tmp_path / "changed.xlsx"
    weight = f"<v>{honest['wishes'][0]['weight'] * 100:g}</v>"
    with zipfile.ZipFile(back) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                assert weight in text
                text = text.replace(weight, "<v>90</v>", 1)
            new.writestr(name, text)
    found = call(*TICKETS, "--read", changed, "--json").json["data"]
    assert found["changed"] == ["W1"]
    assert found["scores"] == honest["scores"]
    assert "W1" in call(*TICKETS, "--read", changed).out


@excel
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook", CITY.read_bytes()])
def test_another_file_is_refused_without_a_traceback(call, tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    found = call("requirements", "--read", path)
    assert found.code == 3
    assert "no workbook made with" in found.err


@excel
def test_a_workbook_of_something_else_is_refused(call, tmp_path):
    import xlsxwriter

    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write("A1", "stemwijzer")
    assert call("requirements", "--read", path).code == 3
    assert call("requirements", "--read", tmp_path / "none.xlsx").code == 3


@excel
def test_a_form_for_another_application_is_refused(call, form):
    found = call("requirements", CITY, "-a", "knowledge", "--read", form)
    assert found.code == 3
    assert "made for ticketing" in found.err


@excel
def test_nasty_names_stay_text_all_the_way(call, tmp_path):
    """From the sheet into the workbook, and from the workbook into CSV and Markdown."""
    name = '=HYPERLINK("http://x") <script>x</script>'
    sheet = tmp_path / "sheet.yaml"
    answers = "{scale: 75, monthly: {answer: agree, importance: must}}"
    sheet.write_text(f"organisation: {json.dumps(name)}\nanswers: {answers}\n")
    path = tmp_path / "form.xlsx"
    assert call("requirements", sheet, "-a", "ticketing", "-o", path).code == 0
    back = filled(path, {"scale.lowest": 1.0}, name)
    with zipfile.ZipFile(path) as archive:
        formulas = [n for n in archive.namelist() if b"<f>HYPERLINK" in archive.read(n)]
    assert formulas == []
    out = call("requirements", sheet, "-a", "ticketing", "--read", back, "--format", "csv").out
    assert not [c for row in csv.reader(io.StringIO(out)) for c in row if c.startswith("=")]
    text = call("requirements", sheet, "-a", "ticketing", "--read", back, "--format", "md").out
    assert "<script>" not in text


@excel
def test_words_pasted_with_spaces_count(call, form):
    tidy = call("requirements", "--read", filled(form, ANSWERS), "--json").json["data"]["scores"]
    loose = {k: f" {v.upper()}  " if isinstance(v, str) else v for k, v in ANSWERS.items()}
    back = filled(form, loose)
    assert call("requirements", "--read", back, "--json").json["data"]["scores"] == tidy


@excel
def test_the_words_a_cell_takes_are_told_in_the_language_asked(call, form):
    back = filled(form, {"data_region.any": "maybe"})
    assert "is not one of: yes / no" in call("requirements", "--read", back, "--lang", "en").err
    assert "is niet een van: ja / nee" in call("requirements", "--read", back, "--lang", "nl").err
