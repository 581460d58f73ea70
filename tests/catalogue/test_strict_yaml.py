from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalogue.finding import spots, tips
from stemwijzer.catalogue.strict_yaml import SURPRISES, Mapping, Scalar, Sequence, parse


def plain(node):
    """Return nodes as plain values."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text


@pytest.mark.parametrize(
    "word",
    [
        "NO",
        "no",
        "on",
        "Off",
        "yes",
        "y",
        "true",
        "null",
        "~",
        "12:30",
        "12:30:00",
        "1_000",
        "1.10",
        "010",
        "0x1F",
        "1e3",
        "2026-11-21",
        "2026-1-2 10:00",
        ".inf",
        ".nan",
        "-3",
        "1,5",
        ".5",
        "-0x1F",
    ],
)
def test_no_scalar_turns_into_something_else(word):
    node, problems = parse(f"key: {word}", "f.yaml")
    assert problems == []
    assert node.entries["key"][1] == Scalar(word, quoted=False, line=1, column=6)
    assert SURPRISES.match(word)


@pytest.mark.parametrize(
    "word", ["none", "nl", "nope", "only", "2026.11a", "v1", "a-1", "8x8", "1st"]
)
def test_ordinary_words_are_no_surprise(word):
    assert not SURPRISES.match(word)


@given(st.text("0123456789abefoxn._:-+~, yYNTtruelsUfFOIi", min_size=1, max_size=8))
def test_whatever_a_yaml_reader_takes_for_no_text_is_known_to_be_a_surprise(word):
    try:
        value = yaml.safe_load(f"[{json.dumps(word)[1:-1]}]")
    except (yaml.YAMLError, ValueError):
        return
    single = isinstance(value, list) and len(value) == 1
    if single and not isinstance(value[0], str | list | dict) and word.strip() == word:
        assert SURPRISES.match(word)


@pytest.mark.parametrize("text", ["a: 'no'", 'a: "no"', "a: |\n  no", "a: >\n  no"])
def test_quoted_scalars_are_marked(text):
    assert parse(text, "f.yaml")[0].entries["a"][1].quoted


def test_every_node_knows_its_line_and_column():
    text = "a:\n  - b\n  - {c: d}\n"
    node, _ = parse(text, "f.yaml")
    (key, items) = node.entries["a"]
    assert (key.line, key.column) == (1, 1)
    assert (items.line, items.column) == (2, 3)
    assert (items.items[0].line, items.items[0].column) == (2, 5)
    inner_key, inner = items.items[1].entries["c"]
    assert (inner_key.column, inner.column) == (6, 9)


def test_duplicate_keys_are_named_with_the_line_of_the_first():
    node, problems = parse("a: 1\nb: 2\na: 3\n", "f.yaml")
    assert spots(problems) == [(3, 1, "duplicate_key")]
    assert tips(problems) == ["the first one is on line 1"]
    assert plain(node) == {"a": "1", "b": "2"}


def test_duplicate_keys_are_the_same_whether_quoted_or_not():
    assert spots(parse("{a: 1, 'a': 2}", "f.yaml")[1]) == [(1, 8, "duplicate_key")]


def test_all_duplicate_keys_are_found_at_once():
    _, problems = parse("a: {b: 1, b: 2}\na: {c: 1, c: 2}\nd: {e: 1, e: 2}\n", "f.yaml")
    assert sorted(spots(problems)) == [
        (1, 11, "duplicate_key"),
        (2, 1, "duplicate_key"),
        (2, 11, "duplicate_key"),
        (3, 11, "duplicate_key"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1\nb: *x\n", [(1, 4, "no_anchor"), (2, 4, "no_alias")]),
        ("a: !!str 12\n", [(1, 4, "no_tag")]),
        ("a: ! 12\n", [(1, 4, "no_tag")]),
        ("a: !own [1]\n", [(1, 4, "no_tag")]),
        ("a: !own {b: 1}\n", [(1, 4, "no_tag")]),
        ("!!map\na: 1\n", [(1, 1, "no_tag")]),
        ("a: !!python/object/apply:os.system [ls]\n", [(1, 4, "no_tag")]),
        ("<<: {a: 1}\n", [(1, 1, "no_merge")]),
    ],
)
def test_anchors_aliases_tags_and_merges_are_refused(text, found):
    _, problems = parse(text, "f.yaml")
    assert spots(problems) == found
    assert set(tips(problems)) == {"write the value out"}


def test_signs_inside_words_are_no_anchors_or_tags():
    node, problems = parse("a: Q&A\nb: 2 * 3\nc: hello!\nd: '&x *y !z'\n", "f.yaml")
    assert problems == []
    assert plain(node) == {"a": "Q&A", "b": "2 * 3", "c": "hello!", "d": "&x *y !z"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: [1, 2\nb: 3\n", 2, 2),
        ("a: 1\n b: 2\n", 2, 3),
        ("a: b: c\n", 1, 5),
        ("a:\n\t- b\n", 2, 1),
        ("a: 1\n---\nb: 2\n", 2, 1),
        ('a: "never closed\n', 2, 1),
    ],
)
def test_what_is_no_yaml_is_said_with_its_place(text, line, column):
    node, problems = parse(text, "f.yaml")
    assert node is None
    assert spots(problems) == [(line, column, "not_yaml")]


@pytest.mark.parametrize("text", ["a: \x00", "a: \x07", "a: '\x7f'"])
def test_control_characters_are_refused(text):
    node, problems = parse(text, "f.yaml")
    assert node is None
    assert [p.message.key for p in problems] == ["problems.not_yaml"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_an_empty_file_is_said_to_be_empty(text):
    node, problems = parse(text, "f.yaml")
    if text.startswith("---"):
        assert plain(node) == ""
    else:
        assert node is None
        assert spots(problems) == [(1, 1, "empty_file")]


def test_a_key_must_be_a_word():
    assert spots(parse("? [a, b]\n: c\n", "f.yaml")[1]) == [(1, 3, "key_not_word")]


@pytest.mark.parametrize("depth", [400, 3000, 100_000])
@pytest.mark.parametrize(("open_", "close"), [("[", "]"), ("{a: ", "}")])
def test_deep_nesting_is_a_problem_and_no_crash(depth, open_, close):
    node, problems = parse(open_ * depth + close * depth, "f.yaml")
    assert node is None
    assert [p.message.key for p in problems] == ["problems.too_deep"]


def test_ordinary_nesting_is_fine():
    assert parse("[" * 50 + "]" * 50, "f.yaml")[1] == []


def test_a_byte_order_mark_at_the_start_does_not_hurt():
    node, problems = parse("\ufeffa: 1\n", "f.yaml")
    assert (plain(node), problems) == ({"a": "1"}, [])


JSON = st.recursive(
    st.text(st.characters(codec="ascii", categories=["L", "N", "P", "Zs"]), max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abcdef", min_size=1, max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_json_is_read_as_it_is_meant(value):
    node, problems = parse(json.dumps(value), "f.json")
    assert problems == []
    assert plain(node) == value


@given(st.text(max_size=60))
def test_no_text_at_all_makes_the_reader_crash(text):
    node, problems = parse(text, "f.yaml")
    assert node is not None or problems
