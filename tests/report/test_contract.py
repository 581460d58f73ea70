"""The JSON contract: what comes out fits its schema, adds up and stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from report.make import COFFEE, FINDINGS, who
from report.schemas import NAMES, ROOT, findings, properties, schema
from stemwijzer.answers.sheet import Change, read_sheet
from stemwijzer.catalogue.schema import NOT_LISTED_REASONS, SOURCE_KINDS
from stemwijzer.core.answer import Answer, Importance, State
from stemwijzer.core.matching import MustState, Status
from stemwijzer.core.model import Catalogue, Fact, Measure, QuestionKind, Sense
from stemwijzer.core.second_rules import CHECKS, Rule
from stemwijzer.core.sureness import Verdict
from stemwijzer.errors import (
    AnswersError,
    ConditionError,
    ExitCode,
    Problem,
    StemwijzerError,
    UsageError,
    message,
)
from stemwijzer.i18n import Texts
from stemwijzer.render.machine import envelopes, error_envelope
from stemwijzer.report.browse import browse
from stemwijzer.report.contract import SCHEMA_VERSION
from stemwijzer.report.data_records import ExportResult, ScaffoldResult
from stemwijzer.report.data_result import covered, stale_facts
from stemwijzer.report.making import make_report
from stemwijzer.report.opinion import judge_shortlist
from stemwijzer.report.records import (
    CheckResult,
    QuestionsResult,
    Respondent,
    Result,
    Sampling,
    WrittenResult,
)
from stemwijzer.report.result import (
    ALL,
    compare_solutions,
    examine_stability,
    explain_solution,
    match,
    respondent,
)
from stemwijzer.report.team import consult, seated
from stemwijzer.report.verify import saved_results, verify

FEW = Sampling(draws=50, seed=7)
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
PARTS = ("applications", "vendors", "solutions", "not-listed")


def document(command: str, result: Result) -> dict[str, Any]:
    """Return what a program reads; only what JSON itself allows is accepted."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    return dict(json.loads(envelopes(command, [result]), parse_constant=refuse))


def example(catalogue: Catalogue, path: Path) -> Respondent:
    sheet, changes = read_sheet(path.read_text(encoding="utf-8"), path.name, catalogue)
    return respondent(catalogue, path.name, sheet, changes)


