"""``data check`` as a contributor and a scheduled run would use it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from report.schemas import findings

from stemwijzer.i18n import LANGUAGES
from tests.cli.conftest import ROOT, Call

BASE = ROOT / "tests" / "catalogue" / "rules" / "base"
DAY = ("--today", "2026-11-20")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the catalogue on which every rule is content."""
    return Path(shutil.copytree(BASE, tmp_path / "data"))


def edit(folder: Path, *pairs: tuple[str, str], name: str = "vendors.yaml") -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


PLAN = ("            plan: Basic\n", "")  # a warning
WRONG = ("note: the list of channels in the manual", "note: see https://acme.example/list")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sound_data_are_counted(call: Call, folder: Path, lang: str) -> None:
    found = call("data", "check", "--data", folder, *DAY, "--lang", lang)
    assert (found.code, found.err) == (0, "")
    assert ("Geen problemen: " if lang == "nl" else "No problems: ") in found.out


@pytest.mark.parametrize(
    ("lang", "line", "error"),
    [
        ("en", "vendors.yaml:40:13: error V034: an address in a note: ", "the data have 1 error"),
        ("nl", "vendors.yaml:40:13: fout V034: een adres in een notitie: ", "hebben 1 fout"),
    ],
)
def test_an_error_is_one_line_with_its_place_and_exit_code_4(
    call: Call, folder: Path, lang: str, line: str, error: str
) -> None:
    edit(folder, WRONG)
    found = call("data", "check", "--data", folder, *DAY, "--lang", lang)
    assert found.code == 4
    assert line in found.out.splitlines()[0]
    assert error in found.err
    assert "docs/reference/data-rules.md" in found.err


def test_a_warning_fails_only_when_asked_to_be_strict(call: Call, folder: Path) -> None:
    edit(folder, PLAN)
    plain = call("data", "check", "--data", folder, *DAY)
    assert (plain.code, plain.err) == (0, "")
    assert "warning V062: price_entry names no plan" in plain.out
    assert "0 errors, 1 warning, 0 remarks." in plain.out
    strict = call("data", "check", "--data", folder, *DAY, "--strict")
    assert strict.code == 6
    assert strict.out == plain.out
    assert "there is 1 warning" in strict.err


def test_what_only_came_with_time_never_fails_a_change(call: Call, folder: Path) -> None:
    later = ("--today", "2031-01-01")
    found = call("data", "check", "--data", folder, *later)
    assert (found.code, found.err) == (0, "")
    assert found.out.count("warning V060") == 20
    assert "20 of these only came with time" in found.out
    assert call("data", "check", "--data", folder, *later, "--strict").code == 6


def test_json_says_the_same_and_keeps_the_data_beside_the_error(call: Call, folder: Path) -> None:
    edit(folder, WRONG, PLAN)
    found = call("data", "check", "--data", folder, *DAY, "--json")
    assert (found.code, found.err) == (4, "")
    assert findings("data-check", found.json, strict=True) == []
    assert (found.json["status"], found.json["exit_code"]) == ("error", 4)
    first, second = found.json["data"]["findings"]
    assert (first["rule"], first["line"], first["attribute"]) == ("V034", 40, None)
    assert (second["rule"], second["solution"], second["attribute"]) == (
        "V062", "acme-desk", "price_entry",
    )  # fmt: skip
    assert second["path"] == "vendors.acme.solutions.acme-desk.facts.price_entry"
    strict = call("data", "check", "--data", folder, *DAY, "--json", "--strict").json
    assert strict["exit_code"] == 4


def test_csv_has_a_row_per_finding(call: Call, folder: Path) -> None:
    edit(folder, PLAN)
    found = call("data", "check", "--data", folder, *DAY, "--format", "csv")
    assert found.out.splitlines()[0].startswith("rule,level,file,line,column")
    assert len(found.out.splitlines()) == 2


def test_a_date_that_is_none_is_refused(call: Call) -> None:
    found = call("data", "check", "--today", "tomorrow")
    assert (found.code, found.out) == (2, "")
    assert "write YYYY-MM-DD" in found.err


# --fix -----------------------------------------------------------------------------------------


