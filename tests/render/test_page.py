"""The page: stand-alone, in order, readable without eyes, and deaf to markup in texts."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from report.make import who

from render.make import EVERY_BLOCK, every_text_hostile
from stemwijzer.core.model import Catalogue
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.render import markdown, page, plain
from stemwijzer.render.bars import told
from stemwijzer.report import document
from stemwijzer.report.blocks import Heading, Link, Links, Paragraph, Shares, Table, Tone
from stemwijzer.report.making import make_report
from stemwijzer.report.records import ReportResult, Sampling

FEW = Sampling(40, 3)
NASTY = (
    "</title><script>alert(1)</script><img src=x onerror=alert(1)>\"' {{ 7*7 }} {% x %} javascript:"
)
TAGS = (
    "html head meta title style body a header nav main section h1 h2 h3 h4 p ul li table caption "
    "thead tbody tr th td figure figcaption details summary code svg desc g text line rect circle "
    "polygon"
)
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Reader(HTMLParser):
    """Collects what the tests ask about, and checks that every element is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.path: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.inside: list[tuple[str, tuple[str, ...]]] = []
        self.feed(text)
        self.close()
        assert self.path == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.inside.append((tag, tuple(self.path)))
        if tag not in VOID:
            self.path.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.inside.append((tag, tuple(self.path)))

    def handle_endtag(self, tag):
        assert self.path.pop() == tag

    def handle_data(self, data):
        if self.path:
            self.texts.setdefault(self.path[-1], []).append(data)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in tags]


def written(result: ReportResult, language: str = "en") -> str:
    texts = Texts(language)
    return page.render(document.blocks(result, texts), document.title(result, texts), texts)


@pytest.fixture(scope="module")
def report(tiny: Catalogue) -> ReportResult:
    someone = who(tiny, organisation="Coffee corner", note="Ours")
    return make_report(tiny, someone, "all", FEW)


@pytest.fixture(scope="module", params=LANGUAGES)
def text(request: pytest.FixtureRequest, report: ReportResult) -> str:
    return written(report, request.param)


def test_the_page_fetches_nothing(text: str):
    reader = Reader(text)
    assert not reader.all("script", "link", "img", "iframe", "object", "embed", "base", "form")
    for tag, attributes in reader.found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        assert not {"src", "srcset", "action", "poster"} & attributes.keys()
    style = "".join(reader.texts["style"])
    assert "url(" not in style
    assert "@import" not in style


def test_the_only_addresses_are_those_of_sources_and_places_on_the_page(text: str, tiny):
    reader = Reader(text)
    sources = {s.url for solution in tiny.solutions.values() for s in solution.sources.values()}
    ids = {attributes["id"] for _, attributes in reader.found if "id" in attributes}
    for attributes in reader.all("a"):
        address = attributes["href"] or ""
        if address.startswith("#"):
            assert address[1:] in ids
        else:
            assert address in sources
            assert attributes["rel"] == "noreferrer"
    assert any((a["href"] or "").startswith("https://") for a in reader.all("a"))


