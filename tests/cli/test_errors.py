"""Errors say what, where and what to do; never a traceback, and JSON when JSON was asked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from report.schemas import findings

from cli.conftest import COFFEE, ROOT, Call
from stemwijzer.report import browse

HOME_TEAM = ROOT / "examples" / "home-team.yaml"

USAGE = {
    "unknown command": (("mach", "x"), "no such command: mach", "did you mean 'match'"),
    "nothing like it": (("x",), "no such command: x", "known: start, match"),
    "unknown subcommand": (("data", "chek"), "no such command: chek", "'check'"),
    "unknown option": (("match", "a", "--formatt", "x"), "no such option: --formatt", "--format?"),
    "no sheet": (("match",), "missing: SHEET...", "see stemwijzer match --help"),
    "no solution": (("explain", HOME_TEAM), "missing: SOLUTION", "see stemwijzer explain --help"),
    "bad format": (
        ("match", HOME_TEAM, "--format", "xml"),
        "--format: choose one of table, json, csv, md",
        "see stemwijzer match --help",
    ),
    "bad language": (("data", "check", "--lang", "de"), "--lang: choose one of nl, en", "see"),
    "bad rule": (("match", HOME_TEAM, "--metric", "x"), "--metric: choose one of city", "see"),
    "bad part": (("catalogue", "shops"), "PART: choose one of applications, vendors", "see"),
    "bad number": (("match", HOME_TEAM, "--top", "-1"), "--top: a whole number of at", "see"),
    "no number": (("match", HOME_TEAM, "--top", "x"), "--top: a whole number of at", "see"),
    "no value": (("match", HOME_TEAM, "--top"), "--top needs a value", "see"),
    "value too many": (("data", "check", "--json=1"), "--json takes no value", "see"),
    "too much": (("data", "check", "x"), "too much on the line: x", "see"),
    "unknown application": (
        ("match", HOME_TEAM, "-a", "knowlege"),
        "unknown application 'knowlege'",
        "did you mean 'knowledge'?",
    ),
    "unknown solution": (
        ("explain", HOME_TEAM, "zamad"),
        "unknown solution 'zamad'",
        "did you mean 'zammad'?",
    ),
    "one solution": (("compare", HOME_TEAM, "zammad"), "at least two different", "compare SHEET"),
    "show what": (("catalogue", "show"), "'show' needs an id", "catalogue show zammad"),
    "no id here": (("catalogue", "vendors", "x"), "'vendors' takes no id", "catalogue show ID"),
    "bad filter": (
        ("catalogue", "solutions", "--where", "licence"),
        "'licence' is not ATTRIBUTE=OPTION",
        "--where licence=open",
    ),
    "json and csv": (
        ("match", HOME_TEAM, "--json", "--format", "csv"),
        "--json and another --format cannot go together",
        "",
    ),
}


AS_TEXT = sorted(USAGE.keys() - {"json and csv"})
AS_JSON = sorted(USAGE.keys() - {"bad format", "no value", "value too many"})
"""Those whose arguments leave room for one more ``--json``."""


@pytest.mark.parametrize("name", AS_TEXT)
def test_a_usage_error_says_what_and_what_to_do_and_ends_with_2(call: Call, name: str) -> None:
    arguments, what, hint = USAGE[name]
    found = call(*arguments)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("error: ")
    assert what in found.err
    assert hint in found.err


@pytest.mark.parametrize("name", sorted(set(AS_TEXT) - {"bad language"}))
def test_a_usage_error_in_dutch_holds_no_english(call: Call, name: str) -> None:
    arguments, what, _ = USAGE[name]
    found = call("--lang", "nl", *arguments)
    assert found.code == 2
    assert found.err.startswith("fout: ")
    assert what not in found.err
    for word in ("No such", "Invalid", "Missing", "Did you mean", "Usage", "Got unexpected"):
        assert word not in found.err


@pytest.mark.parametrize("name", AS_JSON)
def test_a_usage_error_speaks_json_when_json_was_asked_for(call: Call, name: str) -> None:
    arguments, what, _ = USAGE[name]
    found = call(*arguments, "--json")
    assert (found.code, found.err) == (2, "")
    assert findings("error", found.json) == []
    assert found.json["exit_code"] == 2
    assert what in found.json["errors"][0]["message"]


@pytest.mark.parametrize("form", [["--json"], ["--format", "json"], ["--format=json"], ["-fjson"]])
def test_every_way_to_ask_for_json_gives_json_errors(call: Call, form: list[str]) -> None:
    found = call("match", "nope.yaml", *form)
    assert (found.code, found.err, found.json["command"]) == (3, "", "match")


def test_an_error_names_the_command_it_came_from(call: Call) -> None:
    assert call("data", "check", "--data", "nope", "--json").json["command"] == "data check"
    assert call("--lang", "nl", "match", "nope", "--json").json["command"] == "match"
    assert call("nope", "--json").json["command"] == "stemwijzer"


def test_a_group_without_a_command_shows_its_commands(call: Call) -> None:
    found = call("data")
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("Usage: stemwijzer data")
    assert "check" in found.err


def test_a_product_that_is_not_listed_leads_to_the_reason(call: Call) -> None:
    listed = call("catalogue", "not-listed", "--json").json["data"]["not_listed"]
    found = call("explain", HOME_TEAM, listed[0]["id"])
    assert found.code == 2
    assert f"{listed[0]['name']} was considered and is not listed" in found.err
    assert "stemwijzer catalogue not-listed" in found.err


# files that cannot be written


@pytest.mark.parametrize("command", [("match", HOME_TEAM), ("questions",)])
@pytest.mark.parametrize("form", ["md", "json"])
def test_a_folder_that_is_missing_or_a_file_is_said_and_nothing_is_left(
    call: Call, tmp_path: Path, command: tuple[object, ...], form: str
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    for folder, words in (("nope", "does not exist"), ("file", "not a folder")):
        path = tmp_path / folder / f"out.{form}"
        found = call(*command, "-o", path)
        assert (found.code, found.out) == (3, "")
        assert str(path) in found.err
        assert words in found.err
        assert "choose another place" in found.err
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_an_empty_sheet_cannot_be_written_into_a_missing_folder(call: Call, tmp_path: Path) -> None:
    found = call("questions", "--sheet", tmp_path / "nope" / "mine.yaml")
    assert found.code == 3
    assert not (tmp_path / "nope").exists()


def test_a_folder_is_no_output_file(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    found = call("match", HOME_TEAM, "-o", folder)
    assert found.code == 3
    assert str(folder) in found.err
    assert list(folder.iterdir()) == []


# catalogues


def test_a_folder_without_a_catalogue_is_named_with_the_files_it_should_hold(
    call: Call, tmp_path: Path
) -> None:
    for folder in (tmp_path / "nope", HOME_TEAM):
        found = call("data", "check", "--data", folder)
        assert (found.code, found.out) == (4, "")
        assert f"there is no readable catalogue in {folder}" in found.err
        assert "questions.yaml, applications.yaml, vendors.yaml" in found.err


@pytest.mark.parametrize("command", [("data", "check"), ("match", HOME_TEAM), ("questions",)])
def test_a_broken_catalogue_names_every_problem_with_its_place(
    call: Call, tiny_folder: Path, command: tuple[object, ...]
) -> None:
    vendors = tiny_folder / "vendors.yaml"
    text = vendors.read_text(encoding="utf-8")
    vendors.write_text(
        text.replace("grinder: {value: true", "grindr: {value: true", 1).replace(
            "noise: {value: loud", "noise: {value: laud", 1
        ),
        encoding="utf-8",
    )
    found = call(*command, "--data", tiny_folder)
    assert (found.code, found.out) == (4, "")
    places = [line for line in found.err.splitlines() if "vendors.yaml:" in line]
    assert len(places) == 2
    assert "'grinder'" in places[0]
    assert "'loud'" in places[1]
    document = call(*command, "--data", tiny_folder, "--json").json
    assert findings("error", document) == []
    lines = text.splitlines()
    for error in document["errors"][1:]:
        where = error["where"]
        assert Path(where["file"]) == vendors
        assert "grinder" in lines[where["line"] - 1] or "noise" in lines[where["line"] - 1]


def test_a_catalogue_that_is_no_yaml_is_refused(call: Call, tiny_folder: Path) -> None:
    (tiny_folder / "questions.yaml").write_text("questions: [", encoding="utf-8")
    found = call("data", "check", "--data", tiny_folder)
    assert found.code == 4
    assert "questions.yaml:" in found.err


def test_a_catalogue_that_lacks_one_file_says_which(call: Call, tiny_folder: Path) -> None:
    (tiny_folder / "applications.yaml").unlink()
    found = call("data", "check", "--data", tiny_folder)
    assert found.code == 4
    assert found.err.startswith(f"{tiny_folder / 'applications.yaml'}: this file is missing\n")


# bugs


def test_an_unexpected_exception_is_one_line_a_log_and_exit_code_1(
    call: Call, environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a cup fell")

    monkeypatch.setattr(browse, "browse", broken)
    found = call("catalogue", "vendors")
    assert (found.code, found.out) == (1, "")
    first, second = found.err.splitlines()
    assert first == "Something went wrong inside stemwijzer (RuntimeError: a cup fell)."
    logs = [path for path in environment.rglob("*") if path.is_file()]
    assert len(logs) == 1
    assert str(logs[0]) in second
    assert "Traceback" in logs[0].read_text(encoding="utf-8")
    document = call("catalogue", "vendors", "--json").json
    assert findings("error", document) == []
    assert (document["exit_code"], document["errors"][0]["code"]) == (1, "bug")


def test_a_log_that_cannot_be_written_does_not_hide_the_bug(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a cup fell")

    monkeypatch.setattr(browse, "browse", broken)
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("STEMWIJZER_HOME", str(tmp_path / "file"))
    found = call("catalogue", "vendors")
    assert found.code == 1
    assert "STEMWIJZER_DEBUG=1" in found.err


# sheets


def test_a_missing_sheet_says_how_to_make_one(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "nope.yaml"
    found = call("match", path)
    assert (found.code, found.out) == (3, "")
    assert f"error: there is no file {path}" in found.err
    assert "stemwijzer questions --sheet FILE" in found.err


def test_a_folder_is_no_sheet(call: Call, tmp_path: Path) -> None:
    found = call("match", tmp_path)
    assert found.code == 3
    assert f"{tmp_path} is a folder, not an answer sheet" in found.err


@pytest.mark.parametrize("as_file", [True, False])
def test_bytes_that_are_not_utf_8_are_refused(
    call: Call, tmp_path: Path, tiny_folder: Path, as_file: bool
) -> None:
    written = COFFEE.replace("corner", "café").encode("cp1252")
    path = tmp_path / "old.yaml"
    path.write_bytes(written)
    if as_file:
        found = call("match", path, "--data", tiny_folder)
    else:
        found = call("match", "-", "--data", tiny_folder, stdin=written)
    assert (found.code, found.out) == (3, "")
    assert "is not UTF-8 text" in found.err


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_sheet_from_a_pipe_is_as_good_as_a_file(
    call: Call, tiny_folder: Path, mark: bytes, line_end: str
) -> None:
    written = mark + COFFEE.replace("\n", line_end).encode()
    found = call("match", "-", "--data", tiny_folder, "--json", "--draws", "0", stdin=written)
    assert found.code == 0
    assert found.json["data"]["sheet"]["name"] == "stdin"
    assert found.json["data"]["rankings"][0]["ranking"][0]["solution"] == "alto-duo"


def test_a_sheet_in_json_is_taken_too(call: Call, tmp_path: Path, tiny_folder: Path) -> None:
    path = tmp_path / "sheet.json"
    path.write_text(json.dumps({"answers": {"noise": "agree", "cups": 20}}), encoding="utf-8")
    assert call("match", path, "--data", tiny_folder).code == 0


def test_an_empty_pipe_is_said_to_be_empty(call: Call) -> None:
    found = call("match", "-", stdin=b"")
    assert found.code == 3
    assert found.err.startswith("stdin:1:1: the file is empty\n")


BROKEN = {
    "truncated list": ("answers:\n  goals: [taste\n", 1),
    "tab": ("answers:\n\tgoals: [taste]\n", 1),
    "not a sheet": ("just words\n", 1),
    "no answers": ("organisation: x\n", 1),
    "duplicate": ("answers:\n  noise: agree\n  noise: disagree\n", 1),
    "binary": ("answers:\n  noise: agree\n\x00", 1),
    "deep": (f"answers:\n  goals: {'[' * 200}{']' * 200}\n", 1),
    "newer": ("sheet_version: 99\nanswers:\n  noise: agree\n", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_sheet_is_refused_with_its_place(
    call: Call, tmp_path: Path, tiny_folder: Path, name: str
) -> None:
    text, least = BROKEN[name]
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    found = call("match", path, "--data", tiny_folder)
    assert (found.code, found.out) == (3, "")
    places = [line for line in found.err.splitlines() if line.startswith(f"{path}:")]
    assert len(places) >= least
    assert "error: the answer sheet" in found.err
    document = call("match", path, "--data", tiny_folder, "--json").json
    assert findings("error", document) == []


WRONG = """\
organisation: Corner
colour: red
answers:
  goals: [taste, queue, waste]
  nois: agree
  noise: aggree
  milk: {answer: automatic, importance: 3}
  drinks: [lungo, lungo]
  material: []
  cups: many
  price: 0
  grinder: [agree]