def test_fix_restores_the_order_keeps_comments_and_is_idempotent(call: Call, folder: Path) -> None:
    before = (folder / "vendors.yaml").read_text()
    blocks = re.split(r"(?m)^(?=  \w+:$|not_listed:$)", before)
    assert [block.split(":")[0].strip() for block in blocks[1:3]] == ["acme", "bravo"]
    head, acme, bravo, *rest = blocks
    messy = "".join([head, "  # about Bravo\n", bravo, acme, *rest]) + "# the end\n"
    (folder / "vendors.yaml").write_text(messy)
    unfixed = call("data", "check", "--data", folder, *DAY)
    assert unfixed.code == 4
    assert "'acme' stands behind 'bravo'; run: stemwijzer data check --fix" in unfixed.out
    found = call("data", "check", "--data", folder, *DAY, "--fix")
    assert (found.code, found.err) == (0, "")
    assert "vendors.yaml was put in order." in found.out
    text = (folder / "vendors.yaml").read_text()
    assert text.index("  acme:") < text.index("  # about Bravo\n  bravo:")
    assert text.replace("  # about Bravo\n", "").replace("# the end\n", "") == before
    again = call("data", "check", "--data", folder, *DAY, "--fix")
    assert "put in order" not in again.out
    assert (folder / "vendors.yaml").read_text() == text


def test_fix_does_not_touch_a_file_that_cannot_be_read(call: Call, folder: Path) -> None:
    edit(folder, ("grade: A", "grade: D"), ("  acme:", "  zebra:"))
    before = (folder / "vendors.yaml").read_bytes()
    found = call("data", "check", "--data", folder, "--fix")
    assert (found.code, found.out) == (4, "")
    assert (folder / "vendors.yaml").read_bytes() == before


# exceptions --------------------------------------------------------------------------------------


def exception(folder: Path, **keys: str) -> None:
    lines = [f"    {key}: {value}" for key, value in keys.items()]
    text = "\n".join(["schema_version: 1", "exceptions:", "  -", *lines]) + "\n"
    (folder / "exceptions.yaml").write_text(text)


@pytest.mark.parametrize(
    "where",
    [
        {"solution": "acme-desk"},
        {"attribute": "price_entry"},
        {"path": "vendors.acme"},
        {"solution": "acme-desk", "attribute": "price_entry"},
    ],
)
def test_an_exception_leaves_a_finding_and_says_why(
    call: Call, folder: Path, where: dict[str, str]
) -> None:
    edit(folder, PLAN)
    exception(folder, rule="V062", **where, reason="one plan only", until="2027-01-01")
    found = call("data", "check", "--data", folder, *DAY, "--strict")
    assert (found.code, found.err) == (0, "")
    assert "V062" in found.out
    assert "[one plan only]" in found.out
    entry = call("data", "check", "--data", folder, *DAY, "--json").json["data"]["findings"][0]
    assert entry["excuse"] == "one plan only"


@pytest.mark.parametrize(
    "where", [{"solution": "bravo-call"}, {"attribute": "trial"}, {"path": "vendors.acm"}]
)
def test_an_exception_for_something_else_excuses_nothing(
    call: Call, folder: Path, where: dict[str, str]
) -> None:
    edit(folder, PLAN)
    exception(folder, rule="V062", **where, reason="decided", until="2027-01-01")
    found = call("data", "check", "--data", folder, *DAY)
    assert "warning V062" in found.out
    assert "warning V091: the exception to V062 excuses nothing any more" in found.out


def test_an_exception_expires_without_failing_a_change(call: Call, folder: Path) -> None:
    """Even when it excused an error: nobody who passes by must pay for the date."""
    edit(folder, WRONG)
    exception(folder, rule="V034", solution="acme-desk", reason="decided", until="2026-11-19")
    found = call("data", "check", "--data", folder, *DAY)
    assert (found.code, found.err) == (0, "")
    assert "warning V090: the exception to V034 ended on 2026-11-19" in found.out
    assert "error V034" in found.out
    assert call("data", "check", "--data", folder, *DAY, "--strict").code == 6


def test_an_exception_to_nothing_known_is_refused_with_the_nearest(
    call: Call, folder: Path
) -> None:
    exception(folder, rule="V06", solution="acme-dsk", reason="decided", until="2027-01-01")
    found = call("data", "check", "--data", folder)
    assert found.code == 4
    assert "exceptions.yaml:4:11: unknown rule 'V06'" in found.err
    assert "did you mean 'acme-desk'?" in found.err


