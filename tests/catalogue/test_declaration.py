from __future__ import annotations

import re

import pytest

from catalogue.finding import spots, tips
from stemwijzer.catalogue.declaration import (
    Bool,
    Date,
    Identifier,
    ListOf,
    MapOf,
    Number,
    OneOrMore,
    Raw,
    Record,
    Str,
    TextPair,
    Url,
    read,
)
from stemwijzer.catalogue.strict_yaml import Scalar


def value(text, kind):
    """Return the value of ``x`` where nothing is wrong."""
    document = read(f"x: {text}", "f.yaml", Record("a test", {"x": kind}))
    assert document.problems == []
    return document.data["x"]


def wrong(text, kind):
    """Return the problems with ``x`` (which stands on line 1 from column 4)."""
    document = read(f"x: {text}", "f.yaml", Record("a test", {"x": kind}))
    assert "x" not in document.data or isinstance(
        kind, ListOf | OneOrMore | MapOf | Record | TextPair
    )
    return document.problems


# Texts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["NO", "on", "12:30", "1_000", "2026-11-21", "1.10", "null", "~"])
def test_a_text_that_could_be_something_else_must_be_quoted(text):
    problems = wrong(text, Str())
    assert spots(problems) == [(1, 4, "surprise")]
    assert tips(problems) == [f'write "{text}" with quotes']
    assert value(f'"{text}"', Str()) == text


def test_an_empty_text_is_refused():
    for text in ("", '""', '"  "'):
        problems = wrong(text, Str())
        assert [key for *_, key in spots(problems)] == ["empty_text"]
        assert tips(problems) == ["fill it in or leave the key out"]


def test_a_text_cannot_be_a_list():
    assert spots(wrong("[a]", Str())) == [(1, 4, "expected")]


def test_a_word_must_be_one_of_the_choices():
    kind = Str(choices=("manual", "terms", "no"))
    assert value("manual", kind) == "manual"
    assert value("no", kind) == "no"
    problems = wrong("manuel", kind)
    assert spots(problems) == [(1, 4, "unknown_word")]
    assert tips(problems) == ["did you mean 'manual'?"]
    assert tips(wrong("zzz", kind)) == ["known: manual, terms, no"]


@pytest.mark.parametrize("text", ["a", "a-b", "a_b", "8x8", "a1-2_3", "no"])
def test_ids_are_small_letters_digits_and_dashes(text):
    assert value(text, Identifier) == text


@pytest.mark.parametrize("text", ["A", "a b", "-a", "a-", "a--b", "é", "a.b"])
def test_other_ids_are_refused(text):
    assert spots(wrong(f'"{text}"', Identifier)) == [(1, 4, "not_what")]


@pytest.mark.parametrize("text", ["https://a.nl", "http://a.b.nl/c?d=e#f", "https://a.nl/"])
def test_addresses_are_web_addresses(text):
    assert value(f'"{text}"', Url) == text


@pytest.mark.parametrize(
    "text", ["a.nl", "https://a", "ftp://a.nl", "https://a.nl/b c", "https://"]
)
def test_other_addresses_are_refused(text):
    assert spots(wrong(f'"{text}"', Url)) == [(1, 4, "not_what")]


def test_a_pattern_must_fit_the_whole_text():
    kind = Str(pattern=re.compile("ab"))
    assert spots(wrong("abc", kind)) == [(1, 4, "not_what")]


# Yes or no, numbers, days -----------------------------------------------------------------------


def test_only_true_and_false_are_yes_and_no():
    assert value("true", Bool()) is True
    assert value("false", Bool()) is False
    for text in ("yes", "no", "True", "on", '"true"', "1"):
        assert spots(wrong(text, Bool())) == [(1, 4, "write_bool")]


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), ("2.0", 2), ("0.5", 0.5), ("-1", -1), ("007", 7)]
)
def test_numbers_are_digits_with_a_point(text, number):
    found = value(text, Number())
    assert found == number
    assert isinstance(found, type(number))


@pytest.mark.parametrize(
    "text", ["1_000", "1,5", "12:30", "1e3", ".5", '"3"', "0x10", "many", ".inf"]
)
def test_other_spellings_of_numbers_are_refused(text):
    problems = wrong(text, Number())
    assert spots(problems) == [(1, 4, "not_number")]
    assert tips(problems) == ["write digits, with a point for decimals"]


def test_a_number_too_large_to_hold_is_refused():
    assert spots(wrong("9" * 400, Number())) == [(1, 4, "not_number")]


def test_numbers_have_a_smallest_value_and_may_have_to_be_whole():
    assert spots(wrong("0", Number(minimum=1))) == [(1, 4, "below")]
    assert spots(wrong("1.5", Number(whole=True))) == [(1, 4, "not_whole")]
    assert value("1", Number(minimum=1, whole=True)) == 1


@pytest.mark.parametrize("text", ["2026-11-21", '"2026-11-21"'])
def test_days_are_read_with_or_without_quotes(text):
    assert value(text, Date()) == "2026-11-21"


@pytest.mark.parametrize(
    "text",
    ["2026-13-01", "2026-02-30", "21-11-2026", "2026-1-2", "20261121", "2026-W47-6", "today"],
)
def test_other_spellings_of_days_are_refused(text):
    problems = wrong(text, Date())
    assert spots(problems) == [(1, 4, "not_date")]
    assert tips(problems) == ["write YYYY-MM-DD"]


