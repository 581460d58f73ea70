"""Plain lines: for pipes, screen readers and simple terminals."""

from __future__ import annotations

import unicodedata

import pytest
from report.make import who

from render.make import EVERY_BLOCK
from stemwijzer.core.model import Catalogue
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.render.plain import render
from stemwijzer.report.blocks import Table
from stemwijzer.report.result import ALL, match
from stemwijzer.report.views import blocks


def test_every_block_becomes_plain_lines() -> None:
    assert render(EVERY_BLOCK) == (
        "Result for the coffee corner\n"
        "============================\n"
        "\n"
        "One plain paragraph that is long enough to need a second line on a small screen.\n"
        "\n"
        "Something strong.\n"
        "\n"
        "Something to look out for.\n"
        "\n"
        "Something by the way.\n"
        "\n"
        "Places\n"
        "1. Alto Duo: match 83%.\n"
        "2. Alto One: match 67%.\n"
        "\n"
        "Next\n"
        "- a short item\n"
        "- an item that is so long that it needs more than one line to be read\n"
        "  stemwijzer explain sheet.yaml alto-duo  (why it stands there)\n"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_of_a_ranking_is_a_whole_sentence(tiny: Catalogue, language: str) -> None:
    found = blocks(match(tiny, who(tiny), ALL), Texts(language))
    lines = render(found).splitlines()
    for table in (block for block in found if isinstance(block, Table)):
        for row in table.rows:
            assert row.sentence in lines
            assert row.sentence.endswith(".")
            assert "%" in row.sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_no_boxes_bars_or_escape_codes(tiny: Catalogue, language: str) -> None:
    text = render(blocks(match(tiny, who(tiny), ALL), Texts(language)))
    drawn = {c for c in text if "BOX DRAWINGS" in unicodedata.name(c, "") or c in "●━·▏█"}
    assert drawn == set()
    assert "\x1b" not in text
    assert "|" not in text


@pytest.mark.parametrize("width", [20, 46, 80])
def test_lines_are_wrapped_only_when_a_width_is_given(width: int) -> None:
    longest = max(len(word) for line in render(EVERY_BLOCK).split() for word in [line])
    assert all(
        len(line) <= max(width, longest + 6) for line in render(EVERY_BLOCK, width).splitlines()
    )
    assert render(EVERY_BLOCK, width).split() == [
        word[: min(width, 28)] if set(word) == {"="} else word
        for word in render(EVERY_BLOCK).split()
    ]


def test_the_text_ends_with_one_line_end_and_starts_at_once() -> None:
    text = render(EVERY_BLOCK)
    assert text.endswith("there)\n")
    assert not text.startswith("\n")