def test_ids_are_unique_and_every_reference_leads_somewhere(text: str):
    reader = Reader(text)
    ids = Counter(attributes["id"] for _, attributes in reader.found if "id" in attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    for _, attributes in reader.found:
        assert set((attributes.get("aria-labelledby") or "").split()) <= ids.keys()


def test_headings_go_down_one_step_at_a_time(text: str):
    levels = [int(tag[1]) for tag, _ in Reader(text).found if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_heads_with_a_scope(text: str):
    reader = Reader(text)
    assert len(reader.all("table")) == len(reader.all("caption")) > 5
    assert all(attributes.get("scope") in ("col", "row") for attributes in reader.all("th"))
    rows = [at for at in reader.found if at[0] == "th" and at[1]["scope"] == "row"]
    assert len(rows) == len(reader.all("tr")) - len(reader.all("thead"))


def test_language_landmarks_and_a_way_past_the_contents(text: str):
    reader = Reader(text)
    assert reader.all("html")[0]["lang"] in LANGUAGES
    assert len(reader.all("main")) == len(reader.all("nav")) == len(reader.all("header")) == 1
    assert reader.all("a")[0]["href"] == "#content"
    named = [a["aria-labelledby"] for a in reader.all("section")]
    assert len(named) == len(set(named)) > 5


def test_the_policy_allows_this_style_and_nothing_else(text: str):
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(a for a in Reader(text).all("meta") if "http-equiv" in a)["content"]
    assert policy is not None
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def test_every_tone_and_block_has_its_form():
    extra = [
        Table((), ()),
        Links("S", (Link("a", "https://x.example/a_b", "(c)"), Link("b", "javascript:x", ""))),
        Paragraph("w", Tone.WARNING),
    ]
    found = page.render([*EVERY_BLOCK, *extra], "t", Texts("en"))
    reader = Reader(found)
    assert "50%–90%" in found
    assert {a.get("class") for a in reader.all("p")} == {None, "strong", "warning", "hint"}
    assert [a["href"] for a in reader.all("a") if "://" in (a["href"] or "")] == [
        "https://x.example/a_b"
    ]
    assert "javascript:x" in "".join(reader.texts["li"])
    assert told(Shares((0.5, 0.5))) == "50%, 50%"


def test_links_in_markdown_stay_whole_and_in_plain_lines_too():
    block = Links("S", (Link("* a", "https://x.example/a_b", "(c)"), Link("b", "ftp:/x_y", "")))
    assert "- \\* a <https://x.example/a_b> (c)\n- b ftp:/x\\_y\n" in markdown.render([block])
    assert "- * a https://x.example/a_b (c)\n" in plain.render([block])


# Texts that try to be markup --------------------------------------------------------------------


@pytest.fixture(scope="module")
def nasty(tiny: Catalogue) -> ReportResult:
    """Return a report in which every kind of text a user or a file can give is hostile."""
    bad = every_text_hostile(tiny, NASTY)
    someone = who(bad, name=f"{NASTY}/../x.yaml", organisation=NASTY, note=NASTY)
    return make_report(bad, someone, "all", FEW)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_becomes_markup_on_the_page(nasty: ReportResult, language: str):
    found = written(nasty, language)
    reader = Reader(found)
    assert not reader.all("script", "img")
    assert "<script" not in found
    assert not re.search(r"<[^>]*\sonerror=", found)
    assert not [a for a in reader.all("a") if (a["href"] or "").startswith("javascript")]
    assert "{{ 7*7 }}" in found
    assert reader.texts["title"][0].count("alert(1)") == 2
    assert {tag for tag, _ in reader.found} <= set(TAGS.split())


def test_no_text_becomes_markup_in_markdown(nasty: ReportResult):
    found = markdown.render(document.blocks(nasty, Texts("en")))
    unescaped = re.findall(r"(?<!\\)<(?!https?://[^\s<>]+>)\S*", found)
    code = re.findall(r"`[^`\n]+`", found)  # what is code stays what it is
    assert [bit for bit in unescaped if not any(bit in span for span in code)] == []


def test_the_folders_of_a_sheet_stay_private(tiny: Catalogue):
    someone = who(tiny, name="/home/somebody/clients/acme.yaml")
    found = written(make_report(tiny, someone, "", FEW))
    assert "somebody" not in found
    assert "acme.yaml" in found


def test_a_private_catalogue_is_marked_first_and_last(report: ReportResult):
    text = written(report)
    assert text.count("Made with a private catalogue") == 2
    assert '<p class="warning">Made with' in text.partition("<nav")[0]


def test_a_heading_deeper_than_html_knows_stays_a_heading():
    assert "<h6>x</h6>" in page.render([Heading("x", 9)], "t", Texts("nl"))
