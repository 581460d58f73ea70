"""Interface texts: both languages say the same things, with the same placeholders."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from stemwijzer import i18n
from stemwijzer.errors import Message, Problem, closest, literal, message
from stemwijzer.i18n import LANGUAGES, Texts, choose_language

FOLDER = Path(i18n.__file__).parent
AREAS = {
    language: sorted(p.stem for p in (FOLDER / language).glob("*.py") if p.stem != "__init__")
    for language in LANGUAGES
}
EVERY = [(language, area) for language in LANGUAGES for area in AREAS[language]]


def texts(language, area):
    return import_module(f"stemwijzer.i18n.{language}.{area}").TEXTS


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_areas():
    assert AREAS["nl"] == AREAS["en"]
    assert "problems" in AREAS["nl"]


@pytest.mark.parametrize("area", AREAS["nl"])
def test_both_languages_have_the_same_keys(area):
    assert set(texts("nl", area)) == set(texts("en", area))


@pytest.mark.parametrize("area", AREAS["nl"])
def test_both_languages_have_the_same_placeholders(area):
    """One word for one thing (``.one``) may leave the count out."""
    dutch, english = texts("nl", area), texts("en", area)
    for key in dutch.keys() & english.keys():
        optional = {"count"} if key.endswith(".one") else set()
        assert placeholders(dutch[key]) - optional == placeholders(english[key]) - optional, key


@pytest.mark.parametrize(("language", "area"), EVERY)
def test_keys_start_with_their_area(language, area):
    assert [key for key in texts(language, area) if not key.startswith(f"{area}.")] == []


@pytest.mark.parametrize(("language", "area"), EVERY)
def test_no_text_is_empty_and_no_key_stands_there_twice(language, area):
    assert [key for key, text in texts(language, area).items() if not text.strip()] == []
    tree = ast.parse((FOLDER / language / f"{area}.py").read_text(encoding="utf-8"))
    keys = [
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("language", "area"), EVERY)
def test_one_and_many_come_in_pairs(language, area):
    found = texts(language, area)
    many = [key for key, text in found.items() if "count" in placeholders(text)]
    alone = [k for k in many if k.endswith(".other") and k.replace(".other", ".one") not in found]
    assert alone == []


@pytest.mark.parametrize(("language", "area"), EVERY)
def test_every_text_can_be_said_with_whatever_its_placeholders_are_called(language, area):
    say = Texts(language)
    for key, text in texts(language, area).items():
        values = dict.fromkeys(placeholders(text), 3)
        said = say(key, **values) if values else text.format()
        assert not re.search(r"\{\w*\}", said), key


# Looking texts up -------------------------------------------------------------------------------


def test_a_text_that_depends_on_a_number_is_looked_up_by_its_stem():
    assert Texts("en")("problems.count", count=1) == "1 problem"
    assert Texts("en")("problems.count", count=0) == "0 problems"
    assert Texts("en")("problems.count", count=7) == "7 problems"


def test_an_unknown_text_is_a_mistake_in_the_program():
    with pytest.raises(KeyError):
        Texts("en")("problems.there_is_no_such_text")


def test_a_message_is_said_in_the_language_that_is_asked_for():
    words = message("not_what", label="id", text="A B", what=message("what_id"))
    assert words.say(Texts("en")) == "id: 'A B' is not an id of small letters, digits, - and _"
    assert words.say(Texts("nl")) != words.say(Texts("en"))
    assert "what_id" not in words.say(Texts("nl"))


def test_a_message_about_a_key_can_be_said():
    for language in LANGUAGES:
        words = message("unknown_key", key="shaed", record="a colour").say(Texts(language))
        assert "shaed" in words


def test_a_literal_message_is_said_as_it_is():
    assert literal("{as} it is").say(Texts("nl")) == "{as} it is"
    assert str(Message("", {"text": "x"})) == "x"


def test_a_problem_reads_as_place_message_and_tip():
    found = Problem("f.yaml", 3, 7, message("empty_file"), message("write_out"))
    assert found.say(Texts("en")) == "f.yaml:3:7: the file is empty; write the value out"
    assert str(Problem("f.yaml", 0, 0, message("empty_file"))) == "f.yaml: the file is empty"


@pytest.mark.parametrize(
    ("word", "known", "tip"),
    [
        ("manuel", ["manual", "terms"], "did you mean 'manual'?"),
        ("MANUAL", ["manual", "terms"], "did you mean 'manual'?"),
        ("agre", ["agree", "disagree", "neutral"], "did you mean 'agree' / 'disagree'?"),
        ("zzz", ["manual", "terms"], "known: manual, terms"),
        ("zzz", [], "nothing is known here"),
    ],
)
def test_a_mistyped_word_gets_the_nearest_known_ones_or_all(word, known, tip):
    assert str(closest(word, known)) == tip


# Numbers and lists ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (0, 0, "0", "0"),
        (1234, 0, "1.234", "1,234"),
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (0.5, 1, "0,5", "0.5"),
        (-1234.5, 1, "-1.234,5", "-1,234.5"),
    ],
)
def test_numbers_are_written_as_people_write_them(value, decimals, dutch, english):
    assert Texts("nl").number(value, decimals) == dutch
    assert Texts("en").number(value, decimals) == english


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0, "0%"),
        (1, "100%"),
        (0.5, "50%"),
        (0.804, "80%"),
        (0.9999, "99%"),
        (0.996, "99%"),
        (0.0001, "1%"),
        (0.004, "1%"),
    ],
)
def test_a_percentage_is_never_rounded_to_all_or_nothing(share, written):
    for language in LANGUAGES:
        assert Texts(language).percent(share) == written


@pytest.mark.parametrize(
    ("words", "dutch", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a en b", "a and b"),
        (["a", "b", "c"], "a, b en c", "a, b and c"),
    ],
)
def test_words_are_joined_to_a_part_of_a_sentence(words, dutch, english):
    assert Texts("nl").joined(words) == dutch
    assert Texts("en").joined(words) == english


# Which language ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "environment", "language"),
    [
        # What is asked for comes first,
        ("nl", {"STEMWIJZER_LANG": "en", "LANG": "en_GB.UTF-8"}, "nl"),
        ("en", {"STEMWIJZER_LANG": "nl", "LANG": "nl_NL.UTF-8"}, "en"),
        ("NL", {}, "nl"),
        # then our own variable,
        (None, {"STEMWIJZER_LANG": "en", "LANG": "nl_NL.UTF-8"}, "en"),
        (None, {"STEMWIJZER_LANG": "nl", "LC_ALL": "en_GB.UTF-8"}, "nl"),
        ("", {"STEMWIJZER_LANG": "en"}, "en"),
        (None, {"STEMWIJZER_LANG": "", "LANG": "en_GB.UTF-8"}, "en"),
        # then the locale, LC_ALL before LC_MESSAGES before LANG,
        (None, {"LC_ALL": "nl_BE", "LC_MESSAGES": "en_GB", "LANG": "en_GB"}, "nl"),
        (None, {"LC_MESSAGES": "en_GB.UTF-8", "LANG": "nl_NL.UTF-8"}, "en"),
        (None, {"LANG": "nl_NL.UTF-8"}, "nl"),
        (None, {"LANG": "nl"}, "nl"),
        (None, {"LANG": "nl_NL@euro"}, "nl"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {"LANG": "fy_NL.UTF-8"}, "en"),
        (None, {"LC_ALL": "", "LANG": "nl_NL.UTF-8"}, "nl"),
        # and without any of these Dutch.
        (None, {}, "nl"),
        (None, {"LANG": "C"}, "nl"),
        (None, {"LANG": "C.UTF-8"}, "nl"),
        (None, {"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, "en"),
    ],
)
def test_the_language_is_what_is_asked_then_the_variable_then_the_locale_then_dutch(
    asked, environment, language
):
    assert choose_language(asked, environment) == language


def test_the_real_environment_counts_when_none_is_handed_over(monkeypatch):
    monkeypatch.setenv("STEMWIJZER_LANG", "en")
    assert choose_language(None) == "en"
    monkeypatch.setenv("STEMWIJZER_LANG", "nl")
    assert choose_language(None) == "nl"
