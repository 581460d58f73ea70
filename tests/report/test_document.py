"""The whole report in words: what is in it, and what it says when there is little to say."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from report.make import COFFEE, who
from stemwijzer.answers.sheet import read_sheet
from stemwijzer.core.answer import Answer, Importance
from stemwijzer.core.matching import Status
from stemwijzer.core.model import Catalogue
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.render import plain
from stemwijzer.report.blocks import Figure, Heading, Links
from stemwijzer.report.document import blocks, title
from stemwijzer.report.making import make_report
from stemwijzer.report.records import NO_SAMPLING, ReportResult, Sampling
from stemwijzer.report.result import respondent

FEW = Sampling(40, 3)
ROOT = Path(__file__).resolve().parents[2]


def report(
    catalogue: Catalogue, answers=None, application="", sampling=FEW, **more
) -> ReportResult:
    return make_report(catalogue, who(catalogue, answers, **more), application, sampling)


def told(result: ReportResult, language: str = "en") -> str:
    return plain.render(blocks(result, Texts(language)))


def chapters(result: ReportResult) -> list[str]:
    return [chapter.entry.application for chapter in result.chapters]


def test_the_best_fitting_applications_get_a_chapter(tiny: Catalogue):
    assert chapters(report(tiny)) == ["espresso"]
    assert chapters(report(tiny, application="filter")) == ["filter"]
    assert chapters(report(tiny, application="all")) == ["espresso", "filter"]
    assert chapters(report(tiny, {})) == []
    assert chapters(report(tiny, {"noise": "fully_agree"}))


def test_the_next_two_come_along_and_better_ones_without_a_ranking(shipped: Catalogue):
    """The sheet asks for goals of many applications; only the first of these have a chapter."""
    answers = {"goals": ("reachable", "rosters", "nothing_lost"), "scale": 40.0, "api": "agree"}
    found = report(shipped, answers, sampling=NO_SAMPLING)
    ranked = [c for c in found.chapters if c.entry.ranking.ranked]
    places = [found.match.applications.standing(c.entry.application).rank for c in ranked]
    best = places[0]
    assert [place > best for place in places].count(True) == 2
    assert len(found.match.rankings) == len(shipped.applications)


def test_only_chapters_are_simulated_unless_everything_is_asked(tiny: Catalogue):
    found = report(tiny)
    assert [e.stability is not None for e in found.match.rankings] == [True, False]
    whole = make_report(tiny, who(tiny), "", FEW, whole=True)
    assert all(e.stability for e in whole.match.rankings if e.ranking.ranked)


def test_the_report_says_what_was_asked_what_came_out_and_what_to_do(tiny: Catalogue):
    text = told(report(tiny, organisation="Corner", note="A note."))
    assert text.startswith("Stemwijzer report: Corner\n")
    for words in (
        "Note with the answers: A note.",
        "Fits best: Espresso",
        "Alto Duo is number 1 of 2, match 83%",
        "What you can do now",
        "Your goals:",
        "Grinder: yes (agree, must-have, counts double), weight 1.",
        "How well each solution fits: espresso",
        "What does not fit with Alto Duo",
        "Basso: does not meet Grinder.",
        "Corto: 0% known",
        "What would change number one",
        "Nobody pays to be named",
        tiny.fingerprint,
        "stemwijzer report sheet.yaml --seed 3 --draws 40",
    ):
        assert words in text, words


def test_one_set_of_numbers_for_sentence_and_table(tiny: Catalogue):
    found = report(tiny)
    for standing in found.chapters[0].entry.ranking.ranked:
        match = Texts("en").percent(standing.match)
        assert told(found).count(f"match {match}") >= 1
    figures = [b for b in blocks(found, Texts("en")) if isinstance(b, Figure)]
    for figure in figures:
        for row in figure.table.rows:
            assert len(row.cells) == len(figure.table.columns)


def test_silent_answers_are_told_apart(tiny: Catalogue):
    answers = {**COFFEE, "noise": "neutral", "milk": "skip", "breadth": "fully_disagree"}
    text = told(report(tiny, answers))
    assert "Neutral or no preference, does not count: noise." in text
    assert "Skipped or still open, does not count: milk" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"noise": "neutral"},
        {"goals": ("queue",)},
        {"goals": ("taste",)},
        {"breadth": "disagree"},
        {**COFFEE, "price": Answer(1.0, Importance.MUST)},
        {"noise": "fully_agree", "milk": "automatic", "cups": 2000.0, "price": 1.0},
    ],
)
def test_every_sheet_has_a_report_in_both_languages(tiny: Catalogue, language: str, answers):
    for application in ("", "all", "filter"):
        for sampling in (FEW, NO_SAMPLING):
            text = told(report(tiny, answers, application, sampling), language)
            assert "{" not in text
            assert "document." not in text


def test_nobody_left_and_no_good_match_are_said_in_short(tiny: Catalogue):
    expensive = {**COFFEE, "price": Answer(1.0, Importance.MUST)}
    text = told(report(tiny, expensive, "espresso"))
    assert "Espresso machine: No solution meets all your must-haves." in text
    picky = {"noise": "fully_agree", "milk": "automatic", "cups": 2000.0, "price": 1.0}
    found = report(tiny, picky, "espresso")
    assert found.chapters[0].entry.ranking.status is Status.NO_GOOD_MATCH
    assert "No good match: the best one reaches" in told(found).partition("What you asked")[0]


def test_sources_stand_once_per_solution_with_date_and_grade(tiny: Catalogue):
    found = [
        b for b in blocks(report(tiny, application="all"), Texts("en")) if isinstance(b, Links)
    ]
    assert len({b.title for b in found}) == len(found) > 0
    for block in found:
        lines = [link.line for link in block.items]
        assert len(lines) == len(set(lines))
        assert all("seen 20" in line and "grade" in line for line in lines)


def test_headings_never_skip_a_level(tiny: Catalogue):
    for application in ("", "all"):
        found = blocks(report(tiny, application=application), Texts("nl"))
        levels = [b.level for b in found if isinstance(b, Heading)]
        assert all(b <= a + 1 for a, b in pairwise(levels))


def test_the_title_is_the_organisation_or_the_name_of_the_file(tiny: Catalogue):
    assert title(report(tiny, organisation=" A\n B "), Texts("en")).endswith(": A B")
    assert title(report(tiny, name="x/y/z.yaml"), Texts("en")).endswith(": z.yaml")
    assert title(report(tiny, name="stdin"), Texts("en")).endswith(": stdin")


def test_a_single_solution_has_no_map_and_no_rivals(tiny: Catalogue):
    alone = replace(tiny, solutions={"alto-duo": tiny.solutions["alto-duo"]})
    found = report(alone)
    assert not found.maps
    assert found.chapters[0].sensitivity is None
    assert "The landscape" not in told(found)


# What a sceptical purchaser asks ---------------------------------------------------------------


def example(catalogue: Catalogue, name: str) -> ReportResult:
    path = ROOT / "examples" / f"{name}.yaml"
    sheet, changes = read_sheet(path.read_text(encoding="utf-8"), path.name, catalogue)
    return make_report(catalogue, respondent(catalogue, path.name, sheet, changes), "", FEW)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.yaml")), ids=lambda p: p.stem)
def test_who_is_first_more_often_than_number_one_is_named_on_the_first_page(
    shipped: Catalogue, path: Path
):
    found = example(shipped, path.stem)
    texts = Texts("en")
    for chapter in found.chapters:
        stability, ranking = chapter.entry.stability, chapter.entry.ranking
        if stability is None or len(ranking.ranked) < 2:
            continue
        firsts = {s.solution_id for s in ranking.first}
        shares = {p.solution_id: p.first for p in stability.places}
        own = max(shares[name] for name in firsts)
        name, most = max(shares.items(), key=lambda item: item[1])
        short = told(found).partition("What you can do now")[0]
        line = f"{shipped.solutions[name].name} is first more often ({texts.percent(most)})"
        assert (line in short) == (texts.percent(most) != texts.percent(own))


def test_the_first_page_says_where_to_begin_and_what_to_send_to_vendors(shipped: Catalogue):
    found = example(shipped, "insurer")
    short, steps = told(found, "nl").split("Wat u nu kunt doen")
    assert "Volgorde van invoeren: begin met klantbeeld en zaakgericht werken" in short
    steps = steps.partition("Wat u vroeg")[0]
    assert "stemwijzer requirements insurer.yaml -a crm -o requirements.xlsx" in steps


def test_chances_above_all_are_explained(tiny: Catalogue):
    """Two equal solutions share every first place, so their chances make 200%."""
    twin = replace(tiny.solutions["alto-duo"], id="twin", name="Twin")
    found = report(replace(tiny, solutions={"alto-duo": tiny.solutions["alto-duo"], "twin": twin}))
    assert "come above 100%" in told(found)
    assert "come above 100%" not in told(report(tiny, sampling=NO_SAMPLING))
