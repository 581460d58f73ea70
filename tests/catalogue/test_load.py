from __future__ import annotations

import shutil

import pytest

from catalogue.finding import change, keys, refused
from stemwijzer.catalogue.load import FILES, load_catalogue, shipped_data
from stemwijzer.errors import CatalogueError, ExitCode


def lines(problems):
    return [(p.file.rpartition("/")[2], p.line) for p in problems]


def test_the_shipped_data_is_found_and_loaded_when_no_folder_is_named(shipped):
    assert all((shipped_data() / name).is_file() for name in FILES)
    assert load_catalogue(shipped_data()).fingerprint == shipped.fingerprint


def test_only_other_data_than_the_shipped_is_private(tmp_path, shipped, tiny):
    assert not shipped.private
    assert tiny.private
    copy = tmp_path / "copy"
    shutil.copytree(shipped_data(), copy)
    assert not load_catalogue(copy).private
    with (copy / "vendors.yaml").open("a") as file:
        file.write("# one remark more\n")
    assert load_catalogue(copy).private


def test_line_ends_do_not_change_the_fingerprint(tiny, tiny_folder):
    for name in FILES:
        path = tiny_folder / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_catalogue(tiny_folder).fingerprint == tiny.fingerprint


@pytest.mark.parametrize("name", FILES)
def test_any_other_change_in_any_file_changes_the_fingerprint(tiny, tiny_folder, name):
    with (tiny_folder / name).open("a") as file:
        file.write("# a remark\n")
    assert load_catalogue(tiny_folder).fingerprint != tiny.fingerprint


def test_a_line_moved_to_the_next_file_changes_the_fingerprint(tiny_folder):
    remark = "# a remark\n"
    one, other = tiny_folder / "questions.yaml", tiny_folder / "applications.yaml"
    before, after = one.read_text(), other.read_text()
    one.write_text(before + remark)
    at_the_end = load_catalogue(tiny_folder).fingerprint
    one.write_text(before)
    other.write_text(remark + after)
    assert load_catalogue(tiny_folder).fingerprint != at_the_end


def test_the_fingerprint_is_a_sha256(tiny):
    assert len(tiny.fingerprint) == 64
    assert set(tiny.fingerprint) <= set("0123456789abcdef")


def test_where_the_folder_stands_does_not_matter(tiny, tiny_folder):
    moved = load_catalogue(tiny_folder)
    assert moved == tiny


def test_the_order_of_the_files_is_kept(tiny):
    assert list(tiny.questions)[:3] == ["goals", "breadth", "grinder"]
    assert list(tiny.solutions) == ["alto-one", "alto-duo", "basso", "corto", "dolce"]
    assert [s.id for s in tiny.in_application("filter")] == ["alto-duo", "dolce"]


# Everything that is wrong, at once --------------------------------------------------------------


def test_the_problems_of_all_three_files_come_out_in_one_go(tiny_folder):
    asked = change(tiny_folder, "questions", "    attribute: cups\n", "    attribute: cusp\n")
    again = change(tiny_folder, "questions", "    at_most: audible\n", "    at_most: audibel\n")
    applied = change(tiny_folder, "applications", "application: filter", "application: fliter")
    sold = change(tiny_folder, "vendors", "value: loud", "value: laud")
    number = change(tiny_folder, "vendors", "amount: 500", "amount: 1_000")
    problems = refused(tiny_folder)
    assert lines(problems) == [
        ("questions.yaml", again),
        ("questions.yaml", asked),
        ("applications.yaml", applied),
        ("vendors.yaml", sold),
        ("vendors.yaml", number),
    ]


def test_a_broken_catalogue_ends_with_exit_code_four(tiny_folder):
    change(tiny_folder, "vendors", "value: loud", "value: laud")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tiny_folder)
    assert caught.value.exit_code is ExitCode.BAD_CATALOGUE == 4
    assert caught.value.message.values["count"] == 1
    assert str(caught.value.message) == f"the catalogue in {tiny_folder} has 1 problem"
    assert caught.value.hint is not None


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('version: "2026.01"', "version: 2026.01", "surprise"),
        ("plan: Basic", "plan: NO", "surprise"),
        ("plan: Basic", "plan: on", "surprise"),
        ("plan: Basic", "plan: 12:30", "surprise"),
        ("amount: 500", "amount: 1_000", "not_number"),
        ("amount: 500", "amount: 12:30", "not_number"),
        ("private: true", "private: on", "write_bool"),
        ("note: measured", "note: &a measured", "no_anchor"),
        ("note: measured", "note: !!str measured", "no_tag"),
        ("note: measured", "note: a, note: b", "duplicate_key"),
        ("page_date: 2025-12-01", "page_date: 2025-31-12", "not_date"),
    ],
)
def test_doubtful_spellings_are_refused_where_they_stand(tiny_folder, old, new, key):
    line = change(tiny_folder, "vendors", old, new)
    problems = refused(tiny_folder)
    assert keys(problems) == [key]
    assert problems[0].line == line
    assert problems[0].column > 1 or key == "surprise"
    assert problems[0].tip is not None or key == "write_bool"


