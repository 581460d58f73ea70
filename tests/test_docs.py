"""The reference pages keep up with the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from stemwijzer.cli.app import make_app
from stemwijzer.cli.help import translate
from stemwijzer.errors import ExitCode
from stemwijzer.i18n import LANGUAGES, Texts

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Return every command with its full name, groups included."""
    yield name, command
    for child, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{name} {child}".strip())


def translated(language: str) -> dict[str, Any]:
    program = typer.main.get_command(make_app())
    translate(program, Texts(language))
    return dict(commands(program))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_and_option_has_help(language: str) -> None:
    for name, command in translated(language).items():
        assert command.help, name
        assert command.short_help, name
        for parameter in command.params:
            assert parameter.help, f"{name} {parameter.name}"
            assert " " in parameter.help, f"{name} {parameter.name}"


def test_the_help_differs_between_the_languages() -> None:
    dutch, english = translated("nl"), translated("en")
    assert dutch.keys() == english.keys()
    for name in dutch:
        assert dutch[name].help != english[name].help


def test_no_help_text_is_left_over() -> None:
    from stemwijzer.i18n.en.help import TEXTS

    known = {name for name in translated("en") if name}
    texts = {key.removeprefix("help.command.") for key in TEXTS if key.startswith("help.command.")}
    assert texts == known


def test_every_exit_code_is_in_the_table_with_its_name() -> None:
    text = (REFERENCE / "exit-codes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \| \S.* \| \S.* \|$", text, re.MULTILINE)
    assert rows == [(str(code.value), code.name) for code in ExitCode]


def test_the_links_between_the_reference_pages_lead_somewhere() -> None:
    for page in REFERENCE.glob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_schema_is_linked_from_the_reference() -> None:
    text = (REFERENCE / "json.md").read_text(encoding="utf-8")
    for schema in (ROOT / "docs" / "schema").glob("*.schema.json"):
        assert f"../schema/{schema.name}" in text