# Texts in two languages -------------------------------------------------------------------------


def test_a_text_stands_there_in_both_languages():
    assert value("{nl: hoi, en: hi}", TextPair()) == {"nl": "hoi", "en": "hi"}


def test_a_missing_translation_is_named():
    problems = wrong("{nl: hoi}", TextPair())
    assert spots(problems) == [(1, 4, "missing_key")]
    assert problems[0].message.values["key"] == "en"


def test_an_empty_translation_is_named():
    assert spots(wrong('{nl: hoi, en: ""}', TextPair())) == [(1, 18, "empty_text")]


def test_a_third_language_is_refused():
    assert spots(wrong("{nl: a, en: b, de: c}", TextPair())) == [(1, 19, "unknown_key")]


def test_only_names_may_be_the_same_in_both_languages():
    assert value("SAP", TextPair(short=True)) == {"nl": "SAP", "en": "SAP"}
    assert spots(wrong("SAP", TextPair())) == [(1, 4, "expected")]


# Lists and mappings -----------------------------------------------------------------------------


def test_lists_hold_different_values():
    assert value("[a, b]", ListOf(Str())) == ["a", "b"]
    assert spots(wrong("[a, b, a]", ListOf(Str()))) == [(1, 11, "twice")]


def test_lists_may_need_a_number_of_values():
    assert spots(wrong("[]", ListOf(Str(), least=1))) == [(1, 4, "at_least_items")]
    assert spots(wrong("a", ListOf(Str()))) == [(1, 4, "expected")]


def test_one_value_may_stand_for_a_list_of_one():
    kind = OneOrMore(Identifier)
    assert value("a", kind) == ["a"]
    assert value("[a, b]", kind) == ["a", "b"]
    assert spots(wrong("[]", kind)) == [(1, 4, "at_least_items")]
    assert spots(wrong("A", kind)) == [(1, 4, "not_what")]


def test_mappings_check_their_keys_and_values():
    kind = MapOf(Identifier, Number())
    assert value("{a: 1, b: 2}", kind) == {"a": 1, "b": 2}
    assert spots(wrong("{A: 1, b: c}", kind)) == [(1, 5, "not_what"), (1, 14, "not_number")]
    assert spots(wrong("[a]", kind)) == [(1, 4, "expected")]


def test_an_unknown_key_comes_with_the_nearest_known_one():
    kind = Record("a colour", {"label": Str(), "shade": Str()}, optional=frozenset({"shade"}))
    problems = wrong("{label: a, shaed: b}", kind)
    assert spots(problems) == [(1, 15, "unknown_key")]
    assert tips(problems) == ["did you mean 'shade'?"]


def test_a_missing_key_is_named_where_its_record_starts():
    kind = Record("a colour", {"label": Str(), "shade": Str()})
    problems = wrong("\n  label: a", kind)
    assert spots(problems) == [(2, 3, "missing_key")]
    assert problems[0].message.values["key"] == "shade"


def test_of_some_keys_one_must_be_there():
    kind = Record(
        "a span", {"min": Number(), "max": Number()}, frozenset({"min", "max"}), ("min", "max")
    )
    assert value("{max: 3}", kind) == {"max": 3}
    assert spots(wrong("{}", kind)) == [(1, 4, "missing_key")]


def test_raw_values_are_handed_over_as_nodes():
    assert value("no", Raw()) == Scalar("no", quoted=False, line=1, column=4)


# The document as a whole ------------------------------------------------------------------------


def test_all_problems_are_found_at_once():
    kind = Record("a test", {"a": Number(), "b": Bool(), "c": Str(), "d": Date()})
    document = read("a: x\nb: yes\ne: 1\nc: no\n", "f.yaml", kind)
    assert sorted(spots(document.problems)) == [
        (1, 1, "missing_key"),
        (1, 4, "not_number"),
        (2, 4, "write_bool"),
        (3, 1, "unknown_key"),
        (4, 4, "surprise"),
    ]


def test_a_problem_reads_as_file_line_column_message_and_tip():
    (problem,) = read("a: 1_000\n", "some/f.yaml", Record("a test", {"a": Number()})).problems
    assert str(problem) == (
        "some/f.yaml:1:4: a: '1_000' is not a number; write digits, with a point for decimals"
    )


def test_a_later_finding_stands_at_the_nearest_place_that_is_known():
    from stemwijzer.errors import message

    kind = Record("a test", {"a": MapOf(Identifier, Record("b", {"c": Str()}))})
    document = read("a:\n  one:\n    c: x\n", "f.yaml", kind)
    document.problem(("a", "one", "c"), message("twice", label="", text=""))
    document.problem(("a", "one", "d", "e"), message("twice", label="", text=""))
    document.problem(("z",), message("twice", label="", text=""))
    assert [(p.line, p.column) for p in document.problems] == [(3, 8), (2, 3), (1, 1)]


def test_something_else_than_a_record_is_refused_at_the_top():
    document = read("- a\n- b\n", "f.yaml", Record("a test", {"a": Str()}))
    assert document.data is None
    assert spots(document.problems) == [(1, 1, "expected")]
    assert tips(document.problems) == ["known: a"]
