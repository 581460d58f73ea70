"""Fixtures that several folders share: a tiny catalogue that can be checked by hand."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from stemwijzer.catalogue.load import load_catalogue
from stemwijzer.core.model import Catalogue

# The same examples in every run; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("steady", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

TINY = Path(__file__).parent / "data" / "tiny"


@pytest.fixture(scope="session")
def tiny() -> Catalogue:
    """Return the tiny catalogue about coffee machines."""
    return load_catalogue(TINY)


@pytest.fixture
def tiny_folder(tmp_path: Path) -> Path:
    """Return a copy of the tiny catalogue's folder, to be changed at will."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """Return the shipped catalogue."""
    return load_catalogue()