def every_result(tiny: Catalogue) -> Iterator[tuple[str, str, Result]]:
    """Return (schema, command, result) for every command and for odd sheets."""
    changes = (
        Change("question_gone", "steam"),
        Change("option_gone", "milk", "oat"),
        Change("question_new", "price"),
    )
    sheets: list[dict[str, Any]] = [
        COFFEE,
        {},
        {"noise": "neutral", "milk": "no_preference", "cups": "skip"},
        {"breadth": "fully_disagree", "noise": "disagree"},
        {**COFFEE, "price": Answer(1.0, Importance.MUST)},
    ]
    for answers in sheets:
        for rule in Rule:
            for top in (0, 1):
                someone = who(tiny, answers, organisation="Corner", note="Ours", changes=changes)
                yield "match", "match", match(tiny, someone, ALL, rule=rule, top=top)
        yield "match", "match", match(tiny, who(tiny, answers), ALL, sampling=FEW)
    for solution in tiny.solutions:
        yield "explain", "explain", explain_solution(tiny, who(tiny), solution)
        yield "explain", "explain", explain_solution(tiny, who(tiny), solution, sampling=FEW)
    for application in tiny.applications:
        found = examine_stability(tiny, who(tiny), application, FEW)
        yield "stability", "stability", found
    only_duo = replace(tiny, solutions={"alto-duo": tiny.solutions["alto-duo"]})
    yield "stability", "stability", examine_stability(only_duo, who(only_duo), "", FEW)
    names = [s.id for s in tiny.in_application("espresso")]
    yield "compare", "compare", compare_solutions(tiny, who(tiny), names)
    networks = {"Partners": ["alto"], "Others": ["dolce", "forte"]}
    for names in (["alto-one"], ["alto-one", "dolce", "corto"], ["basso"], ["corto"]):
        found = judge_shortlist(tiny, who(tiny), names, "", networks)
        yield "second-opinion", "second-opinion", found
    for answers in sheets:
        for application in ("", ALL, "filter"):
            found = make_report(tiny, who(tiny, answers), application, FEW, whole=True)
            yield "report", "report", found
    team = [
        seated(who(tiny, answers, changes=changes[:number]), f"member {number}")
        for number, answers in enumerate(sheets)
    ]
    for members in (team, team[:1], [*team[1:4], team[4]]):
        for application in ("", "filter"):
            yield "team", "team", consult(tiny, members, application, FEW)
    for command, result in verified(tiny):
        yield "verify", command, result
    yield "questions", "questions", QuestionsResult(tiny)
    yield "questions", "questions", WrittenResult("mine.yaml", 9)
    for part in PARTS:
        yield "catalogue", "catalogue", browse(tiny, part, "", "", [])
    yield "catalogue", "catalogue", browse(tiny, "solutions", "", "filter", [("noise", "silent")])
    for name in ("espresso", "filter", "alto", "alto-one", "corto"):
        yield "catalogue", "catalogue", browse(tiny, "show", name, "", [])
    yield "data-check", "data check", CheckResult(tiny)
    yield "data-check", "data check", CheckResult(tiny, FINDINGS, "vendors.yaml")
    for day in (date(2026, 1, 4), date(2030, 1, 1)):
        yield "data-stale", "data stale", stale_facts(tiny, day)
    yield "data-stale", "data stale", stale_facts(replace(tiny, solutions={}), date(2026, 1, 4))
    yield "data-coverage", "data coverage", covered(tiny)
    yield "data-export", "data export", ExportResult(tiny)
    for path, inserted in (("", False), ("vendors.yaml", True)):
        entry = ScaffoldResult(tiny, "vendor", "acme", "  acme:\n", 4, path, inserted)
        yield "data-new", "data new", entry


