"""``stemwijzer report``: every form, the same bytes twice, and what cannot be written."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from report.make import who
from report.schemas import findings

from cli.conftest import Call
from stemwijzer.catalogue.load import load_catalogue
from stemwijzer.report.result import ALL, match

TINY = Path(__file__).parents[1] / "data" / "tiny"


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [("nl", "r.html", 'lang="nl"'), ("en", "r.HTM", 'lang="en"'), ("nl", "r.md", "## In het kort")],
)
def test_a_report_in_both_languages(
    call: Call, coffee: Path, tmp_path: Path, language: str, name: str, words: str
) -> None:
    output = tmp_path / name
    found = call("report", coffee, "--data", TINY, "--lang", language, "-o", output)
    assert (found.code, found.out) == (0, "")
    assert str(output) in found.err
    text = output.read_text(encoding="utf-8")
    assert words in text
    assert "Coffee corner" in text


def test_the_same_sheet_gives_the_same_bytes(call: Call, coffee: Path, tmp_path: Path) -> None:
    suffixes = ["html", "md", "json", *(["pdf"] if find_spec("typst") else [])]
    for suffix in suffixes:
        one, two = tmp_path / f"1.{suffix}", tmp_path / f"2.{suffix}"
        for output in (one, two):
            arguments = ("--data", TINY, "--draws", "60", "--seed", "5", "-o", output)
            assert call("report", coffee, *arguments).code == 0
        assert one.read_bytes() == two.read_bytes()


def test_without_a_file_a_person_reads_it_and_html_can_be_piped(call: Call, coffee: Path) -> None:
    found = call("report", coffee, "--data", TINY)
    assert found.code == 0
    assert found.out.startswith("Stemwijzer report: Coffee corner\n===")
    piped = call("report", coffee, "--data", TINY, "--format", "html")
    assert piped.out.startswith("<!DOCTYPE html>")
    assert piped.out.endswith("</html>\n")


def test_json_holds_all_of_match_and_the_maps(call: Call, coffee: Path) -> None:
    arguments = (coffee, "--data", TINY, "--draws", "50", "--json")
    found = call("report", *arguments).json
    assert findings("report", found, strict=True) == []
    matched = call("match", *arguments, "--application", "all", "--top", "0").json["data"]
    added = {"chapters", "maps"}
    assert {key: value for key, value in found["data"].items() if key not in added} == matched
    tiny = load_catalogue(TINY)
    ranked = [e for e in match(tiny, who(tiny), ALL).rankings if len(e.ranking.ranked) > 1]
    assert [m["application"] for m in found["data"]["maps"]] == [e.application for e in ranked]
    for plane, entry in zip(found["data"]["maps"], ranked, strict=True):
        names = [point["solution"] for point in plane["points"]]
        assert names == [s.solution_id for s in entry.ranking.ranked]


def test_csv_holds_the_rows_of_match(call: Call, coffee: Path) -> None:
    report = call("report", coffee, "--data", TINY, "-f", "csv").out
    matched = call("match", coffee, "--data", TINY, "-a", "all", "-f", "csv", "--top", "0").out
    assert report == matched


def test_one_application_can_be_asked_for(call: Call, coffee: Path) -> None:
    found = call("report", coffee, "--data", TINY, "-a", "filter", "--json").json["data"]
    assert found["chapters"] == ["filter"]
    wrong = call("report", coffee, "--data", TINY, "-a", "fliter")
    assert wrong.code == 2
    assert "filter" in wrong.err


@pytest.mark.parametrize("name", ["report", "report.docx", "report.odt"])
def test_a_name_that_says_no_form_is_refused_before_anything_is_read(
    call: Call, tmp_path: Path, name: str
) -> None:
    found = call("report", tmp_path / "no-such.yaml", "-o", tmp_path / name)
    assert found.code == 2
    assert ".html" in found.err
    assert not (tmp_path / name).exists()


def test_a_form_goes_before_the_name(call: Call, coffee: Path, tmp_path: Path) -> None:
    output = tmp_path / "report.txt2"
    assert call("report", coffee, "--data", TINY, "-f", "html", "-o", output).code == 0
    assert output.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert call("report", coffee, "--json", "-f", "html").code == 2


def test_a_place_that_cannot_be_written_is_said(call: Call, coffee: Path, tmp_path: Path) -> None:
    found = call("report", coffee, "--data", TINY, "-o", tmp_path / "no" / "r.html")
    assert found.code == 3
    assert "r.html" in found.err
    (tmp_path / "folder.html").mkdir()
    assert call("report", coffee, "--data", TINY, "-o", tmp_path / "folder.html").code == 3


def test_an_example_of_the_shipped_catalogue(call: Call, tmp_path: Path) -> None:
    example = Path(__file__).parents[2] / "examples" / "insurer.yaml"
    output = tmp_path / "r.html"
    assert call("report", example, "--lang", "nl", "--draws", "200", "-o", output).code == 0
    assert "Wat nummer één zou veranderen" in output.read_text(encoding="utf-8")


# PDF ---------------------------------------------------------------------------------------------


def test_a_report_on_paper(call: Call, coffee: Path, tmp_path: Path) -> None:
    pytest.importorskip("typst", reason="the extra 'pdf' is not installed")
    output = tmp_path / "r.pdf"
    found = call("report", coffee, "--data", TINY, "--draws", "40", "-o", output)
    assert (found.code, found.out) == (0, "")
    assert str(output) in found.err
    assert output.read_bytes().startswith(b"%PDF-")
    other = tmp_path / "r.out"
    assert call("report", coffee, "--data", TINY, "-f", "pdf", "-o", other).code == 0
    assert other.read_bytes().startswith(b"%PDF-")


def test_a_pdf_needs_a_file(call: Call) -> None:
    found = call("report", "no-such.yaml", "-f", "pdf")
    assert found.code == 2
    assert "-o report.pdf" in found.err


def test_without_the_extra_the_command_to_install_it_is_said_first(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    found = call("report", "no-such.yaml", "-o", tmp_path / "r.pdf")
    assert found.code == 2
    assert "pip install 'stemwijzer[pdf]'" in found.err
    assert not (tmp_path / "r.pdf").exists()
