"""``team`` as people run it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from report.schemas import findings

from cli.conftest import COFFEE, ROOT, Call

TINY = ROOT / "tests" / "data" / "tiny"
FIVE = sorted((ROOT / "examples" / "team").glob("*.yaml"))
QUICK = ("--draws", 0)

AGENT = """\
role: medewerker
answers:
  goals: [taste]
  grinder: neutral
  noise: fully_disagree
  milk: automatic
  price: 2000
"""


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Return a folder with two sheets for the tiny catalogue."""
    (tmp_path / "boss.yaml").write_text(COFFEE, encoding="utf-8")
    (tmp_path / "agent.yaml").write_text(AGENT, encoding="utf-8")
    return tmp_path


def test_the_five_examples_give_an_agenda_and_a_joint_ranking(call: Call) -> None:
    assert [path.stem for path in FIVE] == [
        "agent",
        "it-department",
        "manager",
        "purchasing",
        "works-council",
    ]
    found = call("team", *FIVE, "--application", "ticketing", "--draws", 300)
    assert (found.code, found.err) == (0, "")
    agenda, ranking = found.out.index("talk about this first"), found.out.index("Joint ranking")
    assert agenda < ranking
    assert "decides number one" in found.out
    assert "The employee apart" in found.out
    assert "(works-council)" in found.out[found.out.index("Out because of a member's must-have") :]
    dutch = call("team", *FIVE, "-a", "ticketing", *QUICK, "--lang", "nl")
    assert "Agenda: praat hier eerst over" in dutch.out


def test_every_question_is_answered_in_the_examples(call: Call, shipped) -> None:
    found = call("team", *FIVE, *QUICK, "--json").json
    for member in found["data"]["members"]:
        assert set(member["sheet"]["answers"]) == set(shipped.questions)
        assert member["counted"]
    assert [m["member"] for m in found["data"]["members"] if m["employee"]] == ["agent"]


@pytest.mark.parametrize("application", ["ticketing", "chatbot", "ccaas"])
def test_the_json_fits_its_schema(call: Call, application: str) -> None:
    found = call("team", *FIVE, "-a", application, "--draws", 50, "--json")
    assert findings("team", found.json, strict=True) == []


def test_one_sheet_gives_the_places_of_match(call: Call) -> None:
    joint = call("team", FIVE[0], "-a", "ticketing", *QUICK, "--json").json["data"]
    alone = call("match", FIVE[0], "-a", "ticketing", "--top", 0, "--json").json["data"]
    keys = ("rank", "tied", "close_call", "solution", "match", "low", "high", "possible_winner")
    assert [{k: s[k] for k in keys} for s in joint["ranking"]] == [
        {k: s[k] for k in keys} for s in alone["rankings"][0]["ranking"]
    ]
    assert "only one member counts" in call("team", FIVE[0], *QUICK).out.casefold()


def test_the_same_sheets_give_the_same_bytes(call: Call) -> None:
    one, two = (call("team", *FIVE, "--draws", 100, "--json").out for _ in range(2))
    assert one == two