def verified(tiny: Catalogue) -> Iterator[tuple[str, Result]]:
    """Return a saved result beside itself, and beside a catalogue that changed since."""
    (saved,) = saved_results(json.dumps(document("match", match(tiny, who(tiny)))), "saved.json")
    yield "verify", verify(tiny, saved, "saved.json")
    duo = tiny.solutions["alto-duo"]
    facts = {**duo.facts, "noise": Fact(level="loud"), "milk": Fact(has=frozenset({"none"}))}
    changed = replace(
        tiny,
        fingerprint="0" * 64,
        solutions={**tiny.solutions, "alto-duo": replace(duo, facts=facts)},
    )
    yield "verify", verify(changed, saved, "saved.json")


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_a_sound_json_schema_for_this_version(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["properties"]["schema_version"] == {"const": SCHEMA_VERSION}


def test_every_command_fits_its_schema_and_has_no_key_that_is_not_declared(
    tiny: Catalogue,
) -> None:
    for name, command, result in every_result(tiny):
        assert findings(name, document(command, result), strict=True) == []


def test_the_schemas_share_their_records() -> None:
    known: dict[str, Any] = {}
    for name in NAMES:
        for record, declared in schema(name).get("$defs", {}).items():
            assert known.setdefault(record, declared) == declared


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_shipped_catalogue_fits_the_schemas_with_every_example(
    shipped: Catalogue, path: Path
) -> None:
    someone = example(shipped, path)
    result = match(shipped, someone, sampling=FEW)
    assert findings("match", document("match", result), strict=True) == []
    first = result.rankings[0].ranking.ranked[:3]
    names = [s.solution_id for s in first]
    application = result.rankings[0].application
    explained = explain_solution(shipped, someone, names[0], application, FEW)
    assert findings("explain", document("explain", explained), strict=True) == []
    compared = compare_solutions(shipped, someone, names, application)
    assert findings("compare", document("compare", compared), strict=True) == []
    examined = examine_stability(shipped, someone, application, FEW)
    assert findings("stability", document("stability", examined), strict=True) == []


def test_the_shipped_catalogue_fits_the_schemas_when_browsed(shipped: Catalogue) -> None:
    for part in PARTS:
        found = document("catalogue", browse(shipped, part, "", "", []))
        assert findings("catalogue", found, strict=True) == []
    asked = document("questions", QuestionsResult(shipped))
    assert findings("questions", asked, strict=True) == []
    checked = document("data check", CheckResult(shipped))
    assert findings("data-check", checked, strict=True) == []


def test_a_schema_refuses_what_lacks_a_key_or_a_known_word(tiny: Catalogue) -> None:
    sound = document("match", match(tiny, who(tiny)))
    without = json.loads(json.dumps(sound))
    del without["data"]["rankings"][0]["ranking"][0]["match"]
    assert findings("match", without)
    odd = json.loads(json.dumps(sound))
    odd["data"]["rankings"][0]["status"] = "fine"
    assert findings("match", odd)
    more = json.loads(json.dumps(sound))
    more["data"]["new"] = more["data"]["rankings"][0]["ranking"][0]["new"] = 1
    assert findings("match", more) == []  # additions are allowed, and must be documented
    assert len(findings("match", more, strict=True)) == 2 + len(findings("match", sound))


@pytest.mark.parametrize(
    ("record", "key", "words"),
    [
        ("question_state", "state", State),
        ("question_state", "kind", QuestionKind),
        ("must_have", "state", MustState),
        ("ranking", "status", Status),
        ("opinion", "rule", CHECKS),
        ("source", "kind", SOURCE_KINDS),
    ],
)
def test_a_word_in_the_match_and_explain_schemas_is_a_word_of_the_program(
    record: str, key: str, words: Any
) -> None:
    known = {**schema("match")["$defs"], **schema("explain")["$defs"]}
    assert known[record]["properties"][key]["enum"] == [str(word) for word in words]


def test_the_other_words_of_the_schemas_are_words_of_the_program() -> None:
    options = schema("match")["properties"]["data"]["properties"]["options"]
    assert options["properties"]["metric"]["enum"] == list(Rule)
    question = schema("questions")["$defs"]["question"]["properties"]
    assert question["sense"]["enum"] == [*Sense, None]
    assert question["measure"]["enum"] == [*Measure, None]
    assert question["kind"]["enum"] == list(QuestionKind)
    not_listed = schema("catalogue")["$defs"]["not_listed"]["properties"]
    verdict = schema("match")["$defs"]["stability"]["properties"]["verdict"]
    assert verdict["enum"] == list(Verdict)
    assert not_listed["reason"]["enum"] == list(NOT_LISTED_REASONS)
    answer = schema("match")["$defs"]["answer"]["anyOf"][2]["properties"]
    assert answer["importance"]["enum"] == list(Importance)


def test_the_error_schema_knows_every_exit_code_and_error_of_the_program() -> None:
    codes = schema("error")["properties"]["exit_code"]["enum"]
    assert codes == [code.value for code in ExitCode if code]
    for kind in (StemwijzerError, *StemwijzerError.__subclasses__()):
        found = json.loads(error_envelope("match", kind("words"), Texts("en")))
        assert findings("error", found, strict=True) == []


def test_an_error_carries_every_problem_with_its_place() -> None:
    problems = (
        Problem("a.yaml", 3, 5, message("unknown_question", question="x"), message("digits")),
        Problem("a.yaml", 0, 0, message("file_missing")),
    )
    error = AnswersError(message("sheet", name="a.yaml", count=2), message("sheet_hint"), problems)
    found = json.loads(error_envelope("match", error, Texts("en")))
    assert findings("error", found, strict=True) == []
    assert found["exit_code"] == 3
    assert [e["code"] for e in found["errors"]] == [
        "bad_answers",
        "problems.unknown_question",
        "problems.file_missing",
    ]
    assert found["errors"][1]["where"] == {"file": "a.yaml", "line": 3, "column": 5}


def test_a_condition_that_is_not_met_keeps_the_data(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny))
    failed = ConditionError(message("none_ranked", names="sheet.yaml"))
    lines = envelopes("match", [result, result], [None, failed], Texts("en")).splitlines()
    good, bad = (json.loads(line) for line in lines)
    assert findings("match", good, strict=True) == findings("match", bad, strict=True) == []
    assert (good["status"], good["exit_code"], good["errors"]) == ("success", 0, [])
    assert (bad["status"], bad["exit_code"]) == ("error", 6)
    assert bad["errors"][0]["code"] == "condition_not_met"
    assert bad["data"] == good["data"]


