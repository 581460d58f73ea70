"""The PDF: opens, is tagged, says what Markdown says, and is deaf to markup in texts."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from report.make import who

from render.make import EVERY_BLOCK, every_text_hostile
from stemwijzer.core.model import Catalogue
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.render import markdown, pdf
from stemwijzer.report import document
from stemwijzer.report.blocks import Block, Figure, Heading, Link, Links, Paragraph, Shares, Tone
from stemwijzer.report.making import make_report
from stemwijzer.report.records import ReportResult, Sampling

pytest.importorskip("typst", reason="the extra 'pdf' is not installed")
pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")

FEW = Sampling(40, 3)
NASTY = (
    '#panic("x") #import "@preview/x:1.0.0" $x^2$ *b* _e_ `c` <label> @ref \\u{1F600} \\ // c'
    " /* d */"
    " = h [a] ]] {b} }} \" ' ~ -- ... https://x.example/#a <script>alert(1)</script>"
)


def opened(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content), strict=True)


def words(content: bytes) -> str:
    """Return all text as one line without spaces and hyphens, which a line end may add or eat."""
    return squeezed(" ".join(page.extract_text() for page in opened(content).pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010\u200b-]+", "", text)


def made(result: ReportResult, language: str) -> bytes:
    texts = Texts(language)
    return pdf.render(document.blocks(result, texts), document.title(result, texts), texts)


@pytest.fixture(scope="module")
def report(tiny: Catalogue) -> ReportResult:
    return make_report(tiny, who(tiny, organisation="Coffee corner", note="Ours"), "all", FEW)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def content(report: ReportResult, language: str) -> bytes:
    return made(report, language)


def test_it_is_tagged_and_has_a_title_and_a_language(content: bytes, language: str):
    reader = opened(content)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a value of the PDF
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert str(reader.metadata.title).endswith(": Coffee corner")


def structure(content: bytes) -> list[tuple[str, str]]:
    """Return the kind and the alternative text of every element of the structure, in order."""
    found: list[tuple[str, str]] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append((str(node["/S"]), str(node.get("/Alt", ""))))
            walk(node.get("/K", []))

    walk(opened(content).trailer["/Root"]["/StructTreeRoot"])
    return found


def test_every_picture_has_words_and_every_table_has_heads(
    content: bytes, report: ReportResult, language: str
):
    drawn = [b for b in document.blocks(report, Texts(language)) if isinstance(b, Figure)]
    found = structure(content)
    told = [alt for kind, alt in found if kind == "/Figure"]
    assert told == [f"{b.title}. {b.description}" for b in drawn]
    kinds = [kind for kind, _ in found]
    assert kinds.count("/Table") == kinds.count("/THead") >= len(drawn)
    assert kinds.count("/H1") == 1


def test_it_says_what_markdown_says(content: bytes, report: ReportResult, language: str):
    """Every sentence and every cell, so every number too."""
    found = words(content)
    for line in markdown.render(document.blocks(report, Texts(language))).splitlines():
        if re.fullmatch(r"[|\s:-]*", line):
            continue
        for cell in line.strip("|").split(" | "):
            plain = re.sub(r"^(#+|-) ", "", cell.strip())
            plain = re.sub(r"(?<!\\)[<>*`]", "", plain)  # what is markup
            plain = re.sub(r"\\(.)", r"\1", plain)
            assert squeezed(plain) in found, cell


def test_pages_are_numbered(content: bytes, language: str):
    pages = [squeezed(page.extract_text()) for page in opened(content).pages]
    for number, text in enumerate(pages, 1):
        told = Texts(language)("document.page", page=number, total=len(pages))
        assert squeezed(told) in text


def test_the_same_report_gives_the_same_bytes(content: bytes, report: ReportResult, language: str):
    assert made(report, language) == content


def test_every_tone_and_block_has_its_form():
    extra: list[Block] = [
        Links("S", (Link("a", "https://x.example/a_b", "(c)"), Link("b", "javascript:x", ""))),
        Paragraph("w", Tone.WARNING),
        Heading("deep", 9),
    ]
    shares = replace(EVERY_BLOCK[6], caption="c")  # type: ignore[type-var]
    content = pdf.render([*EVERY_BLOCK, shares, *extra], "t", Texts("en"))
    found = words(content)
    assert "50%–90%" in found
    assert "stemwijzerexplainsheet.yamlaltoduo" in found
    links = [
        note.get_object()["/A"]["/URI"]
        for page in opened(content).pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
    assert links == ["https://x.example/a_b"]
    assert pdf.told(Shares((0.5, 0.5))) == "50%, 50%"


# Texts that try to be markup --------------------------------------------------------------------


def test_no_text_becomes_markup_or_a_command(tiny: Catalogue, language: str):
    bad = every_text_hostile(tiny, NASTY)
    someone = who(bad, name=f"{NASTY}/x.yaml", organisation=NASTY, note=NASTY)
    result = make_report(bad, someone, "all", FEW)
    content = made(result, language)
    texts = Texts(language)
    heads = [b for b in document.blocks(result, texts) if isinstance(b, Heading)]
    kinds = [kind for kind, _ in structure(content)]
    assert sum(bool(re.fullmatch("/H[1-6]", kind)) for kind in kinds) == len(heads) + 1
    assert "/Formula" not in kinds
    found = words(content)
    for piece in ('#panic("x")', "$x^2$", "*b*_e_`c`<label>@ref", "/*d*/", "<script>alert(1)"):
        assert squeezed(piece) in found, piece
    assert b"pdfuaid:part" in opened(content).trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\u202e", "\u200b", "\ufffe", "\U000e0001", "漢字", "😀", "\n\n= h"]
)
def test_any_sign_can_be_in_a_name(tiny: Catalogue, sign: str):
    someone = who(tiny, organisation=f"A{sign}B", note=sign)
    content = made(make_report(tiny, someone, "", FEW), "nl")
    assert len(opened(content).pages) > 1


def test_broken_text_is_no_reason_to_stop():
    """Half a pair of surrogates, as a lenient decoder may leave it."""
    content = pdf.render([Heading("a\udc80b", 1), Paragraph("c")], "a\ud800", Texts("en"))
    assert len(opened(content).pages) == 1
