"""Results as rows for CSV."""

from __future__ import annotations

from datetime import date

import pytest

from report.make import COFFEE, FINDINGS, who
from report.schemas import ROOT
from stemwijzer.core.answer import Answer, Importance
from stemwijzer.core.model import Catalogue
from stemwijzer.core.requirements import Filled
from stemwijzer.report.browse import browse
from stemwijzer.report.data_records import ExportResult
from stemwijzer.report.data_result import covered, stale_facts
from stemwijzer.report.flat import Rows, rows
from stemwijzer.report.making import make_report
from stemwijzer.report.opinion import judge_shortlist
from stemwijzer.report.records import CheckResult, QuestionsResult, Result, Sampling, WrittenResult
from stemwijzer.report.requirements import make_requirements, with_scores
from stemwijzer.report.result import (
    ALL,
    compare_solutions,
    examine_stability,
    explain_solution,
    match,
)
from stemwijzer.report.roadmap import plan
from stemwijzer.report.team import consult, seated


def results(tiny: Catalogue) -> dict[str, Result]:
    return {
        "match": match(tiny, who(tiny), ALL),
        "report": make_report(tiny, who(tiny), "", Sampling(50)),
        "explain": explain_solution(tiny, who(tiny), "alto-one"),
        "compare": compare_solutions(tiny, who(tiny), ["alto-one", "corto"]),
        "stability": examine_stability(tiny, who(tiny), "", Sampling(50)),
        "second-opinion": judge_shortlist(tiny, who(tiny), ["alto-one", "corto"], "", {}),
        "roadmap": plan(tiny, who(tiny)),
        "requirements": make_requirements(tiny, who(tiny)),
        "requirements --read": with_scores(
            make_requirements(tiny, who(tiny)), [Filled("Vendor", {}, {})]
        ),
        "team": consult(tiny, [seated(who(tiny), "NAME")], "", Sampling(50)),
        "questions": QuestionsResult(tiny),
        "questions --sheet FILE": WrittenResult("mine.yaml", 9),
        "catalogue applications": browse(tiny, "applications", "", "", []),
        "catalogue vendors": browse(tiny, "vendors", "", "", []),
        "catalogue solutions": browse(tiny, "solutions", "", "", []),
        "catalogue not-listed": browse(tiny, "not-listed", "", "", []),
        "data check": CheckResult(tiny, FINDINGS),
        "data stale": stale_facts(tiny, date(2030, 1, 1)),
        "data coverage": covered(tiny),
        "data export": ExportResult(tiny),
    }


def header(found: Rows) -> list[str]:
    names = {tuple(row) for row in found}
    assert len(names) == 1
    return list(names.pop())


def documented() -> dict[str, str]:
    """Return the columns by command, as the table in the reference has them."""
    reference = (ROOT / "docs" / "reference" / "json.md").read_text(encoding="utf-8")
    found = {}
    for line in reference.partition("## CSV")[2].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 2 and cells[0].startswith("`"):
            for command in cells[0].split(", "):
                found[command.strip("`")] = cells[1]
    return found


def test_every_row_of_a_result_has_the_same_columns_and_plain_values(tiny: Catalogue) -> None:
    for result in results(tiny).values():
        found = rows(result)
        assert header(found)
        for row in found:
            assert all(isinstance(v, str | int | float | None) for v in row.values())


def test_the_columns_are_those_of_the_reference(tiny: Catalogue) -> None:
    table = documented()
    assert set(table) == {*results(tiny), "verify"}
    for command, result in results(tiny).items():
        columns = header(rows(result))
        words = table[command].split("`")[1::2]
        assert [word for word in words if word in columns] == columns


def test_ranked_excluded_and_unranked_solutions_are_all_rows(tiny: Catalogue) -> None:
    found = [(r["solution"], r["state"], r["rank"]) for r in rows(match(tiny, who(tiny)))]
    assert found == [
        ("alto-duo", "ranked", 1),
        ("alto-one", "ranked", 2),
        ("basso", "excluded", 3),
        ("corto", "unranked", None),
    ]


def test_must_haves_not_met_and_unknown_are_columns_of_question_ids(tiny: Catalogue) -> None:
    strict = {**COFFEE, "price": Answer(60.0, Importance.MUST)}
    found = {r["solution"]: r for r in rows(match(tiny, who(tiny, strict)))}
    assert found["basso"]["unmet"] == "grinder price"
    assert found["corto"]["ask_vendor"] == "grinder price"
    assert (found["alto-duo"]["unmet"], found["alto-duo"]["ask_vendor"]) == ("price", "")


def test_ranked_rows_say_how_sure_they_are_and_the_others_leave_it_empty(tiny: Catalogue) -> None:
    found = {r["solution"]: r for r in rows(match(tiny, who(tiny), sampling=Sampling(200)))}
    assert [found[name]["tier"] for name in ("alto-duo", "alto-one")] == [1, 2]
    assert found["alto-duo"]["p_first"] + found["alto-one"]["p_first"] == pytest.approx(1)
    assert (found["alto-one"]["rank_low"], found["alto-one"]["rank_high"]) == (1, 2)
    assert found["basso"]["p_first"] is found["corto"]["tier"] is None


def test_top_limits_the_ranked_rows_only(tiny: Catalogue) -> None:
    states = [row["state"] for row in rows(match(tiny, who(tiny), top=1))]
    assert states == ["ranked", "excluded", "unranked"]


def test_the_rows_of_an_explanation_name_their_side_and_sources(tiny: Catalogue) -> None:
    found = {row["question"]: row for row in rows(results(tiny)["explain"])}
    assert found["noise"]["side"] == "against"
    assert found["grinder"]["side"] == "for"
    assert found["milk"]["sources"] == "page terms"
    assert sum(row["contribution"] for row in found.values()) == pytest.approx(1 / 3)


def test_a_comparison_has_a_row_for_every_question_and_solution(tiny: Catalogue) -> None:
    found = rows(results(tiny)["compare"])
    pairs = {(row["question"], row["solution"]) for row in found}
    assert len(pairs) == len(found) == 12


def test_lists_become_words_and_records_are_counted(tiny: Catalogue) -> None:
    found = {row["solution"]: row for row in rows(results(tiny)["catalogue solutions"])}
    assert found["alto-duo"]["applications"] == "espresso filter"
    assert found["alto-one"]["sources"] == 2
    questions = {row["question"]: row for row in rows(QuestionsResult(tiny))}
    assert questions["drinks"]["options"] == "no lungo ristretto americano"
    assert questions["noise"]["text_nl"] == "De machine mag niet luid zijn."


@pytest.mark.parametrize("name", ["espresso", "alto", "alto-one"])
def test_one_thing_shown_is_one_row(tiny: Catalogue, name: str) -> None:
    assert len(rows(browse(tiny, "show", name, "", []))) == 1
