"""Blocks as one stand-alone web page: no network, no script, its style and pictures inside.

Every text goes through ``Markup`` formatting or the autoescaping template, so that nothing a data
file or a user says can become markup. A content security policy forbids the rest.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from stemwijzer.i18n import Texts
from stemwijzer.render.bars import told
from stemwijzer.render.svg import draw
from stemwijzer.report.blocks import (
    Block,
    Cell,
    Commands,
    Figure,
    Heading,
    Items,
    Link,
    Links,
    Paragraph,
    Table,
)

_WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)
_WIDE_FROM = 3
"""Tables with this many columns become cards on a narrow screen."""


@dataclass
class Section:
    """A part of the page under a heading of level 2."""

    id: str
    title: str
    parts: list[Markup] = field(default_factory=list)


def render(blocks: Iterable[Block], title: str, texts: Texts) -> str:
    """Return the page. The blocks before the first heading of level 2 become its head."""
    writer = _Writer(texts)
    head: list[Markup] = []
    sections: list[Section] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 2:
            sections.append(Section(writer.ident("part"), block.text))
            part = Markup('<h2 id="{}">{}</h2>').format(sections[-1].id, block.text)
            writer.heading = block.text
        else:
            part = writer.html(block)
        (sections[-1].parts if sections else head).append(part)
    environment = Environment(
        loader=PackageLoader("stemwijzer.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    loader = environment.loader
    assert loader is not None
    style, *_ = loader.get_source(environment, "page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("page.html.j2").render(
        language=texts.language,
        title=title,
        style=Markup(style),  # noqa: S704 - our own file
        style_hash=Markup(f"sha256-{digest}"),  # noqa: S704 - base64
        skip=texts("document.skip"),
        contents=texts("document.contents"),
        head=head,
        sections=sections,
    )


class _Writer:
    """Writes blocks, and counts them so that every id is unique."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._counts: dict[str, int] = {}
        self.heading = ""

    def ident(self, kind: str) -> str:
        """Return a new id."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return f"{kind}-{self._counts[kind]}"

    def html(self, block: Block) -> Markup:
        """Return one block as markup."""
        match block:
            case Heading():
                level = min(6, max(1, block.level))
                self.heading = block.text
                return Markup("<h{0}>{1}</h{0}>").format(level, block.text)
            case Paragraph():
                tone = Markup(' class="{}"').format(block.tone.value) if block.tone else ""
                return Markup("<p{}>{}</p>").format(tone, block.text)
            case Items():
                tone = Markup(' class="{}"').format(block.tone.value) if block.tone else ""
                return Markup("<ul{}>{}</ul>").format(tone, _listed(block.items))
            case Commands():
                lines = [
                    Markup("<li><code>{}</code>: {}</li>").format(command, purpose)
                    for command, purpose in block.items
                ]
                return Markup("<ul>{}</ul>").format(Markup().join(lines))
            case Table():
                return _table(block, self.heading)
            case Figure():
                return self._figure(block)
            case Links():
                lines = [Markup("<li>{}</li>").format(_link(link)) for link in block.items]
                return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(
                    block.title, Markup().join(lines)
                )

    def _figure(self, block: Figure) -> Markup:
        ident = self.ident("figure")
        # The picture escapes its own texts.
        picture = Markup(draw(block.drawing, ident, block.title, block.description))  # noqa: S704
        table = _table(block.table, block.title)
        if block.folded:
            summary = self.texts("document.numbers")
            table = Markup('<details class="numbers"><summary>{}</summary>{}</details>').format(
                summary, table
            )
        return Markup("<figure><figcaption>{}</figcaption>{}</figure>{}").format(
            block.title, picture, table
        )


def _listed(texts: Iterable[str]) -> Markup:
    return Markup().join(Markup("<li>{}</li>").format(text) for text in texts)


def _link(link: Link) -> Markup:
    """Return a line with its address as a link, when it is one of the web."""
    address = escape(link.url)
    if _WEB.fullmatch(link.url):
        address = Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(link.url)
    parts = (escape(link.before), address, escape(link.after))
    return Markup(" ").join(part for part in parts if part)


def _table(block: Table, heading: str) -> Markup:
    """Return a table that keeps its roles when a narrow screen turns its rows into cards.

    Without a caption of its own it gets the heading above it, for those who do not see that.
    """
    header = next((i for i, column in enumerate(block.columns) if not column.number), 0)
    heads = Markup().join(
        Markup('<th scope="col" role="columnheader"{}>{}</th>').format(
            _numeric(column.number), column.title
        )
        for column in block.columns
    )
    rows = Markup().join(
        Markup('<tr role="row">{}</tr>').format(
            Markup().join(_cell(block, row.cells[i], i, header) for i in range(len(block.columns)))
        )
        for row in block.rows
    )
    wide = Markup(' class="wide"') if len(block.columns) >= _WIDE_FROM else ""
    quiet = Markup() if block.caption else Markup(' class="quiet"')
    caption = Markup("<caption{}>{}</caption>").format(quiet, block.caption or heading)
    return Markup(
        '<table role="table"{}>{}<thead role="rowgroup"><tr role="row">{}</tr></thead>'
        '<tbody role="rowgroup">{}</tbody></table>'
    ).format(wide, caption, heads, rows)


def _cell(block: Table, cell: Cell, index: int, header: int) -> Markup:
    text = told(cell)
    if index == header:
        return Markup('<th scope="row" role="rowheader">{}</th>').format(text)
    column = block.columns[index]
    label = Markup(' data-label="{}"').format(column.title) if column.title not in ("", "#") else ""
    return Markup('<td role="cell"{}{}>{}</td>').format(label, _numeric(column.number), text)


def _numeric(number: bool) -> Markup:
    return Markup(' class="n"') if number else Markup()
