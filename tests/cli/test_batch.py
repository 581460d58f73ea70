"""``batch``: many profiles in one go, with the numbers of ``match``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from cli.conftest import ROOT, Call
from stemwijzer.answers.sheet import read_sheet
from stemwijzer.answers.writing import as_mapping
from stemwijzer.cli import batch as command
from stemwijzer.core import bulk_match
from stemwijzer.core.answer import Answer, AnswerSheet
from stemwijzer.core.model import Catalogue

SHEETS = sorted((ROOT / "examples").glob("*.yaml"))


@pytest.fixture
def sheets(shipped: Catalogue) -> dict[str, AnswerSheet]:
    return {p.stem: read_sheet(p.read_text(encoding="utf-8"), p.name, shipped)[0] for p in SHEETS}


def cell(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return " ".join(answer.value) if isinstance(answer.value, tuple) else f"{answer.value}"


@pytest.fixture
def table(tmp_path: Path, sheets: dict[str, AnswerSheet], shipped: Catalogue) -> Path:
    path = tmp_path / "clients.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        asked = list(shipped.questions)
        writer.writerow(["id", *asked, *(f"{q}.importance" for q in asked)])
        for name, sheet in sheets.items():
            answers = [sheet.answers.get(q) for q in asked]
            musts = [a.importance.value if a and a.importance else "" for a in answers]
            writer.writerow([name, *map(cell, answers), *musts])
    return path


@pytest.fixture
def lines(tmp_path: Path, sheets: dict[str, AnswerSheet]) -> Path:
    path = tmp_path / "clients.jsonl"
    text = "".join(
        json.dumps({"id": name, **as_mapping(sheet)}) + "\n" for name, sheet in sheets.items()
    )
    path.write_text(text, encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("application", ["", "ticketing", "all"])
def test_the_numbers_are_those_of_match(
    call: Call, table: Path, tmp_path: Path, application: str
) -> None:
    asked = ["--application", application] if application else []
    found = call("batch", table, "-o", tmp_path / "out.csv", "--full", *asked)
    assert (found.code, found.out) == (0, "")
    ours = rows(tmp_path / "out.csv")
    theirs = []
    for sheet in SHEETS:
        one = call("match", sheet, "--format", "csv", "--top", "0", *asked).out
        theirs += [{**r, "id": sheet.stem} for r in csv.DictReader(one.splitlines())]
    columns = [c for c in ours[0] if c not in ("line", "status")]
    listed = [row for row in ours if row["solution"]]
    assert [{c: r[c] for c in columns} for r in listed] == [
        {c: r[c] for c in columns} for r in theirs
    ]


def test_every_form_says_the_same(call: Call, table: Path, lines: Path, tmp_path: Path) -> None:
    for name, given in (("a", table), ("b", lines)):
        for form in ("csv", "jsonl"):
            assert call("batch", given, "-o", tmp_path / f"{name}.{form}", "--full").code == 0
    first, second = (
        [{**json.loads(t), "line": 0} for t in (tmp_path / f"{n}.jsonl").read_text().splitlines()]
        for n in "ab"
    )
    assert first == second
    flat = [
        (d["id"], r["application"], s["solution"], repr(s["match"]))
        for d in first
        for r in d["rankings"]
        for s in r["ranking"]
    ]
    ours = rows(tmp_path / "a.csv")
    assert flat == [
        (r["id"], r["application"], r["solution"], r["match"])
        for r in ours
        if r["state"] == "ranked"
    ]


def test_blocks_change_nothing(
    call: Call, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("batch", table, "-o", tmp_path / "whole.csv")
    monkeypatch.setattr(bulk_match, "BLOCK", 2)
    call("batch", table, "-o", tmp_path / "blocks.csv")
    assert (tmp_path / "whole.csv").read_bytes() == (tmp_path / "blocks.csv").read_bytes()


def harmed(table: Path) -> None:
    text = table.read_text().splitlines()
    text[3] = text[3].replace("agree", "agre", 1)
    text[5] = "too,few,cells"
    table.write_text("\n".join(text) + "\n")


def test_a_bad_row_stops_with_its_line_and_leaves_no_output(
    call: Call, table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    whole = table.read_text()
    call("batch", table, "-o", tmp_path / "expected.csv")
    harmed(table)
    found = call("batch", table, "-o", out)
    assert found.code == 3
    assert "clients.csv:4:" in found.err
    assert "agree" in found.err
    assert not out.exists()
    table.write_text(whole)  # mended: go on
    assert call("batch", table, "-o", out, "--resume").code == 0
    assert out.read_bytes() == (tmp_path / "expected.csv").read_bytes()
    assert sorted(p.name for p in tmp_path.glob("out*")) == ["out.csv"]


def test_bad_rows_can_be_passed_over(call: Call, table: Path, tmp_path: Path) -> None:
    harmed(table)
    found = call("batch", table, "-o", tmp_path / "out.csv", "--skip-bad")
    assert found.code == 0
    assert "clients.csv:4:" in found.err
    assert "clients.csv:6:" in found.err
    assert "2 bad rows passed over" in found.err
    ids = {row["id"] for row in rows(tmp_path / "out.csv")}
    assert ids == {p.stem for i, p in enumerate(SHEETS) if i not in (2, 4)}


def test_only_so_many_bad_rows_are_shown(
    call: Call, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_MOST_SHOWN", 1)
    harmed(table)
    found = call("batch", table, "-o", tmp_path / "out.csv", "--skip-bad")
    assert "clients.csv:4:" in found.err
    assert "clients.csv:6:" not in found.err
    assert "more bad rows" in found.err


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_an_interrupted_run_goes_on_where_it_stopped(
    call: Call, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    out = tmp_path / f"out.{form}"
    call("batch", table, "-o", tmp_path / f"expected.{form}")
    monkeypatch.setattr(bulk_match, "BLOCK", 2)
    match = bulk_match.BulkMatcher.match
    calls: list[int] = []

    def stopping(self, *arguments, **more):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return match(self, *arguments, **more)

    monkeypatch.setattr(bulk_match.BulkMatcher, "match", stopping)
    found = call("batch", table, "-o", out)
    assert found.code == 130
    assert "--resume" in found.err
    assert not out.exists()
    part = tmp_path / f"out.{form}.part"
    with part.open("a") as file:
        file.write("half a li")  # what a crash leaves behind the last note
    assert call("batch", table, "-o", out, "--resume", "--top", "1").code == 2
    assert call("batch", table, "-o", out, "--resume").code == 0
    assert out.read_bytes() == (tmp_path / f"expected.{form}").read_bytes()
    assert len(calls) == 5  # two blocks before, one broken off, two after


def test_another_input_is_not_gone_on_with(call: Call, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    harmed(table)
    assert call("batch", table, "-o", out).code == 3
    text = table.read_text().splitlines()
    table.write_text("\n".join([text[0], *reversed(text[1:])]))
    found = call("batch", table, "-o", out, "--resume")
    assert found.code == 2
    assert "the input changed" in found.err


def test_an_existing_output_stays_until_the_new_one_is_whole(
    call: Call, table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    harmed(table)
    call("batch", table, "-o", out)
    assert out.read_text() == "old"


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("id,salary", "'salary' is no question"),
        ("id", "no column is a question"),
        ("id,scale,scale", "twice"),
        ("id,scale,api.importance", "no column with the answers"),
        ("", "no column is a question"),
    ],
)
def test_a_wrong_first_line_is_explained(
    call: Call, tmp_path: Path, header: str, words: str
) -> None:
    given = tmp_path / "in.csv"
    given.write_text(f"{header}\na,1\n")
    found = call("batch", given, "-o", tmp_path / "out.csv")
    assert found.code == 3
    assert words in found.err
    assert list(tmp_path.glob("out*")) == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[]", "not an answer sheet"),
        ('{"answers": {"scale": "many"}}', "scale"),
        ('{"answers": {"nonsense": 1}}', "nonsense"),
        ('{"answers": {"scale": 5, "scale": 6}}', "twice"),
        ('{"id": [5], "answers": {"scale": 5}}', "id"),
        ('{"id": "a"}', "answers"),
        ('{"answers": {"scale": true}}', "scale"),
        ('{"answers": {"scale": {"answer": 5, "importance": 3}}}', "importance"),
        ('{"answers": {"scale": 5}, "sheet_version": 99}', "newer"),
    ],
)
def test_a_wrong_line_is_explained(call: Call, tmp_path: Path, line: str, words: str) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text(f'{{"answers": {{"scale": 5}}}}\n\n{line}\n')
    found = call("batch", given, "-o", tmp_path / "out.csv")
    assert found.code == 3
    assert "in.jsonl:3:" in found.err
    assert words in found.err


def test_a_semicolon_table_with_a_byte_order_mark_and_odd_bytes(call: Call, tmp_path: Path) -> None:
    given = tmp_path / "in.csv"
    given.write_bytes(b"\xef\xbb\xbfid;scale;channels\r\n=1+1;20;phone email\r\n\xff;20;phone\r\n")
    found = call("batch", given, "-o", tmp_path / "out.csv", "--skip-bad", "-a", "ticketing")
    assert found.code == 0
    assert "not UTF-8" in found.err
    assert {row["id"] for row in rows(tmp_path / "out.csv")} == {"'=1+1"}


def test_a_profile_without_wishes_has_a_line_that_says_so(call: Call, tmp_path: Path) -> None:
    given = tmp_path / "in.csv"
    given.write_text("id,scale\nempty,\nfull,20\n")
    call("batch", given, "-o", tmp_path / "out.csv")
    first = rows(tmp_path / "out.csv")[0]
    assert (first["id"], first["status"], first["solution"]) == ("empty", "no_profile", "")


@pytest.mark.parametrize(
    ("given", "out"), [("in.txt", "o.csv"), ("in.csv", "o.xls"), ("in.csv", "in.csv")]
)
def test_wrong_names_are_refused(call: Call, tmp_path: Path, given: str, out: str) -> None:
    (tmp_path / given).write_text("id,scale\na,1\n")
    assert call("batch", tmp_path / given, "-o", tmp_path / out).code == 2


def test_files_that_are_not_there(call: Call, tmp_path: Path, table: Path) -> None:
    assert call("batch", tmp_path / "no.csv", "-o", tmp_path / "o.csv").code == 3
    assert call("batch", table, "-o", tmp_path / "no" / "o.csv").code == 3
    assert call("batch", table, "-o", tmp_path / "o.csv", "--resume").code == 2


def test_parquet_goes_in_and_out(call: Call, table: Path, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    polars.read_csv(table, infer_schema=False).write_parquet(tmp_path / "in.parquet")
    assert call("batch", tmp_path / "in.parquet", "-o", tmp_path / "out.parquet").code == 0
    assert call("batch", table, "-o", tmp_path / "out.csv").code == 0
    ours = polars.read_parquet(tmp_path / "out.parquet").drop("line")
    theirs = polars.read_csv(tmp_path / "out.csv").drop("line")
    assert ours["match"].to_list() == theirs["match"].to_list()
    assert ours["solution"].to_list() == theirs["solution"].to_list()


def test_parquet_without_the_extra_is_explained(
    call: Call, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "polars", None)
    found = call("batch", table, "-o", tmp_path / "out.parquet")
    assert found.code == 2
    assert "stemwijzer[bulk]" in found.err


def test_a_column_of_a_question_in_reserve_is_passed_over_and_told(call, tmp_path):
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text("id,scale,certificates,certificates.importance\na,20,iso27001,2\n")
    found = call("batch", path, "-o", out)
    assert found.code == 0
    assert "Not asked, so not counted: certificates." in found.err
    plain = tmp_path / "plain.csv"
    plain.write_text("id,scale\na,20\n")
    assert call("batch", plain, "-o", tmp_path / "same.csv").code == 0
    assert out.read_bytes() == (tmp_path / "same.csv").read_bytes()
