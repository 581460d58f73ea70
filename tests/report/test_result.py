"""What the commands work out: which application, which solutions, which vendors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from report.make import COFFEE, who
from stemwijzer.core.answer import Answer, Importance
from stemwijzer.core.matching import Status
from stemwijzer.core.model import Catalogue
from stemwijzer.core.second_rules import Rule, order
from stemwijzer.errors import AnswersError, UsageError
from stemwijzer.i18n import Texts
from stemwijzer.report.result import (
    ALL,
    compare_solutions,
    explain_solution,
    match,
    open_questions,
    solution_id,
    vendor_standings,
)

EN = Texts("en")


def test_without_an_application_the_best_fitting_one_is_ranked(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny))
    assert result.chosen
    assert [entry.application for entry in result.rankings] == ["espresso"]
    assert [s.solution_id for s in result.rankings[0].ranking.ranked] == ["alto-duo", "alto-one"]


def test_the_goals_decide_which_application_fits_best(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny, {"goals": ("queue",), "noise": "agree"}))
    assert [entry.application for entry in result.rankings] == ["filter"]


def test_an_application_without_a_ranked_solution_is_passed_over(tiny: Catalogue) -> None:
    only_filter = replace(tiny, solutions={"dolce": tiny.solutions["dolce"]})
    result = match(only_filter, who(tiny))
    assert [s.solution_id for s in result.applications.ranked] == ["espresso"]
    assert [entry.application for entry in result.rankings] == ["filter"]


def test_when_no_application_has_a_ranked_solution_the_best_fitting_one_shows_why(
    tiny: Catalogue,
) -> None:
    too_cheap = {**COFFEE, "price": Answer(1.0, Importance.MUST)}
    result = match(tiny, who(tiny, too_cheap))
    assert [(e.application, e.ranking.status) for e in result.rankings] == [
        ("espresso", Status.NONE_LEFT)
    ]
    assert len(result.rankings[0].ranking.excluded) == 3


def test_applications_that_tie_for_the_best_fit_are_all_ranked(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny, {"goals": ("taste", "queue"), "noise": "agree"}))
    assert [s.rank for s in result.applications.ranked] == [1, 1]
    assert [entry.application for entry in result.rankings] == ["espresso", "filter"]
    assert result.chosen


def test_all_ranks_every_application_the_best_fitting_first(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny, {"goals": ("queue",), "noise": "agree"}), ALL)
    assert not result.chosen
    assert [entry.application for entry in result.rankings] == ["filter", "espresso"]


def test_without_goals_the_applications_keep_the_order_of_the_catalogue(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny, {"noise": "agree"}), ALL)
    assert result.applications.status is Status.NO_PROFILE
    assert [entry.application for entry in result.rankings] == ["espresso", "filter"]


def test_top_limits_what_is_shown_and_not_what_is_reckoned(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny), top=1)
    assert len(result.rankings[0].ranking.ranked) == 2


def test_a_sheet_without_weight_ranks_nobody(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny, {"noise": "neutral"}))
    assert result.rankings == ()
    asked = match(tiny, who(tiny, {"noise": "neutral"}), "filter")
    assert [entry.ranking.status for entry in asked.rankings] == [Status.NO_PROFILE]
    assert vendor_standings(result) == ()


@pytest.mark.parametrize("rule", list(Rule))
def test_another_rule_gives_the_places_and_keeps_the_solutions(tiny: Catalogue, rule: Rule) -> None:
    plain = match(tiny, who(tiny)).rankings[0].ranking
    ranked = match(tiny, who(tiny), rule=rule).rankings[0].ranking.ranked
    costs = dict(order(rule, plain.ranked))
    assert sorted(s.solution_id for s in ranked) == ["alto-duo", "alto-one"]
    assert [costs[s.solution_id] for s in ranked] == sorted(costs.values())


@pytest.mark.parametrize(
    ("asked", "tip"),
    [("espreso", "did you mean 'espresso'?"), ("tea", "known: espresso, filter, all")],
)
def test_an_unknown_application_comes_with_the_nearest(
    tiny: Catalogue, asked: str, tip: str
) -> None:
    with pytest.raises(UsageError) as caught:
        match(tiny, who(tiny), asked)
    assert caught.value.message.say(EN) == f"unknown application '{asked}'"
    assert caught.value.hint is not None
    assert caught.value.hint.say(EN) == tip


@pytest.mark.parametrize("asked", ["alto-one", "ALTO-ONE", "alto one", "Alto Uno", "alto uno"])
def test_a_solution_is_found_by_id_name_or_former_name_in_any_case(
    tiny: Catalogue, asked: str
) -> None:
    assert solution_id(tiny, asked) == "alto-one"


def test_an_unknown_solution_comes_with_the_nearest(tiny: Catalogue) -> None:
    with pytest.raises(UsageError) as caught:
        solution_id(tiny, "alto-oen")
    assert caught.value.hint is not None
    assert "'alto-one'" in caught.value.hint.say(EN)


@pytest.mark.parametrize("asked", ["forte", "FORTE"])
def test_asking_for_a_product_that_is_not_listed_says_so(tiny: Catalogue, asked: str) -> None:
    with pytest.raises(UsageError) as caught:
        solution_id(tiny, asked)
    assert caught.value.message.say(EN) == "Forte was considered and is not listed"


@pytest.mark.parametrize("names", [["dolce"], ["alto-one", "Alto Uno"]])
def test_comparing_needs_two_different_solutions(tiny: Catalogue, names: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        compare_solutions(tiny, who(tiny), names)
    assert "at least two different" in caught.value.message.say(EN)


def test_solutions_are_compared_in_the_application_they_share(tiny: Catalogue) -> None:
    result = compare_solutions(tiny, who(tiny), ["dolce", "alto-duo"])
    assert result.ranking.application == "filter"
    assert [s.solution_id for s in result.standings] == ["dolce", "alto-duo"]


def test_solutions_without_a_shared_application_cannot_be_compared(tiny: Catalogue) -> None:
    with pytest.raises(UsageError) as caught:
        compare_solutions(tiny, who(tiny), ["dolce", "alto-one"])
    assert "share no application" in caught.value.message.say(EN)


def test_a_solution_is_explained_in_the_best_fitting_application_it_delivers(
    tiny: Catalogue,
) -> None:
    taste = explain_solution(tiny, who(tiny), "alto-duo")
    queue = explain_solution(tiny, who(tiny, {"goals": ("queue",), "noise": "agree"}), "alto-duo")
    assert taste.ranking.application == "espresso"
    assert queue.ranking.application == "filter"


def test_a_solution_cannot_be_judged_in_an_application_it_does_not_deliver(
    tiny: Catalogue,
) -> None:
    with pytest.raises(UsageError) as caught:
        explain_solution(tiny, who(tiny), "dolce", "espresso")
    assert caught.value.message.say(EN) == "'dolce' is not proven to deliver 'espresso'"
    assert caught.value.hint is not None
    assert "filter" in caught.value.hint.say(EN)


def test_nothing_can_be_explained_to_a_sheet_without_weight(tiny: Catalogue) -> None:
    with pytest.raises(AnswersError) as caught:
        explain_solution(tiny, who(tiny, {"noise": "neutral"}), "dolce")
    assert "no answer that weighs" in caught.value.message.say(EN)


def test_a_solution_that_is_out_or_unranked_can_still_be_explained(tiny: Catalogue) -> None:
    out = explain_solution(tiny, who(tiny), "basso").standing
    unknown = explain_solution(tiny, who(tiny), "corto").standing
    assert out.unmet == ("grinder",)
    assert (out.rank, unknown.rank) == (3, 0)


def test_a_vendor_stands_where_its_best_placed_solution_stands(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny), ALL)
    found = [(vendor, app, s.solution_id, s.rank) for vendor, app, s in vendor_standings(result)]
    assert found == [("dolce", "filter", "dolce", 1), ("alto", "espresso", "alto-duo", 1)]


def test_open_questions_are_those_skipped_or_never_reached(tiny: Catalogue) -> None:
    someone = who(tiny, {"noise": "skip", "milk": "no_preference", "grinder": "neutral"})
    names = [q.id for q in open_questions(someone, tuple(tiny.questions.values()))]
    assert names == ["goals", "breadth", "noise", "drinks", "material", "cups", "price"]
