from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemwijzer.answers.sheet import Change, read_sheet
from stemwijzer.answers.writing import as_mapping, stamped, write_sheet
from stemwijzer.core.answer import Answer, AnswerSheet, Importance, State, allowed_words
from stemwijzer.core.model import Option, QuestionKind, Text
from stemwijzer.errors import AnswersError, ExitCode

LEGEND = "How to fill in this sheet.\n\nWrite skip where you have no answer."


def read(text, catalogue, name="sheet.yaml"):
    return read_sheet(text, name, catalogue)


def answers(lines, catalogue):
    """Return the answers of a sheet that is in order."""
    sheet, changes = read("answers:\n" + "".join(f"  {line}\n" for line in lines), catalogue)
    assert changes == []
    return dict(sheet.answers)


def refused(text, catalogue):
    """Return the problems of a sheet that is not in order."""
    with pytest.raises(AnswersError) as caught:
        read(text, catalogue)
    return caught.value.problems


def found(problems):
    return [(p.line, p.column, p.message.key.removeprefix("problems.")) for p in problems]


def tips(problems):
    return [str(p.tip) if p.tip else "" for p in problems]


# Forms of answers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "question", "answer"),
    [
        ("grinder: fully_agree", "grinder", Answer("fully_agree")),
        ("grinder: neutral", "grinder", Answer("neutral")),
        ("milk: by_hand", "milk", Answer("by_hand")),
        ("milk: none", "milk", Answer("none")),
        ("milk: no_preference", "milk", Answer("no_preference")),
        ("drinks: [lungo, americano]", "drinks", Answer(("lungo", "americano"))),
        ("drinks: lungo", "drinks", Answer(("lungo",))),
        ("drinks: no", "drinks", Answer(("no",))),
        ('drinks: ["no"]', "drinks", Answer(("no",))),
        ("drinks: skip", "drinks", Answer("skip")),
        ("drinks: no_preference", "drinks", Answer("no_preference")),
        ("drinks:\n    - lungo\n    - no", "drinks", Answer(("lungo", "no"))),
        ("cups: 25", "cups", Answer(25.0)),
        ("cups: 25.5", "cups", Answer(25.5)),
        ('cups: "25"', "cups", Answer(25.0)),
        ("cups: no_preference", "cups", Answer("no_preference")),
        ("cups: skip", "cups", Answer("skip")),
        ("milk: {answer: none}", "milk", Answer("none")),
        ("milk: {answer: none, importance: 2}", "milk", Answer("none", Importance.MORE)),
        ("milk: {importance: 0.5, answer: none}", "milk", Answer("none", Importance.LESS)),
        ("milk: {answer: none, importance: must}", "milk", Answer("none", Importance.MUST)),
        ("milk: {answer: none, importance: 1.0}", "milk", Answer("none", Importance.NORMAL)),
        ('milk: {answer: none, importance: "0,5"}', "milk", Answer("none", Importance.LESS)),
        ("cups: {answer: 25, importance: 1}", "cups", Answer(25.0, Importance.NORMAL)),
        ("drinks: {answer: [no], importance: 2}", "drinks", Answer(("no",), Importance.MORE)),
    ],
)
def test_every_form_of_an_answer_is_read(tiny, line, question, answer):
    assert answers([line], tiny) == {question: answer}


def test_neutral_no_preference_and_skipped_are_told_apart(tiny):
    given_ = answers(["grinder: neutral", "milk: no_preference", "cups: skip"], tiny)
    assert [answer.state for answer in given_.values()] == [
        State.NEUTRAL,
        State.NO_PREFERENCE,
        State.SKIPPED,
    ]


def test_what_is_known_about_the_respondent_is_read(tiny):
    text = (
        "sheet_version: 1\norganisation: Bakery\nrole: baker\nlanguage: nl\n"
        "note: >-\n  two\n  lines\nanswers: {}\n"
    )
    sheet, _ = read(text, tiny)
    assert (sheet.organisation, sheet.role, sheet.language) == ("Bakery", "baker", "nl")
    assert sheet.note == "two lines"
    assert dict(sheet.answers) == {}


def test_answers_need_not_stand_in_the_order_of_the_questions(tiny):
    assert set(answers(["cups: 3", "goals: [taste]"], tiny)) == {"goals", "cups"}


