"""Pictures: the same numbers as their tables, no label over another, sound and harmless."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report.make import who

from render.make import HOSTILE, hostile
from stemwijzer.core.model import Catalogue
from stemwijzer.i18n import LANGUAGES, Texts
from stemwijzer.render.svg import base, draw
from stemwijzer.render.svg.labels import Box, Named, place
from stemwijzer.report.blocks import Figure
from stemwijzer.report.drawings import (
    Interval,
    Intervals,
    Map,
    PlaceGrid,
    PlaceShares,
    ShareBar,
    ShareBars,
    Spot,
)
from stemwijzer.report.making import make_report
from stemwijzer.report.records import Sampling
from stemwijzer.report.views import blocks

SVG = "{http://www.w3.org/2000/svg}"
NASTY = '"><script>alert(1)</script><a xlink:href="javascript:x" onload=\'y\'> & \x00\x1b\n ]]>'
EVERY_DRAWING = (
    ShareBars((ShareBar(NASTY, 0.5, NASTY, NASTY), ShareBar("b", 0.0, "0%"))),
    ShareBars(()),
    Intervals((Interval(NASTY, 0.1, 0.5, 1.0, NASTY, NASTY, NASTY),)),
    PlaceGrid((NASTY, "2+"), (PlaceShares(NASTY, (0.25, 0.75), (NASTY, "75%")),)),
    Map((Spot(NASTY, NASTY, 0, 0, "you"), Spot("1 a", "1", 0, 0, "first")), 0.1, NASTY),
)


def parsed(drawing) -> ET.Element:
    return ET.fromstring(draw(drawing, f"f{NASTY}", NASTY, NASTY))


def words(picture: ET.Element) -> list[str]:
    return [element.text or "" for element in picture.iter(f"{SVG}text")]


def figures(catalogue: Catalogue, language: str = "en") -> list[Figure]:
    result = make_report(catalogue, who(catalogue), "all", Sampling(40, 3))
    return [b for b in blocks(result, Texts(language)) if isinstance(b, Figure)]


@pytest.mark.parametrize("drawing", EVERY_DRAWING, ids=lambda d: type(d).__name__)
def test_a_picture_is_sound_xml_whatever_its_texts_hold(drawing):
    picture = parsed(drawing)
    names = {element.tag.removeprefix(SVG) for element in picture.iter()}
    assert names <= {"svg", "title", "desc", "g", "text", "line", "rect", "circle", "polygon"}
    for element in picture.iter():
        assert not [name for name in element.attrib if name.startswith("on") or "href" in name]


@pytest.mark.parametrize("drawing", EVERY_DRAWING, ids=lambda d: type(d).__name__)
def test_a_picture_has_a_name_and_a_description(drawing):
    picture = parsed(drawing)
    assert picture.attrib["role"] == "img"
    ids = picture.attrib["aria-labelledby"]
    title, desc = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert ids == f"{title.attrib['id']} {desc.attrib['id']}"
    assert picture.attrib["viewBox"].startswith(f"0 0 {base.WIDTH} ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_says_the_numbers_of_its_table(tiny: Catalogue, language: str):
    found = figures(tiny, language)
    kinds = {type(figure.drawing) for figure in found}
    assert kinds == {ShareBars, Intervals, PlaceGrid, Map}
    for figure in found:
        cells = {cell for row in figure.table.rows for cell in row.cells if isinstance(cell, str)}
        drawn = words(ET.fromstring(draw(figure.drawing, "f", figure.title, figure.description)))
        match figure.drawing:
            case ShareBars():
                told = {bar.value for bar in figure.drawing.bars}
            case Intervals():
                rows = figure.drawing.rows
                told = {row.point_text for row in rows}
                assert {f"{row.low_text}–{row.high_text}" for row in rows} <= cells
            case PlaceGrid():
                rows = figure.drawing.rows
                assert {text for row in rows for text in row.texts} <= cells
                told = {t for r in rows for s, t in zip(r.shares, r.texts, strict=True) if s >= 0.1}
            case Map():
                told = {spot.label for spot in figure.drawing.spots}
                assert told == set(drawn) - {figure.drawing.yardstick_text}
                continue
        assert told <= cells
        assert told <= set(drawn)


def test_the_places_of_dots_are_the_matches(tiny: Catalogue):
    """0 lies at x = 8, 1 at 388 of 440."""
    drawing = next(f.drawing for f in figures(tiny) if isinstance(f.drawing, Intervals))
    picture = ET.fromstring(draw(drawing, "f", "t", "d"))
    centres = [float(c.attrib["cx"]) for c in picture.iter(f"{SVG}circle")]
    assert centres == pytest.approx([8 + 380 * row.point for row in drawing.rows], abs=0.06)
    told = [float(g.attrib["data-match"]) for g in picture.iter(f"{SVG}g")]
    assert told == pytest.approx([row.point for row in drawing.rows], abs=1e-6)


def test_the_lengths_of_bars_are_the_shares():
    bars = ShareBars((ShareBar("a", 0.5, "50%"), ShareBar("b", 0.25, "25%")))
    widths = [float(r.attrib["width"]) for r in parsed(bars).iter(f"{SVG}rect")]
    assert widths == [380, 190]
    full = ShareBars(bars.bars, full=1)
    assert [float(r.attrib["width"]) for r in parsed(full).iter(f"{SVG}rect")] == [190, 95]


coordinates = st.floats(5, 435, allow_nan=False)
named = st.builds(
    lambda x, y, text: Named(x, y, (text, "9")),
    coordinates,
    coordinates,
    st.text("abcdefW m", min_size=1, max_size=30),
)


@given(st.lists(named, max_size=30))
def test_labels_never_overlap_and_stay_inside_the_frame(points):
    frame = Box(0, 0, 440, 440)
    found = [placed for placed in place(points, frame) if placed]
    assert all(frame.holds(placed.box) for placed in found)
    for one, other in combinations(found, 2):
        assert not one.box.overlaps(other.box, 3.0)


@given(st.lists(named, min_size=1, max_size=8))
def test_the_same_points_get_the_same_labels(points):
    frame = Box(0, 0, 440, 440)
    assert place(points, frame) == place(points, frame)


def test_a_label_in_a_corner_turns_inward_and_a_far_one_gets_a_line():
    frame = Box(0, 0, 440, 440)
    (placed,) = place([Named(435, 20, ("Some name",))], frame)
    assert placed is not None
    assert placed.box.right < 435
    crowd = [Named(220, 220, (f"Solution {i}",)) for i in range(6)]
    found = [p for p in place(crowd, frame) if p]
    assert len(found) == 6
    assert any(p.leader for p in found)


def test_a_label_without_room_is_left_out_of_the_picture():
    assert place([Named(5, 5, ("too long", "no"))], Box(0, 0, 10, 10)) == (None,)


def test_long_names_are_cut_and_wide_signs_counted():
    long = "A name that goes on and on, and then some more"
    cut = base.shortened(long, 120)
    assert cut.endswith("…")
    assert base.width_of(cut) <= 120
    assert base.shortened("short", 120) == "short"
    assert base.width_of("語" * 5) > base.width_of("i" * 5) * 2


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def variables(css: str) -> list[dict[str, str]]:
    """Return the colours of the light and of the dark page."""
    return [
        dict(re.findall(r"--(\w+): (#\w{6})", block))
        for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    ]


def test_letters_and_lines_stand_out_in_light_and_dark():
    """WCAG AA: 4.5 for letters, 3 for what a picture draws."""
    from importlib.resources import files

    css = files("stemwijzer.render").joinpath("templates/page.css").read_text(encoding="utf-8")
    light, dark = variables(css)
    for colours in (light, dark):
        for name in ("ink", "soft", "fill", "you"):
            assert contrast(colours[name], colours["paper"]) >= 4.5, name
        assert contrast(colours["ink"], colours["warn"]) >= 4.5
        assert contrast(colours["edge"], colours["paper"]) >= 3
        assert contrast(colours["fill"], colours["pale"]) >= 3
    named = {"ink": base.INK, "soft": base.SOFT, "fill": base.FILL, "you": base.YOU}
    assert {name: light[name] for name in named} == named
    assert (light["edge"], light["pale"], light["paper"]) == (base.LINE, base.PALE, base.PAPER)


def test_no_number_or_colour_stands_in_a_variable(tiny: Catalogue):
    """Literal attributes, because some programs paint a variable black."""
    for figure in figures(tiny):
        assert "var(" not in draw(figure.drawing, "f", figure.title, figure.description)


def test_a_hostile_catalogue_draws_sound_pictures(tiny: Catalogue):
    for figure in figures(hostile(tiny, f"{NASTY} {HOSTILE}")):
        picture = draw(figure.drawing, "f", figure.title, figure.description)
        assert ET.fromstring(picture).tag == f"{SVG}svg"
        assert "<script" not in picture