def test_csv_has_a_row_per_solution_and_a_column_per_member(call: Call, team: Path) -> None:
    given = (team / "boss.yaml", team / "agent.yaml", "--data", TINY, "-a", "espresso")
    found = call("team", *given, *QUICK, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    states = {row["solution"]: row["state"] for row in rows}
    # Basso has no grinder, the must-have of the boss; of Corto nothing is known.
    assert (states["basso"], states["corto"]) == ("excluded", "unranked")
    assert {row["unmet"] for row in rows} == {"", "boss: grinder"}
    assert all(row["match boss"] and row["match agent"] for row in rows)


def test_markdown_goes_to_a_file(call: Call, team: Path) -> None:
    path = team / "agenda.md"
    given = (team / "boss.yaml", team / "agent.yaml", "--data", TINY, "-o", path)
    assert call("team", *given, *QUICK).code == 0
    assert "## Agenda: talk about this first" in path.read_text(encoding="utf-8")


def test_who_says_nothing_is_named_and_left_out(call: Call, team: Path) -> None:
    (team / "quiet.yaml").write_text("answers: {noise: neutral}\n", encoding="utf-8")
    sheets = [team / f"{name}.yaml" for name in ("boss", "agent", "quiet")]
    found = call("team", *sheets, "--data", TINY, *QUICK)
    assert "say nothing about this application: quiet." in found.out
    nobody = call("team", team / "quiet.yaml", "--data", TINY, *QUICK)
    assert (nobody.code, nobody.out) == (3, "")
    assert "no answer of the team counts" in nobody.err


# The team file --------------------------------------------------------------------------------


def test_a_team_file_states_names_roles_and_weights(call: Call, team: Path) -> None:
    file = team / "team.yaml"
    file.write_text(
        "members:\n"
        "  - {sheet: boss.yaml, name: The boss, weight: 0.5}\n"
        "  - {sheet: agent.yaml, role: agent, weight: 2}\n",
        encoding="utf-8",
    )
    found = call("team", "--team", file, "--data", TINY, *QUICK, "--json").json["data"]
    members = [(m["member"], m["role"], m["weight"], m["employee"]) for m in found["members"]]
    assert members == [("The boss", None, 0.5, False), ("agent", "agent", 2, False)]
    said = call("team", "--team", file, "--data", TINY, *QUICK).out
    assert "Weights agreed beforehand: The boss 0.50, agent 2." in said


def test_every_problem_of_a_team_file_is_said_with_its_line(call: Call, team: Path) -> None:
    file = team / "team.yaml"
    file.write_text(
        "members:\n"
        "  - sheet: boss.yaml\n"
        "    weight: 0\n"
        "  - sheet: gone.yaml\n"
        "  - sheet: agent.yaml\n"
        "    wieght: 2\n"
        "  - sheet: boss.yaml\n",
        encoding="utf-8",
    )
    found = call("team", "--team", file, "--data", TINY)
    assert found.code == 3
    lines = [line.removeprefix(f"{file}:") for line in found.err.splitlines()[:4]]
    assert [line.split(":")[0] for line in lines] == ["3", "4", "6", "7"]
    assert "did you mean 'weight'?" in lines[2]
    assert "4 problems" in found.err


def test_problems_of_all_sheets_come_at_once(call: Call, team: Path) -> None:
    (team / "a.yaml").write_text("answers: {noise: maybe}\n", encoding="utf-8")
    (team / "b.yaml").write_text("answers: {nose: agree}\n", encoding="utf-8")
    found = call("team", team / "a.yaml", team / "b.yaml", team / "c.yaml", "--data", TINY)
    assert found.code == 3
    for name in ("a.yaml:1:", "b.yaml:1:", "c.yaml: "):
        assert name in found.err
    assert "3 answer sheets cannot be used" in found.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "there is no team"),
        (["boss.yaml", "--team", "team.yaml"], "not both"),
        (["boss.yaml", "boss.yaml"], "'boss.yaml' stands there twice"),
        (["boss.yaml", "-a", "all"], "one application at a time"),
        (["boss.yaml", "-a", "expresso"], "did you mean 'espresso'?"),
    ],
)
def test_wrong_use_is_said_in_words(
    call: Call, team: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], words: str
) -> None:
    monkeypatch.chdir(team)
    (team / "team.yaml").write_text("members: [{sheet: boss.yaml}]\n", encoding="utf-8")
    found = call("team", *arguments, "--data", TINY)
    assert (found.code, found.out) == (2, "")
    assert words in found.err


def test_sheets_of_one_name_are_told_apart_by_their_folder(call: Call, team: Path) -> None:
    (team / "two").mkdir()
    other = team / "two" / "boss.yaml"
    other.write_text(AGENT, encoding="utf-8")
    found = call("team", team / "boss.yaml", other, "--data", TINY, *QUICK, "--json").json
    assert [m["member"] for m in found["data"]["members"]] == [
        str(team / "boss.yaml"),
        str(other),
    ]


def test_hundreds_of_sheets_keep_the_lines_short(call: Call, tmp_path: Path) -> None:
    sheets = []
    for number in range(120):
        path = tmp_path / f"m{number}.yaml"
        role = "role: employee\n" if number % 3 else ""
        path.write_text(role + (COFFEE if number % 2 else AGENT[17:]), encoding="utf-8")
        sheets.append(path)
    found = call("team", *sheets, "--data", TINY, *QUICK)
    assert found.code == 0
    assert "60 members" in found.out
    assert max(len(line) for line in found.out.splitlines()) < 1200


@pytest.mark.parametrize(
    ("name", "start"),
    [("t.html", b"<!DOCTYPE html>"), ("t.md", b"# Samen kiezen"), ("t.pdf", b"%PDF-")],
)
def test_a_document_to_bring_to_the_meeting(
    call: Call, team: Path, tmp_path: Path, name: str, start: bytes
) -> None:
    if name.endswith("pdf"):
        pytest.importorskip("typst", reason="the extra 'pdf' is not installed")
    output = tmp_path / name
    sheets = (team / "boss.yaml", team / "agent.yaml")
    found = call("team", *sheets, "--data", TINY, *QUICK, "--lang", "nl", "-o", output)
    assert (found.code, found.out) == (0, "")
    assert output.read_bytes().startswith(start)


def test_a_page_of_a_team_can_be_piped_and_a_strange_name_is_refused(
    call: Call, team: Path, tmp_path: Path
) -> None:
    sheets = (team / "boss.yaml", team / "agent.yaml")
    found = call("team", *sheets, "--data", TINY, *QUICK, "-f", "html")
    assert found.out.startswith("<!DOCTYPE html>")
    wrong = call("team", *sheets, "-o", tmp_path / "team.docx")
    assert wrong.code == 2
    assert ".html" in wrong.err