def test_a_contradiction_about_nothing_known_is_refused(call: Call, folder: Path) -> None:
    edit(folder, ("{data_region: [own]}", "{data_regio: [own]}"), name="contradictions.yaml")
    edit(folder, ("{channels: [phone]}", "{channels: [fax]}"), name="contradictions.yaml")
    found = call("data", "check", "--data", folder)
    assert found.code == 4
    assert "unknown attribute 'data_regio'; did you mean 'data_region'?" in found.err
    assert "unknown option 'fax'" in found.err


def test_a_folder_without_the_files_beside_it_is_checked_too(call: Call, folder: Path) -> None:
    for name in ("exceptions", "contradictions", "words"):
        (folder / f"{name}.yaml").unlink()
    edit(folder, ("the list of channels", "the world-class list of channels"))
    found = call("data", "check", "--data", folder, *DAY)
    assert "warning V040: 'world-class' sells" in found.out


# a made-up vendor with ten mistakes ---------------------------------------------------------------

REFUSED = {
    "a misspelled option": (("has: [email, chat]", "has: [emial, chat]"), "did you mean 'email'?"),
    "an undeclared source": (("source: prices", "source: pricing"), "did you mean 'prices'?"),
    "a key that does not exist": (("note: the", "partner: the"), "unknown key 'partner'"),
    "a Dutch word for true": (("value: true", "value: ja"), "write 'true' or 'false', not 'ja'"),
    "a date the Dutch way": (("seen: 2026-11-01", "seen: 01-11-2026"), "write YYYY-MM-DD"),
}
FOUND = {
    "an address in a note": (WRONG, "V034: an address in a note: https://acme.example/list; "),
    "a date in the future": (
        ("page_date: 2026-10-01\n            seen: 2026-11-01",
         "page_date: 2026-10-01\n            seen: 2027-11-01"),
        "V024: 2027-11-01 is in the future (today is 2026-11-20)",
    ),
    "an id with an underscore": (
        ("      acme-desk:", "      acme_desk:"), "V002: the id 'acme_desk' is not in small",
    ),
    "own data without own servers": (
        ("has: [public_cloud, own_servers]", "has: [public_cloud]"),
        "V020: data_region asks for deployment own_servers, which acme-desk does not show; "
        "Own data ask for own servers.",
    ),
    "a note that sells": (
        ("No public pages", "No seamless pages"), "V040: 'seamless' sells",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_mistake_in_the_form_stops_the_reading_with_helpful_words(
    call: Call, folder: Path, name: str
) -> None:
    pair, words = REFUSED[name]
    edit(folder, pair)
    found = call("data", "check", "--data", folder, *DAY)
    assert (found.code, found.out) == (4, "")
    assert words in found.err
    assert re.match(r"\S*vendors\.yaml:\d+:\d+: ", found.err)


@pytest.mark.parametrize("name", FOUND)
def test_a_mistake_in_the_content_is_found_by_its_rule(call: Call, folder: Path, name: str) -> None:
    pair, words = FOUND[name]
    edit(folder, pair)
    found = call("data", "check", "--data", folder, *DAY)
    assert words in found.out
    line = next(line for line in found.out.splitlines() if words in line)
    assert re.match(r"\S*vendors\.yaml:\d+:\d+: (error|warning) V\d{3}: .+; .+", line)


def test_all_mistakes_of_one_sort_are_found_at_once(call: Call, folder: Path) -> None:
    edit(folder, *(pair for pair, _ in FOUND.values()))
    found = call("data", "check", "--data", folder, *DAY)
    expected = {words.partition(":")[0] for _, words in FOUND.values()}
    assert expected <= set(re.findall(r"V\d{3}", found.out))
    (folder / "vendors.yaml").write_text((BASE / "vendors.yaml").read_text())
    edit(folder, *(pair for pair, _ in REFUSED.values()))
    broken = call("data", "check", "--data", folder, *DAY)
    assert broken.err.count("vendors.yaml:") == len(REFUSED)


# the shipped data -----------------------------------------------------------------------------


def test_the_shipped_data_hold_no_error(call: Call) -> None:
    found = json.loads(call("data", "check", "--json").out)["data"]["findings"]
    errors = [f for f in found if f["level"] == "error" and not f["excuse"]]
    assert errors == []