def test_an_error_says_the_same_in_both_languages_under_the_same_code() -> None:
    error = UsageError(message("two_solutions"), message("two_solutions_hint"))
    dutch, english = (
        json.loads(error_envelope("compare", error, Texts(language)))["errors"][0]
        for language in ("nl", "en")
    )
    assert dutch["message"] != english["message"]
    assert dutch["code"] == english["code"] == "usage"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_contributions_of_a_solution_add_up_to_one_minus_its_match(
    shipped: Catalogue, path: Path
) -> None:
    someone = example(shipped, path)
    for entry in match(shipped, someone, ALL).rankings:
        for standing in entry.ranking.ranked[:1]:
            result = explain_solution(shipped, someone, standing.solution_id, entry.application)
            data = document("explain", result)["data"]
            parts = [*data["for"], *data["against"], *data["unknown"]]
            total = sum(part["contribution"] for part in parts)
            assert total == pytest.approx(1 - data["standing"]["match"], abs=1e-12)
            questions = [part["question"] for part in parts]
            assert len(questions) == len(set(questions)) == len(entry.ranking.wishes)


def test_the_gaps_of_a_comparison_are_differences_in_contribution(tiny: Catalogue) -> None:
    result = compare_solutions(tiny, who(tiny), ["alto-one", "alto-duo"])
    data = document("compare", result)["data"]
    for difference in data["differences"]:
        parts = [part["contribution"] for part in difference["solutions"].values()]
        assert difference["gap"] == pytest.approx(max(parts) - min(parts), abs=1e-12)
    gaps = [difference["gap"] for difference in data["differences"]]
    assert gaps == sorted(gaps, reverse=True)


def test_numbers_are_exact_and_not_rounded(tiny: Catalogue) -> None:
    ranking = document("match", match(tiny, who(tiny)))["data"]["rankings"][0]["ranking"]
    assert [s["match"] for s in ranking] == [5 / 6, 4 / 6]


def test_a_sheet_in_json_can_be_read_back(tiny: Catalogue) -> None:
    someone = who(tiny, organisation="Corner: 5%", note="Ours")
    sheet = document("match", match(tiny, someone))["data"]["sheet"]
    del sheet["name"]
    again, _ = read_sheet(json.dumps(sheet), "again.json", tiny)
    assert again.answers == someone.sheet.answers
    assert (again.organisation, again.note) == ("Corner: 5%", "Ours")


def test_neutral_no_preference_and_skipped_are_told_apart(tiny: Catalogue) -> None:
    answers = {"noise": "neutral", "milk": "no_preference", "cups": "skip", "grinder": "disagree"}
    profile = document("match", match(tiny, who(tiny, answers)))["data"]["profile"]
    states = {state["question"]: state["state"] for state in profile}
    assert [p["question"] for p in profile] == list(tiny.questions)
    assert (states["noise"], states["milk"]) == ("neutral", "no_preference")
    assert (states["cups"], states["price"]) == ("skipped", "skipped")
    assert states["grinder"] == "given"
    assert all(state["weight"] == 0 and state["target"] is None for state in profile)


def test_every_key_of_every_schema_is_explained_in_the_reference() -> None:
    reference = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    words = set(reference.replace("`", " ").replace(".", " ").replace("[]", " ").split())
    words = {word.strip(",;:()") for word in words}
    for name in NAMES:
        assert properties(schema(name)) - {"nl", "en", "answer", "importance"} <= words
