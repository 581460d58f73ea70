"""Markdown: the same blocks, and nothing a text can break out of."""

from __future__ import annotations

import re

import pytest
from report.make import who

from render.make import EVERY_BLOCK, HOSTILE, hostile
from stemwijzer.core.model import Catalogue
from stemwijzer.i18n import Texts
from stemwijzer.render.markdown import escaped, render
from stemwijzer.report.blocks import Commands, Heading, Items, Paragraph
from stemwijzer.report.browse import browse
from stemwijzer.report.records import Result
from stemwijzer.report.result import compare_solutions, explain_solution, match
from stemwijzer.report.views import blocks

EN = Texts("en")


def test_every_block_becomes_markdown() -> None:
    assert render(EVERY_BLOCK) == (
        "# Result for the coffee corner\n"
        "\n"
        "One plain paragraph that is long enough to need a second line on a small screen.\n"
        "\n"
        "**Something strong.**\n"
        "\n"
        "**Something to look out for.**\n"
        "\n"
        "Something by the way.\n"
        "\n"
        "## Places\n"
        "\n"
        "| \\# | solution (vendor) | match | 0%  worst-best  100% |\n"
        "| --: | --- | --: | --- |\n"
        "| 1 | Alto Duo | 83% | `··········━━━━━━●━━·` |\n"
        "| 2 | Alto One | 67% | `··━━━━━━━━━━━●━━━━━━` |\n"
        "\n"
        "### Next\n"
        "\n"
        "- a short item\n"
        "- an item that is so long that it needs more than one line to be read\n"
        "\n"
        "- `stemwijzer explain sheet.yaml alto-duo`: why it stands there\n"
    )


def test_every_sign_that_markdown_takes_as_markup_is_escaped() -> None:
    assert escaped("a*b_c`d[e]<f>|#~\\") == r"a\*b\_c\`d\[e\]\<f\>\|\#\~\\"
    assert escaped("two\nlines") == "two lines"


def results(catalogue: Catalogue, text: str) -> dict[str, Result]:
    someone = who(catalogue, organisation=text, note=text)
    return {
        "match": match(catalogue, someone),
        "explain": explain_solution(catalogue, someone, "alto-one"),
        "compare": compare_solutions(catalogue, someone, ["alto-one", "alto-duo"]),
        "show": browse(catalogue, "show", "alto-one", "", []),
        "solutions": browse(catalogue, "solutions", "", "", []),
    }


def shape(text: str) -> list[str]:
    """Return what every line is for Markdown: its first word and its number of cells."""
    bare = re.sub(r"\\.", "", text)
    return [
        f"{line[:2]}{line.count('|')}" if line[:1] in "#|-" else "" for line in bare.split("\n")
    ]


@pytest.mark.parametrize("name", ["match", "explain", "compare", "show", "solutions"])
def test_markup_in_a_name_or_a_remark_stays_text(tiny: Catalogue, name: str) -> None:
    text = render(blocks(results(hostile(tiny), HOSTILE)[name], EN))
    bare = re.sub(r"\\.", "", text)  # what is left when everything escaped is gone
    assert "Evil" in text
    assert not set("<[]~") & set(bare)
    assert "c`" not in bare
    tame = render(blocks(results(hostile(tiny, "Tame"), "Tame")[name], EN))
    assert shape(text) == shape(tame)


@pytest.mark.parametrize("start", ["- ", "+ ", "1. ", "1) ", "    ", "=== ", "> "])
def test_a_text_cannot_begin_a_list_or_a_code_block(start: str) -> None:
    for block in (Paragraph(f"{start}Evil"), Items((f"{start}Evil",))):
        line = render([block]).splitlines()[0].removeprefix("- ")
        assert not re.match(r"([-+]|\d+[.)]) | {4}", line)


def test_a_command_with_a_backtick_stays_code() -> None:
    text = render([Commands((("stemwijzer match a`b.yaml", "again"),))])
    assert text == "- ``stemwijzer match a`b.yaml``: again\n"


def test_a_heading_keeps_to_one_line() -> None:
    assert render([Heading("one\ntwo", 2)]) == "## one two\n"
