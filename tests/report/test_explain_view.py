"""What a person reads after ``explain`` and ``compare``."""

from __future__ import annotations

import re

import pytest

from report.make import COFFEE, said, who
from stemwijzer.core.model import Catalogue
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.report.blocks import Table
from stemwijzer.report.explain_view import compare_blocks
from stemwijzer.report.records import Sampling
from stemwijzer.report.result import compare_solutions, explain_solution


def test_a_place_is_said_with_how_many_are_ranked(tiny: Catalogue) -> None:
    text = said(explain_solution(tiny, who(tiny), "alto-one"))
    assert text.startswith("Why Alto One stands where it stands for espresso machine\n")
    assert "2. Alto One: match 67%" in text
    assert "(2 ranked.)" in text


def test_an_explanation_says_how_sure_the_place_and_the_first_place_are(tiny: Catalogue) -> None:
    """Without the price Alto Duo misses nothing, so no draw puts Alto One before it."""
    someone = who(tiny, {**COFFEE, "price": "skip"})
    text = said(explain_solution(tiny, someone, "alto-one", sampling=Sampling(200)))
    assert "mostly on place 2. Tier 2." in text
    assert "Clear: Alto Duo stays first in" in text
    out = said(explain_solution(tiny, who(tiny), "basso", sampling=Sampling(200)))
    assert "Tier" not in out  # it is not in the ranking, so nothing is drawn for it
    assert "Clear" not in out


def test_the_points_against_add_up_to_what_is_missing_from_the_match(tiny: Catalogue) -> None:
    text = said(explain_solution(tiny, who(tiny), "alto-one"))
    points = [float(p) for p in re.findall(r"\((\d+\.\d) points\)", text)]
    assert points == [16.7, 8.3, 8.3]


def test_every_fact_used_is_shown_with_its_source_and_dates(tiny: Catalogue) -> None:
    text = said(explain_solution(tiny, who(tiny), "alto-one"))
    assert "https://alto.example/one (website, page of 2025-12-01, seen 2026-01-02, grade A)" in (
        text
    )
    assert "https://alto.example/terms (terms, page without date, seen 2026-01-02, grade B)" in text


def test_a_must_have_is_met_not_met_or_to_be_asked(tiny: Catalogue) -> None:
    assert "- Grinder: met\n" in said(explain_solution(tiny, who(tiny), "alto-one"))
    assert "- Grinder: not met\n" in said(explain_solution(tiny, who(tiny), "basso"))
    assert "- Grinder: unknown, ask the vendor\n" in said(
        explain_solution(tiny, who(tiny), "corto")
    )


def test_a_solution_that_is_out_says_which_must_have(tiny: Catalogue) -> None:
    text = said(explain_solution(tiny, who(tiny), "basso"))
    assert "Out: does not meet the must-have Grinder. Its match would be 58%." in text


def test_a_solution_without_a_place_says_how_little_is_known(tiny: Catalogue) -> None:
    text = said(explain_solution(tiny, who(tiny), "corto"))
    assert "Not ranked: only 0% of your wishes is covered by a public fact." in text
    assert "What is unknown and worth asking the vendor" in text
    assert "(0.0 to 16.7 points)" in text


def test_what_fits_stands_apart_from_what_does_not(tiny: Catalogue) -> None:
    text = said(explain_solution(tiny, who(tiny), "alto-duo"))
    against, fits = text.split("What fits")
    assert "Price: your wish: at most 600; shown in public: USD 3,000 (16.7 points)." in against
    assert "Noise" in fits
    assert "Noise" not in against


def test_a_comparison_puts_the_deciding_question_first_and_names_no_difference(
    tiny: Catalogue,
) -> None:
    text = said(compare_solutions(tiny, who(tiny), ["alto-one", "alto-duo"]))
    assert text.startswith("Alto One and Alto Duo compared for espresso machine\n")
    questions = re.findall(r"^(\w+)(?= \(.*\): Alto One:)", text, re.MULTILINE)
    assert sorted(questions[:2]) == ["Noise", "Price"]
    assert sorted(questions[2:]) == ["Drinks", "Milk"]
    assert "No difference on: Grinder and Cups a day." in text


def test_an_unknown_fact_in_a_comparison_is_marked_as_an_estimate(tiny: Catalogue) -> None:
    text = said(compare_solutions(tiny, who(tiny), ["alto-one", "corto"]))
    assert re.search(r"Corto: unknown \(~-\d", text)
    assert "Corto: too little known." in text


def test_a_solution_that_is_out_stands_in_the_comparison_without_a_place(
    tiny: Catalogue,
) -> None:
    text = said(compare_solutions(tiny, who(tiny), ["alto-one", "basso"]))
    assert "Basso: out (must-have)." in text
    result = compare_solutions(tiny, who(tiny), ["alto-one", "basso"])
    table = next(b for b in compare_blocks(result, Texts("en")) if isinstance(b, Table))
    assert [row.cells[0] for row in table.rows] == ["2", "out (must-have)"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("solution", ["alto-one", "alto-duo", "basso", "corto", "dolce"])
def test_every_solution_can_be_explained_in_both_languages(
    tiny: Catalogue, language: str, solution: str
) -> None:
    text = said(explain_solution(tiny, who(tiny), solution), language)
    assert "{" not in text
    assert "output." not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_solutions_of_an_application_can_be_compared_in_both_languages(
    tiny: Catalogue, language: str
) -> None:
    names = [s.id for s in tiny.in_application("espresso")]
    text = said(compare_solutions(tiny, who(tiny), names), language)
    assert "{" not in text