"""


def test_all_problems_of_a_sheet_come_at_once_in_the_order_of_its_lines(
    call: Call, tmp_path: Path, tiny_folder: Path
) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(WRONG, encoding="utf-8")
    found = call("match", path, "--data", tiny_folder)
    assert (found.code, found.out) == (3, "")
    lines = found.err.splitlines()
    numbers = [int(line.removeprefix(f"{path}:").split(":")[0]) for line in lines[:-2]]
    assert numbers == [2, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert lines[-2] == f"error: the answer sheet {path} has 10 problems"
    assert lines[-1].startswith("What to do: mend the places named")
    said = "\n".join(lines)
    assert "unknown question 'nois'; did you mean 'noise'?" in said
    assert "noise: unknown answer 'aggree'; did you mean 'agree'" in said
    assert "goals: at most 2 options, found 3" in said
    assert "milk: unknown importance '3'; known: 0.5, 1, 2, must" in said
    assert "cups: 'many' is not a number" in said
    assert "price: 0 is below 1" in said


def test_the_problems_of_a_sheet_in_json_have_their_places(
    call: Call, tmp_path: Path, tiny_folder: Path
) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(WRONG, encoding="utf-8")
    document = call("match", path, "--data", tiny_folder, "--json").json
    assert findings("error", document) == []
    whole, *places = document["errors"]
    assert (whole["code"], whole["where"]) == ("bad_answers", None)
    assert [p["where"]["line"] for p in places] == [2, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert {p["where"]["file"] for p in places} == {str(path)}


def test_one_bad_sheet_among_good_ones_stops_before_anything_is_printed(
    call: Call, coffee: Path, tmp_path: Path, tiny_folder: Path
) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("answers: {nois: agree}\n", encoding="utf-8")
    found = call("match", coffee, bad, "--data", tiny_folder)
    assert (found.code, found.out) == (3, "")
    assert found.err.startswith(f"{bad}:1:")


def test_a_sheet_of_an_older_catalogue_is_taken_and_the_changes_are_said(
    call: Call, coffee: Path, tiny_folder: Path
) -> None:
    older = 'catalogue: {version: "2020.01"}\n' + COFFEE
    coffee.write_text(
        older.replace("milk: automatic", "milk: oat") + "  steam: agree\n", encoding="utf-8"
    )
    found = call("match", coffee, "--data", tiny_folder)
    assert found.code == 0
    assert "Changed since this sheet was made" in found.out
    changes = call("match", coffee, "--data", tiny_folder, "--json").json["data"]["changes"]
    assert {(c["kind"], c["question"], c["detail"]) for c in changes} == {
        ("option_gone", "milk", "oat"),
        ("question_gone", "steam", ""),
        ("question_new", "breadth", ""),
        ("question_new", "material", ""),
    }


def test_a_name_with_spaces_and_accents_is_fine(
    call: Call, tmp_path: Path, coffee: Path, tiny_folder: Path
) -> None:
    folder = tmp_path / "één map"
    folder.mkdir()
    path = Path(shutil.copy(coffee, folder / "mijn blad.yaml"))
    assert call("match", path, "--data", tiny_folder, "-o", folder / "uit slag.md").code == 0


@pytest.mark.parametrize("command", [("catalogue", "vendors"), ("catalogue", "vendors", "--json")])
def test_stopping_it_with_the_keyboard_ends_with_130_and_no_fuss(
    call: Call, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(browse, "browse", stopped)
    found = call(*command)
    assert (found.code, found.out) == (130, "")
    assert len(found.err.splitlines()) <= 1
