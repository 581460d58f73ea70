"""The wheel: its data travel with it, and it runs from anywhere."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DATA = ("questions.yaml", "applications.yaml", "vendors.yaml")
SHEET = ROOT / "examples" / "municipality.yaml"


def run(*command: str, cwd: Path, path: Path) -> subprocess.CompletedProcess[str]:
    """Run a command elsewhere, with the program found at ``path`` only."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(cwd),
            "PYTHONPATH": str(path),
            "PYTHONDONTWRITEBYTECODE": "1",
            "STEMWIJZER_HOME": str(cwd / "state"),
        },
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, built from this checkout."""
    for name in ("hatchling", "pip"):
        if importlib.util.find_spec(name) is None:
            pytest.skip(f"{name} is not installed here; .ci/run builds the wheel too")
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", ".", "--no-deps", "--no-build-isolation", "--quiet", "-w", str(folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel installed in it and nothing else."""
    folder = tmp_path_factory.mktemp("target")
    pip("install", "--no-deps", "--no-index", "--quiet", "--target", str(folder), str(wheel))
    return folder


def test_the_wheel_holds_the_data_the_types_and_the_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for name in DATA:
            packed = archive.read(f"stemwijzer/data/{name}")
            assert packed == (ROOT / "data" / name).read_bytes()
    folder = next(name.partition("/")[0] for name in names if ".dist-info/" in name)
    assert f"{folder}/licenses/LICENSE" in names
    assert f"{folder}/licenses/data/LICENSE" in names


def test_the_wheel_holds_every_module_and_nothing_of_the_repository_around_it(
    wheel: Path,
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    modules = {str(p.relative_to(ROOT)) for p in (ROOT / "stemwijzer").rglob("*.py")}
    assert {Path(name).as_posix() for name in modules} <= names
    templates = (ROOT / "stemwijzer" / "render" / "templates").iterdir()
    assert {f"stemwijzer/render/templates/{path.name}" for path in templates} <= names
    tops = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert tops == {"stemwijzer"}
    assert not [name for name in names if "__pycache__" in name]


def test_the_wheel_offers_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith("entry_points.txt"))
        assert "stemwijzer = stemwijzer.entry:main" in archive.read(name).decode()


def test_an_installed_program_ranks_a_sheet_from_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    module = (sys.executable, "-m", "stemwijzer")
    found = run(
        *module, "match", str(SHEET), "--json", "--draws", "0", cwd=tmp_path, path=installed
    )
    assert (found.returncode, found.stderr) == (0, "")
    document = json.loads(found.stdout)
    assert document["data"]["catalogue"]["private"] is False
    assert document["data"]["rankings"][0]["ranking"][0]["rank"] == 1
    script = (sys.executable, str(installed / "bin" / "stemwijzer"), "--version")
    assert run(*script, cwd=tmp_path, path=installed).stdout.startswith("stemwijzer ")


def test_an_installed_program_and_the_checkout_say_exactly_the_same(
    installed: Path, tmp_path: Path
) -> None:
    command = (sys.executable, "-m", "stemwijzer", "match", str(SHEET), "--json", "--draws", "0")
    there = run(*command, cwd=tmp_path, path=installed)
    here = run(*command, cwd=tmp_path, path=ROOT)
    assert there.returncode == here.returncode == 0
    assert there.stdout == here.stdout


def test_a_checkout_finds_its_data_from_another_folder(tmp_path: Path) -> None:
    asked = "from stemwijzer.catalogue.load import shipped_data; print(shipped_data())"
    found = run(sys.executable, "-c", asked, cwd=tmp_path, path=ROOT)
    assert found.stdout.strip() == str(ROOT / "data")
