"""Where nothing is drawn, a figure is its table under its title."""

from __future__ import annotations

import io

from stemwijzer.render import markdown, plain
from stemwijzer.render.console import print_blocks
from stemwijzer.report.blocks import Column, Figure, Link, Links, Row, Table
from stemwijzer.report.drawings import ShareBar, ShareBars

TABLE = Table((Column("what"), Column("share", True)), (Row(("a", "50%"), "a: 50%."),), 40, "Inner")
FIGURE = Figure("Shares", "Bars.", ShareBars((ShareBar("a", 0.5, "50%"),)), TABLE)
LINKS = Links("Sources", (Link("a", "https://x.example", "(seen)"),))


def on_a_terminal(width: int) -> str:
    stream = io.StringIO()
    print_blocks([FIGURE, TABLE, LINKS], stream, width=width, colour=False, unicode=True)
    return stream.getvalue()


def test_plain_lines_have_the_title_and_the_sentences():
    assert plain.render([FIGURE, LINKS]) == (
        "Shares:\na: 50%.\n\nSources:\n- a https://x.example (seen)\n"
    )
    assert plain.render([TABLE]) == "Inner:\na: 50%.\n"


def test_markdown_has_the_title_and_the_table():
    found = markdown.render([FIGURE, TABLE])
    assert found.startswith("**Shares**\n\n| what | share |\n| --- | --: |\n| a | 50% |\n")
    assert found.count("**Inner**") == 1  # the table of the figure has the title of the figure


def test_a_terminal_has_the_table_or_its_sentences():
    wide, narrow = on_a_terminal(60), on_a_terminal(30)
    assert "Shares" in wide
    assert "what   share\n" in wide
    assert "a: 50%." in narrow
    assert wide.count("Inner") == narrow.count("Inner") == 1
    assert "- a https://x.example (seen)" in wide
