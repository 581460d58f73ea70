"""The one form of ``vendors.yaml``: order, comments, and nothing but order and form."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from catalogue.rules.test_rules import BASE
from stemwijzer.catalogue import comments, strict_yaml
from stemwijzer.catalogue.canonical import canonical
from stemwijzer.catalogue.load import load_catalogue, load_documents
from stemwijzer.catalogue.upkeep_edit import entry_line, in_order, with_entry
from stemwijzer.errors import CatalogueError

TEXT = (BASE / "vendors.yaml").read_text(encoding="utf-8")


def ordered(text: str) -> str:
    return canonical(text, load_catalogue(BASE))


def folder_with(tmp_path: Path, text: str) -> Path:
    for path in BASE.iterdir():
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "vendors.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_is_in_order_stays_as_it_is() -> None:
    assert ordered(TEXT) == TEXT


def test_the_tiny_catalogue_gets_one_value_per_line(tiny_folder: Path) -> None:
    text = canonical((tiny_folder / "vendors.yaml").read_text(), load_catalogue(tiny_folder))
    assert (
        '          drinks:\n            has: ["no", lungo]\n            not: [americano]\n' in text
    )
    assert 'version: "2026.01"' in text
    assert "        facts: {}\n" in text
    (tiny_folder / "vendors.yaml").write_text(text)
    assert canonical(text, load_catalogue(tiny_folder)) == text


def test_comments_move_with_what_they_belong_to() -> None:
    """Above, behind, below; between the items of a list; at the end of the file."""
    messy = TEXT.replace("  bravo:\n", "  # about Bravo\n  bravo:  # a telecom\n")
    acme, bravo = messy.index("  acme:"), messy.index("  # about Bravo")
    end = messy.index("not_listed:")
    messy = messy[:acme] + messy[bravo:end] + messy[acme:bravo] + messy[end:]
    messy = messy.replace("    name: Acme\n", '    name: "Acme"   # quoted\n')
    messy = messy.replace(
        "            has: [email, chat]\n",
        "            has:\n              - chat\n              # between\n              - email\n",
    )
    messy = messy.replace(
        "            plan: Basic\n            source: prices\n",
        "            plan: Basic\n            source: prices\n            # below the price\n",
    )
    messy += "# the end\n"
    tidy = ordered(messy)
    assert tidy.index("  acme:") < tidy.index("  # about Bravo\n  bravo:  # a telecom\n")
    assert "    name: Acme  # quoted\n" in tidy
    assert "            # between\n            has: [email, chat]\n" in tidy
    assert "            source: prices\n            # below the price\n  # about Bravo\n" in tidy
    assert tidy.endswith("# the end\n")
    assert tidy.startswith("# What is in here is made up.\nschema_version: 1\n")
    without = re.sub(r"\n *# (about|between|below|the end).*|  # (quoted|a telecom)", "", tidy)
    assert without == TEXT
    assert ordered(tidy) == tidy


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_order_the_form_is_one(seed: int) -> None:
    """Blocks of every depth are shuffled, each with a comment of its own above it."""
    chance = random.Random(seed)
    root, _ = strict_yaml.parse(TEXT, "vendors.yaml")
    assert root is not None
    shuffled = "\n".join(_shuffled(root, 0, chance)) + "\n"
    tidy = ordered(shuffled)
    assert ordered(tidy) == tidy
    assert re.sub(r" *# of .*\n", "", tidy) == TEXT.partition("\n")[2]
    for name in re.findall(r"# of ([\w-]+)", shuffled):
        assert re.search(rf"# of {name}\n *(# of \w+\n *)*(sources: \{{.*)?\"?{name}\"?:", tidy)
    assert shuffled.count("# of") == tidy.count("# of")


def _shuffled(node: strict_yaml.Node, depth: int, chance: random.Random) -> list[str]:
    assert isinstance(node, strict_yaml.Mapping)
    names = list(node.entries)
    chance.shuffle(names)
    lines = []
    for name in names:
        child, indent = node.entries[name][1], "  " * depth
        if chance.random() < 0.3:
            lines.append(f"{indent}# of {name}")
        if isinstance(child, strict_yaml.Mapping):
            lines += [f"{indent}{name}:", *_shuffled(child, depth + 1, chance)]
        elif isinstance(child, strict_yaml.Sequence):
            items = [item.text for item in child.items if isinstance(item, strict_yaml.Scalar)]
            chance.shuffle(items) if name in ("has", "not") else None
            lines += [f"{indent}{name}:", *(f"{indent}  - {item}" for item in items)]
        else:
            assert isinstance(child, strict_yaml.Scalar)
            lines.append(f"{indent}{name}: " + (f"'{child.text}'" if child.quoted else child.text))
    return lines


@pytest.mark.parametrize(
    "note",
    [
        "a # that is no comment",
        "key: value",
        "- a list",
        "'single' and \"double\"",
        "yes",
        "2026",
        "ends with:",
        "é, ü and €",
        "back\\slash",
        "{not: a map}",
    ],
)
def test_every_note_survives(tmp_path: Path, note: str) -> None:
    quoted = "'" + note.replace("'", "''") + "'"
    loaded = load_documents(
        folder_with(tmp_path, TEXT.replace("the list of channels in the manual", quoted))
    )
    text = in_order(loaded)
    found = load_catalogue(folder_with(tmp_path, text))
    assert found.solutions["acme-desk"].facts["channels"].note == note
    assert in_order(load_documents(tmp_path)) == text


def test_hints_go_and_comments_stay(tmp_path: Path) -> None:
    messy = TEXT.replace("name: Acme Desk", "name: Acme Desk  #: fill in")
    messy = messy.replace("        facts:\n", "        facts:\n          #: api:  #: hint\n", 1)
    assert ordered(messy) == TEXT


def test_nothing_is_written_that_would_change_a_fact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = load_documents(folder_with(tmp_path, TEXT))
    monkeypatch.setattr(
        "stemwijzer.catalogue.upkeep_edit.canonical", lambda t, _: t.replace("[iso27001]", "[soc2]")
    )
    with pytest.raises(CatalogueError, match="nothing was written"):
        in_order(loaded)
    monkeypatch.setattr(
        "stemwijzer.catalogue.upkeep_edit.canonical", lambda t, _: t.partition("\n")[2]
    )
    with pytest.raises(CatalogueError, match="nothing was written"):
        in_order(loaded)


def test_a_sign_inside_a_text_is_no_comment() -> None:
    text = "a: 'x # y'\nb: p#q\nc: \"z #\"  # real\n# own\n"
    root, _ = strict_yaml.parse(text, "x")
    assert root is not None
    found = comments.collect(text, comments.block_keys(root, ()))
    assert (found.behind, found.last) == ({("c",): ["# real"]}, ["# own"])


@pytest.mark.parametrize(
    ("name", "vendor", "before"),
    [
        ("aaa", "", "  acme:"),
        ("azz", "", "  bravo:"),
        ("zzz", "", "not_listed:"),
        ("acme-a", "acme", "      acme-desk:"),
        ("acme-z", "acme", "  bravo:"),
        ("bravo-z", "bravo", "not_listed:"),
    ],
)
def test_an_entry_goes_where_its_id_belongs(
    tmp_path: Path, name: str, vendor: str, before: str
) -> None:
    commented = TEXT.replace("  bravo:", "  # about Bravo\n  bravo:")
    loaded = load_documents(folder_with(tmp_path, commented))
    line = entry_line(loaded, name, vendor)
    lines = with_entry(loaded, "NEW\n", line).split("\n")
    after = lines[lines.index("NEW") + 1 :]
    assert next(line for line in after if not line.strip().startswith("#")).startswith(before)
    assert lines.count("NEW") == 1
    assert len(lines) == len(commented.split("\n")) + 1


def test_an_entry_goes_to_the_end_of_a_file_without_not_listed(tmp_path: Path) -> None:
    text = TEXT[: TEXT.index("not_listed:")]
    loaded = load_documents(folder_with(tmp_path, text))
    assert with_entry(loaded, "NEW", entry_line(loaded, "zzz")) == text + "NEW\n"
