"""Blocks on a terminal: never wider than the screen, with and without colour and Unicode."""

from __future__ import annotations

import io
import re

import pytest
from report.make import who
from rich.cells import cell_len

from render.make import EVERY_BLOCK, HOSTILE, hostile
from stemwijzer.core.model import Catalogue
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.render.console import print_blocks
from stemwijzer.report.blocks import Bar, Block, Column, Heading, Row, Table
from stemwijzer.report.browse import browse
from stemwijzer.report.records import QuestionsResult, Result
from stemwijzer.report.result import ALL, compare_solutions, explain_solution, match
from stemwijzer.report.views import blocks


def shown(
    found: list[Block], width: int = 80, *, colour: bool = False, unicode: bool = True
) -> str:
    stream = io.StringIO()
    print_blocks(found, stream, width=width, colour=colour, unicode=unicode)
    return stream.getvalue()


def every_result(catalogue: Catalogue) -> list[Result]:
    someone = who(catalogue, organisation="Coffee corner")
    return [
        match(catalogue, someone, ALL),
        explain_solution(catalogue, someone, "alto-one"),
        compare_solutions(catalogue, someone, ["alto-one", "alto-duo", "basso"]),
        QuestionsResult(catalogue),
        *(browse(catalogue, p, "", "", []) for p in ("applications", "vendors", "solutions")),
        browse(catalogue, "show", "alto-one", "", []),
        browse(catalogue, "not-listed", "", "", []),
    ]


@pytest.mark.parametrize("width", [20, 46, 72, 80, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_the_screen(tiny: Catalogue, width: int, language: str) -> None:
    for result in every_result(tiny):
        text = shown(blocks(result, Texts(language)), width)
        assert max(cell_len(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("width", [46, 80])
def test_no_line_of_the_shipped_catalogue_is_wider_than_the_screen(
    shipped: Catalogue, width: int
) -> None:
    for part in ("applications", "vendors", "solutions", "not-listed"):
        text = shown(blocks(browse(shipped, part, "", "", []), Texts("nl")), width)
        assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_wide_screen_gets_a_table_and_a_narrow_one_sentences_with_bars() -> None:
    wide, narrow = shown(EVERY_BLOCK, 80), shown(EVERY_BLOCK, 46)
    assert "solution (vendor)" in wide
    assert "1. Alto Duo: match 83%." not in wide
    assert "solution (vendor)" not in narrow
    assert "1. Alto Duo: match 83%." in narrow
    assert wide.count("●") == narrow.count("●") == 2


def test_a_new_group_of_rows_stands_apart_and_rows_said_before_are_not_repeated() -> None:
    rows = (Row(("one",), ""), Row(("two",), "", opens=True))
    table = Table((Column("name"),), rows)
    assert [line.strip() for line in shown([table], 80).splitlines()[2:]] == ["one", "", "two"]
    assert shown([Heading("before"), table], 46) == shown([Heading("before")], 46)


def test_a_bar_in_a_narrow_screen_keeps_within_it() -> None:
    row = Row((Bar(0, 0.5, 1),), "A sentence.")
    for width in (20, 30, 46):
        lines = shown([Table((Column("x"),), (row,), least_width=99)], width).splitlines()
        assert len(lines[1]) <= width


def test_without_colour_there_are_no_escape_codes() -> None:
    assert "\x1b" not in shown(EVERY_BLOCK)


def test_colour_says_nothing_that_words_do_not() -> None:
    coloured = shown(EVERY_BLOCK, colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == shown(EVERY_BLOCK)


@pytest.mark.parametrize("width", [46, 80])
def test_the_fallback_draws_with_ascii_only(width: int) -> None:
    text = shown(EVERY_BLOCK, width, unicode=False)
    assert text.isascii()
    assert "====O" in text


@pytest.mark.parametrize("width", [46, 100])
def test_the_fallback_adds_no_sign_that_the_texts_do_not_hold(tiny: Catalogue, width: int) -> None:
    for result in every_result(tiny):
        found = blocks(result, Texts("en"))
        drawn = {c for c in shown(found, width, unicode=False) if not c.isascii()}
        assert drawn <= set(repr(found))


def test_texts_are_never_taken_for_markup_or_emoji(tiny: Catalogue) -> None:
    text = shown([Heading("[bold red]x[/] :smile: [link=http://a]b[/link]", 1)], 80)
    assert text == "\n[bold red]x[/] :smile: [link=http://a]b[/link]\n"
    result = browse(hostile(tiny), "show", "alto-one", "", [])
    assert "<script>" in shown(blocks(result, Texts("en")), 300)
    assert HOSTILE.split()[1] == "Evil"


def test_a_heading_after_a_table_or_a_list_gets_air() -> None:
    lines = shown(EVERY_BLOCK, 80).splitlines()
    assert lines[lines.index("Next") - 1] == ""
    assert lines[lines.index("Places") - 1] == ""