def test_an_option_called_no_is_an_option(tiny):
    assert "no" in tiny.solutions["alto-one"].facts["drinks"].has


def test_a_missing_translation_is_refused(tiny_folder):
    line = change(tiny_folder, "questions", "{nl: stil, en: silent}", "{nl: stil}")
    problems = refused(tiny_folder)
    assert lines(problems) == [("questions.yaml", line)]
    assert problems[0].message.values["key"] == "en"


# Files that are hardly files --------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tiny_folder, name):
    (tiny_folder / name).unlink()
    problems = refused(tiny_folder)
    assert (lines(problems), keys(problems)) == ([(name, 0)], ["file_missing"])


def test_all_missing_files_are_named_with_what_a_catalogue_is(tmp_path):
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path / "nowhere")
    assert [name for name, _ in lines(caught.value.problems)] == list(FILES)
    assert all(name in str(caught.value.hint) for name in FILES)


@pytest.mark.parametrize("name", FILES)
def test_an_empty_file_is_said_to_be_empty(tiny_folder, name):
    (tiny_folder / name).write_text("")
    problems = refused(tiny_folder)
    assert (lines(problems), keys(problems)) == ([(name, 1)], ["empty_file"])


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_utf8_is_named_with_the_line(tiny_folder, name):
    text = (tiny_folder / name).read_bytes()
    (tiny_folder / name).write_bytes(b"# one\n# two\n# caf\xe9\n" + text)
    problems = refused(tiny_folder)
    assert (lines(problems), keys(problems)) == ([(name, 3)], ["not_utf8"])


@pytest.mark.parametrize("name", FILES)
def test_a_file_cut_off_in_the_middle_is_the_only_one_accused(tiny_folder, name):
    """The other files are fine; that they name things of the broken one is not their fault."""
    path = tiny_folder / name
    text = path.read_text()
    path.write_text(text[: text.rindex("{") + 5])
    problems = refused(tiny_folder)
    assert keys(problems) == ["not_yaml"]
    assert lines(problems)[0][0] == name
    assert problems[0].line > 10


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.85])
def test_a_file_cut_off_anywhere_never_crashes(tiny_folder, name, share):
    path = tiny_folder / name
    text = path.read_text()
    path.write_text(text[: int(len(text) * share)])
    problems = refused(tiny_folder)
    assert any(p.file.endswith(name) for p in problems)


@pytest.mark.parametrize("name", FILES)
def test_deep_nesting_never_crashes(tiny_folder, name):
    (tiny_folder / name).write_text("[" * 20_000)
    assert keys(refused(tiny_folder)) == ["too_deep"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("content", ["- a\n", "text\n", "3\n", "a: b\n", "schema_version: 1\n"])
def test_something_else_than_a_catalogue_never_crashes(tiny_folder, name, content):
    (tiny_folder / name).write_text(content)
    assert any(p.file.endswith(name) for p in refused(tiny_folder))


def test_a_folder_in_the_place_of_a_file_cannot_be_read(tiny_folder):
    (tiny_folder / "vendors.yaml").unlink()
    (tiny_folder / "vendors.yaml").mkdir()
    assert keys(refused(tiny_folder)) == ["cannot_read"]


def test_a_file_is_named_from_where_the_person_stands(tiny_folder, monkeypatch):
    change(tiny_folder, "vendors", "value: loud", "value: laud")
    monkeypatch.chdir(tiny_folder.parent)
    assert refused(tiny_folder)[0].file == "tiny/vendors.yaml"
    monkeypatch.chdir(tiny_folder / "..")
    assert str(refused(tiny_folder)[0]).startswith("tiny/vendors.yaml:")


def test_a_mark_at_the_start_of_a_file_does_not_hurt(tiny_folder, tiny):
    path = tiny_folder / "vendors.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_catalogue(tiny_folder).solutions == tiny.solutions
