"""The forms for programs: the JSON envelope and CSV."""

from __future__ import annotations

import csv
import io
import json

import pytest
from report.make import who

from render.make import hostile
from stemwijzer.core.model import Catalogue
from stemwijzer.errors import AnswersError, Message, UsageError
from stemwijzer.i18n import Texts
from stemwijzer.render import machine
from stemwijzer.render.machine import envelopes, error_envelope, table
from stemwijzer.report.records import QuestionsResult
from stemwijzer.report.result import ALL, match

KEYS = ["schema_version", "command", "status", "exit_code", "data", "errors"]


def test_one_result_is_one_indented_envelope(tiny: Catalogue) -> None:
    text = envelopes("match", [match(tiny, who(tiny))])
    document = json.loads(text)
    assert list(document) == KEYS
    assert (document["command"], document["status"], document["exit_code"]) == (
        "match",
        "success",
        0,
    )
    assert document["errors"] == []
    assert text.startswith('{\n  "schema_version"')
    assert text.endswith("}\n")


def test_several_results_are_one_envelope_a_line_in_their_order(tiny: Catalogue) -> None:
    names = ["b.yaml", "a.yaml", "c.yaml"]
    text = envelopes("match", [match(tiny, who(tiny, name=name)) for name in names])
    lines = text.split("\n")
    assert lines.pop() == ""
    documents = [json.loads(line) for line in lines]
    assert [d["data"]["sheet"]["name"] for d in documents] == names
    assert all(list(d) == KEYS for d in documents)


def test_texts_are_written_as_they_are(tiny: Catalogue) -> None:
    text = envelopes("match", [match(tiny, who(tiny, organisation="Café 'Zoë' €"))])
    assert "Café 'Zoë' €" in text


def test_a_line_end_in_a_text_does_not_break_json_lines(tiny: Catalogue) -> None:
    result = match(tiny, who(tiny, note="one\ntwo"))
    assert envelopes("match", [result, result]).count("\n") == 2


def test_an_error_is_an_envelope_without_data() -> None:
    error = AnswersError(Message("problems.no_sheet", {"path": "a.yaml"}), "Make one.")
    document = json.loads(error_envelope("match", error, Texts("en")))
    assert list(document) == KEYS
    assert document["data"] is None
    assert (document["status"], document["exit_code"]) == ("error", 3)
    assert document["errors"] == [
        {
            "code": "bad_answers",
            "message": "there is no file a.yaml",
            "hint": "Make one.",
            "where": None,
        }
    ]


def test_an_error_without_a_hint_has_null_there() -> None:
    document = json.loads(error_envelope("match", UsageError("no"), Texts("nl")))
    assert document["errors"][0]["hint"] is None


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(
    tiny: Catalogue, start: str
) -> None:
    evil = f"{start}HYPERLINK(1)"
    rows = read(table([match(hostile(tiny, evil), who(tiny, name=evil))]))
    safe = f"'{evil}".replace("\r", "\n")
    assert {row["sheet"] for row in rows} == {safe}
    assert safe in {row["name"] for row in rows}


def test_numbers_truth_and_nothing_stay_what_they_are(
    monkeypatch: pytest.MonkeyPatch, tiny: Catalogue
) -> None:
    row = {"a": -0.5, "b": -3, "c": True, "d": None, "e": "-x", "f": 1 / 3}
    monkeypatch.setattr(machine, "rows", lambda result: [row])
    text = table([QuestionsResult(tiny)])
    assert text == "a,b,c,d,e,f\n-0.5,-3,true,,'-x,0.3333333333333333\n"


def test_csv_has_one_header_for_several_sheets(tiny: Catalogue) -> None:
    text = table([match(tiny, who(tiny, name=n), ALL) for n in ("a.yaml", "b.yaml")])
    rows = read(text)
    assert text.count("sheet,application") == 1
    assert {row["sheet"] for row in rows} == {"a.yaml", "b.yaml"}
    assert all(None not in row and None not in row.values() for row in rows)


def test_commas_quotes_and_line_ends_in_a_text_keep_to_their_cell(tiny: Catalogue) -> None:
    evil = 'a,"b"\nc'
    rows = read(table([match(hostile(tiny, evil), who(tiny))]))
    assert evil in {row["name"] for row in rows}


def test_numbers_in_csv_are_as_exact_as_in_json(tiny: Catalogue) -> None:
    rows = read(table([match(tiny, who(tiny))]))
    assert float(rows[0]["match"]) == 5 / 6


def test_nothing_to_tell_is_an_empty_table(tiny: Catalogue) -> None:
    assert table([]) == ""
    assert table([match(tiny, who(tiny, {}))]) == ""
