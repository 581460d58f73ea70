"""``data new``, ``stale``, ``coverage`` and ``export`` as a maintainer would use them."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from report.schemas import findings

from stemwijzer.catalogue.load import load_catalogue
from stemwijzer.core.model import BREADTH, GOALS
from stemwijzer.i18n import LANGUAGES
from tests.cli.conftest import ROOT, Call

BASE = ROOT / "tests" / "catalogue" / "rules" / "base"
DAY = ("--today", "2026-11-20")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "data"))


# data new ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_vendor_has_every_attribute_with_its_options(call: Call, lang: str) -> None:
    found = call("data", "new", "vendor", "acme-nl", *DAY, "--lang", lang)
    assert found.code == 0
    assert "  acme-nl:\n    name:  #: " in found.out
    assert "seen: 2026-11-20" in found.out
    for attribute in load_catalogue().attributes.values():
        there = f"          #: {attribute.id}:  #: {attribute.label[lang]}" in found.out
        assert there == (attribute.id not in (GOALS, BREADTH)), attribute.id
        if there and attribute.options and attribute.kind != "bool":
            assert ", ".join(option.id for option in attribute.options) in found.out
    assert "--insert" in found.err


def test_only_attributes_that_apply_are_there_when_the_application_is_known(
    call: Call, folder: Path
) -> None:
    desk = call("data", "new", "vendor", "zed", "-a", "ticketing", "--data", folder).out
    phone = call("data", "new", "vendor", "zed", "-a", "telephony", "--data", folder).out
    assert "has: [ticketing]" in desk
    assert "#: byoc:" not in desk
    assert "#: byoc:" in phone


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_nothing_to_a_listed_vendor(call: Call, folder: Path, lang: str) -> None:
    """Insert, let the check say what is empty, fill in, take hints away."""
    language = ("--lang", lang)
    made = call("data", "new", "vendor", "azul", "--insert", "--data", folder, *DAY, *language)
    assert (made.code, made.err) == (0, "")
    assert "--fix" in made.out
    path = folder / "vendors.yaml"
    assert path.read_text().index("  azul:") < path.read_text().index("  bravo:")
    empty = call("data", "check", "--data", folder, *DAY, *language)
    assert empty.code == 4
    assert empty.err.count("vendors.yaml:") == 8
    text = path.read_text()
    for old, new in (
        (
            r"    name:  #.*\n    website: https://  ",
            "    name: Azul\n    website: https://azul.example  ",
        ),
        (r"        name:  #", "        name: Azul Inbox  #"),
        (r"has: \[\]  #: (?=\S.*ticketing)", "has: [ticketing]  #: "),
        (r"url: https://  ", "url: https://azul.example/manual  "),
        (r"kind:  ", "kind: manual  "),
        (r" +page_date:  #.*\n", ""),
        (r"#: monthly:", "monthly:"),
        (r"(monthly:.*\n +)#:   value: true(.*\n +)#:   source", r"\1  value: true\2  source"),
    ):
        text, count = re.subn(old, new, text, count=1)
        assert count == 1, old
    path.write_text(text)
    done = call("data", "check", "--data", folder, *DAY, *language, "--fix")
    assert (done.code, done.err) == (0, "")
    assert "#:" not in path.read_text()
    azul = load_catalogue(folder).solutions["azul"]
    assert (azul.name, azul.facts["monthly"].level) == ("Azul Inbox", "yes")
    assert (folder / "vendors.yaml").read_text().count("azul.example") == 2


def test_a_solution_goes_to_its_vendor(call: Call, folder: Path) -> None:
    arguments = ("data", "new", "solution", "acme-bot", "--vendor", "acme", "--data", folder)
    found = call(*arguments, "--insert", "--json")
    assert (found.code, found.err) == (0, "")
    assert findings("data-new", found.json, strict=True) == []
    assert found.json["data"]["inserted"] is True
    lines = (folder / "vendors.yaml").read_text().splitlines()
    assert lines.index("      acme-bot:") < lines.index("      acme-desk:")
    assert lines.index("    solutions:") < lines.index("      acme-bot:")


def test_an_entry_is_written_to_a_file_and_never_over_one(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "entry.yaml"
    assert call("data", "new", "vendor", "azul", "-o", path).code == 0
    assert path.read_text().startswith("  #: ")
    again = call("data", "new", "vendor", "azul", "-o", path)
    assert again.code == 2
    assert "exists already" in again.err
    assert call("data", "new", "vendor", "azul", "-o", path, "--force").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("vendor", "Acme Desk"), "small letters, digits and hyphens"),
        (("vendor", "acme"), "'acme' exists already"),
        (("vendor", "azul", "--solution", "acme-desk"), "'acme-desk' exists already"),
        (("solution", "azul"), "--vendor VENDOR"),
        (("solution", "azul", "--vendor", "acm"), "did you mean 'acme'?"),
        (("vendor", "azul", "-a", "ticketting"), "did you mean 'ticketing'?"),
        (("thing", "azul"), "vendor, solution"),
    ],
)
def test_what_cannot_be_begun_is_said(
    call: Call, folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    found = call("data", "new", *arguments, "--data", folder)
    assert (found.code, found.out) == (2, "")
    assert words in found.err


def test_what_was_considered_before_is_said(call: Call, folder: Path) -> None:
    found = call("data", "new", "vendor", "charlie", "--data", folder)
    assert found.code == 0
    assert "'charlie' was considered and is not listed" in found.err


# data stale -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "none", "one"),
    [
        ("en", "The next one is due on 2027-01-31", "price_entry: seen on 2026-11-01, 92 days ago"),
        ("nl", "aan de beurt op 2027-01-31", "price_entry: gezien op 2026-11-01, 92 dagen geleden"),
    ],
)
def test_facts_past_their_limit_are_listed(
    call: Call, folder: Path, lang: str, none: str, one: str
) -> None:
    arguments = ("data", "stale", "--data", folder, "--lang", lang)
    fresh = call(*arguments, *DAY)
    assert (fresh.code, fresh.err) == (0, "")
    assert none in fresh.out
    stale = call(*arguments, "--today", "2027-02-01")
    assert one in stale.out
    assert "https://acme.example/prices" in stale.out
    soon = call(*arguments, *DAY, "--within", 80)
    assert "price_entry" in soon.out


def test_the_limit_is_that_of_the_attribute(call: Call, folder: Path) -> None:
    found = call("data", "stale", "--data", folder, "--today", "2027-12-01", "--json").json
    assert findings("data-stale", found, strict=True) == []
    stale = {(row["solution"], row["attribute"]): row for row in found["data"]["stale"]}
    assert set(stale) == {
        ("acme-desk", "price_entry"), ("acme-desk", "channels"), ("bravo-call", "channels"),
    }  # fmt: skip
    assert stale["acme-desk", "channels"]["limit"] == 365
    assert stale["acme-desk", "price_entry"]["over"] == 395 - 90
    assert found["data"]["due"] == "2028-04-25"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_is_the_text_of_an_issue_by_vendor(call: Call, folder: Path, lang: str) -> None:
    found = call(
        "data", "stale", "--data", folder, "--today", "2027-12-01", "--format", "md",
        "--lang", lang,
    )  # fmt: skip
    assert found.code == 0
    assert re.findall(r"^## (\w+)", found.out, re.MULTILINE) == ["Acme", "Bravo"]
    assert found.out.count("\n- ") == 3
    assert "'seen'" in found.out


# data coverage and data export -------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_coverage_begins_where_one_hour_helps_most(call: Call, folder: Path, lang: str) -> None:
    found = call("data", "coverage", "--data", folder, "--lang", lang)
    assert (found.code, found.err) == (0, "")
    assert re.search(r"\nprice_entry: \w+ (for|van) 1 (of|van) 2", found.out)
    assert "ticketing 1/1" in found.out


def test_coverage_counts(call: Call, folder: Path) -> None:
    found = call("data", "coverage", "--data", folder, "--json").json
    assert findings("data-coverage", found, strict=True) == []
    attributes = {row["attribute"]: row for row in found["data"]["attributes"]}
    assert [r["gain"] for r in found["data"]["attributes"]] == sorted(
        (r["gain"] for r in found["data"]["attributes"]), reverse=True
    )
    assert attributes["channels"]["known"] == attributes["channels"]["meant"] == 2
    assert attributes["byoc"] == {
        "attribute": "byoc", "weight": 1.0, "known": 1, "meant": 1, "gain": 0.0,
        "applications": {"telephony": {"known": 1, "meant": 1}},
    }  # fmt: skip
    assert attributes["owner_region"]["weight"] == 0
    desk = next(r for r in found["data"]["solutions"] if r["solution"] == "acme-desk")
    assert (desk["known"], desk["meant"]) == (10, 15)
    assert desk["unknown"] == [
        "certificates", "price_basis", "ai_training", "monthly", "trial",
    ]  # fmt: skip


def test_export_has_one_row_per_fact_with_its_sources(call: Call, folder: Path) -> None:
    found = call("data", "export", "--data", folder)
    assert (found.code, found.err) == (0, "")
    rows = {(r["solution"], r["attribute"]): r for r in csv.DictReader(io.StringIO(found.out))}
    assert len(rows) == 11 + 9 + 2
    channels = rows["acme-desk", "channels"]
    assert (channels["has"], channels["not"]) == ("email chat", "phone")
    assert channels["urls"] == "https://docs.acme.example/guide"
    assert (channels["seen"], channels["grades"], channels["page_dates"]) == (
        "2026-11-01", "A", "2026-05-04",
    )  # fmt: skip
    assert rows["bravo-call", "trial"]["value"] == "true"
    assert rows["bravo-call", "trial"]["page_dates"] == "none"
    assert rows["acme-desk", "applications"]["has"] == "ticketing"
    assert rows["acme-desk", "price_entry"]["amount"] == "12"


def test_export_as_json_and_as_a_table(call: Call, folder: Path, tmp_path: Path) -> None:
    found = call("data", "export", "--data", folder, "--json").json
    assert findings("data-export", found, strict=True) == []
    assert len(found["data"]["facts"]) == 22
    path = tmp_path / "facts.json"
    assert call("data", "export", "--data", folder, "-o", path).code == 0
    assert path.read_text().startswith("{")
    table = call("data", "export", "--data", folder, "--format", "table", "--lang", "nl").out
    assert "acme-desk, channels: " in table


def test_the_shipped_catalogue_can_be_looked_after(call: Call) -> None:
    for command, schema in (("stale", "data-stale"), ("coverage", "data-coverage")):
        assert findings(schema, call("data", command, "--json").json, strict=True) == []
    rows = list(csv.DictReader(io.StringIO(call("data", "export").out)))
    assert len(rows) > 700
    assert all(row["urls"].startswith("http") for row in rows)
