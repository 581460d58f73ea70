"""Every command: both languages, every form of output, exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from report.schemas import findings

from cli.conftest import ROOT, Call
from stemwijzer import __version__
from stemwijzer.core.model import Catalogue

HOME_TEAM = ROOT / "examples" / "home-team.yaml"
CITY = ROOT / "examples" / "municipality.yaml"
TINY = ROOT / "tests" / "data" / "tiny"
EVERY_EXAMPLE = sorted((ROOT / "examples").glob("*.yaml"))

FEW = ("--draws", "50")
COMMANDS = {
    "match": ("match", HOME_TEAM, *FEW),
    "explain": ("explain", HOME_TEAM, "zammad", *FEW),
    "compare": ("compare", HOME_TEAM, "zammad", "freescout"),
    "stability": ("stability", HOME_TEAM, *FEW),
    "second-opinion": ("second-opinion", HOME_TEAM, "--shortlist", "zammad,freescout"),
    "roadmap": ("roadmap", HOME_TEAM),
    "requirements": ("requirements", HOME_TEAM),
    "questions": ("questions",),
    "applications": ("catalogue", "applications"),
    "vendors": ("catalogue", "vendors"),
    "solutions": ("catalogue", "solutions", "--where", "licence=open"),
    "show": ("catalogue", "show", "zammad"),
    "not-listed": ("catalogue", "not-listed"),
    "check": ("data", "check"),
}
SPEAKS = {
    "match": ("Wat voor u telt", "What matters to you"),
    "explain": ("Bronnen", "Sources"),
    "compare": ("vergeleken", "compared for"),
    "stability": ("trekkingen", "draws"),
    "second-opinion": ("Zonder voorkeur", "without preference"),
    "roadmap": ("Stappenplan", "Roadmap"),
    "requirements": ("Programma van eisen", "Programme of requirements"),
    "questions": ("vragen", "questions"),
    "applications": ("Toepassingen", "Applications"),
    "vendors": ("leveranciers", "vendors"),
    "solutions": ("oplossingen", "solutions"),
    "show": ("Wat bekend is", "What is known"),
    "not-listed": ("niet opgenomen", "not listed"),
    "check": ("catalogus", "catalogue"),
}
SCHEMAS = {
    "check": "data-check",
    **dict.fromkeys(("applications", "vendors", "solutions", "show", "not-listed"), "catalogue"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_speaks_dutch_and_english(call: Call, name: str) -> None:
    for language, expected in zip(("nl", "en"), SPEAKS[name], strict=True):
        found = call(*COMMANDS[name], "--lang", language)
        assert (found.code, found.err) == (0, "")
        assert expected.lower() in found.out.lower()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_speaks_json_that_fits_its_schema(call: Call, name: str) -> None:
    found = call(*COMMANDS[name], "--json")
    assert (found.code, found.err) == (0, "")
    assert findings(SCHEMAS.get(name, name), found.json) == []


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "check"])
def test_a_command_speaks_csv_and_markdown(call: Call, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(call(*COMMANDS[name], "--format", "csv").out)))
    assert rows
    assert all(None not in row for row in rows)
    assert call(*COMMANDS[name], "--format", "md").out.startswith("# ")


@pytest.mark.parametrize("name", COMMANDS)
def test_json_is_the_same_in_both_languages(call: Call, name: str) -> None:
    dutch = call(*COMMANDS[name], "--json", "--lang", "nl")
    assert dutch.out == call(*COMMANDS[name], "--json", "--lang", "en").out


@pytest.mark.parametrize("name", COMMANDS)
def test_two_runs_give_the_same_bytes(call: Call, name: str) -> None:
    for form in ((), ("--json",)):
        assert call(*COMMANDS[name], *form).out == call(*COMMANDS[name], *form).out


@pytest.mark.parametrize("path", EVERY_EXAMPLE, ids=lambda path: path.stem)
def test_every_example_gives_a_ranking_without_a_change_or_a_warning(
    call: Call, path: Path
) -> None:
    data = call("match", path, "--json").json["data"]
    assert data["changes"] == []
    assert data["rankings"][0]["status"] == "ranked"
    assert data["rankings"][0]["ranking"][0]["rank"] == 1


def test_there_is_an_example_that_needs_no_explaining(call: Call) -> None:
    assert {path.stem for path in EVERY_EXAMPLE} >= {"municipality", "home-team", "web-shop"}


def test_without_a_command_the_short_help_names_start(call: Call) -> None:
    assert "stemwijzer start" in call().out
    assert call().code == 0
    assert "beantwoord de vragen" in call("--lang", "nl").out


def test_the_language_may_be_named_before_or_after_the_command(call: Call) -> None:
    for command in (("data", "check", "--data", TINY), ("catalogue", "not-listed")):
        before = call("--lang", "nl", *command)
        assert before.out == call(*command, "--lang", "nl").out
        assert before.out != call(*command, "--lang", "en").out
    found = call("--lang", "nl", "catalogue", "applications", "--lang", "en")
    assert found.out.startswith("Applications")


def test_the_version_is_said(call: Call) -> None:
    assert call("--version").out == f"stemwijzer {__version__}\n"


@pytest.mark.parametrize("columns", [40, 46, 59])
@pytest.mark.parametrize("command", [(), ("match",), ("data", "diff")])
def test_help_fits_a_narrow_terminal(
    call: Call, monkeypatch: pytest.MonkeyPatch, columns: int, command: tuple[str, ...]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = call(*command, "--help").out.splitlines()
    assert max(map(len, lines)) < columns
    option = next(line for line in lines if line.strip().startswith("--lang"))
    below = lines[lines.index(option) + 1]
    assert below.startswith("    ")
    assert "nl" in below


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_in_the_language_asked_for(call: Call, flag: str) -> None:
    for command in ((), ("match",), ("data",), ("data", "check")):
        dutch = call("--lang", "nl", *command, flag)
        english = call("--lang", "en", *command, flag)
        assert (dutch.code, english.code) == (0, 0)
        assert "Toon deze hulp." in dutch.out
        assert "Show this help." in english.out
        assert dutch.out.startswith("Gebruik:")
        for word in ("Usage", "Options:", "Arguments:", "Commands:", "[default", "[required]"):
            assert word not in dutch.out
        assert "Show this message" not in dutch.out + english.out


# match


def test_an_application_can_be_named(call: Call) -> None:
    rankings = call("match", HOME_TEAM, "-a", "knowledge", "--json").json["data"]["rankings"]
    assert [ranking["application"] for ranking in rankings] == ["knowledge"]


def test_all_applications_can_be_asked_for(call: Call, shipped: Catalogue) -> None:
    rankings = call("match", HOME_TEAM, "-a", "all", "--json").json["data"]["rankings"]
    assert {ranking["application"] for ranking in rankings} == set(shipped.applications)


def test_over_several_applications_the_vendors_are_listed_in_both_languages(call: Call) -> None:
    command = ("match", HOME_TEAM, "-a", "all")
    assert "Leveranciers, naar hun best geplaatste oplossing" in call(*command, "--lang", "nl").out
    assert "Vendors, by their best-placed solution" in call(*command, "--lang", "en").out


def test_top_limits_the_ranking_and_zero_shows_all(call: Call) -> None:
    def shown(*more: str) -> int:
        found = call("match", HOME_TEAM, "-a", "ticketing", *more, "--json").json
        return len(found["data"]["rankings"][0]["ranking"])

    assert shown("--top", "3") == 3
    assert shown() == 10
    assert shown("--top", "0") > 10


def test_another_rule_can_give_the_places(call: Call) -> None:
    found = call("match", CITY, "--metric", "euclidean", "--json").json["data"]
    assert found["options"]["metric"] == "euclidean"
    assert "Rule: Euclidean distance." in call("match", CITY, "--metric", "euclidean").out


def test_several_sheets_come_one_after_another(call: Call) -> None:
    found = call("match", HOME_TEAM, CITY)
    assert found.out.count("Result for ") == 2
    lines = call("match", HOME_TEAM, CITY, "--json").out.splitlines()
    names = [json.loads(line)["data"]["sheet"]["name"] for line in lines]
    assert names == [str(HOME_TEAM), str(CITY)]


def test_fail_if_none_tells_a_script_that_nothing_fits(
    call: Call, coffee: Path, tiny_folder: Path
) -> None:
    good = call("match", coffee, "--data", tiny_folder, "--fail-if-none")
    assert (good.code, good.err) == (0, "")
    coffee.write_text("answers:\n  goals: [taste]\n  price: {answer: 1, importance: must}\n")
    poor = call("match", coffee, "--data", tiny_folder, "--fail-if-none")
    assert poor.code == 6
    assert "Result for" in poor.out
    assert poor.err == f"error: no good match for: {coffee}\n"
    assert call("match", coffee, "--data", tiny_folder).code == 0


def test_fail_if_none_keeps_json_whole_and_marks_the_sheet(
    call: Call, coffee: Path, tiny_folder: Path, tmp_path: Path
) -> None:
    poor = tmp_path / "poor.yaml"
    poor.write_text("answers:\n  goals: [taste]\n  price: {answer: 1, importance: must}\n")
    alone = call("match", poor, "--data", tiny_folder, "--fail-if-none", "--json")
    assert (alone.code, alone.err, alone.json["exit_code"]) == (6, "", 6)
    assert alone.json["data"]["rankings"][0]["status"] == "none_left"
    both = call("match", coffee, poor, "--data", tiny_folder, "--fail-if-none", "--json")
    documents = [json.loads(line) for line in both.out.splitlines()]
    assert both.code == 6
    assert [d["exit_code"] for d in documents] == [0, 6]
    assert [d["status"] for d in documents] == ["success", "error"]
    assert all(findings("match", d) == [] for d in documents)


# output


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("out.md", "# Result"),
        ("out.csv", "sheet,application,"),
        ("out.json", '{\n  "schema_version"'),
        ("out.JSON", '{\n  "schema_version"'),
        ("out.txt", "Result for"),
        ("out", "Result for"),
    ],
)
def test_the_name_of_the_output_file_chooses_the_form(
    call: Call, tmp_path: Path, name: str, start: str
) -> None:
    path = tmp_path / name
    found = call("match", HOME_TEAM, "-o", path)
    assert (found.code, found.out) == (0, "")
    assert found.err == f"Wrote {path}.\n"
    assert path.read_text(encoding="utf-8").startswith(start)


def test_a_form_that_is_asked_for_wins_over_the_name(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    assert call("match", HOME_TEAM, "-o", path, "--format", "csv").code == 0
    assert path.read_text(encoding="utf-8").startswith("sheet,")


@pytest.mark.parametrize("name", ["out.txt", "out.md", "out.csv", "out.json"])
def test_a_file_holds_what_standard_output_would(call: Call, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    form = "table" if name == "out.txt" else path.suffix[1:]
    call("match", HOME_TEAM, CITY, "--output", path)
    assert path.read_text(encoding="utf-8") == (
        call("match", HOME_TEAM, CITY, "--format", form).out
    )


def test_a_file_that_was_there_is_replaced(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_text("old", encoding="utf-8")
    call("match", HOME_TEAM, "-o", path)
    assert "old" not in path.read_text(encoding="utf-8")[:5]
    assert [p.name for p in tmp_path.glob("*out*")] == ["out.md"]


# questions


def test_an_empty_sheet_is_written_and_can_be_ranked(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    written = call("questions", "--sheet", path)
    assert (written.code, written.err) == (0, "")
    assert f"stemwijzer match {path}" in written.out
    result = call("match", path)
    assert result.code == 0
    assert "No answer weighs yet, so nothing can be ranked." in result.out
    assert "%" not in result.out.replace("60%", "")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_sheet_holds_every_question_as_skipped(
    call: Call, shipped: Catalogue, language: str, tmp_path: Path
) -> None:
    text = call("questions", "--sheet", "-", "--lang", language).out
    for question in shipped.questions.values():
        assert f"\n  {question.id}: skip\n" in text
    assert f"language: {language}\n" in text
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    profile = call("match", path, "--json").json["data"]["profile"]
    assert {state["state"] for state in profile} == {"skipped"}


def test_an_existing_file_is_kept_unless_forced(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    refused = call("questions", "--sheet", path)
    assert refused.code == 2
    assert f"{path} exists already" in refused.err
    assert "--force" in refused.err
    assert path.read_text(encoding="utf-8") == "mine"
    assert call("questions", "--sheet", path, "--force").code == 0
    assert "answers:" in path.read_text(encoding="utf-8")


def test_writing_a_sheet_speaks_json_too(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    found = call("questions", "--sheet", path, "--json").json
    assert findings("questions", found) == []
    assert found["data"]["path"] == str(path)


# another catalogue


def test_another_catalogue_is_marked_in_every_output(
    call: Call, coffee: Path, tiny_folder: Path
) -> None:
    data = ("--data", tiny_folder)
    for command in (
        ("match", coffee),
        ("explain", coffee, "alto-one"),
        ("compare", coffee, "alto-one", "alto-duo"),
        ("questions",),
        ("catalogue", "vendors"),
        ("catalogue", "show", "corto"),
        ("data", "check"),
    ):
        found = call(*command, *data)
        assert "Made with a private catalogue, not the published one." in found.out
        assert call(*command, *data, "--json").json["data"]["catalogue"]["private"] is True
    assert "private catalogue" not in call("catalogue", "not-listed").out


def test_a_copy_of_the_published_catalogue_is_not_private(call: Call) -> None:
    found = call("data", "check", "--data", ROOT / "data", "--json").json["data"]["catalogue"]
    assert found["private"] is False
    assert found == call("data", "check", "--json").json["data"]["catalogue"]


def test_a_saved_result_can_be_recomputed(
    call: Call, coffee: Path, tiny_folder: Path, tmp_path: Path
) -> None:
    saved, data = tmp_path / "saved.json", ("--data", tiny_folder)
    call("match", coffee, "-o", saved, *data, *FEW)
    same = call("verify", saved, *data, "--json")
    assert (same.code, same.json["data"]["same"], same.json["data"]["moves"]) == (0, True, [])
    vendors = tiny_folder / "vendors.yaml"
    text = vendors.read_text(encoding="utf-8")
    vendors.write_text(text.replace("noise: {value: audible", "noise: {value: loud", 1))
    other = call("verify", saved, *data, "--json")
    assert (other.code, other.err, other.json["exit_code"]) == (6, "", 6)
    assert findings("verify", other.json) == []
    assert other.json["data"]["same"] is False
    told = call("verify", saved, *data)
    assert told.code == 6
    assert told.err.startswith("error: ")


def test_the_environment_can_name_another_catalogue(
    call: Call, coffee: Path, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STEMWIJZER_DATA", str(tiny_folder))
    assert "Alto Duo" in call("match", coffee).out
    assert call("data", "check", "--data", ROOT / "data").out.count("private") == 0
    monkeypatch.setenv("STEMWIJZER_DATA", "")
    assert call("catalogue", "not-listed", "--json").json["data"]["catalogue"]["private"] is False


# language


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ({}, "nl"),
        ({"STEMWIJZER_LANG": "en"}, "en"),
        ({"STEMWIJZER_LANG": "nl", "LANG": "en_GB.UTF-8"}, "nl"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "nl_BE"}, "nl"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "nl"),
        ({"LANG": "POSIX"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LC_ALL": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "en_GB.UTF-8"}, "en"),
    ],
)
def test_the_language_follows_the_environment(
    call: Call, monkeypatch: pytest.MonkeyPatch, wishes: dict[str, str], language: str
) -> None:
    monkeypatch.delenv("STEMWIJZER_LANG")
    for name, value in wishes.items():
        monkeypatch.setenv(name, value)
    expected = {"nl": "Toepassingen", "en": "Applications"}
    assert call("catalogue", "applications").out.startswith(expected[language])
    for asked in ("nl", "en"):
        asked_for = call("catalogue", "applications", "--lang", asked)
        assert asked_for.out.startswith(expected[asked])
    assert call("match", "nope.yaml").err.startswith({"nl": "fout:", "en": "error:"}[language])


def test_a_product_that_will_not_stay_as_it_is_says_so_everywhere(
    call: Call, coffee: Path, tiny_folder: Path
) -> None:
    vendors = tiny_folder / "vendors.yaml"
    old = "        aliases: [Alto Uno]\n"
    text = vendors.read_text()
    assert old in text
    state = "        lifecycle: {value: end_of_sale, source: terms, note: read in the terms}\n"
    vendors.write_text(text.replace(old, old + state))
    data = ("--data", tiny_folder)
    for command in (
        ("match", coffee, "-a", "espresso"),
        ("explain", coffee, "alto-one"),
        ("catalogue", "show", "alto-one"),
        ("report", coffee, "-a", "espresso", "--format", "md"),
    ):
        for _ in range(2):  # the second time from the cache
            assert "is no longer sold to new customers" in call(*command, *data).out
    found = call("catalogue", "show", "alto-one", *data, "--json").json
    assert findings("catalogue", found) == []
    shown = found["data"]["shown"]
    assert shown["lifecycle"]["state"] == "end_of_sale"
    assert shown["lifecycle"]["sources"] == ["terms"]