# What is wrong ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "column", "key", "tip"),
    [
        ("grindr: agree", 3, "unknown_question", "did you mean 'grinder'?"),
        ("grinder: agre", 12, "unknown_answer", "did you mean 'agree'"),
        ("grinder: no_preference", 12, "unknown_answer", "known: fully_agree"),
        ("milk: by-hand", 9, "unknown_answer", "did you mean 'by_hand'?"),
        ("milk: neutral", 9, "unknown_answer", "known: none, by_hand"),
        ("milk: [none]", 9, "one_answer", ""),
        ("cups: [3]", 9, "one_answer", ""),
        ("cups: many", 9, "answer_number", "write digits"),
        ("cups: 1_000", 9, "answer_number", "write digits"),
        ("cups: 1,5", 9, "answer_number", "write digits"),
        ("cups: 0", 9, "answer_below", ""),
        ("cups: -3", 9, "answer_below", ""),
        (f"cups: {'9' * 400}", 9, "answer_number", "write digits"),
        ("drinks: []", 11, "answer_empty", "write no_preference or skip"),
        ("drinks: [lungo, lugno]", 19, "unknown_answer", "did you mean 'lungo'?"),
        ("drinks: [lungo, lungo]", 19, "answer_twice", ""),
        ("drinks: [[lungo]]", 12, "answer_option", ""),
        ("drinks: [skip]", 12, "unknown_answer", ""),
        ("goals: [taste, queue, waste]", 25, "too_many", ""),
        ("milk: {answer: none, importance: 3}", 36, "unknown_importance", "known: 0.5, 1, 2, must"),
        ("milk: {answer: none, importance: [1]}", 36, "unknown_importance", "known: 0.5"),
        ("milk: {importance: 2}", 9, "answer_missing", "write answer"),
        ("milk: {anwser: none}", 10, "unknown_answer_key", "did you mean 'answer'?"),
        ("milk: {answer: {a: b}}", 18, "answer_mapping", ""),
        ("milk:", 8, "unknown_answer", "known: none"),
    ],
)
def test_every_mistake_is_named_with_its_place_and_a_suggestion(tiny, line, column, key, tip):
    problems = refused(f"answers:\n  {line}\n", tiny)
    assert (2, column, key) in found(problems)
    (problem,) = [p for p in problems if p.message.key == f"problems.{key}"]
    assert tip in (str(problem.tip) if problem.tip else "")
    assert problem.file == "sheet.yaml"


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("answer: {}\n", (1, 1, "unknown_key")),
        ("answers: {}\nrole: ''\n", (2, 7, "empty_text")),
        ("answers: {}\nrole: NO\n", (2, 7, "surprise")),
        ("answers: {}\nlanguage: de\n", (2, 11, "unknown_word")),
        ("answers: {}\nsheet_version: 2\n", (2, 16, "sheet_newer")),
        ("answers: {}\nsheet_version: one\n", (2, 16, "not_number")),
        ("answers: {}\ncatalogue: {fingerprint: abc}\n", (2, 12, "missing_key")),
        ("answers: {}\nanswers: {}\n", (2, 1, "duplicate_key")),
        ("answers: {milk: none, milk: none}\n", (1, 23, "duplicate_key")),
        ("answers: [milk]\n", (1, 10, "expected")),
        ("organisation: x\n", (1, 1, "missing_key")),
        ("answers:\n  milk: &a none\n", (2, 9, "no_anchor")),
        ("answers:\n  milk: [none\n", (3, 1, "not_yaml")),
        ("", (1, 1, "empty_file")),
        ("just words", (1, 1, "expected")),
        ("[" * 10_000, (1, 66, "too_deep")),
    ],
)
def test_a_sheet_that_is_no_sheet_is_refused_with_the_place(tiny, text, spot):
    assert spot in found(refused(text, tiny))


def test_all_mistakes_come_out_at_once_in_the_order_of_the_lines(tiny):
    text = (
        "role: NO\n"
        "answers:\n"
        "  milk: nune\n"
        "  cups: many\n"
        "  drinks: [lugno, americcano]\n"
        "  grinder: {answer: agreed, importance: 7}\n"
        "  nothing: agree\n"
    )
    problems = refused(text, tiny)
    assert [(line, key) for line, _, key in found(problems)] == [
        (1, "surprise"),
        (3, "unknown_answer"),
        (4, "answer_number"),
        (5, "unknown_answer"),
        (5, "unknown_answer"),
        (6, "unknown_answer"),
        (6, "unknown_importance"),
        (7, "unknown_question"),
    ]
    assert tips(problems)[1:5] == [
        "did you mean 'none'?",
        "write digits, with a point for decimals",
        "did you mean 'lungo'?",
        "did you mean 'americano'?",
    ]


