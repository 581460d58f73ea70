"""What a person reads after ``match``."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from report.make import COFFEE, said, who
from stemwijzer.answers.sheet import Change
from stemwijzer.core.answer import Answer, Importance
from stemwijzer.core.model import Catalogue
from stemwijzer.core.second_rules import Rule
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.report import match_view
from stemwijzer.report.blocks import Bar, Commands, Items, Table, Tone
from stemwijzer.report.match_view import blocks, next_commands, why
from stemwijzer.report.records import MatchResult, Sampling
from stemwijzer.report.result import ALL, match
from stemwijzer.report.words import Words


@pytest.fixture
def result(tiny: Catalogue) -> MatchResult:
    return match(tiny, who(tiny, organisation="Coffee corner"))


def test_the_title_is_the_organisation_or_else_the_file(tiny: Catalogue) -> None:
    assert said(match(tiny, who(tiny, organisation="Corner"))).startswith("Result for Corner\n")
    assert said(match(tiny, who(tiny))).startswith("Result for sheet.yaml\n")


def test_every_place_is_a_sentence_with_match_bounds_and_coverage(result: MatchResult) -> None:
    text = said(result)
    assert "1. Alto Duo: match 83%; all that you ask is known" in text
    assert "2. Alto One: match 67%; all that you ask is known" in text
    assert "all that you ask is known. All must-haves are met." in text


def test_the_best_fitting_application_is_said_to_be_chosen(
    tiny: Catalogue, result: MatchResult
) -> None:
    hint = "Your best-fitting kind of technology"
    assert hint in said(result)
    assert hint not in said(match(tiny, who(tiny), "espresso"))


def test_applications_that_serve_no_goal_are_named(result: MatchResult) -> None:
    assert "These serve none of your goals: filter." in said(result)


def test_who_is_out_is_named_with_the_reason_and_the_way_back(result: MatchResult) -> None:
    text = said(result)
    assert "Basso: does not meet Grinder. Without that it would stand on place 3 with 58%." in text
    assert "Must-have Grinder: removes 1, of which 1 for this alone." in text
    assert "Giving up the must-have Grinder brings the best solution back: Basso." in text


def test_too_little_information_gives_bounds_and_no_place(result: MatchResult) -> None:
    assert "- Corto: 0% known, match between 0% and 100%." in said(result)


def test_a_wish_no_fact_speaks_about_is_named(tiny: Catalogue) -> None:
    silent = replace(
        tiny,
        solutions={
            name: replace(s, facts={k: v for k, v in s.facts.items() if k != "price"})
            for name, s in tiny.solutions.items()
        },
    )
    text = said(match(silent, who(tiny)))
    assert "for no solution here a public fact says anything about your wish: Price." in text


def test_a_tie_on_the_first_place_is_said_and_marked(tiny: Catalogue) -> None:
    text = said(match(tiny, who(tiny, {"goals": ("taste",), "cups": 20.0, "grinder": "agree"})))
    assert "Alto One and Alto Duo share the first place exactly." in text
    assert text.count("1 (shared). Alto") == 2


def test_other_rules_that_agree_are_said_in_one_line(result: MatchResult) -> None:
    assert "All 5 other ways of reckoning name the same number one." in said(result)


def test_another_rule_with_another_first_names_the_question_behind_it(tiny: Catalogue) -> None:
    answers = {
        "goals": ("taste",),
        "noise": Answer("fully_agree", Importance.MORE),
        "milk": "by_hand",
        "material": ("steel",),
        "price": 600.0,
    }
    text = said(match(tiny, who(tiny, answers)))
    assert "Another rule (equal weights): Alto One first; the question that makes" in text
    assert "other ways of reckoning" not in text


def test_top_hides_the_rest_and_says_so(tiny: Catalogue) -> None:
    text = said(match(tiny, who(tiny), top=1))
    assert "Alto Duo: match" in text
    assert "Alto One: match" not in text
    assert "1 more is ranked; --top 0 shows all." in text


def test_a_sheet_without_weight_gets_words_and_no_percentage(tiny: Catalogue) -> None:
    text = said(match(tiny, who(tiny, {"noise": "neutral"})))
    assert "No answer weighs yet" in text
    assert "%" not in text.replace("60%", "")


def test_must_haves_that_nobody_meets_are_said_in_words(tiny: Catalogue) -> None:
    too_cheap = {**COFFEE, "price": Answer(1.0, Importance.MUST)}
    text = said(match(tiny, who(tiny, too_cheap)))
    assert "No solution meets all your must-haves." in text
    assert "Must-have Price: removes 3" in text


def test_wishes_that_no_fact_speaks_about_give_no_order(tiny: Catalogue) -> None:
    only_corto = replace(tiny, solutions={"corto": tiny.solutions["corto"]})
    text = said(match(only_corto, who(tiny), "espresso"))
    assert "None of your wishes says anything about these solutions" in text
    assert "1. Corto" not in text


def test_a_poor_best_match_is_called_no_good_match(tiny: Catalogue) -> None:
    picky = {"noise": "fully_agree", "milk": "automatic", "cups": 2000.0, "price": 1.0}
    text = said(match(tiny, who(tiny, picky), "espresso"))
    assert "No good match: the best one reaches" in text


def test_vendors_are_listed_only_over_several_applications(tiny: Catalogue) -> None:
    line = "Dolce: place 1 for filter with Dolce (100%)."
    assert line in said(match(tiny, who(tiny), ALL))
    assert "Vendors" not in said(match(tiny, who(tiny)))


def test_neutral_skipped_and_weighing_answers_are_counted_apart(tiny: Catalogue) -> None:
    answers = {"noise": "neutral", "milk": "no_preference", "price": "skip", "cups": 20.0}
    text = said(match(tiny, who(tiny, answers)))
    assert "Neutral or no preference: 2. Skipped or open: 6." in text


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Change("question_gone", "steam"), "The question steam no longer exists"),
        (Change("option_gone", "milk", "oat"), "Milk: the answer oat no longer exists"),
        (
            Change("question_in_reserve", "loud"),
            "is not asked; your answer is kept but does not count. Hardly anyone",
        ),
        (Change("question_new", "price"), "Price is not answered on this sheet"),
    ],
)
def test_what_changed_since_the_sheet_was_made_comes_first(
    tiny: Catalogue, change: Change, expected: str
) -> None:
    text = said(match(tiny, who(tiny, changes=(change,))))
    assert expected in text
    assert text.index(expected) < text.index("What matters to you")


def test_every_output_carries_program_catalogue_rule_and_privacy(
    tiny: Catalogue, shipped: Catalogue
) -> None:
    text = said(match(tiny, who(tiny), rule=Rule.AGREEMENT))
    assert f"catalogue {tiny.version}, fingerprint {tiny.fingerprint[:12]}" in text
    assert "Rule: count of full fits." in text
    assert "Made with a private catalogue" in text
    assert "private catalogue" not in said(match(shipped, who(shipped, {"api": "agree"})))


def test_the_private_mark_is_a_warning(result: MatchResult) -> None:
    assert blocks(result, Texts("en"))[-1].tone is Tone.WARNING


def test_percentages_never_stand_alone(result: MatchResult) -> None:
    tables = [b for b in blocks(result, Texts("en")) if isinstance(b, Table)]
    solutions = tables[-1]
    assert [c.title for c in solutions.columns][:1] == ["#"]
    assert all(any(isinstance(cell, Bar) for cell in row.cells) for row in solutions.rows)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("application", ["", ALL, "filter"])
def test_every_result_can_be_said_in_both_languages(
    tiny: Catalogue, language: str, rule: Rule, application: str
) -> None:
    for answers in (None, {}, {"noise": "neutral"}, {"goals": ("queue",)}, {"breadth": "disagree"}):
        text = said(match(tiny, who(tiny, answers), application, rule=rule), language)
        assert "{" not in text
        assert "output." not in text


def test_the_next_commands_name_this_sheet_and_the_first_two(result: MatchResult) -> None:
    *_, commands = next_commands(result, "mine.yaml", Texts("en"))
    assert isinstance(commands, Commands)
    assert [command for command, _ in commands.items] == [
        "stemwijzer explain mine.yaml alto-duo",
        "stemwijzer compare mine.yaml alto-duo alto-one",
        "stemwijzer match mine.yaml --application all",
    ]


def test_without_a_ranking_only_the_command_for_all_is_left(tiny: Catalogue) -> None:
    nothing = match(tiny, who(tiny, {}))
    *_, commands = next_commands(nothing, "mine.yaml", Texts("nl"))
    assert isinstance(commands, Commands)
    assert len(commands.items) == 1


def test_every_place_says_how_sure_it_is_with_its_tier(tiny: Catalogue) -> None:
    """Alto Duo misses one wish of six, Alto One two: first in 179 of these 200 draws."""
    result = match(tiny, who(tiny), sampling=Sampling(200))
    stability = result.rankings[0].stability
    assert stability is not None
    assert [place.tier for place in stability.places] == [1, 2]
    *_, table = (b for b in blocks(result, Texts("en")) if isinstance(b, Table))
    assert [column.title for column in table.columns] == [
        "solution",
        "first",
        "top 3",
        "place",
        "tier",
    ]
    assert [(row.cells[0], row.cells[-1], row.opens) for row in table.rows] == [
        ("Alto Duo", "1", True),
        ("Alto One", "2", True),
    ]
    text = said(result)
    assert re.search(r"1\. Alto Duo: .* First in \d+%, .* Tier 1\.", text)
    assert re.search(r"2\. Alto One: .* Tier 2\.", text)
    assert "cannot be told apart" in text


def test_top_hides_the_rest_of_the_places_too(tiny: Catalogue) -> None:
    text = said(match(tiny, who(tiny), top=1, sampling=Sampling(200)))
    assert "Tier 1." in text
    assert "Tier 2." not in text
    *_, table = (
        b
        for b in blocks(match(tiny, who(tiny), top=1, sampling=Sampling(200)), Texts("en"))
        if isinstance(b, Table)
    )
    assert len(table.rows) == 1


def test_without_a_simulation_nothing_is_said_of_tiers(result: MatchResult) -> None:
    assert "Tier" not in said(result)
    assert "told apart" not in said(result)


def test_what_is_unknown_says_when_it_names_the_heaviest_only(
    tiny: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {
        name: replace(s, facts={k: v for k, v in s.facts.items() if k not in ("price", "noise")})
        if name == "alto-duo"
        else s
        for name, s in tiny.solutions.items()
    }
    ranked = match(replace(tiny, solutions=few), who(tiny)).rankings[0].ranking.ranked
    standing = next(s for s in ranked if s.solution_id == "alto-duo")
    said_of = Words(tiny, Texts("en"))

    def unknown() -> str:
        items = [block for block in why(standing, said_of) if isinstance(block, Items)]
        return next(str(i) for i in items[0].items if str(i).startswith("Unknown"))

    assert "above all" not in unknown()
    monkeypatch.setattr(match_view, "_REASONS", 1)
    assert unknown().startswith("Unknown, ask the vendor (2), above all: ")
