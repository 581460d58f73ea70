"""Who may import whom, read from the syntax trees; the table is the picture of the program."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "stemwijzer"
FILES = sorted(PACKAGE.rglob("*.py"))

PURE_INTERVIEW = ("events", "keys", "layout", "record", "screen", "state", "values", "words")

# Layer: what it may import of the program, and from outside the standard library. The first row
# whose name a module starts with counts; every layer may import itself and the version.
LAYERS: dict[str, tuple[set[str], set[str]]] = {
    "record": (set(), set()),
    "errors": ({"i18n", "record"}, set()),
    "i18n": (set(), set()),
    "core": ({"errors", "record"}, {"numpy", "scipy"}),
    "catalogue": ({"core", "errors", "record"}, {"yaml"}),
    "answers": ({"core", "catalogue", "errors", "i18n", "record"}, {"yaml", "python_calamine"}),
    **{
        f"interview.{name}": ({f"interview.{n}" for n in PURE_INTERVIEW} | {"core", "i18n"}, set())
        for name in PURE_INTERVIEW
    },
    "interview": ({"core", "i18n", "errors"}, {"questionary", "prompt_toolkit"}),
    "report": ({"core", "i18n", "answers", "errors", "record"}, {"numpy"}),
    "render": (
        {"report", "i18n", "errors"},
        {"jinja2", "markupsafe", "rich", "xlsxwriter", "typst"},
    ),
    "cli": (
        {"core", "catalogue", "answers", "interview", "report", "render", "errors", "i18n"}
        | {"record"},
        {"typer", "rich", "numpy", "yaml", "polars"},
    ),
    "entry": ({"cli"}, set()),
    "__main__": ({"entry"}, set()),
    "api": ({"core", "catalogue", "answers", "errors"}, {"numpy"}),
    "bench": ({"api", "core", "catalogue"}, {"numpy", "scipy"}),
    "__init__": ({"api"}, set()),
}

CORE_LIBRARY = {
    "__future__",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "fractions",
    "itertools",
    "math",
    "re",
    "typing",
}
"""What of the standard library the pure core may use: nothing that knows files, clock or person."""

MAY_PRINT = ("cli", "entry", "render", "bench")


def name_of(path: Path) -> str:
    """Return the module's name inside the package, ``core.model``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


def layer_of(module: str) -> str:
    return next(layer for layer in LAYERS if module == layer or module.startswith(f"{layer}."))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every imported module with its line, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            assert node.module is not None
            for alias in node.names:  # a module of a package counts as that module
                below = PACKAGE.parent.joinpath(*node.module.split("."), alias.name)
                is_module = below.is_dir() or below.with_suffix(".py").is_file()
                yield (f"{node.module}.{alias.name}" if is_module else node.module), node.lineno


def inside(modules: set[str], module: str) -> bool:
    return any(module == known or module.startswith(f"{known}.") for known in modules)


def breaches(path: Path) -> Iterator[str]:
    """Yield every import of a file that its layer may not do."""
    layer = layer_of(name_of(path))
    own, outside = LAYERS[layer]
    for module, line in imports(path):
        top, _, rest = module.partition(".")
        if top == "stemwijzer":
            allowed = rest == "" or inside(own | {layer}, rest)
        elif top in sys.stdlib_module_names:
            allowed = layer != "core" or top in CORE_LIBRARY
        else:
            allowed = top in outside
        if not allowed:
            yield f"{path.relative_to(PACKAGE)}:{line}: {layer} may not import {module}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_module_imports_only_what_its_layer_may(path):
    assert list(breaches(path)) == []


def test_every_module_belongs_to_a_layer():
    homeless = [name_of(p) for p in FILES if name_of(p).partition(".")[0] not in LAYERS]
    assert homeless == []


def test_the_pure_parts_of_the_interview_are_there():
    """So that renaming one does not silently give it the rights of the adapters."""
    assert {f"interview.{name}" for name in PURE_INTERVIEW} <= {name_of(p) for p in FILES}


def test_only_the_entry_imports_the_command_line():
    importers = {
        name_of(path)
        for path in FILES
        for module, _ in imports(path)
        if module == "stemwijzer.cli" or module.startswith("stemwijzer.cli.")
    }
    assert {name for name in importers if not name.startswith("cli")} <= {"entry", "__main__"}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_edge_prints(path):
    if name_of(path).partition(".")[0] in MAY_PRINT:
        return
    prints = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert prints == []


@pytest.mark.parametrize(
    "path",
    [p for p in FILES if layer_of(name_of(p)) in ("core", "report", "render")],
    ids=name_of,
)
def test_results_depend_on_no_clock_environment_or_file(path):
    """The same answers and the same catalogue give the same bytes."""
    forbidden = {"today", "now", "utcnow", "environ", "getenv", "open", "read_text", "urandom"}
    used = [
        f"{node.lineno}: {name}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (name := getattr(node, "attr", None) or getattr(node, "id", None)) in forbidden
        and isinstance(node, ast.Attribute | ast.Name)
        and isinstance(node.ctx, ast.Load)
    ]
    assert used == []


def test_the_rules_notice_a_breach(tmp_path, monkeypatch):
    """A test of the tests: an import of the command line in the core, inside a function."""
    package = tmp_path / "stemwijzer"
    (package / "core").mkdir(parents=True)
    (package / "cli").mkdir()
    bad = package / "core" / "bad.py"
    bad.write_text("import os\ndef f():\n    from stemwijzer.cli import app\n    import yaml\n")
    monkeypatch.setattr("test_architecture.PACKAGE", package)
    assert sorted(breaches(bad)) == [
        "core/bad.py:1: core may not import os",
        "core/bad.py:3: core may not import stemwijzer.cli",
        "core/bad.py:4: core may not import yaml",
    ]