def test_a_sheet_that_cannot_be_read_ends_with_exit_code_three(tiny):
    with pytest.raises(AnswersError) as caught:
        read("answers: {milk: x}\n", tiny, "mine.yaml")
    assert caught.value.exit_code is ExitCode.BAD_ANSWERS == 3
    assert str(caught.value.message) == "the answer sheet mine.yaml has 1 problem"
    assert caught.value.hint is not None
    assert str(caught.value.problems[0]).startswith("mine.yaml:1:17: ")


# JSON -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("indent", [None, 2, "\t"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_is_read_too(tiny, indent, ascii_only):
    data = {
        "sheet_version": 1,
        "organisation": 'Café \U0001f600 / "x" \\ \\ud83d',
        "answers": {
            "milk": "none",
            "drinks": ["no", "lungo"],
            "cups": 25,
            "grinder": {"answer": "agree", "importance": 0.5},
        },
    }
    sheet, _ = read(json.dumps(data, indent=indent, ensure_ascii=ascii_only), tiny, "sheet.json")
    assert sheet.organisation == data["organisation"]
    assert dict(sheet.answers) == {
        "milk": Answer("none"),
        "drinks": Answer(("no", "lungo")),
        "cups": Answer(25.0),
        "grinder": Answer("agree", Importance.LESS),
    }


def test_a_mistake_in_json_has_its_place(tiny):
    text = json.dumps({"answers": {"milk": "nune"}}, indent=2)
    assert found(refused(text, tiny)) == [(3, 13, "unknown_answer")]


# Sheets made with another version ---------------------------------------------------------------


OLD = 'catalogue: {version: "2020.01", fingerprint: "0123"}\n'


def test_a_sheet_of_this_catalogue_has_no_changes(tiny):
    made_with = f'{{version: "{tiny.version}", fingerprint: "{tiny.fingerprint}"}}'
    sheet, changes = read(f"catalogue: {made_with}\nanswers: {{}}\n", tiny)
    assert changes == []
    assert (sheet.catalogue_version, sheet.fingerprint) == (tiny.version, tiny.fingerprint)


@pytest.mark.parametrize(
    ("line", "older"),
    [
        ('catalogue: {version: "2020.01"}\n', True),
        ('catalogue: {version: "2026.01"}\n', False),
        ('catalogue: {version: "2026.01", fingerprint: "0123"}\n', True),
        ("", False),
    ],
)
def test_the_fingerprint_counts_before_the_version(tiny, line, older):
    _, changes = read(f"{line}answers: {{}}\n", tiny)
    assert bool(changes) is older


def test_a_question_that_is_gone_is_set_aside_and_reported(tiny):
    text = f"{OLD}answers:\n  milk: none\n  foam: [much, hot]\n  steam: 3\n"
    sheet, changes = read(text, tiny)
    assert dict(sheet.answers) == {"milk": Answer("none")}
    assert dict(sheet.retired) == {"foam": Answer(("much", "hot")), "steam": Answer("3")}
    assert changes[:2] == [Change("question_gone", "foam"), Change("question_gone", "steam")]


@pytest.mark.parametrize("older", ["", OLD])
def test_an_answer_to_a_question_in_reserve_is_set_aside_and_no_error(tiny, older):
    sheet, changes = read(f"{older}answers:\n  milk: none\n  loud: agree\n", tiny)
    assert dict(sheet.retired) == {"loud": Answer("agree")}
    assert changes[0] == Change("question_in_reserve", "loud")


def test_an_answer_that_is_set_aside_keeps_its_importance(tiny):
    text = f"{OLD}answers:\n  foam: {{answer: much, importance: 2}}\n"
    sheet, _ = read(text, tiny)
    assert dict(sheet.retired) == {"foam": Answer("much", Importance.MORE)}


def test_an_option_that_is_gone_is_set_aside_and_the_others_stay(tiny):
    sheet, changes = read(f"{OLD}answers:\n  drinks: [lungo, mocha]\n  milk: steamed\n", tiny)
    assert dict(sheet.answers) == {"drinks": Answer(("lungo",))}
    assert changes[:2] == [
        Change("option_gone", "drinks", "mocha"),
        Change("option_gone", "milk", "steamed"),
    ]


def test_a_set_of_which_every_option_is_gone_is_no_answer(tiny):
    sheet, changes = read(f"{OLD}answers:\n  drinks: [mocha, chai]\n", tiny)
    assert dict(sheet.answers) == {}
    assert [c.detail for c in changes if c.question_id == "drinks"] == ["mocha", "chai"]


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("cups: many", "many"),
        ("cups: [few, many]", "few, many"),
        ("cups: 0", "0"),
        ("milk: [none, by_hand]", "none, by_hand"),
        ("milk: 3", "3"),
    ],
)
def test_an_answer_of_a_kind_that_is_no_longer_asked_is_set_aside(tiny, line, detail):
    """The question may have become one for a number, a level or a set since."""
    sheet, changes = read(f"{OLD}answers:\n  {line}\n", tiny)
    assert dict(sheet.answers) == {}
    assert changes[0] == Change("option_gone", line.partition(":")[0], detail)


