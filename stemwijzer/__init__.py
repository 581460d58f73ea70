"""Stemwijzer for customer-contact technology: what matters to you, ranked and explained."""

from __future__ import annotations

TYPE_CHECKING = False  # typing would take longer to import than the rest of --version
if TYPE_CHECKING:
    from stemwijzer.api import Scored, load_catalogue, rank, read_sheet, score_many, stability

__version__ = "0.1.0"

__all__ = ["Scored", "load_catalogue", "rank", "read_sheet", "score_many", "stability"]


def __getattr__(name: str) -> object:
    """Import the public functions when they are first asked for."""
    if name in __all__:
        from stemwijzer import api

        return getattr(api, name)
    raise AttributeError(f"module 'stemwijzer' has no attribute '{name}'")
