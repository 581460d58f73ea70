"""The comment under a pull request: folded, escaped, and never too long."""

from __future__ import annotations

from stemwijzer.render.comment import LIMIT, comment
from stemwijzer.report.blocks import Block, Column, Heading, Items, Paragraph, Row, Table

END = Paragraph("made with this")


def table(count: int) -> Table:
    rows = tuple(Row((f"row {i}", "x" * 80), "said") for i in range(count))
    return Table((Column("one"), Column("two")), rows)


def test_sections_are_folded_and_the_summary_and_the_end_are_not() -> None:
    blocks: list[Block] = [
        Heading("Title", 1),
        Items(("first",)),
        Heading("Part <one>"),
        Paragraph("words"),
        Heading("Below", 3),
        Heading("Part two"),
        Paragraph("more"),
        END,
    ]
    assert comment(blocks, "cut") == (
        "# Title\n\n- first\n"
        "\n<details>\n<summary>Part &lt;one&gt;</summary>\n\nwords\n\n### Below\n\n</details>\n"
        "\n<details>\n<summary>Part two</summary>\n\nmore\n\n</details>\n"
        "\nmade with this\n"
    )


def test_a_long_comment_is_cut_at_a_line_with_a_note_and_stays_whole() -> None:
    blocks: list[Block] = [
        Heading("Title", 1),
        Heading("Long"),
        table(2_000),
        Heading("Short"),
        Paragraph("word"),
        END,
    ]
    found = comment(blocks, "cut short")
    assert LIMIT - 400 < len(found) <= LIMIT
    assert found.count("<details>") == found.count("</details>")
    assert "**cut short**" in found
    assert found.endswith("made with this\n")
    rows = [line for line in found.splitlines() if line.startswith("| row")]
    assert all(line.endswith("x |") for line in rows)


def test_a_summary_that_is_too_long_is_cut_too() -> None:
    blocks: list[Block] = [Heading("Title", 1), Items(("word",) * 100), END]
    found = comment(blocks, "cut", limit=200)
    assert len(found) <= 200
    assert "**cut**" in found
    assert "cut" not in comment(blocks, "cut")