def test_options_beyond_what_is_now_allowed_are_set_aside(tiny):
    sheet, changes = read(f"{OLD}answers:\n  goals: [speed, taste, queue, waste]\n", tiny)
    assert dict(sheet.answers) == {"goals": Answer(("taste", "queue"))}
    assert changes[:2] == [
        Change("option_gone", "goals", "speed"),
        Change("option_gone", "goals", "waste"),
    ]


def test_questions_that_are_new_are_reported(tiny):
    lines = "".join(f"  {q}: skip\n" for q in tiny.questions if q not in ("cups", "milk"))
    _, changes = read(f"{OLD}answers:\n{lines}", tiny)
    assert changes == [Change("question_new", "milk"), Change("question_new", "cups")]


def test_an_old_sheet_that_is_badly_written_is_still_refused(tiny):
    problems = refused(f"{OLD}answers:\n  milk: {{answer: none, importance: 9}}\n", tiny)
    assert found(problems) == [(3, 36, "unknown_importance")]


def test_without_a_version_nothing_is_set_aside(tiny):
    assert found(refused("answers:\n  foam: much\n", tiny)) == [(2, 3, "unknown_question")]


# Writing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ["tiny", "shipped"])
def test_an_empty_sheet_reads_back_as_all_skipped(request, name, language):
    catalogue = request.getfixturevalue(name)
    text = write_sheet(AnswerSheet(), catalogue, language, LEGEND, empty=True)
    sheet, changes = read(text, catalogue)
    assert changes == []
    assert list(sheet.answers) == list(catalogue.questions)
    assert set(sheet.answers.values()) == {Answer("skip")}
    assert sheet.language == language


@pytest.mark.parametrize("language", ["nl", "en"])
def test_an_empty_sheet_shows_every_question_option_and_theme(tiny, language):
    text = write_sheet(AnswerSheet(), tiny, language, LEGEND, empty=True)
    for question in tiny.questions.values():
        assert f"# {question.text[language]}" in text
        if question.kind in (QuestionKind.SET, QuestionKind.POSITION):
            for option in question.attribute.options:
                assert f"#     {option.id}: {option.label[language]}" in text
    for theme in tiny.themes.values():
        assert text.count(f"# --- {theme.label[language]} ---") == 1
    assert text.startswith("# How to fill in this sheet.\n#\n# Write skip")


def test_only_what_was_answered_is_written(tiny):
    sheet = AnswerSheet({"milk": Answer("none")})
    text = write_sheet(sheet, tiny, "en", LEGEND)
    assert "milk: none" in text
    assert "cups" not in text


def test_words_that_yaml_takes_for_something_else_are_quoted(tiny):
    sheet = AnswerSheet({"drinks": Answer(("no", "lungo")), "milk": Answer("none")})
    text = write_sheet(sheet, tiny, "nl", LEGEND)
    assert '  drinks: ["no", lungo]\n' in text
    assert "  milk: none\n" in text


DANGEROUS = [
    "no",
    "yes",
    "on",
    "off",
    "y",
    "n",
    "null",
    "true",
    "none",
    "nl",
    "12",
    "1_0",
    "0x1",
    "1e3",
]


def with_options(catalogue, names):
    """Return the catalogue with these options for drinks and milk."""
    questions = dict(catalogue.questions)
    options = tuple(Option(name, Text(name, name)) for name in names)
    for name in ("drinks", "milk"):
        old = questions[name]
        questions[name] = replace(old, attribute=replace(old.attribute, options=options))
    return replace(catalogue, questions=questions)


@pytest.mark.parametrize("word", DANGEROUS)
def test_dangerous_option_ids_survive(tiny, word):
    catalogue = with_options(tiny, DANGEROUS)
    sheet = AnswerSheet({"milk": Answer(word), "drinks": Answer((word,))})
    back, _ = read(write_sheet(sheet, catalogue, "nl", LEGEND), catalogue)
    assert back.answers == sheet.answers


@pytest.mark.parametrize("word", ["no", "on", "y", "null", "12", "1e3"])
def test_dangerous_question_ids_survive(tiny, word):
    question = replace(tiny.questions["milk"], id=word)
    catalogue = replace(tiny, questions={word: question})
    sheet = AnswerSheet({word: Answer("none")}, retired={"off": Answer("x")})
    back, _ = read(write_sheet(sheet, catalogue, "nl", LEGEND), catalogue)
    assert back.answers == sheet.answers
    assert back.retired == sheet.retired


def test_labels_of_several_lines_do_not_break_the_sheet(tiny):
    old = tiny.questions["milk"]
    label = Text("een\nanswers: {}", "one\u2028two\x85three")
    options = tuple(replace(option, label=label) for option in old.attribute.options)
    question = replace(old, attribute=replace(old.attribute, options=options), text=label)
    themes = {name: replace(theme, label=label) for name, theme in tiny.themes.items()}
    catalogue = replace(tiny, questions={"milk": question}, themes=themes)
    for language in ("nl", "en"):
        text = write_sheet(AnswerSheet(), catalogue, language, LEGEND, empty=True)
        assert read(text, catalogue)[0].answers == {"milk": Answer("skip")}


NUMBERS = st.one_of(
    st.integers(1, 10**9).map(float),
    st.floats(1, 1e12, allow_nan=False),
    st.sampled_from([1.0, 1.5, 1234.5678, 123456.7, 1000000.5, 1e15, 1e22]),
)


@st.composite
def given_answers(draw, catalogue):
    """Return answers to some questions, of every form and importance."""
    made = {}
    for question in catalogue.questions.values():
        if draw(st.booleans()):
            continue
        options = [option.id for option in question.attribute.options]
        words = st.sampled_from(allowed_words(question))
        match question.kind:
            case QuestionKind.SET:
                most = question.most or len(options)
                lists = st.lists(st.sampled_from(options), min_size=1, max_size=most, unique=True)
                value = draw(lists.map(tuple) | st.sampled_from(["skip", "no_preference"]))
            case QuestionKind.NUMBER:
                value = draw(NUMBERS | words)
            case _:
                value = draw(words)
        made[question.id] = Answer(value, draw(st.none() | st.sampled_from(Importance)))
    return made


WORDS = st.text(max_size=40).filter(lambda text: text == "" or text.strip())


@given(st.data(), WORDS, WORDS, st.sampled_from(["nl", "en"]))
def test_a_sheet_that_is_written_reads_back_the_same(tiny, data, organisation, note, language):
    sheet = AnswerSheet(data.draw(given_answers(tiny)), organisation=organisation, note=note)
    text = write_sheet(sheet, tiny, language, LEGEND)
    back, changes = read(text, tiny)
    assert changes == []
    assert back == stamped(sheet, tiny, language)


@given(st.data())
def test_a_sheet_reads_back_the_same_with_the_shipped_questions(shipped, data):
    sheet = AnswerSheet(data.draw(given_answers(shipped)))
    text = write_sheet(sheet, shipped, "nl", LEGEND, empty=True)
    back, changes = read(text, shipped)
    assert changes == []
    given_ = {name: a for name, a in back.answers.items() if name in sheet.answers}
    assert given_ == sheet.answers


@given(
    st.dictionaries(
        st.sampled_from(["foam", "off", "steam"]),
        st.text(max_size=8) | st.lists(st.text(max_size=5), max_size=3).map(tuple),
    )
)
def test_what_was_set_aside_is_written_and_read_again(tiny, retired):
    sheet = AnswerSheet({}, retired={name: Answer(value) for name, value in retired.items()})
    back, _ = read(write_sheet(sheet, tiny, "nl", LEGEND), tiny)
    assert back.retired == sheet.retired


@given(st.data(), WORDS)
def test_a_sheet_as_json_reads_back_the_same(tiny, data, note):
    sheet = AnswerSheet(data.draw(given_answers(tiny)), note=note, role="baker", language="nl")
    back, _ = read(json.dumps(as_mapping(sheet)), tiny, "sheet.json")
    assert back == sheet


def test_writing_twice_gives_the_same_text(tiny):
    sheet = AnswerSheet({"cups": Answer(25.0, Importance.MUST), "milk": Answer("none")})
    once = write_sheet(sheet, tiny, "nl", LEGEND)
    again = write_sheet(read(once, tiny)[0], tiny, "nl", LEGEND)
    assert once == again


def test_numbers_are_written_as_people_write_them(tiny):
    for value, written in (
        (25.0, "25"),
        (25.5, "25.5"),
        (1_000_000.0, "1000000"),
        (1e6 + 0.5, "1000000.5"),
    ):
        text = write_sheet(AnswerSheet({"cups": Answer(value)}), tiny, "nl", LEGEND)
        assert f"  cups: {written}\n" in text
